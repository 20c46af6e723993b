"""Names that go on behind the noun phrase in which they begin: "Law and Justice", "the National Council of the Judiciary"."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.stages.mentions.scene import Found, Scene
from onrecord.syntax import NounPhrase

_SHORT = 2  # words of a name that may be somebody's
_LONGEST_JOINER = 4  # letters of "for", "and", "with"
_JOINING = frozenset(("body", "capital", "country", "region"))


def with_rest_of_known_name(scene: Scene, at: int) -> NounPhrase:
    """Noun phrase `at`, up to the end of the one in which a name that the gazetteer knows ends: "the opposition Law and Justice party"."""
    phrases, tags = scene.syntax.noun_phrases, scene.syntax.tags
    own = phrases[at]
    for i in range(own.first, own.last):
        match = scene.gazetteer.match(scene.words, i) if scene.words[i][0].isupper() else None
        end = i + match[0] if match is not None and match[1].kind in _JOINING else own.last
        if end > own.last:
            later = phrases[min(bisect_left(phrases, end, lo=at, key=lambda one: one.last), len(phrases) - 1)]
            goes_on = later.first < end and all(tag == "NOUN" for tag in tags[end : later.last])
            return NounPhrase(own.first, later.last if goes_on else end, end - 1)
    return own


def with_rest_of_title(scene: Scene, at: int) -> NounPhrase:
    """Noun phrase `at`, up to the end of the title or the name that follows: "Secretary | of | State Rosa Quiroga"."""
    phrases = scene.syntax.noun_phrases
    own = phrases[at]
    title = scene.title_at(own.last - 1)
    if title is None:
        return own
    end = title[0]
    later = phrases[min(bisect_left(phrases, end, lo=at, key=lambda one: one.last), len(phrases) - 1)]
    if later.first >= end or "'s" in scene.words[end : later.last]:
        return NounPhrase(own.first, end, end - 1)
    return NounPhrase(own.first, max(end, later.last), max(end, later.last) - 1)


def with_rest_of_new_name(scene: Scene, last: int, whole: Found) -> int:
    """The end of the name of a body that goes on behind "for" or "of", which is added to it: "State Committee for National Security"."""
    is_new_body = whole.key is None and whole.kind == "organization" and whole.how == "name"
    if not is_new_body or scene.words[last : last + 1] not in (["for"], ["of"]):
        return last
    first = last + 2 if scene.words[last : last + 2] == ["of", "the"] else last + 1
    end = _end_of_capitals(scene, first)
    if end == first:
        return last
    whole.name = " ".join((whole.name or "", *scene.words[last:end]))
    whole.sectors = scene.gazetteer.bodies.get(scene.words[end - 1].lower()) or whole.sectors
    return end


def _end_of_capitals(scene: Scene, first: int) -> int:
    """The end of the capitals from token `first` that name what a body is for; `first` where a place or a known actor is among them."""
    words, end = scene.words, first
    while end < len(words) and (words[end][0].isupper() or _is_and(words, end)):
        match = scene.gazetteer.match(words, end)
        if (match is not None and match[1].kind != "body") or words[end].lower() in scene.lists.times:
            return first
        end += 1
    return first if scene.gazetteer.towns.country_of(" ".join(words[first:end])) is not None else end


def _is_and(words: list[str], at: int) -> bool:
    """ "and" between two capitals: "Committee of Trade and Industry"."""
    return (
        words[at] == "and"
        and words[at - 1][0].isupper()
        and words[at + 1 : at + 2] != []
        and words[at + 1][0].isupper()
    )


def defined_acronyms(scene: Scene) -> dict[int, int]:
    """For each first token of a name whose initials an acronym in brackets behind it tells, the token behind the name:
    "Liberians United for Reconciliation (LUR)".
    """
    words, found = scene.words, {}
    for at in range(2, len(words) - 1):
        if words[at - 1] == "(" and words[at + 1] == ")" and _is_acronym(words[at]):
            first = _first_of_initials(words, at - 1, words[at])
            if first is not None and (at - 1 - first > _SHORT or _names_body(scene, first, at - 1)):
                found[first] = at - 1
    return found


def _names_body(scene: Scene, first: int, last: int) -> bool:
    """Whether a word for a body begins or ends a name: "Harbour Front", no "Kofi Osei"."""
    return scene.tells_body(scene.words[first]) or scene.tells_body(scene.words[last - 1])


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _first_of_initials(words: list[str], end: int, acronym: str) -> int | None:
    """The first of the words before token `end` whose initials are the acronym; small words may be left out."""
    left = acronym
    for at in range(end - 1, max(-1, end - 1 - 3 * len(acronym)), -1):
        word = words[at]
        if word in ("'s", "'"):
            continue
        if not word[0].isalpha():
            return None
        initials = "".join(part[0] for part in word.split("-") if part).upper()
        if word[0].isupper() and left.endswith(initials):
            left = left.removesuffix(initials)
        elif word[0].isupper() and left.endswith(initials[0]):
            left = left[:-1]
        elif word[0].isupper() or len(word) > _LONGEST_JOINER:
            return None
        if not left:
            return at
    return None
