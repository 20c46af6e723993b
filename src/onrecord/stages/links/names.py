"""Names: countries and bodies by their key, persons by full name and then by a part of it."""

from __future__ import annotations

from itertools import islice

from onrecord.frames import CUE, Phrase
from onrecord.gazetteer.offices import kind_of_office
from onrecord.stages.links.chains import SECOND, TWO, Cast, Chain, key_of_person, plain
from onrecord.stages.links.lists import words_of
from onrecord.text import Span

_CALLED_BY_FIRST = frozenset(("monarch", "crown prince", "pope"))
_SIDES = frozenset(("actor", "recipient"))
_INITIAL = 2  # letters of what is an initial or a particle, and no name
_BEFORE_BRACKET = 5  # phrases before an acronym, one of which may be what it is short for
_NAMESAKES = 50  # persons who share a part of their names; of more nobody can tell who is meant


def link_names(cast: Cast) -> None:
    """Countries and bodies by key; persons by full name, then by surname; named organisations by their words."""
    full: list[int] = []
    parts: list[int] = []
    acting = _acting_places(cast)
    for i, phrase in enumerate(cast.phrases):
        if i in acting and phrase.country is not None:
            cast.join(i, cast.state(phrase.country))
        if phrase.kind == "place" or cast.head_word(i) in SECOND:
            continue
        if phrase.key is not None:
            cast.join(i, cast.chain_by_key(phrase.key, phrase))
        elif phrase.kind == "person" and phrase.how in ("name", "title"):
            (full if " " in (phrase.name or "") else parts).append(i)
        elif phrase.kind == "organization" and phrase.how == "name":
            key = "name:" + " ".join(word for word in (phrase.name or "").lower().split() if word != "the")
            cast.join(i, cast.chain_by_key(key, phrase, known=False))
    _link_parts(cast, parts, _link_full(cast, full))
    _link_acronyms(cast)


def _acting_places(cast: Cast) -> set[int]:
    """The places that the finder gives a side of an act: "fired two shells at Lima" is done to Peru."""
    draft = cast.draft
    sides = (role for frame in draft.frames if frame.type != CUE for role in frame.roles if role.name in _SIDES)
    found = {draft.phrase_at(Span(role.spans[0].start, role.spans[-1].end)) for role in sides}
    return {at for at in found if at is not None and draft.phrases[at].kind == "place"}


def _link_acronyms(cast: Cast) -> None:
    """Put what an acronym in brackets names with the body before the brackets: "the Harbour Front (HF)"."""
    text = cast.article.text
    for i, phrase in enumerate(cast.phrases):
        word = phrase.span.of(text)
        if phrase.key is not None or phrase.how != "name" or not (word.isalpha() and word.isupper() and len(word) > 1):
            continue
        into = next((j for j in range(i - 1, max(-1, i - 1 - _BEFORE_BRACKET), -1) if _is_defined_by(cast, j, i)), None)
        at, of = cast.chain_of[i], cast.chain_of[into] if into is not None else None
        if at is not None and of is not None and at != of:
            cast.by_key[f"name:{word.lower()}"] = of
            cast.merge(at, of)


def _is_defined_by(cast: Cast, j: int, i: int) -> bool:
    """Whether body `j` stands directly before the brackets in which acronym `i` stands alone."""
    text, phrase = cast.article.text, cast.phrases[j]
    in_brackets = cast.between(j, i) == " (" and text[cast.phrases[i].span.end : cast.phrases[i].span.end + 1] == ")"
    return in_brackets and phrase.kind == "organization" and phrase.how == "name"


def _link_full(cast: Cast, persons: list[int]) -> dict[str, dict[int, None]]:
    """Link full names, those with an initial ("V. Osei") to the one full name that it fits; for each part of one, the chains whose
    name has it.
    """
    by_part: dict[str, dict[int, None]] = {}
    short: list[tuple[int, list[str]]] = []
    for i in persons:
        words = plain(cast.phrases[i].name or "").split()
        if len(words[0].rstrip(".")) == 1:
            short.append((i, words))
            continue
        at = cast.chain_by_key(key_of_person(" ".join(words)), cast.phrases[i], known=False)
        tied = words[-1].partition("-")[2]  # "Bashir" of "Omar al-Bashir"
        for part in (words[0], words[-1], " ".join(words[1:]), *((tied,) if tied else ())):
            by_part.setdefault(part, {})[at] = None
        cast.join(i, at)
    for i, words in short:
        namesakes = islice(by_part.get(" ".join(words[1:]), ()), _NAMESAKES)
        fitting = [at for at in namesakes if plain(cast.chains[at].name).startswith(words[0].rstrip("."))]
        fitting = [at for at in fitting if _agrees(cast.phrases[i], cast.chains[at])]
        key = key_of_person(" ".join(words))
        at = fitting[0] if len(fitting) == 1 else cast.chain_by_key(key, cast.phrases[i], known=False)
        if not fitting:
            for part in (words[0], words[-1], " ".join(words[1:])):
                by_part.setdefault(part, {})[at] = None
        cast.join(i, at)
    return by_part


def _link_parts(cast: Cast, persons: list[int], by_part: dict[str, dict[int, None]]) -> None:
    """Link single names, each to the one full name that fits; a surname goes before a first name."""
    for i in persons:
        phrase = cast.phrases[i]
        part = plain(phrase.name or "")
        namesakes = islice(by_part.get(part, ()), _NAMESAKES)
        fitting = [
            at for at in namesakes
            if _agrees(phrase, cast.chains[at]) and not _is_of_kin(cast, i, at) and not _is_crowned(phrase, cast.chains[at])
        ]  # fmt: skip
        if len(fitting) > 1:
            fitting = [at for at in fitting if plain(cast.chains[at].name.split()[-1]) == part] or fitting
        if not fitting and (inner := _by_inner_part(cast, by_part, phrase, part)) is not None:
            fitting = [inner]
        if len(fitting) > 1:
            cast.reason_of[i] = TWO
        elif fitting:
            cast.join(i, fitting[0])
        else:
            cast.join(i, cast.chain_by_key(key_of_person(part), phrase, known=False))


def _by_inner_part(cast: Cast, by_part: dict[str, dict[int, None]], phrase: Phrase, part: str) -> int | None:
    """The one full name of which a single name is an inner part: "Lula" of "Luiz Inácio Lula da Silva"."""
    found = {at for ats in islice(by_part.values(), _NAMESAKES) for at in islice(ats, _NAMESAKES)}
    fitting = [
        at for at in found if part in plain(cast.chains[at].name).split()[1:-1] and _agrees(phrase, cast.chains[at])
    ]
    return fitting[0] if len(fitting) == 1 and len(part) > _INITIAL else None


def _is_of_kin(cast: Cast, i: int, at: int) -> bool:
    """Whether name `i` is the first name of a kin of somebody, and hardly of a chain that has a full name: "her brother Ivan"."""
    phrase, names = cast.phrases[i], plain(cast.chains[at].name).split()
    lead = cast.article.text[phrase.span.start : phrase.head.start].lower().split()
    return names[0] == plain(phrase.name or "") != names[-1] and not words_of("kin").isdisjoint(lead)


def _is_crowned(phrase: Phrase, chain: Chain) -> bool:
    """Whether a name is the first name of somebody of rank, and only the last one of a chain: "King Hamad" is not Salman bin Hamad."""
    first = plain(chain.name).split()[0]
    return kind_of_office(phrase.office or "") in _CALLED_BY_FIRST and plain(phrase.name or "") not in (
        first,
        plain(chain.name),
    )


def _agrees(phrase: Phrase, chain: Chain) -> bool:
    if phrase.gender and chain.gender and phrase.gender != chain.gender:
        return False
    return not (phrase.country and chain.country and phrase.country != chain.country and phrase.how != "title")
