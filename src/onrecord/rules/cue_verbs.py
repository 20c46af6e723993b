"""Verbs that quote: what stands on either side of a cue verb, and which of it is content."""

from __future__ import annotations

from dataclasses import replace

from onrecord.facts import Modality, Polarity
from onrecord.rules.cue_content import (
    OPENERS,
    SUBORDINATORS,
    Complement,
    clause_end,
    extend,
    find_complement,
    pass_adjuncts,
    trim,
)
from onrecord.rules.cue_found import Found
from onrecord.rules.cue_lexicon import CueLexicon, Takes, load_words
from onrecord.rules.cue_scene import WEEKDAYS, Range, Scene
from onrecord.rules.speakers import agent_phrase, speaker_range, subject_phrase
from onrecord.syntax import VerbGroup
from onrecord.text import Span

NOTHING: Takes = frozenset()
STRONG = frozenset(("that", "wh", "to", "bare", "quotation", "mixed", "colon", "colon-indirect"))
APART = "quotation-apart"
RELAYS = frozenset(("quote", "cite", "interview", "report"))
SAYING = frozenset(("that", "bare", "quote"))
IRREALIS = load_words("modals")
MANNER = load_words("manner")
LONE_SPEAKERS = load_words("lone_speakers")


def read_verb(scene: Scene, lexicon: CueLexicon, number: int, taken: set[int]) -> Found | None:
    """The attribution made by verb group `number`; None where it makes none. `taken` are regions already given away."""
    group = scene.groups[number]
    takes = lexicon.takes.get(group.lemma, NOTHING)
    if scene.region_of[group.main] >= 0:
        return None
    if group.form == "gerund" and _hangs_on_noun(scene, lexicon, group.first - 1):
        return None
    bridge = _raising_bridge(scene, lexicon, group)
    if bridge or "raising" in takes:
        return _read_raising(scene, lexicon, number, bridge or group.last)
    if not takes and group.lemma not in lexicon.particles:
        return None
    governor = _governor(scene, number)
    if governor is not None:
        over = lexicon.takes.get(scene.groups[governor].lemma, NOTHING)
        if not over & {"hedges", "goes_on"}:
            return None if "to" in over else _read(scene, lexicon, number, number, takes, taken)
        return _read(scene, lexicon, number, governor, takes, taken)
    return _read(scene, lexicon, number, number, takes, taken)


def _hangs_on_noun(scene: Scene, lexicon: CueLexicon, token: int) -> bool:
    """Whether the word before a gerund is what says it ("a fan's post calling …"): the noun is the cue then."""
    return token >= 0 and scene.tag(token) == "NOUN" and "said" in lexicon.nouns.get(scene.lemmas[token], NOTHING)


def _governor(scene: Scene, number: int) -> int | None:
    """The verb group right before an infinitive ("declined" in "declined to say")."""
    group = scene.groups[number]
    if number == 0 or group.form != "infinitive":
        return None
    previous = scene.groups[number - 1]
    between = range(previous.last, group.first)
    return number - 1 if all(scene.lower(i) in ("to", "on", "not") for i in between) and len(between) <= 2 else None


def _read(scene: Scene, lexicon: CueLexicon, number: int, head: int, takes: Takes, taken: set[int]) -> Found | None:
    """Read the cue whose main verb is group `number` and whose subject is that of group `head`."""
    group = scene.groups[number]
    if group.voice == "passive" and not _is_mistaken(scene, group, takes):
        return _read_passive(scene, lexicon, number, takes)
    subject = subject_phrase(scene, head, inverts=inverts(group, takes))
    anchor, takes = _anchor(scene, lexicon, group, scene.groups[head].first, takes)
    speaker = speaker_range(scene, subject) if subject is not None else _lone_speaker(scene, anchor[0])
    if speaker and speaker[0] < anchor[1] and anchor[0] < speaker[1]:
        speaker = None  # a cue cannot stand inside its own speaker
    inverted = speaker is not None and speaker[0] >= anchor[1]
    clausal = bool(takes & {"that", "bare"}) and group.form in ("finite", "participle")
    left = (
        _left(scene, lexicon, anchor, speaker, taken, clausal=clausal)
        if takes & SAYING and group.form != "gerund"
        else None
    )
    right = None
    if not (inverted and left):
        start = speaker[1] if inverted and speaker else anchor[1]
        fronted = is_fronted(scene, anchor[0], speaker, group)
        right = find_complement(scene, lexicon, start, takes, fronted=fronted) if start < len(scene.tokens) else None
        right = right if right and right.region not in taken and not _is_deed(scene, lexicon, group, right) else None
    if left and right and left[1] == APART:
        left = None
    found = _join(scene, lexicon, anchor, speaker, left, right)
    if found is None:
        return None
    if found.medium is None and speaker and speaker[1] < anchor[0]:
        found = replace(found, medium=_relay(scene, speaker[1], anchor[0]))
    modality, polarity = _manner(group, takes, hedged=head != number and scene.groups[head].lemma != "go")
    return replace(found, modality=modality, polarity=polarity, group=number)


def _lone_speaker(scene: Scene, token: int) -> Range | None:
    """A word that stands for people by itself before a cue: "another said", "many say"."""
    return (token - 1, token) if scene.lower(token - 1) in LONE_SPEAKERS and scene.region_of[token - 1] < 0 else None


def _relay(scene: Scene, first: int, last: int) -> Range | None:
    """ "quoted by Interfax" between a speaker and a cue: what carried the words."""
    number = scene.next_group[first]
    if number >= len(scene.groups) or scene.groups[number].last >= last or scene.groups[number].lemma not in RELAYS:
        return None
    group = scene.groups[number]
    if group.voice != "passive" or scene.lower(group.last) not in ("by", "in", "on"):
        return None
    return group.first, last - 1 if scene.lower(last - 1) == "," else last


def _is_deed(scene: Scene, lexicon: CueLexicon, group: VerbGroup, right: Complement) -> bool:
    """Whether verb and object tell an act and no remark: "recalled its envoy"."""
    heads = lexicon.deeds.get(group.lemma)
    if not heads or right.rule != "object":
        return False
    places = range(group.last, min(group.last + 3, len(scene.tokens)))
    phrase = next((scene.phrase_of[i] for i in places if scene.phrase_of[i] >= 0), -1)
    return phrase >= 0 and scene.lemmas[scene.phrases[phrase].head] in heads


def is_fronted(scene: Scene, first: int, speaker: Range | None, group: VerbGroup) -> bool:
    """Whether a cue stands in a clause before the main one: "While he says …, …", "Asked whether …, …"."""
    start = scene.window(first)[0]
    start += scene.tag(start) == "CCONJ"
    if group.form != "finite" and start >= first - 1:
        return True
    place = min(first, speaker[0]) if speaker else first
    return any(scene.lower(i) in SUBORDINATORS for i in range(max(start, place - 2), place)) and place - start <= 3


def inverts(group: VerbGroup, takes: Takes) -> bool:
    """Whether a subject may follow the verb ("“…,” said the envoy"); nobody writes "told the envoy" so."""
    return bool(takes & {"quote", "bare"}) and group.lemma != "tell" and group.modal is None


def _is_mistaken(scene: Scene, group: VerbGroup, takes: Takes) -> bool:
    """Whether a lone participle is a past tense after all.

    An object follows it at once ("…, called it a disgrace"), or it is a verb of saying after a comma or a quotation
    ("Roth, the mayor, said at the opening") with nobody named by "by" behind it.
    """
    after = group.last
    if group.last - group.first > 1 or after >= len(scene.tokens):
        return False
    if (scene.phrase_of[after] >= 0 and after not in scene.time_end) or scene.lower(after) == "that":
        return True
    before = group.first - 1
    parted = scene.lower(before) == "," or (before >= 0 and scene.region_of[before] >= 0)
    saying = group.lemma == "say" or (parted and takes & {"quote", "bare"})
    return bool(saying) and scene.lower(after) not in ("by", "as", "to")


def _anchor(scene: Scene, lexicon: CueLexicon, group: VerbGroup, first: int, takes: Takes) -> tuple[Range, Takes]:
    """The cue's tokens (particle and a weekday right after it included), and what it takes with that particle."""
    last = group.last
    for words in lexicon.particles.get(group.lemma, ()):
        if tuple(scene.lower(last + i) for i in range(len(words))) == words:
            last += len(words)
            kept = {"that", "bare", "wh", "quote"} if words[-1] in ("out", "back", "in", "up") else {"wh", "quote"}
            takes = frozenset(takes & kept) | {"particle"} | ({"that", "bare"} if words == ("out",) else NOTHING)
            break
    if scene.lower(last) in WEEKDAYS:
        last += 1
    if scene.lower(first - 1) in ("so", "thus") and scene.sentence_range[scene.sentence_of[first]][0] == first - 1:
        first -= 1
    while (
        first > 0 and scene.tag(first - 1) == "ADV" and scene.group_of[first - 1] < 0 and _is_manner(scene, first - 1)
    ):
        first -= 1
    return (first, last), takes


def _is_manner(scene: Scene, token: int) -> bool:
    """Whether an adverb before a verb goes with it ("also said", "repeatedly called") and not with the sentence."""
    word = scene.lower(token)
    return word in MANNER or word.endswith("ly")


def _manner(group: VerbGroup, takes: Takes, *, hedged: bool) -> tuple[Modality, Polarity]:
    """How far it was said at all."""
    polarity: Polarity = "affirmed"
    if "denies" in takes:
        polarity = "denied"
    elif "refuses" in takes:
        polarity = "refused"
    if group.negated:
        return "negated", "refused" if takes & {"quote", "refuses"} or group.lemma in ("say", "tell") else "denied"
    if group.tense == "future":
        return "future", polarity
    return ("hypothetical" if hedged or group.modal in IRREALIS else "actual"), polarity


def _join(
    scene: Scene,
    lexicon: CueLexicon,
    anchor: Range,
    speaker: Range | None,
    left: tuple[tuple[Span, ...], str, int] | None,
    right: Complement | None,
) -> Found | None:
    """Choose between what stands before and after the cue, or put both together."""
    if left and left[2] >= 0 and right and right.region >= 0 and right.rule in ("quotation", "mixed", "colon"):
        return Found(
            anchor=_with_colon(scene, anchor, right), speaker=speaker, pieces=(*left[0], *right.pieces), rule="split",
            regions=tuple(r for r in (left[2], right.region) if r >= 0), addressee=right.addressee, medium=right.medium,
        )  # fmt: skip
    if left and left[2] >= 0 and (right is None or right.rule not in ("that", "colon")):
        right = None
    elif right is not None and (right.rule in STRONG or left is None):
        what = _what(scene, speaker) if right.rule in ("object", "object_object", "object_as", "quotation") else ()
        return Found(
            anchor=_with_colon(scene, anchor, right), speaker=speaker, pieces=(*what, *right.pieces), rule=right.rule,
            regions=(right.region,) if right.region >= 0 and right.rule != "mixed" else (),
            addressee=right.addressee, medium=right.medium,
        )  # fmt: skip
    if left is None:
        return None
    after = (anchor[0], max(anchor[1], speaker[1])) if speaker else anchor
    _, addressee, medium = _after_cue(scene, lexicon, after, anchor[1])
    return Found(
        anchor=anchor, speaker=speaker, pieces=left[0], rule=left[1], regions=(left[2],) if left[2] >= 0 else (),
        addressee=addressee, medium=medium,
    )  # fmt: skip


def _what(scene: Scene, speaker: Range | None) -> tuple[Span, ...]:
    """The "what" of "what she called a disgrace", which is the first half of the content."""
    if speaker and speaker[0] and scene.lower(speaker[0] - 1) == "what":
        return (scene.span(speaker[0] - 1, speaker[0]),)
    return ()


def _with_colon(scene: Scene, anchor: Range, right: Complement) -> Range:
    """A colon right after the verb belongs to the cue ("said:"), so does "with one word:"."""
    if right.colon == anchor[1] or (
        right.colon > 0 and scene.lower(anchor[1]) == "with" and right.colon - anchor[1] < 6
    ):
        return anchor[0], right.colon + 1
    return anchor


def _after_cue(
    scene: Scene, lexicon: CueLexicon, anchor: Range, verb_end: int = 0
) -> tuple[int, Range | None, Range | None]:
    """The end, addressee and medium of a cue whose content stands before it.

    `verb_end` is the end of the verb itself where the subject stands behind it and belongs to `anchor`.
    """
    if verb_end and verb_end < anchor[1]:
        return pass_adjuncts(scene, anchor[1], NOTHING)
    lemma = scene.lemmas[anchor[1] - 1] if anchor[1] else ""
    return pass_adjuncts(scene, anchor[1], lexicon.takes.get(lemma, NOTHING))


def _left(
    scene: Scene, lexicon: CueLexicon, anchor: Range, speaker: Range | None, taken: set[int], *, clausal: bool
) -> tuple[tuple[Span, ...], str, int] | None:
    """What stands before the cue's own clause: a quotation, or words up to a comma. (pieces, rule, region or -1)"""
    start = min(speaker[0], anchor[0]) if speaker else anchor[0]
    window = scene.window(anchor[0])
    as_clause = start > window[0] and scene.lower(start - 1) == "as"
    start -= as_clause
    edge = start - 1
    comma = edge >= window[0] and scene.lower(edge) == ","
    edge -= comma
    if scene.lower(start) in ("so", "thus") and start == window[0] and speaker and speaker[0] > anchor[0]:
        edge = start - 1  # "So said the envoy": of the paragraph before
    elif edge < window[0]:
        if as_clause:
            return _after_as(scene, lexicon, anchor)
        return _left_apart(scene, start, taken)
    region = scene.region_of[edge] if edge >= 0 else -1
    if region >= 0:
        return None if region in taken else _left_quotation(scene, region, window)
    if not comma or speaker is None or not clausal or not scene.is_prose(anchor[0]):
        return None
    return _left_clause(scene, lexicon, anchor, speaker, (window[0], edge + 1))


def _left_apart(scene: Scene, start: int, taken: set[int]) -> tuple[tuple[Span, ...], str, int] | None:
    """ "“Nobody came!” Roth shouted": a stop ends the quotation, and the cue's clause is a sentence of its own."""
    region = scene.region_of[start - 1] if start else -1
    if region < 0 or region in taken or scene.paragraph_of[start - 1] != scene.paragraph_of[start]:
        return None
    first = scene.region_range[region][0]
    if first and scene.sentence_of[first - 1] == scene.sentence_of[first]:
        return None
    return (scene.regions[region].span,), APART, region


def _left_quotation(scene: Scene, region: int, window: Range) -> tuple[tuple[Span, ...], str, int] | None:
    """A quotation before its cue, alone or with the words of the sentence that lead into it."""
    first, last = scene.region_range[region]
    before = first - 1
    if (
        before < window[0]
        or scene.sentence_of[before] != scene.sentence_of[first]
        or scene.tag(before) in ("PUNCT", "SYM")
    ):
        return (scene.regions[region].span,), "quotation-first", region
    if not scene.is_prose(before):
        return None
    start = clause_start(scene, window[0], first)
    return (scene.span(start, last),), "mixed-first", -1


def clause_start(scene: Scene, first: int, last: int) -> int:
    """The first token of the content that stands in [first, last): after a dateline, a semicolon, an open bracket."""
    closed = 0
    for token in range(last - 1, max(first, last - scene.reach(first)), -1):
        word = scene.lower(token)
        closed += (word == ")") - (word == "(")
        if (word == ";" or closed < 0) and scene.region_of[token] < 0:
            return token + 1
    for token in range(first + 1, min(last, first + 12)):
        if scene.is_dash(token) and scene.tokens[first].text.isupper():
            return token + 1
    return first


def _left_clause(
    scene: Scene, lexicon: CueLexicon, anchor: Range, speaker: Range, before: Range
) -> tuple[tuple[Span, ...], str, int] | None:
    """ "The bill would fail, she said" and "The bill, she said, would fail"."""
    start = clause_start(scene, *before)
    if start >= before[1]:
        return None
    end = speaker[1] if speaker[0] >= anchor[1] else _after_cue(scene, lexicon, anchor)[0]
    if not (scene.lower(end) in (",", ")", ";", "") or scene.ends_sentence(end) or scene.is_dash(end)):
        return None  # more than an attribution: "In June, she said goodbye to the club"
    opens = scene.lower(start) in OPENERS | SUBORDINATORS and not _main_clause_follows(scene, start, before[1] - 1)
    whole = has_finite_verb(scene, start, before[1]) and not opens
    rest = _rest(scene, lexicon, end)
    if not whole and (rest is None or not (opens or has_finite_verb(scene, rest[0], rest[1]))):
        return None
    first = scene.span(start, trim(scene, start, before[1]))
    if whole and (rest is None or not _continues(scene, rest[0])):
        return (first,), "comma", -1
    return ((first, scene.span(*rest)), "middle", -1) if rest else None


def _main_clause_follows(scene: Scene, first: int, last: int) -> bool:
    """ "If talks fail, the port will close, she said": a clause of its own stands behind the subordinate one."""
    commas = (token for token in range(first + 1, last) if scene.lower(token) == ",")
    return any(has_finite_verb(scene, first, comma) and has_finite_verb(scene, comma + 1, last) for comma in commas)


def _rest(scene: Scene, lexicon: CueLexicon, token: int) -> Range | None:
    """The words after ", she said," up to the end of their clause."""
    last = scene.sentence_range[scene.sentence_of[token - 1]][1]
    if token + 1 >= last or scene.lower(token) != ",":
        return None
    end = clause_end(scene, lexicon, token + 1)
    return (token + 1, end) if end > token + 1 else None


def _continues(scene: Scene, token: int) -> bool:
    """Whether the words after ", she said," can go on with what was said."""
    return scene.lower(token) in ("and", "but", "because", "so", "that", "or", "even", "if", "unless", "to", "not")


def _after_as(scene: Scene, lexicon: CueLexicon, anchor: Range) -> tuple[tuple[Span, ...], str, int] | None:
    """ "As the senator put it, the bill is dead": the clause after the comma."""
    rest = _rest(scene, lexicon, _after_cue(scene, lexicon, anchor)[0])
    return ((scene.span(*rest),), "as-clause", -1) if rest else None


def has_finite_verb(scene: Scene, first: int, last: int) -> bool:
    """Whether a finite verb (or a past tense taken for a participle) begins in a token range."""
    number = scene.next_group[first]
    while number < len(scene.groups) and scene.groups[number].first < last:
        if scene.groups[number].form in ("finite", "participle"):
            return True
        number += 1
    return False


def _raising_bridge(scene: Scene, lexicon: CueLexicon, group: VerbGroup) -> int:
    """The token after "is expected" in the group "is expected to meet"; 0 where the group has no such bridge."""
    for token in range(group.first + 1, group.main - 1):
        if scene.lower(token + 1) == "to" and "raising_passive" in lexicon.takes.get(scene.lemmas[token], NOTHING):
            return token + 1
    return 0


def _read_raising(scene: Scene, lexicon: CueLexicon, number: int, after: int) -> Found | None:
    """ "The road is expected to open", "Vela seems to agree": nobody speaks; subject and rest are the content."""
    group = scene.groups[number]
    subject = subject_phrase(scene, number, inverts=False)
    if subject is None or after >= len(scene.tokens):
        return None
    if scene.lower(after) != "to" and (group.lemma == "appear" or scene.tag(after) not in ("ADJ", "ADV")):
        return None
    following = scene.next_group[after]
    verb = scene.groups[following] if following < len(scene.groups) else None
    if verb and verb.first == after and verb.form == "infinitive" and verb.lemma in lexicon.takes:
        return None  # "appeared to suggest": the second verb is the cue
    first, last = extend(scene, subject)
    end = clause_end(scene, lexicon, after)
    if last > group.first or end <= after:
        return None
    pieces = (scene.span(first, last), scene.span(after, end))
    modality, polarity = _manner(group, NOTHING, hedged=False)
    return Found(
        anchor=(group.first, after), pieces=pieces, rule="raising", modality=modality, polarity=polarity, group=number
    )


def _read_passive(scene: Scene, lexicon: CueLexicon, number: int, takes: Takes) -> Found | None:
    """ "The plan was described by Vela as …", "the road is expected to …", "he was asked whether …"."""
    group = scene.groups[number]
    subject = subject_phrase(scene, number, inverts=False)
    anchor, takes = _anchor(scene, lexicon, group, group.first, takes)
    agent = agent_phrase(scene, anchor[1])
    speaker = speaker_range(scene, agent) if agent is not None else None
    after = speaker[1] if speaker else anchor[1]
    if after >= len(scene.tokens):
        return None
    modality, polarity = _manner(group, takes, hedged=False)
    if "addressee" in takes:
        fronted = is_fronted(scene, anchor[0], None, group)
        heard_only = takes - {"addressee", "object", "object_object", "object_to"}
        right = find_complement(scene, lexicon, after, heard_only, fronted=fronted)
        heard = scene.phrases[subject] if subject is not None else None
        if right and (right.rule in STRONG or "particle" in takes):
            return Found(
                anchor=anchor,
                speaker=speaker,
                pieces=right.pieces,
                rule="passive-told",
                addressee=(heard.first, heard.last) if heard else None,
                modality=modality,
                polarity=polarity,
                group=number,
            )
    raised = "raising_passive" in takes and scene.lower(after) == "to"
    named = takes & {"object_as", "object_object"} and scene.lower(after) == "as"
    if subject is None or not (raised or named or (speaker and "passive" in takes)):
        return None
    first, last = extend(scene, subject)
    if first >= anchor[0]:
        return None  # "Asked about it, the senator": whoever follows is not what is told
    end = clause_end(scene, lexicon, after) if not scene.ends_sentence(after) else after
    pieces = (
        scene.span(first, min(last, anchor[0])),
        *((scene.span(after, end),) if end > after and (raised or named) else ()),
    )
    return Found(
        anchor=anchor, speaker=speaker, pieces=pieces, rule="raising" if raised else "passive",
        modality=modality, polarity=polarity, group=number,
    )  # fmt: skip
