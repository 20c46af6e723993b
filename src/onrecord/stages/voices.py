"""Whose words a cue tells, and which, where the grammar of its sentence decides: "whose envoy called it", "was quoted as saying"."""

from __future__ import annotations

from onrecord.frames import Draft
from onrecord.rules.cue_lexicon import load_cues
from onrecord.syntax import Syntax
from onrecord.text import Span

_QUOTING = frozenset(("quote", "cite"))
_FAR = 40  # tokens


def find_speaker(draft: Draft, cue: Span | None, speaker: Span | None) -> Span | None:
    """The speaker of a cue: whose man speaks is not the speaker ("Vidal, whose envoy called it late"); who "was quoted as saying" is."""
    syntax = draft.syntax
    group = syntax.verb_at(syntax.token_at(cue.start)) if syntax is not None and cue is not None else None
    if syntax is None or group is None:
        return speaker
    if speaker is None:
        return _who_is_quoted(syntax, group)
    return _who_is_owned(syntax, group, speaker) or speaker


def _who_is_owned(syntax: Syntax, group: int, speaker: Span) -> Span | None:
    """The noun phrase behind "whose" right behind a speaker, where the cue is its verb; None where there is none."""
    verb, after = syntax.verb_groups[group], syntax.token_at(speaker.end)
    if not after < verb.first <= after + _FAR:
        return None
    at = next((i for i in range(after, min(after + 2, verb.first)) if syntax.tokens[i].lower == "whose"), None)
    if at is None or syntax.has_finite(at, verb.first):
        return None
    owned = syntax.np_at(syntax.tokens[at].start)
    owned = syntax.np_after(at) if owned is None else owned
    if owned is None or syntax.noun_phrases[owned].last > verb.first:
        return None
    first, last = syntax.extend(owned, appositive=True)
    first = max(first, at + 1)
    named = any(token.text == "," for token in syntax.tokens[first:last])
    between = [token.text for token in syntax.tokens[last : verb.first]]
    return syntax.span(first, last) if first < last and between == ([","] if named else []) else None


def _who_is_quoted(syntax: Syntax, group: int) -> Span | None:
    """The subject of "was quoted as" before a cue that has no speaker."""
    verb = syntax.verb_groups[group]
    if verb.first == 0 or syntax.tokens[verb.first - 1].lower != "as" or group == 0:
        return None
    quoting = syntax.verb_groups[group - 1]
    same = syntax.sentence_of[quoting.first] == syntax.sentence_of[verb.first]
    subject = syntax.subject_of(group - 1)
    if quoting.lemma not in _QUOTING or quoting.voice != "passive" or not same or subject is None:
        return None
    return syntax.span(*syntax.noun_phrases[subject][:2])


def end_of_claim(draft: Draft, cue: Span | None, content: Span) -> Span:
    """The content of a noun ("its claim that Chile had moved tanks") without the verb of the whole: "was a lie"."""
    syntax = draft.syntax
    if syntax is None or cue is None or cue.end > content.start:
        return content
    at, first = syntax.token_at(cue.start), syntax.token_at(content.start)
    end = min(syntax.token_at(content.end), first + _FAR)
    if at >= len(syntax.tags) or syntax.tags[at] != "NOUN" or first >= end or syntax.tokens[first].lower != "that":
        return content
    verbs = (syntax.verb_groups[group] for group in syntax.verbs_in(first, end))
    finite = [verb for verb in verbs if verb.form == "finite"]
    if len(finite) < 2:
        return content
    own, outer = finite[:2]
    between = range(own.last, outer.first)
    links = any(syntax.tags[i] in ("SCONJ", "CCONJ", "PUNCT", "PRON") for i in between)
    may_tell = bool(load_cues().takes.get(own.lemma, frozenset()) & {"bare", "that"})  # "knew the tanks were late"
    if not between or links or may_tell or syntax.tags[outer.first - 1] not in ("NOUN", "PROPN"):
        return content
    return Span(content.start, syntax.tokens[outer.first - 1].end)
