"""Noun phrases that can refer to an actor: names, titles, metonyms, descriptions and pronouns.

Works on the base noun phrases of the shallow syntax. A phrase with possessors ("Mr Okello's spokesman Ivan Brod") gives one
phrase for each possessor and one for the whole, which stands around them (`within`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.facts import ActorKind, How
from onrecord.frames import Draft, Phrase
from onrecord.gazetteer import Gazetteer, Name, load_gazetteer
from onrecord.syntax import NounPhrase, Syntax
from onrecord.text import Article, Span

SINGULAR = frozenset("he she it i him her his hers its my me himself herself itself myself".split())
PRONOUNS = SINGULAR | frozenset("they them their theirs themselves we us our ours ourselves who whom whose".split())
PERSONAL = frozenset("he she him her his hers himself herself i me my myself who whom whose".split())
_POSSESSIVE = frozenset("my your his her its our their".split())
_PLACE_NOUNS = frozenset(
    "lake river mount mountain sea ocean island islands street avenue road province valley cape port airport square bridge"
    " hill hills strait gulf bay coast desert canal park palace stadium station county state region district village town"
    " city peninsula".split()
)
_PLACE_BEFORE = frozenset("in at near outside around inside throughout across".split())
_BODY_NOUNS = frozenset(
    "department commission council committee institute organisation organization association federation league society"
    " alliance front movement group fund board centre center service services forces command guard office party bank"
    " university college hospital ministry court agency press times post journal herald tribune gazette house union"
    " company corp inc ltd radio tv television network foundation club trust assembly parliament senate congress".split()
)
_PLURAL_QUANTITY = frozenset("thousands hundreds dozens scores millions tens crowds".split())
_COLLECTIVE = frozenset("countries nations states neighbours neighbors sides governments capitals powers parties allies rivals".split())
_JOINERS = frozenset("of and for de da di del la bin ibn al el van von der du dos y e".split())
_RANKS = frozenset("head chief chairman chairwoman chair chairperson member director boss leader deputy vice secretary-general".split())


@dataclass(frozen=True, slots=True)
class _Scene:
    article: Article
    syntax: Syntax
    gazetteer: Gazetteer
    words: list[str]


@dataclass(slots=True)
class _Found:
    """What a run of tokens tells: filled by `_read_segment`."""

    kind: ActorKind
    how: How
    head_first: int
    head_last: int
    key: str | None = None
    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    gender: str | None = None
    number: str = "sg"


def find_phrases(article: Article, draft: Draft) -> Draft:
    """Fill `draft.phrases`, in text order, outer phrases before the ones they hold."""
    if draft.syntax is None:
        return draft
    syntax = draft.syntax
    words = [token.text.replace("’", "'") for token in syntax.tokens]
    scene = _Scene(article, syntax, load_gazetteer(), words)
    found: list[Phrase] = []
    for noun_phrase in syntax.noun_phrases:
        _read_noun_phrase(scene, noun_phrase, found)
    return replace(draft, phrases=_in_text_order(found))


def _in_text_order(found: list[Phrase]) -> tuple[Phrase, ...]:
    """By start, outer before inner, with `within` renumbered."""
    order = sorted(range(len(found)), key=lambda i: (found[i].span.start, -found[i].span.end, i))
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        replace(found[i], within=place[within]) if (within := found[i].within) is not None else found[i] for i in order
    )


def _read_noun_phrase(scene: _Scene, noun_phrase: NounPhrase, found: list[Phrase]) -> None:
    """Append the phrases of one noun phrase: the whole first, then its possessors and hyphenated parties."""
    syntax = scene.syntax
    cuts = [i for i in range(noun_phrase.first + 1, noun_phrase.last) if syntax.tokens[i].lower in ("'s", "'") and syntax.tags[i] == "PART"]
    begin = cuts[-1] + 1 if cuts else noun_phrase.first
    if begin >= noun_phrase.last:
        begin = noun_phrase.first
        cuts = []
    whole = _read_segment(scene, begin, noun_phrase.last, noun_phrase.first)
    outer = None
    if whole is not None:
        outer = len(found)
        found.append(_phrase(scene, noun_phrase.first, noun_phrase.last, whole, None))
    start = noun_phrase.first
    for cut in cuts:
        possessor = _read_segment(scene, start, cut, start)
        if possessor is not None:
            found.append(_phrase(scene, start, cut, possessor, outer))
        start = cut + 1
    opener = syntax.tokens[noun_phrase.first].lower
    if opener in _POSSESSIVE and noun_phrase.last > noun_phrase.first + 1:
        pronoun = _pronoun(scene, noun_phrase.first)
        found.append(_phrase(scene, noun_phrase.first, noun_phrase.first + 1, pronoun, outer))
    _read_inner(scene, noun_phrase, found, outer)


def _read_inner(scene: _Scene, noun_phrase: NounPhrase, found: list[Phrase], outer: int | None) -> None:
    """Countries named inside a phrase that is not theirs: "Russia-US ties", "the 2020 US election", "Iran deal"."""
    taken = [(p.head.start, p.head.end) for p in found[outer if outer is not None else len(found) :] if p.key]
    for i in range(noun_phrase.first, noun_phrase.last):
        token = scene.syntax.tokens[i]
        for start, end, name in _dyad(scene, i):
            span = Span(token.start + start, token.start + end)
            found.append(Phrase(span=span, head=span, how="name", kind="country", key=name.id, name=scene.gazetteer.shown[name.id],
                                country=name.country, number="sg", within=outer))  # fmt: skip
        match = scene.gazetteer.match(scene.words, i)
        wanted = ("country", "capital") if outer is not None else ("country", "capital", "adjective")
        if match is None or match[1].kind not in wanted or i + match[0] > noun_phrase.last:
            continue
        span = scene.syntax.span(i, i + match[0])
        if any(start <= span.start and span.end <= end for start, end in taken) or any(p.span == span for p in found[-3:]):
            continue
        named = found[outer].head if outer is not None else None
        if named is not None and named.covers(span) and found[outer].kind in ("person", "country", "place"):  # type: ignore[index]
            continue
        how: How = "metonym" if match[1].kind == "capital" else "name"
        found.append(Phrase(span=span, head=span, how=how, kind="country", key=match[1].id, name=scene.gazetteer.shown[match[1].id],
                            country=match[1].country, number="sg", within=outer))  # fmt: skip


def _dyad(scene: _Scene, i: int) -> list[tuple[int, int, Name]]:
    """The countries of a hyphenated token ("Russia-US", "US-led"): start and end inside the token, and the name."""
    word = scene.words[i]
    if "-" not in word or word in scene.gazetteer.longest:
        return []
    found, start = [], 0
    for part in word.split("-"):
        match = scene.gazetteer.match([part], 0)
        if match and match[1].kind in ("country", "capital"):
            found.append((start, start + len(part), match[1]))
        start += len(part) + 1
    return found


def _phrase(scene: _Scene, first: int, last: int, told: _Found, within: int | None) -> Phrase:
    return Phrase(
        span=scene.syntax.span(first, last),
        head=scene.syntax.span(told.head_first, told.head_last),
        how=told.how,
        kind=told.kind,
        key=told.key,
        name=told.name,
        country=told.country,
        sectors=told.sectors,
        office=told.office,
        gender=told.gender,
        number=told.number,
        within=within,
    )


def _pronoun(scene: _Scene, i: int) -> _Found:
    lower = scene.syntax.tokens[i].lower
    kind: ActorKind = "person" if lower in PERSONAL else "unknown"
    number = "sg" if lower in SINGULAR else "pl"
    return _Found(kind, "pronoun", i, i + 1, gender=scene.gazetteer.genders.get(lower), number=number)


def _read_segment(scene: _Scene, first: int, last: int, phrase_first: int) -> _Found | None:
    """What the tokens `first`..`last` refer to; None where to no actor."""
    syntax = scene.syntax
    if last - first == 1 and syntax.tags[first] == "PRON":
        return _pronoun(scene, first) if syntax.tokens[first].lower in PRONOUNS else None
    while first < last and (syntax.tags[first] == "DET" or syntax.tokens[first].lower in _POSSESSIVE or not scene.words[first][0].isalnum()):
        first += 1
    if first >= last:
        return None
    named = _whole_name(scene, first, last, phrase_first)
    if named is not None:
        return named
    country, sectors, hints_end = _country_inside(scene, first, last)
    person = _person(scene, first, last, hints_end)
    if person is not None:
        person.country = person.country or country
        return person
    return _described(scene, first, last, country, sectors)


def _whole_name(scene: _Scene, first: int, last: int, phrase_first: int) -> _Found | None:
    """A country, people, capital or body that is the whole segment."""
    match = scene.gazetteer.match(scene.words, first)
    if match is None or first + match[0] < last:
        return None
    name = match[1]
    if name.kind == "adjective":
        return None
    kind: ActorKind = "organization" if name.kind == "body" else "group" if name.kind == "people" else "country"
    how: How = "metonym" if name.kind == "capital" else "name"
    before = scene.syntax.tokens[phrase_first - 1].lower if phrase_first else ""
    if name.kind == "capital" and before in _PLACE_BEFORE:
        kind = "place"
    number = "pl" if name.kind == "people" else "sg"
    key = None if name.kind == "people" else name.id
    shown = scene.gazetteer.shown.get(name.id) if name.kind != "people" else scene.words[first]
    return _Found(kind, how, first, last, key, shown, name.country, name.sectors if name.kind == "body" else (), number=number)


def _country_inside(scene: _Scene, first: int, last: int) -> tuple[str | None, tuple[str, ...], int]:
    """Country told by an adjective or a country's name before the head, and the token after those hints."""
    country, end = None, first
    for i in range(first, last - 1):
        match = scene.gazetteer.match(scene.words, i)
        if match is not None and i + match[0] < last and match[1].kind != "body":
            country, end = country or match[1].country, i + match[0]
            continue
        if match is not None and i + match[0] < last:
            country, end = country or match[1].country, i + match[0]
    return country, (), end


def _person(scene: _Scene, first: int, last: int, hints_end: int) -> _Found | None:
    """A personal name, with the title or role before it: "Foreign Minister Óscar Benítez", "Mr Okello"."""
    syntax, gazetteer = scene.syntax, scene.gazetteer
    start = last
    while start > first and syntax.tags[start - 1] == "PROPN" and scene.words[start - 1][0].isalnum():
        start -= 1
        while start > first + 1 and scene.words[start - 1].lower() in _JOINERS and syntax.tags[start - 2] == "PROPN" and scene.words[start - 1].islower():
            start -= 1
    start = max(start, min(hints_end, last))
    if start >= last or syntax.tags[start] != "PROPN":
        return None
    sectors, gender, office, name_first = _titles(scene, first, start, last)
    if name_first >= last:
        return None
    words = scene.words[name_first:last]
    if len(words) == 1 and _singular(words[0].lower(), gazetteer)[1] and _is_role(words[0].lower(), gazetteer):
        return None
    lowers = [word.lower() for word in words]
    titled = name_first > start or bool(sectors) or gender is not None or office is not None
    if lowers[-1] in _BODY_NOUNS or lowers[-1] in gazetteer.bodies or lowers[0] in _PLACE_NOUNS or lowers[-1] in _PLACE_NOUNS:
        return None
    if len(words) > 5 or any(len(word) > 1 and word.isupper() and "." not in word for word in words) and not titled:
        return _acronym(scene, name_first, last) if len(words) == 1 else None
    before = syntax.tokens[first - 1].lower if first else ""
    place = len(words) <= 2 and not titled and start == first and before in _PLACE_BEFORE
    if place or any(word[0].isdigit() for word in words) or lowers[0] in _TIME_WORDS:
        return None
    how: How = "title" if titled else "name"
    return _Found("person", how, name_first, last, None, " ".join(words), None, sectors, office, gender)


_TIME_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october"
    " november december easter christmas ramadan".split()
)


def _acronym(scene: _Scene, first: int, last: int) -> _Found | None:
    word = scene.words[first]
    if len(word) < 2 or not word.isalpha():
        return None
    return _Found("organization", "name", first, last, None, word)


def _titles(scene: _Scene, first: int, start: int, last: int) -> tuple[tuple[str, ...], str | None, str | None, int]:
    """Sectors, gender and office told by titles and role nouns before a name, and where the name itself begins."""
    gazetteer = scene.gazetteer
    sectors: tuple[str, ...] = ()
    gender: str | None = None
    office: str | None = None
    name_first = start
    lowers = [scene.words[i].lower().rstrip(".") for i in range(first, last)]
    for at in range(len(lowers) - 1):
        word = lowers[at]
        double = f"{lowers[at - 1]}-{word}" if at else word
        told = gazetteer.titles.get(word)
        role = gazetteer.persons.get(double, gazetteer.persons.get(word))
        if told is None and role is None:
            continue
        if told is not None:
            sectors = tuple(told[0].split()) or sectors
            gender = told[1] or gender
            office = told[2] and _office(lowers, at, told[2]) or office
        if role is not None:
            sectors = role or sectors
            office = _office(lowers, at, word) if office is None else office
            gender = gazetteer.genders.get(word, gender)
        name_first = max(name_first, first + at + 1)
    return sectors, gender, office, name_first


def _office(lowers: list[str], at: int, word: str) -> str:
    """ "foreign minister", "prime minister" from the word and the one before it."""
    before = lowers[at - 1] if at else ""
    qualified = before in (
        "foreign", "prime", "interior", "defence", "defense", "finance", "vice", "justice", "trade", "health", "deputy",
        "high", "economy", "energy", "transport", "education", "environment", "agriculture", "labour", "state", "attorney",
    )  # fmt: skip
    return f"{before} {word}" if qualified else word


def _described(scene: _Scene, first: int, last: int, country: str | None, sectors: tuple[str, ...]) -> _Found | None:
    """A description by a role or body noun ("the Kenyan high commissioner", "US State Department"), or a collective."""
    syntax, gazetteer = scene.syntax, scene.gazetteer
    head = next((i for i in range(last - 1, first - 1, -1) if syntax.tags[i] in ("NOUN", "PROPN", "NUM", "ADJ")), last - 1)
    lower = scene.words[head].lower()
    single, plural = _singular(lower, gazetteer)
    before = scene.words[head - 1].lower() if head > first else ""
    number = "pl" if plural or any(scene.words[i].lower() in ("two", "three", "several", "many", "some") for i in range(first, head)) else "sg"
    name = " ".join(scene.words[first:last])
    if lower in _COLLECTIVE and _is_collective(scene, first, head):
        return _Found("group", "description", first, last, None, name, None, (), None, None, "pl")
    if lower in _PLURAL_QUANTITY:
        return _Found("group", "description", first, last, None, name, country, ("CVL",), None, None, "pl")
    adjective = gazetteer.match(scene.words, head)
    if adjective is not None and adjective[1].kind in ("adjective", "people") and head + adjective[0] == last:
        plural_people = adjective[1].kind == "people" or syntax.tokens[first - 1].lower == "the" if first else False
        return _Found("group" if plural_people else "person", "description", first, last, None, name, adjective[1].country, (), None, None, "pl" if plural_people else "sg")
    for noun in (f"{before}-{single}", single):
        if noun in gazetteer.bodies:
            titled = scene.words[head][0].isupper() and last - first > 1
            how: How = "name" if titled else "description"
            return _Found("organization", how, first, last, None, name, country, gazetteer.bodies[noun], None, None, number)
        if noun in gazetteer.persons:
            kind: ActorKind = "group" if number == "pl" else "person"
            office = noun.replace("-", " ") if kind == "person" else None
            return _Found(kind, "description", first, last, None, name, country, _qualified(scene, first, head, gazetteer.persons[noun]), office, gazetteer.genders.get(single), number)
    if single in _RANKS:
        return _Found("person", "description", first, last, None, name, country, (), None, None, number)
    if scene.words[head][0].isupper() and lower in _BODY_NOUNS and last - first > 1:
        return _Found("organization", "name", first, last, None, name, country)
    return None


def _qualified(scene: _Scene, first: int, head: int, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """Sectors told by what stands before a role noun: "opposition leader", "union leader", "army officer"."""
    for i in range(first, head):
        word = scene.words[i].lower()
        if word in ("opposition", "dissident"):
            return ("OPP",)
        if word in scene.gazetteer.bodies and word not in ("party", "mission"):
            return scene.gazetteer.bodies[word]
    return sectors


def _is_collective(scene: _Scene, first: int, head: int) -> bool:
    opener = scene.syntax.tokens[first].lower
    before = scene.syntax.tokens[first - 1].lower if first else ""
    if scene.syntax.tokens[head].lower in ("country", "side"):
        return before in ("neither", "either")
    return opener in ("two", "both", "three", "neither", "either") or before in ("both", "these", "neither", "either") and head == first


def _is_role(lower: str, gazetteer: Gazetteer) -> bool:
    single = _singular(lower, gazetteer)[0]
    return single in gazetteer.persons or single in gazetteer.bodies


def _singular(lower: str, gazetteer: Gazetteer) -> tuple[str, bool]:
    """The singular of a noun that the tables know, and whether the word was its plural."""
    if lower in gazetteer.persons or lower in gazetteer.bodies or lower in _RANKS:
        return lower, lower in ("police", "media", "troops", "people")
    for ending, mend in (("ies", "y"), ("men", "man"), ("women", "woman"), ("es", ""), ("s", "")):
        if lower.endswith(ending):
            stem = lower[: -len(ending)] + mend
            if stem in gazetteer.persons or stem in gazetteer.bodies or stem in _RANKS:
                return stem, True
    if lower == "people":
        return "person", True
    plural = lower.endswith("s") and not lower.endswith("ss")
    return (lower[:-1] if plural else lower), plural
