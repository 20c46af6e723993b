from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onrecord.errors import EvidenceError
from onrecord.facts import Actor, Event, Evidence, MadeBy, Mention, Moment, Place, Quote, Reading, Unlinked
from onrecord.text import Article

ARTICLE = Article.from_text(
    "Peru recalled its envoy to Chile on Monday, the spokesman said: “Enough.”", published_on=date(2024, 5, 3)
)


def _at(words: str) -> Evidence:
    start = ARTICLE.text.index(words)
    return Evidence(article_id=ARTICLE.id, start=start, end=start + len(words), text=words)


def _monday() -> Moment:
    day = date(2024, 4, 29)
    return Moment(
        evidence=_at("Monday"), value="2024-04-29", first_on=day, last_on=day, granularity="day", how="weekday"
    )


def _reading() -> Reading:
    peru = Actor(
        id="PER", name="Peru", kind="country", country="PER", known=True,
        mentions=(Mention(evidence=_at("Peru"), how="name"),),
    )  # fmt: skip
    chile = replace(peru, id="CHL", name="Chile", country="CHL", mentions=(Mention(evidence=_at("Chile"), how="name"),))
    quote = Quote(
        id="q1", kind="direct", speaker=Unlinked("two actors fit"), speaker_span=_at("the spokesman"), cue=_at("said"),
        content=(_at("“Enough.”"),), about=("CHL",), said=_monday(), prob=0.9,
    )  # fmt: skip
    event = Event(
        id="e1", type="SANCTION", mode="withdraw", contexts=("diplomatic",), cameo="161", goldstein=-4.0,
        plover_score=-6.0, quad=4, actors=("PER",), recipients=("CHL",), actor_spans=(_at("Peru"),),
        recipient_spans=(_at("Chile"),), anchor=(_at("recalled"),), sentence=_at(ARTICLE.text), when=_monday(),
        where=Place(evidence=_at("Chile"), country="CHL"), asserted_by="q1", prob=0.8,
    )  # fmt: skip
    made_by = MadeBy(version="0", weights="rules:0", gazetteer="sha256:0", ontology="plover-2024")
    return Reading(
        article=ARTICLE, actors=(peru, chile), quotes=(quote,), events=(event,), times=(_monday(),), made_by=made_by
    )


def test_a_reading_survives_its_dictionary() -> None:
    reading = _reading()
    reading.check(ARTICLE)
    assert Reading.from_dict(reading.to_dict()) == reading
    assert reading.to_dict()["quotes"][0]["speaker"] is None
    assert reading.to_dict()["quotes"][0]["unresolved"] == "two actors fit"


@pytest.mark.parametrize(
    ("layer", "changes", "told"),
    [
        ("quotes", {"about": ("BOL",)}, "'BOL'"),
        ("quotes", {"inside": "q7"}, "'q7'"),
        ("quotes", {"replies_to": "q1"}, "'q1'"),
        ("quotes", {"speaker": "ECU"}, "'ECU'"),
        ("quotes", {"cue": Evidence(article_id=ARTICLE.id, start=0, end=4, text="said")}, "0..4"),
        ("quotes", {"cue": replace(_at("said"), article_id="sha256:other")}, "'said'"),
        ("events", {"actors": ("ECU",)}, "'ECU'"),
        ("events", {"asserted_by": "q9"}, "'q9'"),
        ("events", {"anchor": (replace(_at("recalled"), text="recalles"),)}, "recalles"),
    ],
)
def test_what_does_not_hold_is_refused(layer: str, changes: dict[str, Any], told: str) -> None:
    reading = _reading()
    wrong = replace(reading, **{layer: (replace(getattr(reading, layer)[0], **changes),)})
    with pytest.raises(EvidenceError, match=told):
        wrong.check(ARTICLE)


def test_a_reading_of_another_article_is_refused() -> None:
    with pytest.raises(EvidenceError, match="this reading is of"):
        _reading().check(Article.from_text("Another article."))


def test_ids_stand_once() -> None:
    reading = _reading()
    with pytest.raises(EvidenceError, match="same id"):
        replace(reading, actors=reading.actors * 2).check(ARTICLE)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"type": "FIGHT"}, "FIGHT"),
        ({"mode": "demo"}, "demo"),
        ({"modality": "past"}, "past"),
        ({"prob": 1.5}, "1.5"),
        ({"anchor": ()}, "no anchor"),
    ],
)
def test_an_event_checks_its_own_fields(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(EvidenceError, match=told):
        replace(_reading().events[0], **changes)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "loud"}, "loud"),
        ({"content": ()}, "no content"),
        ({"polarity": "no"}, "polarity"),
        ({"prob": -0.1}, "prob"),
    ],
)
def test_a_quote_checks_its_own_fields(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(EvidenceError, match=told):
        replace(_reading().quotes[0], **changes)


def test_evidence_needs_words() -> None:
    with pytest.raises(EvidenceError, match="does not fit"):
        Evidence(article_id="a", start=3, end=3, text="")
    with pytest.raises(EvidenceError, match="does not fit"):
        Evidence(article_id="a", start=3, end=6, text="four")


def test_a_moment_needs_a_day_or_a_reason() -> None:
    with pytest.raises(EvidenceError, match="neither a day nor a reason"):
        Moment(evidence=_at("Monday"))
    with pytest.raises(EvidenceError, match="before it begins"):
        replace(_monday(), last_on=date(2024, 4, 1))


@pytest.mark.parametrize("damage", [{"schema_version": 2}, {"events": [{}]}, {"article": None}, {"onrecord": {}}])
def test_a_damaged_object_is_refused_in_one_line(damage: dict[str, Any]) -> None:
    with pytest.raises(EvidenceError) as caught:
        Reading.from_dict(_reading().to_dict() | damage)
    assert "\n" not in str(caught.value)
