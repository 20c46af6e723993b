"""Shallow syntax without a model: tokens, parts of speech, noun phrases, verb groups, and who is whose subject.

>>> from onrecord.text import Span
>>> text = "Peru has recalled its envoy."
>>> syntax = analyse(text, (Span(0, len(text)),))
>>> [(group.lemma, group.tense, group.voice) for group in syntax.verb_groups]
[('recall', 'perfect', 'active')]
>>> [syntax.span(phrase.first, phrase.last).of(text) for phrase in syntax.noun_phrases]
['Peru', 'its envoy']
"""

from __future__ import annotations

from onrecord.syntax.clauses import find_subjects
from onrecord.syntax.groups import find_verb_groups
from onrecord.syntax.layers import Form, NounPhrase, Syntax, Tense, Token, VerbGroup, Voice
from onrecord.syntax.phrases import find_noun_phrases
from onrecord.syntax.tagging import UNIVERSAL, Tagged, find_names, tag_sentence
from onrecord.syntax.tokens import tokenize
from onrecord.syntax.words import load_lexicon
from onrecord.text import Span

__all__ = ["Form", "NounPhrase", "Syntax", "Tense", "Token", "VerbGroup", "Voice", "analyse", "tokenize"]


def analyse(text: str, sentences: tuple[Span, ...]) -> Syntax:
    """The syntax of a text whose sentences are known (in order, apart); tokens outside them are left out."""
    lexicon = load_lexicon()
    tokens: list[Token] = []
    sentence_of: list[int] = []
    bounds: list[tuple[int, int]] = []
    for number, sentence in enumerate(sentences):
        first = len(tokens)
        tokens.extend(tokenize(text, sentence.start, sentence.end))
        bounds.append((first, len(tokens)))
        sentence_of.extend([number] * (len(tokens) - first))
    tagged = Tagged(letters=["."] * len(tokens), lemmas=[""] * len(tokens))
    names = find_names(tokens)
    noun_phrases: list[NounPhrase] = []
    verb_groups: list[VerbGroup] = []
    for first, last in bounds:
        tag_sentence(tokens, first, last, lexicon, names, tagged)
        noun_phrases.extend(find_noun_phrases(tokens, first, last, tagged, lexicon))
        verb_groups.extend(find_verb_groups(tokens, first, last, tagged, lexicon))
    return Syntax(
        tokens=tuple(tokens),
        tags=tuple([UNIVERSAL[letter] for letter in tagged.letters]),
        lemmas=tuple(tagged.lemmas),
        sentence_of=tuple(sentence_of),
        noun_phrases=tuple(noun_phrases),
        verb_groups=tuple(verb_groups),
        subjects=tuple(find_subjects(tokens, bounds, tagged, noun_phrases, verb_groups, lexicon)),
    )
