"""Quotes come of CUE frames, whoever found them: drafts are built by hand here."""

from __future__ import annotations

import importlib
import re
from datetime import date

import pytest

from onrecord.facts import Evidence, Moment, Unlinked
from onrecord.frames import CUE, Draft, Frame, Phrase, Region, RegionKind, Role, RoleName
from onrecord.text import Article, Span

build_quotes = importlib.import_module("onrecord.stages.quotes").build_quotes


def article_of(text: str) -> Article:
    return Article.from_text(text)


def at(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def frame(text: str, anchor: str | None, prob: float = 0.8, **roles: str | list[str] | Span) -> Frame:
    def spans(words: str | list[str] | Span) -> tuple[Span, ...]:
        if isinstance(words, Span):
            return (words,)
        return tuple(at(text, piece) for piece in ([words] if isinstance(words, str) else words))

    names: dict[str, RoleName] = {n: n for n in ("speaker", "content", "addressee", "medium", "time")}  # type: ignore[misc]
    return Frame(
        anchor=(at(text, anchor),) if anchor else (),
        type=CUE,
        prob=prob,
        roles=tuple(Role(name=names[name], spans=spans(words)) for name, words in roles.items()),
    )


def regions_of(text: str, kind: RegionKind = "speech") -> tuple[Region, ...]:
    return tuple(
        Region(span=Span(*m.span()), inner=Span(m.start() + 1, m.end() - 1), kind=kind)
        for m in re.finditer("“[^”]*”", text)
    )


def people(text: str, *names: tuple[str, str], nth: int = 0) -> dict[str, tuple[object, ...]]:
    phrases = tuple(Phrase(span=at(text, words), head=at(text, words), how="name", kind="person") for words, _ in names)
    return {"phrases": phrases, "party_of": tuple(actor for _, actor in names)}


def draft_of(text: str, frames: list[Frame], **layers: object) -> Draft:
    layers.setdefault("regions", regions_of(text))
    layers.setdefault("sentences", (Span(0, len(text)),))
    return Draft(frames=tuple(frames), **layers)  # type: ignore[arg-type]


def test_kind_is_told_by_the_words_inside_the_marks() -> None:
    text = "Vela said “no”. Vela said it was “late”. Vela said it was over."
    frames = [
        frame(text, "said", content="“no”"),
        frame(text, "said", content="it was “late”"),
        frame(text, "said", content="it was over"),
    ]
    quotes = build_quotes(article_of(text), draft_of(text, frames)).quotes
    assert [(quote.id, quote.kind) for quote in quotes] == [("q1", "direct"), ("q2", "mixed"), ("q3", "indirect")]


def test_scare_marks_do_not_make_a_quote_mixed() -> None:
    text = "Vela said the “reform” was over."
    draft = draft_of(text, [frame(text, "said", content="the “reform” was over")], regions=regions_of(text, "scare"))
    assert build_quotes(article_of(text), draft).quotes[0].kind == "indirect"


def test_ids_follow_the_text_and_doubles_go() -> None:
    text = "Vela said it was over. Roth said it was on."
    late = frame(text, "said", content="it was on")
    early = frame(text, "said", content="it was over")
    doubled = frame(text, "said", prob=0.9, content="it was over")
    quotes = build_quotes(article_of(text), draft_of(text, [late, early, doubled])).quotes
    assert [(quote.id, quote.content[0].text, quote.prob) for quote in quotes] == [
        ("q1", "it was over", 0.9),
        ("q2", "it was on", 0.8),
    ]


def test_what_has_a_cue_is_not_told_again_without_one() -> None:
    text = "Vela said it was over. It was on. It was late."
    told = frame(text, "said", content=["it was over", "It was on"])
    again = frame(text, None, content="It was on")
    other = frame(text, None, content="It was late")
    quotes = build_quotes(article_of(text), draft_of(text, [told, again, other])).quotes
    assert [[piece.text for piece in quote.content] for quote in quotes] == [
        ["it was over", "It was on"],
        ["It was late"],
    ]


def test_speaker_is_linked_unlinked_or_absent() -> None:
    text = "Vela said it was over. Somebody said it was on. It was reportedly off."
    frames = [
        frame(text, "said", speaker="Vela", content="it was over"),
        frame(text, "said", speaker="Somebody", content="it was on"),
        frame(text, "reportedly", content=["It was", "off"]),
    ]
    quotes = build_quotes(article_of(text), draft_of(text, frames, **people(text, ("Vela", "XXX/vela")))).quotes
    assert quotes[0].speaker == "XXX/vela"
    assert isinstance(quotes[1].speaker, Unlinked)
    assert quotes[1].speaker_span is not None
    assert (quotes[2].speaker, quotes[2].speaker_span) == (None, None)
    assert [piece.text for piece in quotes[2].content] == ["It was", "off"]


def test_an_unlinked_phrase_keeps_its_reason() -> None:
    text = "He said it was over."
    doubt = Unlinked("two actors fit")
    draft = draft_of(text, [frame(text, "said", speaker="He", content="it was over")], **people(text, ("He", doubt)))  # type: ignore[arg-type]
    assert build_quotes(article_of(text), draft).quotes[0].speaker == doubt


def test_several_who_speak_together_are_no_one_speaker() -> None:
    text = "Both told us it was over."
    layers = people(text, ("Both", None)) | {"members_of": (("v", "r"),)}  # type: ignore[arg-type]
    quote = build_quotes(
        article_of(text), draft_of(text, [frame(text, "told", speaker="Both", content="it was over")], **layers)
    ).quotes[0]
    assert quote.speaker == Unlinked("several actors together")


def test_about_names_actors_of_the_content_once() -> None:
    text = "Vela said Roth had met Roth and Okello."
    names = (("Vela", "v"), ("Roth", "r"), ("Okello", "o"))
    draft = draft_of(
        text, [frame(text, "said", speaker="Vela", content="Roth had met Roth and Okello")], **people(text, *names)
    )
    assert build_quotes(article_of(text), draft).quotes[0].about == ("r", "o")


def moment(article: Article, words: str, day: int) -> Moment:
    span = at(article.text, words)
    evidence = Evidence(article_id=article.id, start=span.start, end=span.end, text=words)
    return Moment(evidence=evidence, first_on=date(2024, 5, day), last_on=date(2024, 5, day), granularity="day")


def test_said_is_the_time_beside_the_cue_not_that_in_the_content() -> None:
    text = "Vela said on Tuesday that the port had shut on Monday."
    article = article_of(text)
    cue = frame(text, "said", speaker="Vela", content="that the port had shut on Monday")
    draft = draft_of(text, [cue], times=(moment(article, "Tuesday", 7), moment(article, "Monday", 6)))
    said = build_quotes(article, draft).quotes[0].said
    assert said is not None
    assert said.evidence.text == "Tuesday"


def test_a_time_inside_the_content_alone_gives_none() -> None:
    text = "Vela said that the port had shut on Monday."
    article = article_of(text)
    cue = frame(text, "said", speaker="Vela", content="that the port had shut on Monday")
    draft = draft_of(text, [cue], times=(moment(article, "Monday", 6),))
    assert build_quotes(article, draft).quotes[0].said is None


def test_inside_names_the_smallest_container() -> None:
    text = "Vela said that Roth thought Okello believed it was over."
    frames = [
        frame(text, "said", content="that Roth thought Okello believed it was over"),
        frame(text, "thought", content="Okello believed it was over"),
        frame(text, "believed", content="it was over"),
    ]
    quotes = build_quotes(article_of(text), draft_of(text, frames)).quotes
    assert [quote.inside for quote in quotes] == [None, "q1", "q2"]


def test_a_free_standing_quotation_has_no_cue() -> None:
    text = "“It is over.”"
    quote = build_quotes(article_of(text), draft_of(text, [frame(text, None, content="“It is over.”")])).quotes[0]
    assert (quote.cue, quote.kind) == (None, "direct")


def test_frames_without_content_and_events_give_no_quote() -> None:
    text = "Vela spoke."
    other = Frame(anchor=(at(text, "spoke"),), type="CONSULT")
    assert build_quotes(article_of(text), draft_of(text, [frame(text, "spoke", speaker="Vela"), other])).quotes == ()


REMARK = "Roth called Vela a “liar”. Vela hit back at the “liar” jibe, saying it was over. Vela added that it was sad."


def reply_draft(text: str) -> Draft:
    frames = [
        frame(text, "called", speaker="Roth", content="Vela a “liar”"),
        frame(text, "saying", speaker=at(text, "Vela", 1), content="it was over"),
        frame(text, "added", speaker=at(text, "Vela", 2), content="that it was sad"),
    ]
    named = [(Span(*m.span()), m.group()[0].lower()) for m in re.finditer("Roth|Vela", text)]
    phrases = tuple(Phrase(span=span, head=span, how="name", kind="person") for span, _ in named)
    sentences = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[A-Z][^.]*\.", text))
    return draft_of(text, frames, phrases=phrases, party_of=tuple(party for _, party in named), sentences=sentences)


def test_a_reply_repeats_the_marked_words_and_added_goes_on_replying() -> None:
    quotes = build_quotes(article_of(REMARK), reply_draft(REMARK)).quotes
    assert [quote.replies_to for quote in quotes] == [None, "q1", "q1"]


def test_a_verb_of_replying_with_the_speaker_named_links() -> None:
    text = REMARK.replace("hit back at the “liar” jibe", "responded to Roth")
    quotes = build_quotes(article_of(text), reply_draft(text)).quotes
    assert quotes[1].replies_to == "q1"


def test_two_speakers_in_a_row_are_no_reply() -> None:
    text = REMARK.replace("hit back at the “liar” jibe", "sat down at the old table")
    quotes = build_quotes(article_of(text), reply_draft(text)).quotes
    assert [quote.replies_to for quote in quotes] == [None, None, None]


def test_whose_man_the_speaker_is_he_does_not_answer() -> None:
    text = "Roth called the war over. Roth's aide, Vela, rejected that it was over."
    frames = [
        frame(text, "called", speaker="Roth", content="the war over"),
        frame(text, "rejected", speaker="Roth's aide, Vela", content="that it was over"),
    ]
    words = (at(text, "Roth"), at(text, "Roth's aide"), at(text, "Roth", 1))
    heads = (words[0], at(text, "aide"), words[2])
    phrases = tuple(Phrase(span=s, head=h, how="name", kind="person") for s, h in zip(words, heads, strict=True))
    sentences = (Span(0, text.index(".") + 1), Span(text.index(".") + 2, len(text)))
    draft = draft_of(
        text, frames, phrases=phrases, party_of=("r", "v", "r"), members_of=((), (), ()), sentences=sentences
    )
    assert [quote.replies_to for quote in build_quotes(article_of(text), draft).quotes] == [None, None]


def replies_of(text: str, *told: tuple[str, str, str]) -> list[str | None]:
    """What each attribution of a report answers: speaker, cue and content."""
    frames = [frame(text, cue, speaker=speaker, content=content) for speaker, cue, content in told]
    named = [(Span(*m.span()), m.group()[0].lower()) for m in re.finditer("Roth|Vela", text)]
    phrases = tuple(Phrase(span=span, head=span, how="name", kind="person") for span, _ in named)
    sentences = tuple(Span(*m.span()) for m in re.finditer(r"[A-Z“][^.\n]*[.”]*", text))
    draft = draft_of(text, frames, phrases=phrases, party_of=tuple(party for _, party in named), sentences=sentences)
    return [quote.replies_to for quote in build_quotes(article_of(text), draft).quotes]


def test_an_answer_is_to_what_another_said_before_it() -> None:
    roth = ("Roth", "said", "that ties were bad")
    assert replies_of(
        "Roth said that ties were bad.\n\nVela retorted that it was late.",
        roth,
        ("Vela", "retorted", "that it was late"),
    ) == [None, "q1"]
    assert replies_of(
        "Roth said that ties were bad.\n\nVela rejected the accusation.", roth, ("Vela", "rejected", "the accusation")
    ) == [None, "q1"]
    assert replies_of(
        "Roth said that ties were bad.\n\nAsked who was responsible for the threat, Vela argued that it was late.",
        roth,
        ("Vela", "argued", "that it was late"),
    ) == [None, None]
    assert replies_of(
        "Roth said that ties were bad.\n\nVela called the long road “sad”.",
        roth,
        ("Vela", "called", "the long road “sad”"),
    ) == [None, None]


def test_who_is_answered_may_be_named_behind_the_cue() -> None:
    text = "Roth said that ties were bad.\n\nA day went by.\n\nVela dismissed Roth's words as noise."
    told = (("Roth", "said", "that ties were bad"), ("Vela", "dismissed", "Roth's words as noise"))
    assert replies_of(text, *told) == [None, "q1"]


@pytest.mark.parametrize(
    ("sentence", "cue", "content", "answered"),
    [
        ("In a reaction to Roth, Vela said that it was late.", "said", "that it was late", "q1"),
        ("Reacting to the insult, Vela said that it was late.", "said", "that it was late", "q1"),
        ("“It is late,” Vela said in reply.", "said", "“It is late,”", "q1"),
        ("“It is late,” came the answer from Vela.", "came the answer", "“It is late,”", "q1"),
        ("Asked about the comments of Roth, Vela said that it was late.", "said", "that it was late", "q1"),
        ("Asked about Roth, Vela said that it was late.", "said", "that it was late", None),
        ("“It is late,” Vela said in Berlin.", "said", "“It is late,”", None),
    ],
)
def test_nouns_of_replying_link_too(sentence: str, cue: str, content: str, answered: str | None) -> None:
    text = f"Roth wrote that ties were bad.\n\n{sentence}"
    told = (("Roth", "wrote", "that ties were bad"), ("Vela", cue, content))
    assert replies_of(text, *told) == [None, answered]


def test_words_in_what_is_said_make_no_reply() -> None:
    text = "Roth said that ties were bad. Roth will be thrown out in response, Vela wrote."
    told = (("Roth", "said", "that ties were bad"), ("Vela", "wrote", "Roth will be thrown out in response"))
    assert replies_of(text, *told) == [None, None]


def test_another_quotation_in_the_sentence_is_no_remark_that_is_answered() -> None:
    text = "Roth called it “too soon”, and Vela declined to say why."
    told = (("Roth", "called", "it “too soon”"), ("Vela", "declined to say", "why"))
    assert replies_of(text, *told) == [None, None]


def test_a_list_of_speakers_is_none_of_them_alone() -> None:
    text = "Roth and Vela urged calm."
    named = people(text, ("Roth", "r"), ("Vela", "v"))
    draft = draft_of(
        text, [frame(text, "urged", speaker="Roth and Vela", content="calm")], members_of=((), ()), **named
    )
    (quote,) = build_quotes(article_of(text), draft).quotes
    assert quote.speaker == Unlinked("several actors together")
    assert quote.speaker_span is not None
    assert quote.speaker_span.text == "Roth and Vela"


def test_a_town_is_no_medium() -> None:
    text = "“Ties are bad,” Vela said in Graz."
    frames = [frame(text, "said", speaker="Vela", content="“Ties are bad,”", medium="Graz")]
    place = Phrase(span=at(text, "Graz"), head=at(text, "Graz"), how="name", kind="place")
    (quote,) = build_quotes(article_of(text), draft_of(text, frames, phrases=(place,), party_of=(None,))).quotes
    assert quote.medium is None


def test_who_tells_of_a_statement_does_not_answer_it() -> None:
    text = "“We will not yield,” Vela told them, according to Roth. He hit back at “will not yield”."
    told = (("Vela", "told", "“We will not yield,”"), ("Roth", "according to", "“We will not yield,” Vela told them"))
    assert replies_of(text, *told) == [None, None]
