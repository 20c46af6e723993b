"""Noun phrases that can refer to an actor: names, titles, metonyms, descriptions and pronouns.

Works on the base noun phrases of the shallow syntax. A phrase with possessors ("Mr Okello's spokesman Ivan Brod") gives one
phrase for each possessor and one for the whole, which stands around them (`within`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from onrecord.facts import ActorKind, How
from onrecord.frames import Draft, Phrase, in_text_order
from onrecord.gazetteer import Name
from onrecord.gazetteer.cities import TOWN
from onrecord.gazetteer.homonyms import for_text
from onrecord.stages.datelines import find_dateline
from onrecord.stages.mentions.descriptions import find_description
from onrecord.stages.mentions.events import behind_event
from onrecord.stages.mentions.joined import (
    defined_acronyms,
    with_rest_of_known_name,
    with_rest_of_new_name,
    with_rest_of_title,
)
from onrecord.stages.mentions.persons import find_labelled, find_person
from onrecord.stages.mentions.scene import Found, Scene, find_halves, load_words, read_words
from onrecord.stages.mentions.tails import with_tails
from onrecord.stages.turns import Turn, find_turns
from onrecord.syntax import NounPhrase
from onrecord.syntax.words import load_lexicon
from onrecord.text import Article, Span


def find_phrases(article: Article, draft: Draft) -> Draft:
    """Fill `draft.phrases`, in text order, outer phrases before the ones they hold; a dateline holds none."""
    syntax = draft.syntax
    if syntax is None:
        return draft
    draft = replace(draft, gazetteer=for_text(article.text, draft.gazetteer))
    words = read_words(syntax, draft.gazetteer)
    scene = Scene(syntax, draft.gazetteer, words, load_words(), find_halves(words, draft.gazetteer))
    dateline = find_dateline(article, draft.gazetteer)
    turns = {turn.label.start: turn for turn in find_turns(article)}
    found: list[Phrase] = []
    read_to = 0  # the token behind the last name that took in the noun phrases behind its own
    defined = defined_acronyms(scene)
    for at, noun_phrase in enumerate(syntax.noun_phrases):
        first = next((i for i in range(noun_phrase.first, noun_phrase.last) if i in defined), None)
        if first is not None and noun_phrase.first >= read_to and not _is_known_body(scene, first, defined[first]):
            read_to = defined[first]
            found.append(_body_defined(scene, noun_phrase.first, first, read_to))
            continue
        start = syntax.tokens[noun_phrase.first].start
        in_dateline = dateline is not None and dateline.span.start <= start < dateline.span.end
        if start in turns:
            named = _label(scene, turns[start], noun_phrase)
            found += [named] if named is not None else []
            read_to = syntax.token_at(turns[start].mark.start)
        elif not in_dateline and noun_phrase.first >= read_to and not _is_label(scene, noun_phrase):
            whole = with_rest_of_known_name(scene, at)
            if whole is noun_phrase:
                whole = with_rest_of_title(scene, at)
            read_to = _read_noun_phrase(scene, whole, found)
    return replace(draft, phrases=tuple(with_tails(scene, in_text_order(found))))


def _label(scene: Scene, turn: Turn, noun_phrase: NounPhrase) -> Phrase | None:
    """The speaker whom the label of a turn names, whatever its letters were taken for: "PRESIDENT BUSH"; nobody by "Q"."""
    if turn.asks or turn.answers:
        return None
    first, last = noun_phrase.first, scene.syntax.token_at(turn.mark.start)
    person = find_labelled(scene, first, last)
    read: list[Phrase] = []
    if person is None:
        _read_noun_phrase(scene, noun_phrase, read)
        return read[0] if read else None
    return _phrase(scene, first, last, person, None)


def _is_label(scene: Scene, noun_phrase: NounPhrase) -> bool:
    """Whether a noun phrase is the label of a headline or a line, "Timeline: ...", or the zone behind an hour, "17:42 GMT"."""
    words = [word.lower() for word in scene.words[noun_phrase.first : noun_phrase.last]]
    if words[0][0].isdigit():
        if words[-1] in scene.lists.zones:
            return True
        words = words[1:]
    at = noun_phrase.last
    while scene.words[at : at + 1] == ["&"] and at + 1 < len(scene.words):  # "Q&A"
        words.append(scene.words[at + 1].lower())
        at += 2
    return bool(words) and scene.words[at : at + 1] == [":"] and scene.lists.labels.issuperset(words)


def _is_known_body(scene: Scene, first: int, last: int) -> bool:
    match = scene.gazetteer.match(scene.words, first)
    return match is not None and first + match[0] >= last


def _body_defined(scene: Scene, before: int, first: int, last: int) -> Phrase:
    """The phrase of a body whose acronym the article tells; the words before its name may say what it is: "the rebel group"."""
    told = find_description(scene, before, first, None) if before < first else None
    name = " ".join(scene.words[first:last]).replace(" 's", "'s")
    sectors = (told.sectors if told is not None else ()) or scene.gazetteer.bodies.get(
        scene.words[last - 1].lower(), ()
    )
    matches = (match[1] for i in range(before, last) if (match := scene.gazetteer.match(scene.words, i)) is not None)
    country = next(
        (name.country for name in matches if name.kind in ("country", "adjective", "people", "region")), None
    )
    found = Found(kind="organization", how="name", head_first=first, head_last=last, name=name, country=country)
    found.sectors = sectors
    return _phrase(scene, before, last, found, None)


def _read_noun_phrase(scene: Scene, noun_phrase: NounPhrase, found: list[Phrase]) -> int:
    """Append the phrases of one noun phrase: the whole first, then its possessors and the countries inside. Where it ends."""
    first, last = behind_event(scene, noun_phrase), noun_phrase.last
    begun = len(found)
    cuts = _possessive_marks(scene, first, last)
    whole = _read_segment(scene, cuts[-1] + 1 if cuts else first, last, first)
    outer, end = None, last
    if whole is not None:
        outer = begun
        end = with_rest_of_new_name(scene, last, whole)
        found.append(_phrase(scene, first, end, whole, None))
    start = first
    for cut in cuts:
        possessor = _read_segment(scene, start, cut, start)
        if possessor is not None:
            found.append(_phrase(scene, start, cut, possessor, outer))
        start = cut + 1
    if scene.syntax.tokens[first].lower in scene.lists.possessive and last > first + 1:
        found.append(_phrase(scene, first, first + 1, _pronoun(scene, first), outer))
    _read_countries_inside(scene, noun_phrase, found, begun, outer)
    return end


def _possessive_marks(scene: Scene, first: int, last: int) -> list[int]:
    """The tokens "'s" that part possessors from what they possess; none where nothing follows the last."""
    tokens, tags = scene.syntax.tokens, scene.syntax.tags
    inside = _inside_names(scene, first, last)
    cuts = [
        i for i in range(first + 1, last) if tokens[i].lower in ("'s", "'") and tags[i] == "PART" and i not in inside
    ]
    return cuts if cuts and cuts[-1] + 1 < last else []


def _inside_names(scene: Scene, first: int, last: int) -> set[int]:
    """The tokens behind the first one of each name of several that the gazetteer knows: "Donetsk | People's Republic"."""
    found: set[int] = set()
    for at in range(first, last):
        match = scene.gazetteer.match(scene.words, at)
        if match is not None and at + match[0] <= last:
            found.update(range(at + 1, at + match[0]))
    return found


def _read_countries_inside(
    scene: Scene, noun_phrase: NounPhrase, found: list[Phrase], begun: int, outer: int | None
) -> None:
    """Countries named inside a phrase that is not theirs: "Russia-US ties", "the 2020 US election", "Iran deal"."""
    whole = found[outer] if outer is not None else None
    taken = sorted(phrase.head for phrase in found[begun:] if phrase.key or phrase is whole)
    starts = [head.start for head in taken]
    spans = {phrase.span for phrase in found[begun:]}
    opaque = whole is not None and (whole.key is not None or whole.kind in ("person", "country", "place"))
    wanted = ("country", "capital") if whole is not None else ("country", "capital", "adjective")
    for i in range(noun_phrase.first, noun_phrase.last):
        offset = scene.syntax.tokens[i].start
        for start, end, name in _dyad(scene, i):
            found.append(_named_inside(scene, Span(offset + start, offset + end), name, outer))
        match = scene.gazetteer.match(scene.words, i)
        if match is None or match[1].kind not in wanted or i + match[0] > noun_phrase.last:
            continue
        if i > noun_phrase.first and scene.syntax.tokens[i - 1].lower in scene.lists.in_names:
            continue
        span = scene.syntax.span(i, i + match[0])
        at = bisect_right(starts, span.start) - 1
        covered = at >= 0 and taken[at].covers(span)
        own = covered and whole is not None and taken[at] == whole.head
        if span in spans or (covered and (opaque or not own)):
            continue
        found.append(_named_inside(scene, span, match[1], outer))


def _named_inside(scene: Scene, span: Span, name: Name, outer: int | None) -> Phrase:
    how: How = "metonym" if name.kind == "capital" else "name"
    key = name.country if name.kind == "adjective" else name.id
    return Phrase(
        span=span,
        head=span,
        how=how,
        kind="country",
        key=key,
        name=scene.gazetteer.shown[key],
        country=name.country,
        number="sg",
        within=outer,
    )


def _dyad(scene: Scene, i: int) -> list[tuple[int, int, Name]]:
    """The countries of a hyphenated token ("Russia-US", "Peruvian-Chilean", "US-led"): start and end inside the token, and the name."""
    word = scene.words[i]
    if "-" not in word or word in scene.gazetteer.longest:
        return []
    found, start = [], 0
    for part in word.split("-"):
        match, prefix = scene.gazetteer.match([part], 0), scene.gazetteer.prefixes.get(part)
        if match and match[1].kind in ("country", "capital", "adjective"):
            found.append((start, start + len(part), match[1]))
        elif prefix is not None and prefix in scene.gazetteer.shown:
            found.append((start, start + len(part), Name(prefix, "adjective", prefix)))
        start += len(part) + 1
    adjectives = sum(name.kind == "adjective" for *_, name in found)
    return found if adjectives in (0, word.count("-") + 1) else []  # "Peruvian-Chilean", but not "Russian-backed"


def _phrase(scene: Scene, first: int, last: int, told: Found, within: int | None) -> Phrase:
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


def _pronoun(scene: Scene, i: int) -> Found:
    lower = scene.syntax.tokens[i].lower
    kind: ActorKind = "person" if lower in scene.lists.personal else "unknown"
    number = "sg" if lower in scene.lists.singular else "pl"
    gender = scene.gazetteer.genders.get(lower)
    return Found(kind=kind, how="pronoun", head_first=i, head_last=i + 1, gender=gender, number=number)


def _read_segment(scene: Scene, first: int, last: int, phrase_first: int) -> Found | None:
    """What the tokens `first`..`last` refer to; None where to no actor."""
    tags, tokens, lists = scene.syntax.tags, scene.syntax.tokens, scene.lists
    if last - first == 1 and (tags[first] == "PRON" or tokens[first].text.istitle()):
        if tokens[first].lower in lists.singular or tokens[first].lower in lists.plural:
            return _pronoun(scene, first)
        if tags[first] == "PRON":
            return None
    named = _whole_name(scene, first, last, phrase_first)  # "The Hague"
    if named is not None:
        return named
    while first < last and (
        tags[first] == "DET"
        or tokens[first].lower in (*lists.possessive, "whose")
        or not scene.words[first][0].isalnum()
    ):
        first += 1
    if last - first == 1 and scene.words[first] in scene.halves:
        half = scene.halves[scene.words[first]]
        shown = scene.gazetteer.shown.get(half.id)
        return Found(
            kind="country", how="name", head_first=first, head_last=last, key=half.id, name=shown, country=half.country
        )
    begun, first = first, _behind_common_words(scene, first, last)
    if first >= last:
        return None
    named = _whole_name(scene, first, last, phrase_first if first == begun else first) or _town(scene, first, last)
    if named is not None:
        return named
    country, hints_end = _country_inside(scene, first, last)
    person = None if _is_of_people(scene, first, last) else find_person(scene, first, last, hints_end)
    if person is not None:
        person.country = country or person.country
        return person
    return find_description(scene, first, last, country)


def _behind_common_words(scene: Scene, first: int, last: int) -> int:
    """The token at which the name of a country begins that is all of a segment but for common words: "last night Peru"."""
    for at in range(first, last):
        match = scene.gazetteer.match(scene.words, at)
        if match is not None and match[1].kind in ("country", "capital", "body") and at + match[0] == last:
            words = [word for word in scene.words[first:at] if word[0].isalpha()]
            is_common = all(
                word.islower() or word.lower() in scene.lists.before_name or _is_written_large(scene, word, match[1])
                for word in words
            )
            return at if is_common and scene.syntax.tags[at] == "PROPN" else first
    return first


def _is_written_large(scene: Scene, word: str, name: Name) -> bool:
    """Whether a word before the name of a country only has its capital from where it stands: "Neighbouring Chad", "Oil-rich Qatar"."""
    lower = word.lower()
    if name.kind != "country" or not word[1:].islower() or lower in scene.lists.in_names:
        return False
    if lower in scene.gazetteer.titles or lower in scene.gazetteer.persons:
        return lower in scene.lists.relations
    lexicon = load_lexicon()
    return (
        lower in scene.lists.relations
        or "J" in lexicon.codes.get(lower, "") + lexicon.possible.get(lower, "")
        or ("-" in lower and "J" in lexicon.codes_of(lower))
    )


def _town(scene: Scene, first: int, last: int) -> Found | None:
    """A town that is the whole segment, behind a word that says that it is a place."""
    words = scene.words[first:last]
    if not scene.is_place_due(first) or not all(word[0].isupper() for word in words):
        return None
    name = " ".join(words)
    country = scene.gazetteer.towns.country_of(name, least=TOWN)
    if country is None or name.lower() in scene.lists.times:
        return None
    return Found(kind="place", how="name", head_first=first, head_last=last, name=name, country=country)


def _is_of_people(scene: Scene, first: int, last: int) -> bool:
    """Whether a segment ends in the adjective or name of a people with no name of a person before it: "four Swiss", "Russian"."""
    at = next((i for i in range(first, last) if scene.syntax.tags[i] == "PROPN"), last)
    match = scene.gazetteer.match(scene.words, at) if at < last else None
    return match is not None and match[1].kind in ("adjective", "people") and at + match[0] == last


def _whole_name(scene: Scene, first: int, last: int, phrase_first: int) -> Found | None:
    """A country, people, capital or body that is the whole segment."""
    match = scene.gazetteer.match(scene.words, first)
    if match is None or first + match[0] < last or match[1].kind == "adjective":
        return None
    name = match[1]
    found = Found(kind="country", how="name", head_first=first, head_last=last, key=name.id, country=name.country)
    found.name = scene.gazetteer.shown.get(name.id)
    if name.kind == "people":
        found.kind, found.key, found.name, found.number = "group", None, " ".join(scene.words[first:last]), "pl"
    elif name.kind == "body":
        found.kind, found.sectors = "organization", name.sectors
    elif name.kind == "capital":
        found.how = "metonym"
        if scene.before(phrase_first) in scene.lists.place_before:
            found.kind = "place"
    elif name.kind == "region":
        found.kind, found.sectors = _kind_of_region(scene, last, name), name.sectors
    return found


def _kind_of_region(scene: Scene, last: int, name: Name) -> ActorKind:
    """A region or city acts where a verb follows it, or where it claims to be a state; else it is where things happen."""
    acts = last < len(scene.syntax.tags) and scene.syntax.tags[last] in ("VERB", "AUX")
    return "organization" if acts or name.sectors else "place"


def _country_inside(scene: Scene, first: int, last: int) -> tuple[str | None, int]:
    """Country told by a name or an adjective before the head, and the token behind the last of them."""
    country, end = None, first
    for i in range(first, last - 1):
        match = scene.gazetteer.match(scene.words, i)
        if match is not None and match[1].kind in ("country", "capital") and _is_given_name(scene, i, last):
            continue
        if match is not None and i + match[0] < last:
            country, end = country or match[1].country, i + match[0]
    return country, end


def _is_given_name(scene: Scene, at: int, last: int) -> bool:
    """Whether the name of a country or capital is a given name, before one surname: "Chad Evans", but not "Jordan Army", "Paris Club"."""
    words, gazetteer = scene.words, scene.gazetteer
    if last - at != 2 or words[at].lower() not in gazetteer.given or scene.syntax.tags[at + 1] != "PROPN":
        return False
    surname = words[at + 1].lower()
    is_other = surname in gazetteer.persons or surname in gazetteer.titles or scene.tells_body(surname)
    return not (is_other or gazetteer.match(words, at + 1) or "N" in load_lexicon().codes.get(surname, "").upper())
