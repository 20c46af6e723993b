"""A reading built by hand in which every field of the contract is told at least once, whatever the finder finds."""

from __future__ import annotations

from datetime import date

from onrecord.facts import Actor, Event, Evidence, MadeBy, Mention, Moment, Place, Quote, Reading, Unlinked
from onrecord.text import Article, Removed

_TEXT = (
    "Envoy writes home\n\nElin Dahl said on Monday in a letter to Peru that Norway would recall her some day. "
    "The envoy answered nobody. Peru shelled Old Fort.\n\nThat was denied."
)
ARTICLE = Article.from_text(
    _TEXT, title="Envoy writes home", published_on=date(2024, 5, 3), outlet="Harbour Post", url="https://news.example/1",
    language="en", removed=(Removed(text="Share this", why="share button"),),
)  # fmt: skip


def at(words: str, nth: int = 0) -> Evidence:
    """The evidence of the nth place where the words stand."""
    start = -1
    for _ in range(nth + 1):
        start = ARTICLE.text.index(words, start + 1)
    return Evidence(article_id=ARTICLE.id, start=start, end=start + len(words), text=words)


_MONDAY = Moment(
    evidence=at("on Monday"), value="2024-04-29", first_on=date(2024, 4, 29), last_on=date(2024, 4, 29), granularity="day",
    how="weekday before publication",
)  # fmt: skip
_SOME_DAY = Moment(
    evidence=at("some day"), value=None, first_on=None, last_on=None, granularity=None, how="none",
    unresolved="no day is told",
)  # fmt: skip


def _actor(key: str, name: str, kind: str, *mentions: Mention, **more: object) -> Actor:
    return Actor(id=key, name=name, kind=kind, mentions=mentions, **{"country": None, **more})  # type: ignore[arg-type]


def _name(words: str) -> Mention:
    return Mention(evidence=at(words), how="name")


def _event(name: str, type_: str, mode: str | None, anchor: str, **more: object) -> Event:
    told: dict[str, object] = {
        "id": name, "type": type_, "mode": mode, "cameo": None, "goldstein": None, "plover_score": None, "quad": 4, "actors": (),
        "recipients": (), "actor_spans": (), "recipient_spans": (), "anchor": (at(anchor),), "sentence": at(anchor), "prob": 0.5,
    }  # fmt: skip
    return Event(**{**told, **more})  # type: ignore[arg-type]


_QUOTES = (
    Quote(
        id="q1", kind="indirect", speaker="NOR/elin-dahl", speaker_span=at("Elin Dahl"), cue=at("said"),
        content=(at("that Norway would recall her some day"),), addressee="PER", addressee_span=at("Peru"), about=("NOR",),
        said=_MONDAY, medium=at("in a letter"), prob=0.9,
    ),
    Quote(
        id="q2", kind="mixed", speaker=Unlinked("two actors fit"), speaker_span=at("The envoy"), cue=at("answered"),
        content=(at("nobody"),), addressee=Unlinked("nobody is meant"), addressee_span=at("nobody"), polarity="denied",
        inside="q1", replies_to="q1", prob=0.4,
    ),
    Quote(id="q3", kind="direct", speaker=None, speaker_span=None, cue=None, content=(at("That was denied."),), prob=0.1),
)  # fmt: skip
_EVENTS = (
    _event(
        "e1", "SANCTION", "withdraw", "recall", contexts=("diplomatic",), cameo="161", goldstein=-4.0, plover_score=-6.0,
        actors=("NOR",), recipients=("PER",), actor_spans=(at("Norway"),), recipient_spans=(at("Peru"),),
        sentence=at(_TEXT.split("\n\n")[1].split(". ")[0]), when=_MONDAY, modality="future", asserted_by="q1",
    ),
    _event(
        "e2", "ASSAULT", None, "shelled", actors=("PER",), actor_spans=(at("Peru", 1),), when=_SOME_DAY,
        where=Place(evidence=at("Old Fort"), country="PER"), asserted_by="unnamed", unresolved="no recipient is named",
    ),
    _event("e3", "CONSULT", None, "denied", quad=1, modality="negated", reciprocal=True),
)  # fmt: skip
FULL = Reading(
    article=ARTICLE,
    actors=(
        _actor(
            "NOR/elin-dahl", "Elin Dahl", "person", _name("Elin Dahl"), country="NOR", sectors=("GOV",), office="envoy"
        ),
        _actor("NOR", "Norway", "country", _name("Norway"), country="NOR", known=True),
        _actor("PER", "Peru", "country", _name("Peru"), country="PER", known=True),
    ),
    quotes=_QUOTES,
    events=_EVENTS,
    times=(_MONDAY, _SOME_DAY),
    made_by=MadeBy(version="1", weights="rules", gazetteer="sha256:0", ontology="plover-2024"),
)
FULL.check(ARTICLE)
