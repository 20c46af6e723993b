"""Collectives: "the two countries" are the two that the story is about, "both armies" the army of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.facts import ActorKind
from onrecord.frames import Phrase, Pointer
from onrecord.gazetteer.offices import kind_of_office
from onrecord.stages.links.chains import OTHERS, Cast, Chain

SIDES = frozenset(
    """countries nations states neighbours neighbors sides governments capitals powers side capital country nation state neighbour neighbor
    government kingdoms republics islands emirates""".split()
)
_OTHER_SIDES = OTHERS - {
    "counterpart",
    "counterparts",
    "guest",
    "guests",
    "host",
    "enemies",
    "allies",
    "partners",
    "neighbours",
    "neighbors",
}
_OF_TWO = frozenset("both neither each either".split())
_DEFINITE = frozenset("the these those their".split())
_OF_BOTH = re.compile(r"\s+(?:of|from)\s+(?:the two|both|each)\b")
_POINTED, _SHARE = 0.6, 0.1  # of all probability, that two countries together need, and the less likely of them
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
FROM = re.compile(r"\s+(?:from|in)\s+(?:the\s+)?")  # "troops from Chad and Mali"
_LISTED = re.compile(r",?\s+(?:and|as well as)\s+(?:of\s+)?(?:the\s+)?|,\s+(?:the\s+)?")
_IN_LIST = 12  # countries of a list
_PLAIN = 4  # words
_NEAR = 40  # phrases before a collective that are looked at for two side by side
_INSIDE = 5  # phrases behind an outer one that may stand inside it
_RECENT = 2  # sentences back in which two are named of more that are named as often
_TWO = 2
_TELLING = frozenset("president minister premier chancellor king monarch leader ambassador".split())
_LEADING = frozenset(("president", "prime minister", "monarch", "supreme leader", "leader"))
_PLURALS = (("ies", "y"), ("s", ""))


class Pairs:
    """The countries that the story has named so far, and how often."""

    def __init__(self) -> None:
        self.seen: dict[int, tuple[int, int, int]] = {}  # chain -> how often, first phrase, last phrase
        self.told: dict[int, tuple[int, int, int]] = {}  # likewise, where "Kenyan" names it too
        self.last: tuple[int, tuple[int, ...]] | None = None  # sentence and chains of the last collective
        self.pair: tuple[int, ...] = ()  # its two countries
        self.each: dict[str, tuple[int, ...]] = {}  # head word -> chains of the last ones of several countries

    def count(self, cast: Cast, i: int, at: int) -> None:
        """Note that phrase `i` means chain `at`."""
        if cast.chains[at].kind == "country" and not _is_adjective(cast, i):
            often, first, _ = self.seen.get(at, (0, i, i))
            self.seen[at] = often + 1, first, i
        country = cast.phrases[i].country
        if country is not None:
            state = cast.state(country)
            often, first, _ = self.told.get(state, (0, i, i))
            self.told[state] = often + 1, first, i

    def link_each(self, cast: Cast, i: int) -> bool:
        """Link "the foreign ministers of Egypt, Jordan and Iraq" to the one of each, "troops from Chad and Mali" to those of each, and
        "the ministers" behind them; whether it was so."""
        phrase, head = cast.phrases[i], cast.head_word(i)
        if not _of_state(phrase):
            return False
        those = _countries_behind(cast, i, FROM) if head.endswith("s") else []
        one_each = _countries_behind(cast, i) if phrase.number == "pl" and phrase.kind != "organization" else []
        if len(those) > 1:
            self.each[head] = tuple(_those_from(cast, i, country) for country in those)
        elif len(one_each) > 1:
            self.each[head] = tuple(_theirs(cast, i, country) for country in one_each)
        elif phrase.country is not None or cast.possessor(i).country is not None or not _is_plainly_said(cast, i):
            return False
        if head not in self.each:
            return False
        cast.gather(i, self.each[head])
        return True

    def link(self, cast: Cast, i: int, pointer: Pointer | None) -> None:
        """Link a collective phrase to its two countries, or to the two bodies or persons of theirs; or say why not."""
        if cast.head_word(i) in _OF_TWO and self.last is not None and cast.sentence_of[i] - self.last[0] <= _RECENT:
            cast.gather(i, self.last[1])
            return
        is_of_states = cast.head_word(i) in SIDES | _OF_TWO
        same = None if is_of_states else _told_as_two(cast, i)
        if same is not None:
            cast.join(i, same)
            return
        persons = () if is_of_states else two_persons(cast, i, pointer) or _last_two(cast, i)
        if persons:
            cast.gather(i, persons)
            return
        pair = self._two(cast, i, pointer)
        if not pair:
            many = len(self.seen) > 2 or len(self.told) > 2
            cast.reason_of[i] = "more than two countries fit" if many else "the two are not named"
            return
        self.pair = pair
        if not is_of_states:
            pair = tuple(_theirs(cast, i, cast.chains[at].country) for at in pair)
        cast.gather(i, pair)
        self.last = cast.sentence_of[i], pair

    def other_side(self, cast: Cast, i: int, pointer: Pointer | None) -> int | None:
        """The country that "its neighbour" or "its hosts" means: of the two that the story is about the one that is not the owner's."""
        if cast.head_word(i) not in _OTHER_SIDES or cast.phrases[i].country is not None or _is_of_person(cast, i):
            return None
        owner = cast.owner(i).country
        pair = self._two(cast, i, pointer)
        rest = [at for at in pair if cast.chains[at].country != owner]
        return rest[0] if owner is not None and len(rest) == 1 else None

    def _two(self, cast: Cast, i: int, pointer: Pointer | None) -> tuple[int, ...]:
        """The two countries meant, in the order in which they were first named; none where we cannot tell.

        Those to which the finder points go before the last two named side by side, these before the two that are named most.
        """
        beside = _side_by_side(cast, i, reach=1 if self.pair else _RECENT)
        found = _two_pointed_at(cast, pointer) or beside or self._most_named(cast, i)
        first = {at: phrase for at, (_, phrase, _) in (*self.told.items(), *self.seen.items())}
        return tuple(sorted(found, key=lambda at: first.get(at, i)))

    def _most_named(self, cast: Cast, i: int) -> tuple[int, ...]:
        """The two named more often than all others, else those whom another collective meant, else the two named in the last sentences."""
        seen = self.seen if len(self.seen) > 1 else self.told
        ranked = sorted(seen, key=lambda at: (-seen[at][0], -seen[at][2]))
        if len(ranked) == 2 or (len(ranked) > 2 and seen[ranked[1]][0] > seen[ranked[2]][0]):
            return tuple(ranked[:2])
        if self.pair:
            return self.pair
        recent = tuple(at for at in ranked if cast.sentence_of[i] - cast.sentence_of[seen[at][2]] <= _RECENT)
        return recent if len(recent) == 2 else ()


def _is_adjective(cast: Cast, i: int) -> bool:
    """Whether a country is told by its adjective, of something that is no actor: "a Canadian oil rig"."""
    words = cast.phrases[i].span.of(cast.article.text).split()
    match = cast.draft.gazetteer.match(words, 0)
    return match is not None and match[0] == len(words) and match[1].kind == "adjective"


def _two_pointed_at(cast: Cast, pointer: Pointer | None) -> tuple[int, ...]:
    """The two countries of those to whom the finder points."""
    totals: dict[int, float] = {}
    for at, prob in list(_meant(cast, pointer)):
        country = cast.chains[at].country
        if country is not None:
            state = cast.state(country)
            totals[state] = totals.get(state, 0.0) + prob
    return _best_two(totals)


def two_persons(cast: Cast, i: int, pointer: Pointer | None) -> tuple[int, ...]:
    """The two persons to whom the finder points with "the two leaders" or "both men"."""
    words = cast.phrases[i].span.of(cast.article.text).lower().split()
    if cast.phrases[i].kind not in ("person", "group") or (words[0] != "both" and words[1:2] != ["two"]):
        return ()
    totals: dict[int, float] = {}
    for at, prob in list(_meant(cast, pointer)):
        if cast.chains[at].kind == "person" and not cast.chains[at].plural and _fits(cast, i, cast.chains[at]):
            totals[at] = totals.get(at, 0.0) + prob
    return tuple(sorted(_best_two(totals), key=lambda at: cast.chains[at].phrases[0]))


def _last_two(cast: Cast, i: int) -> tuple[int, ...]:
    """The last two persons named before "the two presidents" or "both leaders" who hold such an office, of two countries; none where
    three fit alike.
    """
    if not _tells_office(cast, i):
        return ()
    by_distance: dict[int, list[int]] = {}
    for at in cast.last_spoken_of():
        chain, last = cast.chains[at], cast.chains[at].last_before(i)
        if last is None or chain.kind != "person" or chain.plural or chain.office is None:
            continue
        if _is_named(cast, chain) and _fits(cast, i, chain):
            by_distance.setdefault(cast.sentence_of[i] - cast.sentence_of[last], []).append(at)
    found: list[int] = []
    for distance in range(_RECENT + 1):
        found += by_distance.get(distance, []) if len(found) < _TWO else []
    countries = {cast.chains[at].country for at in found}
    return tuple(sorted(found, key=lambda at: cast.chains[at].phrases[0])) if len(found) == len(countries) == 2 else ()


def _is_named(cast: Cast, chain: Chain) -> bool:
    return any(cast.phrases[k].how in ("name", "title") for k in chain.phrases[:_NEAR])


def _office_told(cast: Cast, i: int) -> str:
    """The office of which a collective tells, in the singular: "foreign minister" of "the two foreign ministers"."""
    words = cast.phrases[i].span.of(cast.article.text).lower().split()
    words = [word for word in words if word not in _DEFINITE | _OF_TWO | {"two"}]
    return " ".join(words).removesuffix("s")


def _tells_office(cast: Cast, i: int) -> bool:
    return _office_told(cast, i).rpartition(" ")[2] in _TELLING


def _fits(cast: Cast, i: int, chain: Chain) -> bool:
    """Whether a person may be one of the two whom a collective tells of by their office: a president is no minister."""
    told = _office_told(cast, i)
    if chain.office is None or not _tells_office(cast, i):
        return True
    kind = kind_of_office(chain.office, chain.country)
    if told.endswith("leader"):
        return kind in _LEADING or chain.office.endswith("leader")
    if told == "minister":
        return kind.endswith("minister") and kind != "prime minister"
    return kind == kind_of_office(told) or chain.office.endswith(f" {told}") or chain.office == told


def _meant(cast: Cast, pointer: Pointer | None) -> Iterator[tuple[int, float]]:
    """The chains to which the finder points, one by one where several are meant together."""
    for phrase, prob in pointer.meant if pointer is not None else ():
        at = cast.chain_of[phrase]
        for one in cast.members.get(phrase, ()) if at is None else (at,):
            yield one, prob


def _best_two(totals: dict[int, float]) -> tuple[int, ...]:
    """The two likeliest, where they have most of the probability, and each its share of it."""
    best = tuple(sorted(totals, key=lambda key: -totals[key])[:2])
    return best if len(best) == 2 and sum(totals[key] for key in best) >= _POINTED and totals[best[1]] >= _SHARE else ()


def _side_by_side(cast: Cast, i: int, *, reach: int) -> tuple[int, ...]:
    """The countries of the last "A and B" in the `reach` sentences before that of phrase `i`; none where these were three."""
    for j in range(i - 1, max(0, i - _NEAR), -1):
        back = cast.sentence_of[i] - cast.sentence_of[j]
        if back > reach:
            break
        if back == 0 or cast.between(j - 1, j) != " and ":
            continue
        pair = [_country_of(cast, k) for k in (j - 1, j)]
        is_third = j > 1 and _country_of(cast, j - 2) and re.fullmatch(r",\s+", cast.between(j - 2, j - 1))
        if all(pair) and pair[0] != pair[1]:
            return () if is_third else tuple(cast.state(country) for country in pair if country is not None)
    return ()


def _country_of(cast: Cast, j: int) -> str | None:
    """The country that a phrase names, or that of the person whom it names."""
    chain = cast.chain(j)
    return chain.country if chain is not None and chain.kind in ("country", "person", "group") else None


def _told_as_two(cast: Cast, i: int) -> int | None:
    """The chain of "two Peruvian diplomats", which "the two diplomats" means."""
    head, text = cast.head_word(i), cast.article.text
    for at in cast.last_spoken_of():
        chain = cast.chains[at]
        if chain.plural and head in chain.heads:
            told = (cast.phrases[k].span.of(text).lower().split() for k in chain.phrases[-_NEAR:] if k < i)
            return at if any("two" in words for words in told) else None
    return None


def _is_of_person(cast: Cast, i: int) -> bool:
    """Whether what stands in phrase `i` as its possessor is a person: "his rival"."""
    for k in range(i + 1, min(i + _INSIDE, len(cast.phrases))):
        chain = cast.chain(k)
        if cast.phrases[k].within == i and chain is not None and chain.kind == "person":
            return True
    return False


def is_collective(cast: Cast, i: int) -> bool:
    """Whether a description means one of each of two countries: "the two countries", "both", "both presidents", "envoys of both sides"."""
    phrase, head = cast.phrases[i], cast.head_word(i)
    words = [word.lower() for word in phrase.span.of(cast.article.text).split()]
    if phrase.country is not None or phrase.how == "pronoun":
        return False
    is_definite = words[0] in _DEFINITE or words[0] in _OF_TWO
    if head in SIDES and is_definite and (phrase.number == "pl" or head.endswith("s") or words[0] in _OF_TWO):
        return True
    if words in (["both"], ["neither"]):
        return True
    if not _of_state(phrase) or phrase.number != "pl":
        return False
    counted = words[0] in _OF_TWO or (words[0] in _DEFINITE and "two" in words[1:2])
    return counted or _OF_BOTH.match(cast.article.text, phrase.span.end) is not None


def _countries_behind(cast: Cast, i: int, lead: re.Pattern[str] = _OF) -> list[str]:
    """The countries of a list behind "of", or another `lead`: "of Egypt, Jordan and Iraq"."""
    found: list[str] = []
    at, text = cast.phrases[i].span.end, cast.article.text
    for j in range(i + 1, min(i + 1 + _IN_LIST, len(cast.phrases))):
        phrase = cast.phrases[j]
        if phrase.span.start < at:
            continue
        link = (lead if not found else _LISTED).fullmatch(text, at, phrase.span.start)
        if link is None or phrase.kind not in ("country", "place") or phrase.country is None:
            break
        found.append(phrase.country)
        at = phrase.span.end
    return list(dict.fromkeys(found))


def _is_plainly_said(cast: Cast, i: int) -> bool:
    """Whether a description says no more than who they are: "the ministers", "the three foreign ministers"."""
    words = cast.phrases[i].span.of(cast.article.text).lower().split()
    return words[0] in _DEFINITE and len(words) <= _PLAIN


def _of_state(phrase: Phrase) -> bool:
    """Whether each state has one: presidents, armies, parliaments."""
    return bool(set(phrase.sectors) & {"GOV", "MIL", "LEG", "COP", "SPY"}) and phrase.how == "description"


def _theirs(cast: Cast, i: int, country: str | None) -> int:
    """The one of a country of whom a collective speaks in the plural; a new chain where the story has not told of it yet."""
    phrase, head = cast.phrases[i], cast.head_word(i)
    single = next(head.removesuffix(end) + begun for end, begun in (*_PLURALS, ("", "")) if head.endswith(end))
    for at in cast.last_spoken_of():
        chain = cast.chains[at]
        is_such = single in chain.heads or (chain.office or "").endswith(single)
        if (
            chain.country == country
            and not chain.plural
            and is_such
            and (chain.kind != "person" or _fits(cast, i, chain))
        ):
            return at
    kind: ActorKind = "person" if phrase.kind == "group" else phrase.kind
    office = single if kind == "person" else None
    return cast.open(Chain(kind, single, country=country, sectors=phrase.sectors, office=office, heads={single}))


def _those_from(cast: Cast, i: int, country: str) -> int:
    """Those of a country who are told together with others: "troops from Chad and Mali"; a new chain where there is none."""
    phrase, head = cast.phrases[i], cast.head_word(i)
    for at in cast.last_spoken_of():
        chain = cast.chains[at]
        if chain.country == country and chain.kind == phrase.kind and chain.plural and head in chain.heads:
            return at
    return cast.open(Chain(phrase.kind, head, country=country, sectors=phrase.sectors, plural=True, heads={head}))
