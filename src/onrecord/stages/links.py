"""Who is meant: phrases gathered into chains, chains into actors with country, sectors and office.

Three passes. Names first: countries and bodies by the gazetteer, persons by full name, then surnames and titles back to the
one full name that fits. Then what appositives, possessors and offices tell of them. Then descriptions and pronouns in text
order, each to the nearest chain that agrees; where two fit, `Unlinked`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from onrecord.facts import Actor, ActorKind, Evidence, Mention, Unlinked
from onrecord.frames import CUE, Draft, Phrase
from onrecord.gazetteer import load_gazetteer
from onrecord.text import Article, Span

FIRST_SINGULAR = frozenset("i me my myself mine".split())
FIRST_PLURAL = frozenset("we us our ours ourselves".split())
NEUTER = frozenset("it its itself".split())
PLURAL = frozenset("they them their theirs themselves".split())
_RELATIVE = frozenset("who whom whose".split())
_STATE_OFFICES = ("ambassador", "envoy", "spokesman", "spokeswoman", "spokesperson", "diplomat", "consul")
_STATE = frozenset(("GOV", "LEG", "MIL", "COP", "JUD", "SPY"))
_ABROAD = frozenset(("embassy", "consulate", "mission", "delegation"))
REACH = 4  # sentences back that a pronoun or description is looked for
TWO = "two actors fit"
NOBODY = "nobody before it fits"


@dataclass(slots=True)
class _Chain:
    """An actor in the making."""

    kind: ActorKind
    name: str
    key: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    gender: str | None = None
    plural: bool = False
    heads: set[str] = field(default_factory=set)
    phrases: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Linker:
    """The state of one article: chains, and the chain of each phrase."""

    article: Article
    draft: Draft
    chains: list[_Chain] = field(default_factory=list)
    chain_of: list[int | None] = field(default_factory=list)
    reason_of: dict[int, str] = field(default_factory=dict)
    members: dict[int, tuple[int, ...]] = field(default_factory=dict)
    sentence_of: list[int] = field(default_factory=list)
    by_key: dict[str, int] = field(default_factory=dict)


def link_phrases(article: Article, draft: Draft) -> Draft:
    """Fill `draft.actors`, `draft.party_of` and `draft.members_of`."""
    linker = _Linker(article, draft, chain_of=[None] * len(draft.phrases))
    starts = [sentence.start for sentence in draft.sentences]
    linker.sentence_of = [max(bisect_right(starts, phrase.span.start) - 1, 0) for phrase in draft.phrases]
    _link_names(linker)
    _link_appositives(linker)
    _take_from_possessors(linker)
    _take_from_offices(linker)
    _link_rest(linker)
    return _with_actors(linker)


# --- names ---------------------------------------------------------------------------------------------------------


def _link_names(linker: _Linker) -> None:
    """Countries and bodies by key; persons by full name, then by surname; named organisations by their words."""
    persons: list[int] = []
    for i, phrase in enumerate(linker.draft.phrases):
        if phrase.kind == "place":
            continue
        if phrase.key is not None:
            _join(linker, i, _chain_by_key(linker, phrase.key, phrase))
        elif phrase.kind == "person" and phrase.how in ("name", "title"):
            persons.append(i)
        elif phrase.kind == "organization" and phrase.how == "name":
            key = "name:" + " ".join(word for word in (phrase.name or "").lower().split() if word != "the")
            _join(linker, i, _chain_by_key(linker, key, phrase, known=False))
    _link_persons(linker, persons)


def _chain_by_key(linker: _Linker, key: str, phrase: Phrase, known: bool = True) -> int:
    at = linker.by_key.get(key)
    if at is None:
        at = linker.by_key[key] = len(linker.chains)
        linker.chains.append(
            _Chain(phrase.kind if phrase.kind != "place" else "country", phrase.name or key, key=key if known else None,
                   country=phrase.country, sectors=phrase.sectors)
        )  # fmt: skip
    return at


def _link_persons(linker: _Linker, persons: list[int]) -> None:
    phrases = linker.draft.phrases
    full: dict[str, list[int]] = {}
    for i in persons:
        words = (phrases[i].name or "").split()
        if len(words) > 1:
            key = "person:" + _plain(" ".join(words))
            at = _chain_by_key(linker, key, phrases[i], known=False)
            for part in {_plain(words[-1]), _plain(" ".join(words[1:])), _plain(words[0])}:
                if at not in full.setdefault(part, []):
                    full[part].append(at)
            _join(linker, i, at)
    for i in persons:
        words = (phrases[i].name or "").split()
        if len(words) != 1:
            continue
        fitting = [at for at in full.get(_plain(words[0]), ()) if _agrees(phrases[i], linker.chains[at])]
        if len(fitting) > 1:
            surnames = [at for at in fitting if _plain(linker.chains[at].name.split()[-1]) == _plain(words[0])]
            fitting = surnames or fitting
        if len(fitting) == 1:
            _join(linker, i, fitting[0])
        elif fitting:
            linker.reason_of[i] = TWO
        else:
            _join(linker, i, _chain_by_key(linker, "person:" + _plain(words[0]), phrases[i], known=False))


def _agrees(phrase: Phrase, chain: _Chain) -> bool:
    if phrase.gender and chain.gender and phrase.gender != chain.gender:
        return False
    return not (phrase.country and chain.country and phrase.country != chain.country and phrase.how != "title")


def _join(linker: _Linker, i: int, at: int) -> None:
    """Put phrase `i` into chain `at` and take what it tells."""
    phrase, chain = linker.draft.phrases[i], linker.chains[at]
    linker.chain_of[i] = at
    chain.phrases.append(i)
    chain.gender = chain.gender or phrase.gender
    if chain.kind != "country" and phrase.how != "pronoun":
        chain.country = chain.country or phrase.country
        chain.sectors = chain.sectors or phrase.sectors
        chain.office = chain.office or phrase.office
        chain.plural = chain.plural or phrase.number == "pl"
    if phrase.how != "pronoun":
        chain.heads.add(_head_word(linker, phrase))
        if len((phrase.name or "")) > len(chain.name) and phrase.how in ("name", "title") and chain.kind == "person":
            chain.name = phrase.name or chain.name


def _head_word(linker: _Linker, phrase: Phrase) -> str:
    return phrase.head.of(linker.article.text).split()[-1].lower()


# --- what stands beside a name -------------------------------------------------------------------------------------


def _link_appositives(linker: _Linker) -> None:
    """ "Mr Okello, the Ugandan president," and "the Ugandan president, Mr Okello,": one actor."""
    phrases = linker.draft.phrases
    for i, phrase in enumerate(phrases):
        if phrase.kind != "person" or phrase.within is not None:
            continue
        j = _next_outer(phrases, i)
        if j is None or phrases[j].kind not in ("person", "organization") or linker.sentence_of[i] != linker.sentence_of[j]:
            continue
        j, tail = _beyond_tail(linker, i, j)
        between = linker.article.text[phrase.span.end if tail is None else phrases[tail].span.end : phrases[j].span.start]
        if not re.fullmatch(r",\s+(?:the |a |an |his |her |its )?", between) and between.strip() != ",":
            continue
        if linker.chain_of[i] is not None and phrases[j].how == "description" and phrases[j].number != "pl":
            _take_description(linker, i, j)
        elif phrase.how == "description" and linker.chain_of[j] is not None and phrases[j].how in ("name", "title"):
            if phrases[j].kind == "person":
                _describe(linker, linker.chain_of[j], i)
                _take_tail(linker, linker.chain_of[j], tail)


def _beyond_tail(linker: _Linker, i: int, j: int) -> tuple[int, int | None]:
    """The phrase behind the body in a description's tail: "a spokeswoman for the army, Colonel Nasra"; and that body."""
    phrases = linker.draft.phrases
    if phrases[i].how != "description" or phrases[j].kind not in ("organization", "country"):
        return j, None
    lead = linker.article.text[phrases[i].span.end : phrases[j].span.start]
    following = _next_outer(phrases, j)
    if following is None or not re.fullmatch(r"\s(?:of|for|at|to|in|with)\s(?:the\s)?", lead):
        return j, None
    return following, j


def _take_tail(linker: _Linker, at: int | None, tail: int | None) -> None:
    """Give a person the country and sectors of the body whose spokeswoman she is."""
    if at is None or tail is None:
        return
    chain, body = linker.chains[at], linker.draft.phrases[tail]
    chain.country = chain.country or body.country or _possessor(linker, tail).country
    if body.sectors:
        chain.sectors = body.sectors


def _next_outer(phrases: tuple[Phrase, ...], i: int) -> int | None:
    """The next phrase that does not stand inside phrase `i`."""
    for j in range(i + 1, min(i + 5, len(phrases))):
        if phrases[j].span.start >= phrases[i].span.end and phrases[j].within is None:
            return j
    return None


def _take_description(linker: _Linker, i: int, j: int) -> None:
    """Give the person of phrase `i` what the appositive `j` says: its own words, or the body in its tail."""
    at = linker.chain_of[i]
    phrases = linker.draft.phrases
    if at is None:
        return
    if phrases[j].kind == "person":
        _describe(linker, at, j)
    tail = _tail_body(linker, j)
    if tail is not None:
        chain, body = linker.chains[at], phrases[tail]
        chain.sectors = chain.sectors or body.sectors or _possessor(linker, tail).sectors
        chain.country = chain.country or body.country or _possessor(linker, tail).country


def _describe(linker: _Linker, at: int, j: int) -> None:
    chain, phrase = linker.chains[at], linker.draft.phrases[j]
    if phrase.gender and chain.gender and phrase.gender != chain.gender:
        return
    if linker.chain_of[j] is None:
        _join(linker, j, at)
    if phrase.sectors and chain.sectors != phrase.sectors:
        chain.sectors = phrase.sectors
    chain.office = phrase.office or chain.office
    told = phrase.country or _possessor(linker, j).country
    chain.country = chain.country or told


def _tail_body(linker: _Linker, j: int) -> int | None:
    """The body named in the prepositional tail of a rank: "a deputy head at the upper house", "a member of the council"."""
    phrases = linker.draft.phrases
    end = phrases[j].span.end
    for k in range(j + 1, min(j + 6, len(phrases))):
        between = linker.article.text[end : phrases[k].span.start]
        if not re.fullmatch(r"\s+(?:of|at|in|for|on|with)\s+(?:the\s+)?[\w\s]{0,30}", between) or "," in between:
            return None
        if phrases[k].kind in ("organization", "country"):
            return k
        end = phrases[k].span.end
    return None


@dataclass(frozen=True, slots=True)
class _Told:
    country: str | None = None
    sectors: tuple[str, ...] = ()


def _possessor(linker: _Linker, j: int) -> _Told:
    """Country and sectors of the nearest possessor inside phrase `j` ("Moscow's embassy", "its ambassador")."""
    phrases = linker.draft.phrases
    inner = [k for k in range(j + 1, min(j + 6, len(phrases))) if phrases[k].within == j]
    for k in reversed(inner):
        at = linker.chain_of[k]
        if at is not None:
            chain = linker.chains[at]
            if chain.country:
                return _Told(chain.country, chain.sectors)
        if phrases[k].country:
            return _Told(phrases[k].country, phrases[k].sectors)
    return _Told()


def _take_from_possessors(linker: _Linker) -> None:
    """ "Mr Okello's spokesman Ivan Brod" is of Mr Okello's country."""
    for i, at in enumerate(linker.chain_of):
        if at is not None and linker.chains[at].country is None:
            linker.chains[at].country = _possessor(linker, i).country or _seat(linker, i)


def _seat(linker: _Linker, i: int) -> str | None:
    """The country of a state body that sits in a capital: "the prime minister's office in Copenhagen"; embassies do not."""
    phrase = linker.draft.phrases[i]
    if phrase.kind != "organization" or not set(phrase.sectors) & _STATE or _head_word(linker, phrase) in _ABROAD:
        return None
    following = _next_outer(linker.draft.phrases, i)
    if following is None or linker.draft.phrases[following].kind not in ("place", "country"):
        return None
    between = linker.article.text[phrase.span.end : linker.draft.phrases[following].span.start]
    return linker.draft.phrases[following].country if between == " in " else None


def _take_from_offices(linker: _Linker) -> None:
    """State officers without a country take it from the embassy or ministry that speaks of them, from the dateline or
    from the only country of the story; opposition figures from the state that acts on them in their sentence."""
    home = _home(linker)
    for at, chain in enumerate(linker.chains):
        if chain.country is not None or not chain.phrases:
            continue
        first = chain.phrases[0]
        if chain.kind in ("organization", "group") and set(chain.sectors) & _STATE and chain.sectors != ("MIL",):
            chain.country = home
        if chain.kind != "person":
            continue
        if chain.sectors == ("OPP",):
            chain.country = _nearest_country(linker, first, after=True) or home
        elif chain.office in _STATE_OFFICES:
            chain.country = _office_country(linker, first) or home
        elif set(chain.sectors) & {"GOV", "LEG", "MIL", "COP", "JUD"}:
            chain.country = home or _spoken_of(linker, at)


def _office_country(linker: _Linker, i: int) -> str | None:
    phrases = linker.draft.phrases
    for j in range(i - 1, -1, -1):
        if linker.sentence_of[j] != linker.sentence_of[i]:
            break
        if phrases[j].kind == "organization" and phrases[j].sectors == ("GOV",):
            return phrases[j].country or _possessor(linker, j).country
    return None


def _nearest_country(linker: _Linker, i: int, after: bool) -> str | None:
    phrases = linker.draft.phrases
    places = range(i + 1, len(phrases)) if after else range(i - 1, -1, -1)
    for j in places:
        if linker.sentence_of[j] != linker.sentence_of[i]:
            return None
        if phrases[j].country and phrases[j].kind != "place":
            return phrases[j].country
    return None


def _home(linker: _Linker) -> str | None:
    """The country of the dateline, else the only country that the story names."""
    gazetteer = load_gazetteer()
    for paragraph in linker.article.paragraphs[:3]:
        match = re.match(r"([A-ZÀ-Ý][A-ZÀ-Ý .'-]{2,40}?)(?:,|\s*\(|\s+[-—–])", linker.article.text[paragraph.start : paragraph.start + 60])
        if match:
            city = match.group(1).strip().title()
            named = gazetteer.match(city.split(), 0)
            tail = re.match(r"[^,]+,\s*([A-Z][\w ]+?)\s*(?:\(|—|–|-)", linker.article.text[paragraph.start : paragraph.start + 80])
            if named is None and tail:
                named = gazetteer.match(tail.group(1).split(), 0)
            if named is not None:
                return named[1].country
    countries = {chain.country for chain in linker.chains if chain.kind == "country"}
    return next(iter(countries)) if len(countries) == 1 else None


def _spoken_of(linker: _Linker, at: int) -> str | None:
    """The only country of this sentence and the one before, else the one that opens the sentence before."""
    first = linker.chains[at].phrases[0]
    sentence = linker.sentence_of[first]
    near = [
        phrase
        for i, phrase in enumerate(linker.draft.phrases[:first])
        if phrase.country and phrase.kind != "place" and linker.sentence_of[i] in (sentence, sentence - 1)
    ]
    if len({phrase.country for phrase in near}) == 1:
        return near[0].country
    opens = near and near[0].kind == "country" and near[0].span.start - linker.draft.sentences[max(sentence - 1, 0)].start < 5
    return near[0].country if opens else None


# --- descriptions and pronouns -------------------------------------------------------------------------------------


def _link_rest(linker: _Linker) -> None:
    speakers = _speech(linker)
    for i, phrase in enumerate(linker.draft.phrases):
        if linker.chain_of[i] is not None or i in linker.reason_of or phrase.kind == "place":
            continue
        if phrase.how == "pronoun":
            _link_pronoun(linker, i, speakers)
        elif phrase.name and phrase.number == "pl" and phrase.kind == "group" and _is_pair(phrase):
            _link_pair(linker, i)
        elif phrase.how == "description":
            _link_description(linker, i)
        elif phrase.kind == "group":
            key = f"group:{phrase.country}:{_head_word(linker, phrase)}"
            _join(linker, i, _chain_by_key(linker, key, phrase, known=False))


def _is_pair(phrase: Phrase) -> bool:
    last = (phrase.name or "").split()[-1].lower()
    return last in ("countries", "nations", "states", "neighbours", "neighbors", "sides", "governments", "capitals", "powers")


def _link_pair(linker: _Linker, i: int) -> None:
    """ "The two countries": the two that the story has named most by then."""
    counts: dict[int, list[int]] = {}
    for j in range(i):
        at = linker.chain_of[j]
        if at is not None and linker.chains[at].kind == "country":
            counts.setdefault(at, []).append(j)
    ranked = sorted(counts, key=lambda at: (-len(counts[at]), -counts[at][-1]))
    if len(ranked) == 2 or (len(ranked) > 2 and len(counts[ranked[1]]) > len(counts[ranked[2]])):
        linker.members[i] = tuple(sorted(ranked[:2], key=lambda at: counts[at][0]))
        for at in linker.members[i]:
            linker.chains[at].phrases.append(i)
    else:
        linker.reason_of[i] = "more than two countries fit" if len(ranked) > 2 else "the two are not named"


def _link_description(linker: _Linker, i: int) -> None:
    phrase = linker.draft.phrases[i]
    told = phrase.country or _possessor(linker, i).country
    definite = _is_definite(linker, phrase)
    head = _head_word(linker, phrase)
    if definite:
        fitting = _fitting(linker, i, phrase, told, head)
        if fitting:
            best = fitting[0]
            rivals = [at for at in fitting[1:] if phrase.kind == "person" and told is None and _rank(linker, at, head, phrase) == _rank(linker, best, head, phrase)]
            if rivals and _last_sentence(linker, best, i) == _last_sentence(linker, rivals[0], i):
                linker.reason_of[i] = TWO
                return
            _join(linker, i, best)
            return
    chain = _Chain(phrase.kind, phrase.name or head, country=told)
    linker.chains.append(chain)
    _join(linker, i, len(linker.chains) - 1)


def _is_definite(linker: _Linker, phrase: Phrase) -> bool:
    opener = phrase.span.of(linker.article.text).split()[0].lower()
    return opener in ("the", "this", "that", "its", "his", "her", "their", "these", "those") or bool(phrase.country)


def _fitting(linker: _Linker, i: int, phrase: Phrase, told: str | None, head: str) -> list[int]:
    """Chains that a definite description can mean, best first."""
    found = []
    for at, chain in enumerate(linker.chains):
        if not chain.phrases or chain.phrases[0] > i or chain.kind != phrase.kind or chain.plural != (phrase.number == "pl"):
            continue
        if told and chain.country and chain.country != told:
            continue
        if phrase.gender and chain.gender and phrase.gender != chain.gender:
            continue
        if _rank(linker, at, head, phrase) > 0 and (told is None or chain.country == told or chain.country is None):
            found.append(at)
    return sorted(found, key=lambda at: (-_rank(linker, at, head, phrase), -_last_sentence(linker, at, i), at))


def _rank(linker: _Linker, at: int, head: str, phrase: Phrase) -> int:
    """How well a chain fits: 3 the same head word, 2 the same office, 1 the same sector (for "leader" and the like)."""
    chain = linker.chains[at]
    if head in chain.heads:
        return 3
    if chain.kind == "person" and phrase.office and chain.office:
        last, theirs = phrase.office.split()[-1], chain.office.split()[-1]
        if last == theirs or (last in ("leader", "premier") and theirs in ("president", "minister", "premier", "chancellor", "king")):
            return 2
    if chain.kind == "person" and phrase.office in ("leader", "official", "politician", "diplomat") and phrase.country:
        return 1 if set(chain.sectors) & set(phrase.sectors) or (not chain.sectors and phrase.office == "leader") else 0
    return 0


def _last_sentence(linker: _Linker, at: int, before: int) -> int:
    earlier = [i for i in linker.chains[at].phrases if i < before]
    return linker.sentence_of[earlier[-1]] if earlier else -1


def _speech(linker: _Linker) -> list[tuple[Span, int | None]]:
    """Content pieces of the cue frames with the phrase that speaks them, smallest last."""
    found: list[tuple[Span, int | None]] = []
    for frame in linker.draft.frames:
        if frame.type != CUE:
            continue
        speakers = frame.fillers("speaker")
        phrase = linker.draft.phrase_at(speakers[0].spans[0]) if speakers else None
        found += [(span, phrase) for role in frame.fillers("content") for span in role.spans]
    return sorted(found, key=lambda piece: piece[0].start - piece[0].end)


def _link_pronoun(linker: _Linker, i: int, speech: list[tuple[Span, int | None]]) -> None:
    phrase = linker.draft.phrases[i]
    word = phrase.head.of(linker.article.text).lower()
    around = [speaker for span, speaker in speech if span.covers(phrase.head)]
    quoted = any(region.kind == "speech" and region.inner.covers(phrase.head) for region in linker.draft.regions)
    if word in FIRST_SINGULAR or word in FIRST_PLURAL:
        speaker = next((s for s in reversed(around) if s is not None), None)
        if speaker is None or linker.chain_of[speaker] is None:
            linker.reason_of[i] = "the speaker is not known"
        else:
            _join(linker, i, linker.chain_of[speaker])  # type: ignore[arg-type]
        return
    candidates = _candidates(linker, i, word, quoted, [s for s in around if s is not None])
    if not candidates:
        linker.reason_of[i] = NOBODY
        return
    best = candidates[0]
    if len(candidates) > 1 and best[0] == candidates[1][0]:
        linker.reason_of[i] = TWO
        return
    _join(linker, i, best[1])


def _candidates(linker: _Linker, i: int, word: str, quoted: bool, speakers: list[int]) -> list[tuple[float, int]]:
    """Chains that agree with a pronoun, each with how near and prominent it is; best first."""
    phrases = linker.draft.phrases
    scores: dict[int, float] = {}
    spoken_by = {linker.chain_of[s] for s in speakers} if quoted else set()
    reach = 0 if word in _RELATIVE else REACH
    for j in range(i - 1, max(-1, i - 60), -1):
        at = linker.chain_of[j]
        back = linker.sentence_of[i] - linker.sentence_of[j]
        if back > reach:
            break
        if at is None or not _fits_pronoun(linker.chains[at], word, phrases[i]) or at in spoken_by:
            continue
        if phrases[j].within == i or phrases[i].within == j or phrases[j].span.covers(phrases[i].span):
            continue
        inside = any(r.kind == "speech" and r.inner.covers(phrases[j].head) for r in linker.draft.regions)
        score = 10.0 - 3.0 * back + _prominence(linker, j) - (9.0 if inside and not quoted else 0.0)
        score -= 0.01 * (i - j) + (1.5 if phrases[j].within is not None else 0.0)
        score += 0.5 if phrases[j].how == "pronoun" else 0.0
        scores[at] = max(scores.get(at, -99.0), score)
    return sorted(((score, at) for at, score in scores.items()), key=lambda pair: (-pair[0], pair[1]))


def _fits_pronoun(chain: _Chain, word: str, phrase: Phrase) -> bool:
    if word in _RELATIVE:
        return chain.kind in ("person", "group")
    if phrase.kind == "person":
        return chain.kind == "person" and not chain.plural and (chain.gender in (None, phrase.gender) or phrase.gender is None)
    if word in NEUTER:
        return chain.kind in ("country", "organization") and not chain.plural
    if word in PLURAL:
        return chain.kind in ("group", "organization") or chain.plural
    return False


def _prominence(linker: _Linker, j: int) -> float:
    """5 for the phrase that opens its sentence, 3 for another subject."""
    phrase = linker.draft.phrases[j]
    start = linker.draft.sentences[linker.sentence_of[j]].start
    opens = phrase.span.start - start < 6 or not any(
        other.span.start >= start for other in linker.draft.phrases[max(0, j - 8) : j] if other.kind != "place"
    )
    return 5.0 if opens and phrase.within is None else 3.0 if _is_subject(linker, j) else 0.0


def _is_subject(linker: _Linker, j: int) -> bool:
    """Whether a verb follows phrase `j` and no preposition leads it."""
    phrase = linker.draft.phrases[j]
    syntax = linker.draft.syntax
    if syntax is None:
        return False
    after = syntax.token_at(phrase.span.end)
    while after < len(syntax.tokens) and syntax.tags[after] == "ADV":
        after += 1
    if after >= len(syntax.tokens) or syntax.tags[after] not in ("VERB", "AUX"):
        return False
    before = syntax.token_at(phrase.span.start) - 1
    return before < 0 or syntax.tags[before] != "ADP"


# --- actors --------------------------------------------------------------------------------------------------------


def _with_actors(linker: _Linker) -> Draft:
    ids: dict[int, str] = {}
    taken: set[str] = set()
    actors: list[Actor] = []
    order = sorted((at for at, chain in enumerate(linker.chains) if chain.phrases), key=lambda at: min(linker.chains[at].phrases))
    for at in order:
        ids[at] = _id_of(linker.chains[at], taken)
        taken.add(ids[at])
        actors.append(_actor(linker, linker.chains[at], ids[at]))
    party_of = tuple(_party(linker, i, ids) for i in range(len(linker.draft.phrases)))
    members = tuple(tuple(ids[at] for at in linker.members.get(i, ())) for i in range(len(linker.draft.phrases)))
    return replace(linker.draft, actors=tuple(actors), party_of=party_of, members_of=members)


def _party(linker: _Linker, i: int, ids: dict[int, str]) -> str | Unlinked | None:
    at = linker.chain_of[i]
    if at is not None:
        return ids[at]
    return Unlinked(linker.reason_of[i]) if i in linker.reason_of else None


def _id_of(chain: _Chain, taken: set[str]) -> str:
    """A stable id: the gazetteer's, else country and slug; a number behind it where two bear the same name."""
    base = chain.key or f"{chain.country or 'XXX'}/{_slug(chain.name)}"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _plain(name)).strip("-") or "unnamed"


def _plain(name: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _actor(linker: _Linker, chain: _Chain, actor_id: str) -> Actor:
    phrases = linker.draft.phrases
    mentions = tuple(
        Mention(evidence=_evidence(linker.article, _shown(phrases[i])), how=phrases[i].how)
        for i in sorted(set(chain.phrases))
    )
    return Actor(
        id=actor_id,
        name=chain.name,
        kind=chain.kind,
        country=chain.country,
        sectors=chain.sectors,
        office=chain.office,
        known=chain.key is not None,
        mentions=mentions,
    )


def _shown(phrase: Phrase) -> Span:
    """The words of a mention: the bare name where possessors stand before it, else the phrase."""
    if phrase.kind == "person" and phrase.how in ("name", "title") and phrase.span.start < phrase.head.start - 12:
        return phrase.head
    return phrase.span


def _evidence(article: Article, span: Span) -> Evidence:
    return Evidence(article_id=article.id, start=span.start, end=span.end, text=span.of(article.text))
