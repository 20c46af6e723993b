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

from bisect import bisect_left

from onrecord.syntax.chunks import find_noun_phrases, find_verb_groups
from onrecord.syntax.layers import Form, NounPhrase, Syntax, Tense, Token, VerbGroup, Voice
from onrecord.syntax.tagging import Tagged, tag_sentence
from onrecord.syntax.tokens import tokenize
from onrecord.syntax.words import load_lexicon
from onrecord.text import Span

__all__ = ["Form", "NounPhrase", "Syntax", "Tense", "Token", "VerbGroup", "Voice", "analyse", "tokenize"]


def analyse(text: str, sentences: tuple[Span, ...]) -> Syntax:
    """The syntax of a text whose sentences are known (in order, apart); tokens outside them are left out."""
    lexicon = load_lexicon()
    tokens: list[Token] = []
    ends: list[int] = []
    for sentence in sentences:
        tokens.extend(tokenize(text, sentence.start, sentence.end))
        ends.append(len(tokens))
    tagged = Tagged(tags=["X"] * len(tokens), lemmas=[""] * len(tokens), forms=[""] * len(tokens))
    noun_phrases: list[NounPhrase] = []
    verb_groups: list[VerbGroup] = []
    first = 0
    for last in ends:
        tag_sentence(tokens, first, last, lexicon, tagged)
        noun_phrases.extend(find_noun_phrases(tokens, first, last, tagged))
        verb_groups.extend(find_verb_groups(tokens, first, last, tagged))
        first = last
    return Syntax(
        tokens=tuple(tokens),
        tags=tuple(tagged.tags),
        lemmas=tuple(tagged.lemmas),
        sentence_of=tuple(bisect_left(ends, i + 1) for i in range(len(tokens))),
        noun_phrases=tuple(noun_phrases),
        verb_groups=tuple(verb_groups),
    )
