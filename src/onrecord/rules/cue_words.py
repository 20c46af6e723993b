"""Cues that are no verbs: "according to", "reportedly", "the claim that", "is confident that", headline colons."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.rules.cue_content import WH, clause_end, extend, find_complement, is_clause_at, trim
from onrecord.rules.cue_found import Found
from onrecord.rules.cue_lexicon import CueLexicon
from onrecord.rules.cue_scene import STOPS, Range, Scene
from onrecord.rules.cue_verbs import clause_start, has_finite_verb
from onrecord.rules.speakers import possessor_range, speaker_range, subject_phrase
from onrecord.text import Span

TRAILING = {"adding": "add", "asking": "ask", "saying": "say", "telling": "tell", "warning": "warn", "writing": "write"}
MAX_SIGNATURE = 20  # tokens from the dash before a name to the end of its paragraph
MAX_NAME = 7  # tokens of a name with its title
MAX_HEADLINE = 30  # tokens; a paragraph with more is prose


def read_word(scene: Scene, lexicon: CueLexicon, token: int, taken: set[int]) -> Found | None:
    """The attribution made by the word at `token`, where it is no verb; None where it makes none."""
    if scene.region_of[token] >= 0:
        return None
    word = scene.lower(token)
    if word in lexicon.hearsay:
        return _read_hearsay(scene, lexicon, token)
    for words in lexicon.before_speaker:
        if word == words[0] and tuple(scene.lower(token + i) for i in range(len(words))) == words:
            return _read_according(scene, lexicon, token, token + len(words), taken)
    if word == "in" and scene.tag(token) != "NOUN":
        return _read_possessed(scene, lexicon, token, taken)
    if word in TRAILING and scene.group_of[token] < 0:
        return _read_trailing_gerund(scene, lexicon, token, taken)
    if scene.lower(token + 1) == ":" and scene.tag(token) == "NOUN":
        return _read_announcing(scene, lexicon, token, taken)
    if scene.tag(token) == "NOUN" and scene.lemmas[token] in lexicon.nouns:
        return _read_noun(scene, lexicon, token)
    if scene.tag(token) == "ADJ" and word in lexicon.adjectives:
        return _read_adjective(scene, lexicon, token)
    return None


def _read_trailing_gerund(scene: Scene, lexicon: CueLexicon, token: int, taken: set[int]) -> Found | None:
    """ "…, saying: …" where the tagger took the word for a noun: a comma before it and content after it tell."""
    if scene.lower(token - 1) != "," and not (token and scene.region_of[token - 1] >= 0):
        return None
    right = find_complement(scene, lexicon, token + 1, lexicon.takes[TRAILING[scene.lower(token)]])
    if right is None or right.region in taken or right.rule == "object":
        return None
    number = scene.next_group[token] - 1
    window = scene.window(token)
    subject = None
    if number >= 0 and scene.groups[number].first >= window[0]:
        subject = subject_phrase(scene, number, inverts=True)
    if subject is None:
        subject = _first_phrase(scene, window[0], token)
    return Found(
        anchor=(token, right.colon + 1 if right.colon == token + 1 else token + 1),
        speaker=speaker_range(scene, subject) if subject is not None else None,
        pieces=right.pieces,
        rule=right.rule,
        regions=(right.region,) if right.region >= 0 and right.rule != "mixed" else (),
    )


def _read_announcing(scene: Scene, lexicon: CueLexicon, token: int, taken: set[int]) -> Found | None:
    """ "The Harbour Post reports: “…”" where the tagger took the verb for a noun of the name's own phrase."""
    phrase = scene.phrase_of[token]
    takes = lexicon.takes.get(scene.lemmas[token], frozenset())
    if not takes & {"that", "quote"} or scene.lower(token)[-1:] not in ("s", "d") or phrase < 0:
        return None
    first = scene.phrases[phrase].first
    right = find_complement(scene, lexicon, token + 1, takes)
    if first >= token or right is None or right.region < 0 or right.region in taken:
        return None
    return Found(
        anchor=(token, token + 2), speaker=(first, token), pieces=right.pieces, rule=right.rule, regions=(right.region,)
    )


def _first_phrase(scene: Scene, first: int, last: int) -> int | None:
    """The first noun phrase of a range that hangs on no preposition and tells no time."""
    for token in range(first, min(last, first + MAX_HEADLINE)):
        phrase = scene.phrase_of[token]
        begins = phrase >= 0 and scene.phrases[phrase].first == token
        if begins and scene.tag(token - 1) != "ADP" and token not in scene.time_end and scene.region_of[token] < 0:
            return phrase
    return None


def _read_hearsay(scene: Scene, lexicon: CueLexicon, token: int) -> Found | None:
    """ "The convoy reportedly turned back": no speaker; the clause around the adverb is the content."""
    window = scene.window(token)
    number = scene.next_group[max(window[0], token - 4)]
    while number < len(scene.groups) and scene.groups[number].last <= token:
        number += 1
    if number >= len(scene.groups) or scene.groups[number].first >= window[1]:
        return None
    subject = subject_phrase(scene, number, inverts=False)
    start = scene.phrases[subject].first if subject is not None else token
    if start < max(window[0], token - scene.reach(token)) or start > token:
        start = token
    end = clause_end(scene, lexicon, token + 1) if token + 1 < window[1] else token + 1
    before = (scene.span(start, trim(scene, start, token)),) if start < token else ()
    skip = token + 1 + (scene.lower(token + 1) == ",")
    after = (scene.span(skip, end),) if end > skip else ()
    if not after:
        return None
    return Found(anchor=(token, token + 1), pieces=(*before, *after), rule="hearsay", modality="actual")


def _read_according(scene: Scene, lexicon: CueLexicon, first: int, after: int, taken: set[int]) -> Found | None:
    """ "According to the ombudsman, …", "…, according to the ombudsman"."""
    if after >= len(scene.tokens) or scene.phrase_of[after] < 0 or scene.region_of[after] >= 0:
        return None
    phrase = scene.phrase_of[after]
    if scene.phrases[phrase].first != after:
        return None
    speaker = speaker_range(scene, phrase)
    return _around(scene, lexicon, (first, after), speaker, taken, "according")


def _read_possessed(scene: Scene, lexicon: CueLexicon, token: int, taken: set[int]) -> Found | None:
    """ "In Vela's words, …", "in his view"."""
    if token + 1 >= len(scene.tokens) or scene.phrase_of[token + 1] < 0:
        return None
    phrase = scene.phrases[scene.phrase_of[token + 1]]
    if scene.lemmas[phrase.head] not in lexicon.possessed:
        return None
    speaker = possessor_range(scene, scene.phrase_of[token + 1])
    if speaker is None:
        return None
    return _around(scene, lexicon, (token, token + 1), speaker, taken, "possessed", after=phrase.last)


def _around(
    scene: Scene, lexicon: CueLexicon, anchor: Range, speaker: Range, taken: set[int], rule: str, after: int = 0
) -> Found | None:
    """The content before, after or on both sides of a phrase such as "according to the ombudsman"."""
    if not scene.is_prose(anchor[0]):
        return None
    window, end = scene.window(anchor[0]), max(after, speaker[1])
    start = clause_start(scene, window[0], anchor[0]) if anchor[0] > window[0] else anchor[0]
    following: tuple[Span, ...] = ()
    if scene.lower(end) == "," and end + 1 < window[1]:
        last = clause_end(scene, lexicon, end + 1)
        following = (scene.span(end + 1, last),) if last > end + 1 else ()
    before: tuple[Span, ...] = ()
    regions: tuple[int, ...] = ()
    edge = trim(scene, start, anchor[0]) if anchor[0] > start else start
    if edge > start:
        region = scene.region_of[edge - 1]
        if region >= 0 and scene.region_range[region][0] <= start:
            if region in taken:
                return None
            regions = (region,)
        if scene.tag(start) != "CCONJ" or edge > start + 1:
            before = (scene.span(start, edge),)
    if before and has_finite_verb(scene, start, edge) and not regions:
        following = ()
    if before and not following and not regions and not has_finite_verb(scene, start, edge):
        return None
    pieces = (*before, *following)
    return Found(anchor=anchor, speaker=speaker, pieces=pieces, rule=rule, regions=regions) if pieces else None


def _read_noun(scene: Scene, lexicon: CueLexicon, token: int) -> Found | None:
    """ "Tehran's claim that …", "the promise to …", "a fan's post calling …"."""
    takes, after, phrase = lexicon.nouns[scene.lemmas[token]], token + 1, scene.phrase_of[token]
    if after >= len(scene.tokens) or scene.sentence_of[after] != scene.sentence_of[token]:
        return None
    owner = possessor_range(scene, phrase) if phrase >= 0 else None
    word, number = scene.lower(after), scene.next_group[after]
    group = scene.groups[number] if number < len(scene.groups) else None
    if word == "that" and "that" in takes and is_clause_at(scene, after + 1):
        rule = "noun-that"
    elif word == "to" and "to" in takes and owner and group and group.form == "infinitive" and group.first <= after + 1:
        rule = "noun-to"
    elif "said" in takes and owner and group and group.first == after and group.form == "gerund":
        rule = "noun-saying" if group.lemma in lexicon.takes else ""
    else:
        return None
    if not rule:
        return None
    end = clause_end(scene, lexicon, after)
    return Found(anchor=(token, token + 1), speaker=owner, pieces=(scene.span(after, end),), rule=rule)


def _read_adjective(scene: Scene, lexicon: CueLexicon, token: int) -> Found | None:
    """ "Vela is confident that …", "the mayor was reluctant to …"."""
    number = _copula_before(scene, token)
    if number is None or token + 1 >= len(scene.tokens):
        return None
    takes, after = lexicon.adjectives[scene.lower(token)], token + 1
    word = scene.lower(after)
    clause = "that" in takes and (
        (word == "that" and is_clause_at(scene, after + 1)) or word in WH or is_clause_at(scene, after)
    )
    if not clause and not ("to" in takes and word == "to"):
        return None
    subject = subject_phrase(scene, number, inverts=False)
    if subject is None or scene.lower(scene.phrases[subject].head) in ("it", "there"):
        return None
    end = clause_end(scene, lexicon, after)
    group = scene.groups[number]
    return Found(
        anchor=(group.first, after), speaker=speaker_range(scene, subject), pieces=(scene.span(after, end),),
        rule="adjective", modality="negated" if group.negated else "actual",
        polarity="denied" if group.negated else "affirmed", group=number,
    )  # fmt: skip


def _copula_before(scene: Scene, token: int) -> int | None:
    """The group of "is", "was", "remains" right before an adjective."""
    for before in range(token - 1, max(-1, token - 4), -1):
        number = scene.group_of[before]
        if number >= 0:
            return number if scene.groups[number].lemma in ("be", "feel", "remain", "seem", "become") else None
        if scene.tag(before) not in ("ADV", "PART"):
            return None
    return None


def read_headlines(scene: Scene, taken: set[int], last_paragraph: int) -> Iterator[Found]:
    """ "Orlova: we will not blink", "Deal is dead – Halvorsen", "Mayor 'will not resign' over flood report"."""
    for first, last in _paragraph_ranges(scene):
        headline = scene.paragraph_of[first] <= last_paragraph and last - first <= MAX_HEADLINE
        found = _read_label(scene, first, last, headline=headline, taken=taken)
        if found is None:
            found = _read_trailing(scene, first, last, headline=headline, taken=taken)
        if found is None and headline:
            found = _read_bare_headline(scene, first, last, taken)
        if found:
            yield found


def _paragraph_ranges(scene: Scene) -> Iterator[Range]:
    first = 0
    for token in range(1, len(scene.tokens) + 1):
        if token == len(scene.tokens) or scene.paragraph_of[token] != scene.paragraph_of[first]:
            yield first, token
            first = token


def _read_label(scene: Scene, first: int, last: int, *, headline: bool, taken: set[int]) -> Found | None:
    """A name and a colon at the head of a paragraph: a headline, or a transcript where the name is in capitals."""
    start = first + (
        scene.region_of[first] >= 0
        and scene.regions[scene.region_of[first]].inner.start == scene.tokens[min(first + 1, last - 1)].start
    )
    colon = next((i for i in range(start + 1, min(last - 1, start + 7)) if scene.lower(i) == ":"), -1)
    if colon < 0 or not _is_name(scene, start, colon):
        return None
    if not headline and not all(scene.tokens[i].text.isupper() for i in range(start, colon)):
        return None
    region = scene.region_of[colon + 1]
    if region >= 0 and region != scene.region_of[start]:
        if region in taken:
            return None
        whole = scene.region_range[region][1] >= last - 1
        pieces = (scene.regions[region].span,) if whole else (scene.span(colon + 1, trim(scene, colon + 1, last)),)
        return Found(anchor=(colon, colon + 1), speaker=(start, colon), pieces=pieces, rule="label", regions=(region,))
    if headline and scene.next_group[colon + 1] >= scene.next_group[last]:
        return None  # a heading without a verb
    end = trim(scene, colon + 1, last) if headline else last
    regions = (region,) if region >= 0 else ()
    if region >= 0 and scene.regions[region].span.end == scene.tokens[end - 1].end and scene.regions[region].closed:
        end -= 1
    if end <= colon + 1:
        return None
    return Found(
        anchor=(colon, colon + 1),
        speaker=(start, colon),
        pieces=(scene.span(colon + 1, end),),
        rule="label",
        regions=regions,
    )


def _is_name(scene: Scene, first: int, last: int) -> bool:
    """Whether a token range is one name (or title and name), nothing else."""
    phrase = scene.phrase_of[first]
    if any(scene.group_of[i] >= 0 for i in range(first, last)) or scene.tag(first) == "DET":
        return False
    if last == first + 1 and len(scene.tokens[first].text) < 2:
        return False  # "Q:" and "A:" name nobody
    proper = sum(scene.tokens[i].text[:1].isupper() for i in range(first, last))
    return proper >= 1 and (phrase < 0 or scene.phrases[phrase].last <= last) and proper >= (last - first) - 1


def _read_trailing(scene: Scene, first: int, last: int, *, headline: bool, taken: set[int]) -> Found | None:
    """ "Grain deal 'dead on arrival' – Halvorsen", and in any paragraph "“It is dead.” – Ida Halvorsen, a farmer"."""
    end = last - (scene.lower(last - 1) == ".")
    dash = next((i for i in range(end - 2, max(first, end - MAX_SIGNATURE), -1) if scene.is_dash(i)), -1)
    if dash < 0:
        return None
    region = scene.region_of[dash - 1]
    if region >= 0 and region not in taken and scene.region_range[region][0] == first:
        name = next((i for i in range(dash + 1, end) if scene.lower(i) == ","), end)
        if name - dash > MAX_NAME or not _is_name(scene, dash + 1, name):
            return None
        pieces = (scene.regions[region].span,)
        return Found(anchor=(dash, dash + 1), speaker=(dash + 1, end), pieces=pieces, rule="label", regions=(region,))
    if not headline or end < last or end - dash > MAX_NAME or not _is_name(scene, dash + 1, last):
        return None
    pieces = (scene.span(first, trim(scene, first, dash)),)
    return Found(anchor=(dash, dash + 1), speaker=(dash + 1, last), pieces=pieces, rule="label")


def _read_bare_headline(scene: Scene, first: int, last: int, taken: set[int]) -> Found | None:
    """ "Mayor 'will not resign' over flood report": no cue; the words before the quotation are the speaker's name."""
    region = next((scene.region_of[i] for i in range(first + 1, last) if scene.region_of[i] >= 0), -1)
    if region < 0 or region in taken or scene.lower(last - 1)[:1] in STOPS:
        return None
    start, end = scene.region_range[region]
    phrase = scene.phrase_of[first]
    if any(scene.group_of[i] >= 0 for i in range(first, start)) or phrase < 0:
        return None
    if extend(scene, phrase) != (first, start) or scene.next_group[start] >= len(scene.groups):
        return None
    if scene.groups[scene.next_group[start]].first >= end:
        return None  # no verb inside: an epithet
    return Found(
        anchor=None, speaker=(first, start), pieces=(scene.regions[region].span,), rule="headline", regions=(region,)
    )
