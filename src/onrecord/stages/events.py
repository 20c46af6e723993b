"""Frames of events -> events: parties, codes, time, place, who asserts it; each act once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from onrecord import ontology
from onrecord.facts import UNNAMED, Event, Evidence, Moment, Place, Quote, Unlinked
from onrecord.frames import CUE, Draft, Frame, Role
from onrecord.stages.contexts import find_contexts
from onrecord.stages.datelines import without_filing_day
from onrecord.stages.entries import dated_paragraphs
from onrecord.stages.fields import find_field, is_political
from onrecord.stages.mentions.scene import load_words
from onrecord.stages.modality import is_charged, settle_modality
from onrecord.stages.retold import VERBAL, told_once
from onrecord.syntax import Syntax, VerbGroup
from onrecord.text import Article, Span

_DUTIES = frozenset(("must", "should", "ought"))
_BY_WORDS = VERBAL | {"CONCEDE", "AGREE"}  # acts that a speaker may do by what is said
_BY_DEEDS = frozenset("ASSAULT COERCE RETREAT AID CONSULT COOPERATE".split())  # by words alone nobody does these
_SUFFERING = frozenset("pay face regret answer suffer see feel bear".split())  # what the threatened will do
_SAYING = frozenset(("say", "tell", "write", "add", "report", "announce", "note", "recall"))
_OWN = frozenset(("its", "his", "her", "their"))
_YEARS = frozenset(("year", "range", "decade"))
_FAR = 600  # characters behind an act in which its place is looked for; a longer sentence is no prose
_LONG = 120  # tokens before an act in which its time or place may stand
_OPENING = frozenset("after because before since if while although though unless until as over despite amid".split())
_PARTING = frozenset((";", "—", "–"))
_PLACE_BEFORE = ("in", "at", "near", "outside", "inside", "across", "off")


def build_events(article: Article, draft: Draft) -> Draft:
    """Fill `draft.events`, in text order of their anchors.

    Dropped: frames without any party, without a political one (PLOVER codes no companies' or athletes' affairs), a rule's frames
    without a recipient where the manual requires one, and the second telling of one act.
    """
    actors = {actor.id: actor for actor in draft.actors}
    said = _Said(draft.quotes)
    events: list[Event] = []
    timed = without_filing_day(article, draft)
    dated = dated_paragraphs(article, timed)
    field = find_field(article.text)
    frames = sorted((frame for frame in draft.frames if frame.type != CUE), key=lambda frame: frame.anchor[0])
    for frame in frames:
        sentence = draft.sentence_at(frame.anchor[0].start)
        event = _event(article, timed, frame, sentence, said, events)
        if event is not None and is_political(article, draft, frame, event, actors, field):
            events.append(_with_day_of_entry(event, said, dated))
    kept = told_once(article, events, actors, by_rule=any(frame.by_rule for frame in frames))
    return replace(draft, events=tuple(replace(event, id=f"e{number}") for number, event in enumerate(kept, start=1)))


def _event(
    article: Article, draft: Draft, frame: Frame, sentence: Span, said: _Said, before: list[Event]
) -> Event | None:
    quote = said.around(Span(frame.anchor[0].start, frame.anchor[-1].end)) or _of_joined(draft, frame, said)
    actors, actor_spans, actor_reason = _parties(article, draft, _doers(draft, frame, quote))
    recipients, recipient_spans, recipient_reason = _parties(article, draft, frame.fillers("recipient"))
    recipients = tuple(party for party in recipients if party not in actors)
    if quote is not None and not recipients and _lays_duty(draft, frame, quote, actors):
        recipients, recipient_spans, recipient_reason = actors, actor_spans, actor_reason
        actors, actor_spans, actor_reason = (str(quote.speaker),), tuple(filter(None, (quote.speaker_span,))), None
    if frame.type == "THREATEN":
        if not actor_spans and quote is not None and isinstance(quote.speaker, str) and quote.speaker_span is not None:
            actors, actor_spans = (quote.speaker,), (quote.speaker_span,)
        if not recipients and not recipient_reason:
            recipients, recipient_spans = _threatened(article, draft, frame, actors)
    if not recipients and not recipient_reason and frame.type in VERBAL and not frame.reciprocal:
        recipients, recipient_spans = _shared_recipient(before, actors, sentence)
    if (not actors and not recipients) or _says_of_own(draft, frame, actors, recipients, recipient_spans):
        return None
    if frame.type == "PROTEST" and _protests_by_note(draft, frame, actors):
        frame = replace(frame, type="ACCUSE", mode="disapprove")
    reason = actor_reason if not actors else recipient_reason if not recipients else None
    if frame.by_rule and _is_doubtful(frame, actors, recipients, reason, bool(recipient_spans)):
        return None
    code = ontology.cameo_code(frame.type, frame.mode)
    anchor = tuple(_evidence(article, span) for span in frame.anchor)
    frame = _by_its_words(draft, frame, quote)
    asserting = _asserted_by(article, draft, quote, frame, actors)
    when = _when(draft, frame, sentence, said)
    if when is None and quote is not None and asserting is None:  # done by these very words, when they are spoken
        when = quote.said
    return Event(
        id="e0",
        type=frame.type,
        mode=frame.mode,
        contexts=find_contexts(sentence.of(article.text), frame.type, frame.mode)
        if frame.contexts is None
        else frame.contexts,
        cameo=code,
        goldstein=ontology.goldstein(code) if code else None,
        plover_score=ontology.plover_score(frame.type, frame.mode),
        quad=ontology.quad(frame.type),
        actors=actors,
        recipients=recipients,
        reciprocal=frame.reciprocal and len(actors) > 1,
        actor_spans=actor_spans,
        recipient_spans=recipient_spans if recipients or reason else (),
        anchor=anchor,
        sentence=_evidence(article, sentence),
        when=when,
        where=_where(article, draft, frame, sentence, said),
        modality=frame.modality,
        asserted_by=asserting,
        prob=frame.prob,
        unresolved=reason,
    )


def _says_of_own(
    draft: Draft, frame: Frame, actors: tuple[str, ...], recipients: tuple[str, ...], named: tuple[Evidence, ...]
) -> bool:
    """Whether somebody plainly says something of his own country or men: "reported that its forces had fired" blames nobody."""
    at = draft.syntax.token_at(frame.anchor[0].start) if draft.syntax is not None else None
    if frame.type != "ACCUSE" or draft.syntax is None or at is None or draft.syntax.lemmas[at] not in _SAYING:
        return False
    own = {actor.country for actor in draft.actors if actor.id in actors}
    blamed = {actor.country for actor in draft.actors if actor.id in recipients}
    men = bool(actors) and bool(named) and blamed <= {*own, None} and all(_is_own_man(span.text) for span in named)
    return bool(recipients) and (men or own.issuperset(recipients))


def _is_own_man(words: str) -> bool:
    """Whether words name a man of whoever speaks: "its forces", not "its rivals"."""
    owner, *rest = words.lower().split()
    return owner in _OWN and load_words().not_of.isdisjoint(rest)


def _protests_by_note(draft: Draft, frame: Frame, actors: tuple[str, ...]) -> bool:
    """Whether a state or a man of it protests: nobody takes to the street where "Guyana protested to Caracas".

    Of many it is so where they protest "to" somebody: civil servants take to the street as well.
    """
    at = draft.syntax.token_at(frame.anchor[0].start) if draft.syntax is not None else None
    states = [actor for actor in draft.actors if actor.id in actors]
    if draft.syntax is None or at is None or draft.syntax.lemmas[at] != "protest" or not states:
        return False
    many = any(actor.kind == "group" for actor in states)
    is_told = [token.lower for token in draft.syntax.tokens[at + 1 : at + 2]] == ["to"]
    return (is_told or not many) and all(actor.kind == "country" or actor.sectors == ("GOV",) for actor in states)


def _by_its_words(draft: Draft, frame: Frame, quote: Quote | None) -> Frame:
    """A trained finder's frame with the modality, and the want of a source, that plain words around its anchor tell."""
    if draft.syntax is None or frame.by_rule:
        return frame
    modality = settle_modality(draft.syntax, frame, quote, by_words=frame.type in _BY_WORDS)
    charged = frame.asserted or is_charged(draft.syntax, frame)
    return replace(frame, modality=modality, asserted=charged, performed=frame.performed and modality == frame.modality)


def _of_joined(draft: Draft, frame: Frame, said: _Said) -> Quote | None:
    """The quotation that holds the gerund before an act that "and" joins to it: "accused Peru of ramming a boat and *blasting* it"."""
    verb, syntax = _verb_of(draft, frame), draft.syntax
    if verb is None or syntax is None or verb.form != "gerund" or syntax.lemmas[max(verb.first - 1, 0)] != "and":
        return None
    group = syntax.verb_at(verb.main)
    before = syntax.verb_groups[group - 1] if group else None
    if before is None or before.form != "gerund" or syntax.sentence_of[before.first] != syntax.sentence_of[verb.first]:
        return None
    return said.around(syntax.span(before.main, before.last))


def _doers(draft: Draft, frame: Frame, quote: Quote | None) -> tuple[Role, ...]:
    """The actors of a frame. Of a passive in what is said ("were detained, the ministry said") the speaker outside of it is none."""
    roles = frame.fillers("actor")
    verb = _verb_of(draft, frame)
    if quote is None or quote.speaker_span is None or verb is None:
        return roles
    if verb.voice != "passive" or frame.type in _BY_WORDS:
        return roles
    speaker = quote.speaker_span.place
    outside = [role for role in roles if speaker.overlaps(Span(role.spans[0].start, role.spans[-1].end))]
    outside = [role for role in outside if not any(piece.place.covers(speaker) for piece in quote.content)]
    return tuple(role for role in roles if role not in outside)


def _lays_duty(draft: Draft, frame: Frame, quote: Quote, actors: tuple[str, ...]) -> bool:
    """Whether a speaker asks what another "must" do: “Washington must stop,” the ministry said. Then the ministry asks, of Washington."""
    verb = _verb_of(draft, frame)
    if frame.type != "REQUEST" or verb is None or not isinstance(quote.speaker, str):
        return False
    return verb.modal in _DUTIES and bool(actors) and quote.speaker not in actors


def _verb_of(draft: Draft, frame: Frame) -> VerbGroup | None:
    """The verb in which a frame's anchor begins; None where it begins in none."""
    group = draft.syntax.verb_at(draft.syntax.token_at(frame.anchor[0].start)) if draft.syntax is not None else None
    return draft.syntax.verb_groups[group] if draft.syntax is not None and group is not None else None


def _is_doubtful(
    frame: Frame, actors: tuple[str, ...], recipients: tuple[str, ...], reason: str | None, named: bool
) -> bool:
    """Whether a rule's frame lacks the party without which its words seldom tell an act; `named`: a recipient that has no link."""
    if recipients or (frame.reciprocal and len(actors) > 1):
        return False
    if frame.type in ("CONSULT", "COOPERATE"):
        return len(actors) < 2 and frame.mode != "visit"
    if reason and named:
        return False
    lacks = ontology.needs_recipient(frame.type) and not frame.reciprocal
    return lacks or frame.type in ("SUPPORT", "AID") or (not actors and frame.type == "AGREE")


def _parties(
    article: Article, draft: Draft, roles: tuple[Role, ...]
) -> tuple[tuple[str, ...], tuple[Evidence, ...], str | None]:
    """Ids and words of the parties of a role, and why one of them cannot be told."""
    ids: list[str] = []
    spans: list[Evidence] = []
    reason = None
    for role in roles:
        span = Span(role.spans[0].start, role.spans[-1].end)
        spans.append(_evidence(article, span))
        found = tuple(party for one in draft.list_in(article.text, span) for party in draft.parties_at(one))
        if not found:
            party = draft.party_at(span)
            reason = party.reason if isinstance(party, Unlinked) else reason
        ids += [party for party in found if party not in ids]
    return tuple(ids), tuple(spans), reason


def _threatened(
    article: Article, draft: Draft, frame: Frame, actors: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Who is to suffer what is threatened, where that is told as what he will do: "he said that Chile would pay a price"."""
    syntax, verb = draft.syntax, _verb_of(draft, frame)
    if syntax is None or verb is None or verb.lemma not in _SUFFERING:
        return (), ()
    group = syntax.verb_at(verb.main)
    subject = syntax.subject_of(group) if group is not None else None
    if subject is None:
        return (), ()
    span = syntax.span(*syntax.noun_phrases[subject][:2])
    parties = draft.parties_at(span)
    return (parties, (_evidence(article, span),)) if parties and not set(parties) & set(actors) else ((), ())


def _shared_recipient(
    before: list[Event], actors: tuple[str, ...], sentence: Span
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """ "Recalled its ambassador to Chile and demanded an apology": the recipient of the act before, by the same actor."""
    for event in reversed(before):
        if event.sentence.start != sentence.start:
            break
        if event.actors == actors and event.recipients and not event.reciprocal:
            return event.recipients, event.recipient_spans
    return (), ()


def _asserted_by(
    article: Article, draft: Draft, quote: Quote | None, frame: Frame, actors: tuple[str, ...]
) -> str | None:
    """The id of the innermost quote that holds the anchor; None where the speaker acts by these very words, UNNAMED where
    nobody speaks them: "reportedly".
    """
    if quote is None:
        return UNNAMED if frame.asserted else None
    if frame.performed and frame.type not in _BY_DEEDS:
        return None
    speakers = _speakers(article, draft, quote)
    if frame.type in _BY_WORDS and speakers & set(actors) and frame.modality == "actual":
        return None
    return UNNAMED if quote.cue is not None and quote.speaker is None and quote.speaker_span is None else quote.id


def _speakers(article: Article, draft: Draft, quote: Quote) -> set[str]:
    """Who speaks: each of several together."""
    if isinstance(quote.speaker, str):
        return {quote.speaker}
    span = quote.speaker_span.place if quote.speaker_span else None
    return {party for one in (draft.list_in(article.text, span) if span else ()) for party in draft.parties_at(one)}


class _Said:
    """The pieces of what is said, by their start, and how far those up to each of them reach."""

    def __init__(self, quotes: Iterable[Quote]) -> None:
        pieces = ((piece.start, piece.end, quote) for quote in quotes for piece in quote.content)
        self._pieces = sorted(pieces, key=lambda piece: piece[:2])
        self._reach = list(accumulate((end for _, end, _ in self._pieces), max))

    def around(self, anchor: Span) -> Quote | None:
        """The quote of the smallest piece that holds an anchor, the first of equals."""
        best: Quote | None = None
        size = 1 << 60
        at = bisect_right(self._pieces, anchor.start, key=lambda piece: piece[0]) - 1
        while at >= 0 and self._reach[at] >= anchor.end:
            start, end, quote = self._pieces[at]
            if anchor.end <= end and end - start <= size:
                best, size = quote, end - start
            at -= 1
        return best

    def part(self, anchor: Span, place: Span, *, by_words: bool) -> bool:
        """Whether one of the two is told in a quotation that the other stands outside of: "said on Monday that rebels fired".

        A deed whose own word was taken for a cue says nothing; `by_words`: of an act that is done by speaking.
        """
        at = bisect_right(self._pieces, max(anchor.start, place.start), key=lambda piece: piece[0]) - 1
        while at >= 0 and self._reach[at] >= min(anchor.end, place.end):
            start, end, quote = self._pieces[at]
            piece = Span(start, end)
            # "recalled its envoy"
            is_its_cue = not by_words and quote.cue is not None and quote.cue.place.overlaps(anchor)
            told = piece.covers(place) and not (quote.said is not None and quote.said.evidence.place == place)
            if piece.covers(anchor) != told and not is_its_cue:
                return True
            at -= 1
        return False


def _with_day_of_entry(event: Event, said: _Said, dated: list[tuple[Span, Moment]]) -> Event:
    """An act without a day of its own, done on that of the entry of a timeline that tells of it in the reporter's own voice."""
    anchor = event.anchor[0].place
    at = bisect_right(dated, anchor.start, key=lambda entry: entry[0].start) - 1
    if at < 0 or not dated[at][0].covers(anchor) or (event.when is not None and event.when.first_on is not None):
        return event
    is_told = event.modality == "actual" and event.asserted_by is None and said.around(anchor) is None
    return replace(event, when=dated[at][1]) if is_told else event


def _when(draft: Draft, frame: Frame, sentence: Span, said: _Said) -> Moment | None:
    """The time role, else the nearest time in the anchor's sentence that no other verb stands before."""
    anchor = frame.anchor[0]
    told = [span for role in frame.fillers("time") for span in role.spans]
    inside = draft.times_in(sentence)
    if told:
        inside = tuple(moment for span in told for moment in draft.times_in(span)) or inside
    near = [moment for moment in inside if _is_near(draft, frame, moment.evidence.place, said)]
    near = [moment for moment in near if not _is_length(draft, moment)]
    return min(near, key=lambda moment: abs(moment.evidence.start - anchor.start), default=None)


def _is_length(draft: Draft, moment: Moment) -> bool:
    """Whether a time is what something is for, years that a thing will last: "signed a plan for 2025-2026"."""
    at = draft.syntax.token_at(moment.evidence.start) if draft.syntax is not None else 0
    return draft.syntax is not None and moment.granularity in _YEARS and at > 0 and draft.syntax.lemmas[at - 1] == "for"


def _is_near(draft: Draft, frame: Frame, place: Span, said: _Said) -> bool:
    """Whether a time or place is told in an act's own clause, and by the same voice."""
    anchor = frame.anchor[0]
    return _shares_clause(draft, anchor, place) and not said.part(anchor, place, by_words=frame.type in _BY_WORDS)


def _shares_clause(draft: Draft, anchor: Span, place: Span) -> bool:
    """Whether a time or place is told in the anchor's own clause."""
    if draft.syntax is None:
        return True
    at, act = draft.syntax.token_at(place.start), draft.syntax.token_at(anchor.start)
    if _verbs_between(draft.syntax, anchor, place) or draft.syntax.in_relative(at, act):
        return False
    return at > act or not (draft.syntax.in_relative(act, at) or _is_anothers(draft.syntax, at, act))


def _is_anothers(syntax: Syntax, at: int, act: int) -> bool:
    """Whether a time or place at a token belongs to what stands before it, not to the act behind it.

    So it does where a new clause begins between them, and where another verb leads it: "recalled its envoy on Monday and expelled ...",
    "was summoned on Monday over the killing of ...".
    """
    if act - at > _LONG:
        return True
    between = [token.lower for token in syntax.tokens[at:act]]
    opened = max((i for i, word in enumerate(between) if word in _OPENING), default=-1)
    if ";" in between or (opened >= 0 and "," not in between[opened:]):
        return True
    begun = max(syntax.sentence_bounds(at)[0], at - _LONG)
    begun = max((i + 1 for i in range(begun, at) if syntax.tokens[i].text in _PARTING), default=begun)
    leading = (syntax.verb_at(i) for i in range(begun, at) if syntax.tags[i] in ("VERB", "AUX"))
    finite = any(group is not None and syntax.verb_groups[group].form == "finite" for group in leading)
    return finite and ("and" in between or "or" in between)


def _verbs_between(syntax: Syntax, anchor: Span, place: Span) -> bool:
    """Whether another finite verb of the anchor's clause or above it, or its subject, stands between anchor and place."""
    left, right = sorted((anchor.end, place.start)) if place.start > anchor.start else (place.end, anchor.start)
    first, last = syntax.token_at(left), syntax.token_at(right)
    act = syntax.token_at(anchor.start)
    own = syntax.verb_at(act)
    between = (syntax.verb_at(at) for at in range(first, last) if syntax.tags[at] in ("VERB", "AUX"))
    groups = (syntax.verb_groups[group] for group in between if group is not None and group != own)
    finite = [group for group in groups if group.form == "finite" and not syntax.in_relative(group.main, act)]
    return bool(finite) and not (place.start < anchor.start and own is not None and _are_joined(syntax, finite, own))


def _are_joined(syntax: Syntax, groups: list[VerbGroup], own: int) -> bool:
    """Whether verbs have one subject with another behind them: "On Monday it [recalled] its envoy and [expelled] two men"."""
    subject = syntax.subject_of(own)
    others = (syntax.subject_of(at) for group in groups if (at := syntax.verb_at(group.main)) is not None)
    return subject is not None and all(other == subject for other in others)


def _where(article: Article, draft: Draft, frame: Frame, sentence: Span, said: _Said) -> Place | None:
    """The place role, else the first phrase behind the anchor, in its sentence, that "in", "at" or "near" leads."""
    told = [span for role in frame.fillers("place") for span in role.spans]
    if told:
        phrase = draft.phrase_at(told[0])
        return Place(
            evidence=_evidence(article, told[0]), country=draft.phrases[phrase].country if phrase is not None else None
        )
    begun = frame.anchor[0].end
    for phrase_found in draft.phrases_in(Span(begun, min(sentence.end, begun + _FAR))):
        lead = article.text[max(0, phrase_found.span.start - 9) : phrase_found.span.start].split()
        if (
            phrase_found.key
            and phrase_found.kind in ("place", "country")
            and lead
            and lead[-1].lower() in _PLACE_BEFORE
            and _ends_noun_phrase(draft, phrase_found.span)
            and _is_near(draft, frame, phrase_found.span, said)
        ):
            return Place(evidence=_evidence(article, phrase_found.span), country=phrase_found.country)
    return None


def _ends_noun_phrase(draft: Draft, span: Span) -> bool:
    """Whether a place stands alone, not before the noun that it belongs to: "in Israeli air strikes"."""
    at = draft.syntax.np_at(span.start) if draft.syntax is not None else None
    if draft.syntax is None or at is None:
        return True
    return draft.syntax.tokens[draft.syntax.noun_phrases[at].last - 1].end <= span.end


def _evidence(article: Article, span: Span) -> Evidence:
    return Evidence(article_id=article.id, start=span.start, end=span.end, text=span.of(article.text))
