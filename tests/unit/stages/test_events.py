"""Events come of frames, whoever found them: frames are put by hand on texts that are linked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.facts import Event, Unlinked
from onrecord.frames import CUE, Frame, Role, RoleName
from onrecord.stages.events import build_events
from onrecord.stages.quotes import build_quotes
from onrecord.text import Span
from tests.unit.stages.scene import linked


def events_of(text: str, *acts: tuple[str, str, dict[RoleName, str]]) -> list[Event]:
    """The events of a text in which a trained finder has seen these acts: anchor, type, roles. A word is its first occurrence."""
    article, draft = linked(text)

    def at(words: str) -> Span:
        start = article.text.index(words)
        return Span(start, start + len(words))

    frames = [
        Frame(anchor=(at(anchor),), type=type_, contexts=(), roles=tuple(Role(name=n, spans=(at(w),)) for n, w in roles.items()))
        for anchor, type_, roles in acts
    ]  # fmt: skip
    said = Frame(anchor=(Span(0, 1),), type=CUE)  # attributions stand beside, and tell nothing of who found the acts
    return list(build_events(article, replace(draft, frames=(said, *frames))).events)


def places_of(text: str, *words: str) -> list[Span]:
    """Where words first stand."""
    return [Span(text.index(one), text.index(one) + len(one)) for one in words]


PERU: dict[RoleName, str] = {"actor": "Peru", "recipient": "Chile"}


def test_two_sentences_below_the_headline_tell_two_acts() -> None:
    text = "A quiet week.\n\nPeru imposed sanctions on Chile. Lima also revoked the visas of forty Chilean officers."
    told = events_of(
        text, ("imposed", "SANCTION", PERU), ("revoked", "SANCTION", {"actor": "Lima", "recipient": "Chilean officers"})
    )
    assert [event.anchor[0].text for event in told] == ["imposed", "revoked"]


def test_the_same_word_of_the_same_parties_is_one_act() -> None:
    text = (
        "A quiet week.\n\nPeru arrested two Chilean fishermen. It was dark when Peru had them arrested, Santiago said."
    )
    again = text.rindex("arrested")
    article, draft = linked(text)
    frames = tuple(
        Frame(
            anchor=(Span(at, at + 8),),
            type="COERCE",
            mode="arrest",
            contexts=(),
            roles=(Role(name="actor", spans=(Span(start, start + 4),)),),
        )
        for at, start in ((text.index("arrested"), text.index("Peru")), (again, text.rindex("Peru")))
    )
    assert len(build_events(article, replace(draft, frames=frames)).events) == 1


def test_a_headline_and_its_story_tell_one_act() -> None:
    text = "Peru punishes Chile\n\nLima imposed sanctions on Santiago."
    told = events_of(
        text, ("punishes", "SANCTION", PERU), ("imposed", "SANCTION", {"actor": "Lima", "recipient": "Santiago"})
    )
    assert len(told) == 1


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The minister of Peru, who visited Chile in March, signed a deal with Brazil.", None),
        ("The minister of Peru, who visited Chile in March, signed a deal with Brazil on Monday.", "Monday"),
        ("In March the minister of Peru, who visited Chile, signed a deal with Brazil.", "March"),
    ],
)
def test_a_time_of_a_relative_clause_is_not_the_acts(text: str, when: str | None) -> None:
    (event,) = events_of(
        text,
        (
            "signed",
            "AGREE",
            {"actor": "The minister of Peru" if text[0] == "T" else "the minister of Peru", "recipient": "Brazil"},
        ),
    )
    assert (event.when.evidence.text.rsplit(maxsplit=1)[-1] if event.when else None) == when


def test_a_place_of_a_relative_clause_is_not_the_acts() -> None:
    text = "Peru expelled a diplomat of Chile who had met miners in Santiago."
    (event,) = events_of(text, ("expelled", "SANCTION", PERU))
    assert event.where is None
    (event,) = events_of(text.replace(" who", " in Lima, who"), ("expelled", "SANCTION", PERU))
    assert event.where is not None
    assert event.where.evidence.text == "Lima"


def test_a_piece_of_a_list_of_countries_is_each_of_them() -> None:
    (event,) = events_of(
        "Mali, Niger, Togo and Benin left Chad.", ("left", "RETREAT", {"actor": "Niger, Togo", "recipient": "Chad"})
    )
    assert event.actors == ("NER", "TGO")
    (event,) = events_of(
        "Ana Quispe, the envoy of Peru, left Chad.", ("left", "RETREAT", {"actor": "Ana Quispe, the envoy of Peru"})
    )
    assert len(event.actors) == 1


def test_what_several_promise_together_is_their_own_act() -> None:
    text = "Peru and Chile said that they would sign."
    article, draft = linked(text)

    def role(name: RoleName, words: str) -> Role:
        start = text.index(words)
        return Role(name=name, spans=(Span(start, start + len(words)),))

    said = Frame(
        anchor=(role("content", "said").spans[0],),
        type=CUE,
        roles=(role("speaker", "Peru and Chile"), role("content", "that they would sign")),
    )
    act = Frame(
        anchor=role("actor", "sign").spans,
        type="AGREE",
        contexts=(),
        roles=(role("actor", "Peru"), role("actor", "Chile")),
    )
    draft = build_quotes(article, replace(draft, frames=(said, act)))
    assert draft.quotes[0].speaker == Unlinked("several actors together")
    (event,) = build_events(article, draft).events
    assert (event.actors, event.asserted_by) == (("PER", "CHL"), None)


def when_of(text: str, anchor: str, content: str | None = None, cue: str = "said", kind: str = "COERCE") -> str | None:
    """The words of the day of Peru's act at an anchor, in a report of which `content` is what a minister says."""
    article, draft = linked(text)

    def at(words: str) -> Span:
        return Span(article.text.index(words), article.text.index(words) + len(words))

    act = Frame(
        anchor=(at(anchor),),
        type=kind,
        contexts=(),
        roles=(Role(name="actor", spans=(at("Peru"),)),),
    )
    said = (Frame(anchor=(at(cue),), type=CUE, roles=(Role(name="content", spans=(at(content),)),)),) if content else ()
    draft = build_quotes(article, replace(draft, frames=(*said, act)))
    (event,) = build_events(article, draft).events
    return event.when.evidence.text if event.when else None


@pytest.mark.parametrize(
    ("text", "anchor", "when"),
    [
        ("Peru recalled its envoy on Monday and detained two Chileans.", "detained", None),
        ("On Monday Peru recalled its envoy and detained two Chileans.", "detained", "Monday"),
        ("Chile closed the pass on Monday; Peru detained two drivers.", "detained", None),
        ("Chile closed the pass on Monday after Peru detained two drivers.", "detained", None),
        ("After a long night Peru detained two drivers on Monday.", "detained", "Monday"),
        ("The envoy of Peru was summoned on Monday over the arrest of two Chileans.", "arrest", None),
        ("The row is of March, when Peru detained two Chileans.", "detained", "March"),
        ("They signed a pact in March, which Peru has violated.", "violated", None),
    ],
)
def test_a_time_is_of_the_clause_that_it_stands_in(text: str, anchor: str, when: str | None) -> None:
    assert when_of(text, anchor) == when


def test_the_day_of_a_statement_is_not_that_of_the_acts_in_it() -> None:
    told = "The minister said on Monday that Peru had detained two Chileans"
    assert when_of(told + ".", "detained", "that Peru had detained two Chileans") is None
    assert when_of(told + " in March.", "detained", "that Peru had detained two Chileans in March") == "March"
    asked = "Peru asked for the arrest of two men by March."
    assert when_of(asked, "asked", "for the arrest of two men by March", cue="asked", kind="REQUEST") is None


def test_a_deed_that_was_taken_for_a_cue_keeps_its_day() -> None:
    recalled = "Peru recalled its envoy to Chile on Monday."
    assert when_of(recalled, "recalled", "its envoy to Chile on Monday", cue="recalled", kind="SANCTION") == "Monday"


def test_the_day_in_a_dateline_is_that_of_filing() -> None:
    assert when_of("LIMA, May 16 (Reuters) - Peru detained two Chileans.", "detained") is None
    assert when_of("LIMA, May 16 (Reuters) - Peru detained two Chileans on Monday.", "detained") == "Monday"


def test_what_is_done_by_words_is_done_when_they_are_spoken() -> None:
    text = "“We apologise to Chile,” the minister of Peru said on Monday."
    article, draft = linked(text)
    content, cue, act = places_of(text, "“We apologise to Chile,”", "said", "apologise")
    frames = (
        Frame(anchor=(cue,), type=CUE, roles=(Role(name="content", spans=(content,)),)),
        Frame(
            anchor=(act,), type="CONCEDE", performed=True, contexts=(),
            roles=(Role(name="recipient", spans=(Span(17, 22),)),),
        ),
    )  # fmt: skip
    (event,) = build_events(article, build_quotes(article, replace(draft, frames=frames))).events
    assert event.asserted_by is None
    assert event.when is not None
    assert event.when.evidence.text == "Monday"


def test_who_tells_of_a_passive_did_not_do_it() -> None:
    text = "Two Chileans were detained, the ministry of Peru said."
    article, draft = linked(text)
    content, cue, act, ministry, men = places_of(
        text, "Two Chileans were detained", "said", "detained", "the ministry of Peru", "Two Chileans"
    )
    roles = (Role(name="speaker", spans=(ministry,)), Role(name="content", spans=(content,)))
    done = (Role(name="actor", spans=(ministry,)), Role(name="recipient", spans=(men,)))
    frames = (Frame(anchor=(cue,), type=CUE, roles=roles), Frame(anchor=(act,), type="COERCE", contexts=(), roles=done))
    (event,) = build_events(article, build_quotes(article, replace(draft, frames=frames))).events
    assert (event.actors, event.actor_spans) == ((), ())
    assert event.recipients


@pytest.mark.parametrize(("text", "anchor", "recipients"), [
    ("Peru said that Chile would pay a price.", "pay a price", ("CHL",)),
    ("Peru said that it would close the border.", "close the border", ()),
    ("Peru said that Chile would be told to close the border.", "close the border", ()),
])  # fmt: skip
def test_who_will_pay_is_threatened(text: str, anchor: str, recipients: tuple[str, ...]) -> None:
    (event,) = events_of(text, (anchor, "THREATEN", {"actor": "Peru"}))
    assert event.recipients == recipients


def test_who_says_what_another_will_suffer_threatens() -> None:
    text = "The minister of Peru said that Chile would pay a price."
    article, draft = linked(text)
    minister, cue, content, act = places_of(
        text, "The minister of Peru", "said", "that Chile would pay a price", "pay a price"
    )
    roles = (Role(name="speaker", spans=(minister,)), Role(name="content", spans=(content,)))
    frames = (Frame(anchor=(cue,), type=CUE, roles=roles), Frame(anchor=(act,), type="THREATEN", contexts=()))
    (event,) = build_events(article, build_quotes(article, replace(draft, frames=frames))).events
    assert (event.actor_spans[0].text, event.recipients) == ("The minister of Peru", ("CHL",))


def test_who_says_what_another_must_do_asks_it_of_him() -> None:
    text = "“Chile must stop at once,” the ministry of Peru said."
    article, draft = linked(text)
    content, cue, act, ministry, chile = places_of(
        text, "“Chile must stop at once,”", "said", "must stop", "the ministry of Peru", "Chile"
    )
    roles = (Role(name="speaker", spans=(ministry,)), Role(name="content", spans=(content,)))
    frames = (
        Frame(anchor=(cue,), type=CUE, roles=roles),
        Frame(anchor=(act,), type="REQUEST", mode="change", contexts=(), roles=(Role(name="actor", spans=(chile,)),)),
    )
    (event,) = build_events(article, build_quotes(article, replace(draft, frames=frames))).events
    assert [span.text for span in event.actor_spans] == ["the ministry of Peru"]
    assert event.recipients == ("CHL",)
    assert event.asserted_by is None


def test_a_headline_that_names_more_parties_lends_them() -> None:
    title, story = "Peru and Chile punish Brazil", "Santiago imposed sanctions on Brasilia."
    article, draft = linked(f"{title}\n\n{story}")

    def act(anchor: str, actor: str, recipient: str) -> Frame:
        spans = [Span(article.text.index(w), article.text.index(w) + len(w)) for w in (anchor, actor, recipient)]
        roles = (Role(name="actor", spans=(spans[1],)), Role(name="recipient", spans=(spans[2],)))
        return Frame(anchor=(spans[0],), type="SANCTION", contexts=(), roles=roles)

    frames = (act("punish", "Peru and Chile", "Brazil"), act("imposed", "Santiago", "Brasilia"))
    told = build_events(replace(article, title=title), replace(draft, frames=frames)).events
    assert [(event.anchor[0].text, event.actors, event.recipients) for event in told] == [
        ("imposed", ("PER", "CHL"), ("BRA",))
    ]


def test_an_adjective_before_its_noun_is_no_place() -> None:
    text = "Peru attacked a village in Chilean hills."
    assert events_of(text, ("attacked", "ASSAULT", {"actor": "Peru"}))[0].where is None


def test_who_was_killed_in_a_strike_was_struck_once() -> None:
    text = "Four Chileans were killed in Peruvian air strikes."
    parties: dict[RoleName, str] = {"actor": "Peruvian", "recipient": "Four Chileans"}
    (event,) = events_of(text, ("killed", "ASSAULT", parties), ("air strikes", "ASSAULT", parties))
    assert event.anchor[0].text == "air strikes"


def test_what_nobody_is_named_to_say_is_asserted_by_nobody_named() -> None:
    text = "Peru reportedly detained two Chileans."
    article, draft = linked(text)
    cue, act, peru = (Span(text.index(w), text.index(w) + len(w)) for w in ("reportedly", "detained", "Peru"))
    content = Role(name="content", spans=(peru, Span(act.start, len(text) - 1)))
    frames = (
        Frame(anchor=(cue,), type=CUE, roles=(content,)),
        Frame(anchor=(act,), type="COERCE", mode="arrest", contexts=(), roles=(Role(name="actor", spans=(peru,)),)),
    )
    (event,) = build_events(article, build_quotes(article, replace(draft, frames=frames))).events
    assert event.asserted_by == "unnamed"


def test_who_says_how_his_own_country_feels_blames_nobody() -> None:
    text = "The spokesman of Peru said that Lima was troubled."
    roles: dict[RoleName, str] = {"actor": "The spokesman of Peru", "recipient": "Lima"}
    assert events_of(text, ("said", "ACCUSE", roles)) == []
    assert len(events_of(text.replace("Lima", "Santiago"), ("said", "ACCUSE", {**roles, "recipient": "Santiago"}))) == 1


def test_who_says_what_his_own_men_did_blames_nobody() -> None:
    text = "The ministry of Peru reported that its forces had fired."
    roles: dict[RoleName, str] = {"actor": "The ministry of Peru", "recipient": "its forces"}
    assert events_of(text, ("reported", "ACCUSE", roles)) == []
    for rivals in ("its rivals", "its neighbour Chile"):
        told = text.replace("its forces", rivals)
        assert len(events_of(told, ("reported", "ACCUSE", {**roles, "recipient": rivals}))) == 1


def test_a_state_protests_by_a_note() -> None:
    text = "Peru protested to Chile. Farmers of Peru protested in Lima."
    (note,) = events_of(text, ("protested", "PROTEST", PERU))
    assert (note.type, note.mode) == ("ACCUSE", "disapprove")
    text = "Civil servants of Peru protested in Lima."
    (march,) = events_of(text, ("protested", "PROTEST", {"actor": "Civil servants of Peru"}))
    assert march.type == "PROTEST"
    text = "Farmers of Peru protested to Chile."
    (march,) = events_of(text, ("protested", "PROTEST", {"actor": "Farmers of Peru", "recipient": "Chile"}))
    assert march.type == "PROTEST"


def test_what_and_joins_to_an_accusation_is_as_little_told_by_the_reporter() -> None:
    text = "Chile accused Peru of ramming a boat and blasting it."
    cue, said, blasting = places_of(text, "accused", "Peru of ramming a boat", "blasting")
    article, draft = linked(text)
    peru = Role(name="actor", spans=tuple(places_of(text, "Peru")))
    speaker = Role(name="speaker", spans=tuple(places_of(text, "Chile")))
    frames = (
        Frame(anchor=(cue,), type=CUE, roles=(speaker, Role(name="content", spans=(said,)))),
        Frame(anchor=(blasting,), type="ASSAULT", contexts=(), roles=(peru,)),
    )
    draft = build_quotes(article, replace(draft, frames=frames))
    (event,) = build_events(article, draft).events
    assert event.asserted_by == draft.quotes[0].id


def test_years_that_something_is_for_are_not_when_it_is_done() -> None:
    assert when_of("Peru signed a plan for 2025-2026.", "signed") is None
    assert when_of("Peru signed a plan in 2019.", "signed") == "2019"


def test_a_headline_with_a_time_that_nobody_can_tell_is_the_same_act() -> None:
    text = "Peru sacks envoy of Chile hours after insult\n\nPeru expelled the envoy of Chile on Friday."
    article, draft = linked(text)
    article = replace(article, title="Peru sacks envoy of Chile hours after insult")
    frames = tuple(
        Frame(
            anchor=(Span(text.index(word), text.index(word) + len(word)),),
            type="SANCTION",
            mode="expel",
            contexts=(),
            roles=tuple(
                Role(name=name, spans=(Span(at, at + len(who)),))
                for name, who in (("actor", "Peru"), ("recipient", "Chile"))
                for at in (text.index(who, start),)
            ),
        )
        for word, start in (("sacks", 0), ("expelled", text.index("\n\n")))
    )
    (event,) = build_events(article, replace(draft, frames=frames)).events
    assert event.anchor[0].text == "expelled"


def test_nobody_fights_by_saying_so() -> None:
    text = "“We fight in Chile,” the minister of Peru said."
    article, draft = linked(text)
    content, cue, act, who = places_of(text, "“We fight in Chile,”", "said", "fight", "the minister of Peru")
    roles = (Role(name="speaker", spans=(who,)), Role(name="content", spans=(content,)))
    fight = Frame(anchor=(act,), type="ASSAULT", contexts=(), performed=True, roles=(Role(name="actor", spans=(who,)),))
    draft = build_quotes(article, replace(draft, frames=(Frame(anchor=(cue,), type=CUE, roles=roles), fight)))
    (event,) = build_events(article, draft).events
    assert event.asserted_by == draft.quotes[0].id


@pytest.mark.parametrize(
    ("time", "said"),
    [(" on Monday", "Monday"), (" yesterday", "yesterday"), (" in a speech", None), (", which met on Monday,", None)],
)
def test_a_day_between_whom_and_what_for_is_when_it_is_said(time: str, said: str | None) -> None:
    text = f"Peru accused Chile{time} of freeing two men."
    article, draft = linked(text)
    cue, content, freeing = places_of(text, "accused", text[13:-1], "freeing")
    roles = tuple(Role(name="actor", spans=tuple(places_of(text, who))) for who in ("Peru", "Chile"))
    frames = (
        Frame(anchor=(cue,), type=CUE, roles=(Role(name="content", spans=(content,)),)),
        Frame(anchor=(cue,), type="ACCUSE", contexts=(), roles=roles[:1]),
        Frame(anchor=(freeing,), type="RETREAT", contexts=(), roles=roles[1:]),
    )
    draft = build_quotes(article, replace(draft, frames=frames))
    accused, freed = build_events(article, draft).events
    told = [moment and moment.evidence.text for moment in (draft.quotes[0].said, accused.when)]
    assert told == [said, said]
    assert freed.when is None or said is None


def test_an_act_in_an_entry_of_a_timeline_is_done_on_its_day() -> None:
    text = "A year.\n\nMay 3, 2020 - Peru arrested a poet.\n\nMay 9, 2020 - Peru freed him, and said that Chad would free one."
    freed, told = Span(text.index("freed"), text.index("freed") + 5), text.index("that Chad")
    article, draft = linked(text)
    arrested = Frame(
        anchor=tuple(places_of(text, "arrested")),
        type="COERCE",
        roles=(Role(name="actor", spans=tuple(places_of(text, "Peru"))),),
    )
    spoken = Frame(
        anchor=(Span(text.index("said"), text.index("said") + 4),), type=CUE,
        roles=(Role(name="content", spans=(Span(told, len(text) - 1),)),),
    )  # fmt: skip
    free = Span(text.index("free one"), text.index("free one") + 4)
    others = [
        Frame(anchor=(place,), type="RETREAT", roles=(Role(name="actor", spans=tuple(places_of(text, who))),))
        for place, who in ((freed, "Peru"), (free, "Chad"))
    ]
    draft = build_quotes(article, replace(draft, frames=(arrested, spoken, *others)))
    found = {event.anchor[0].text: event.when and event.when.value for event in build_events(article, draft).events}
    assert found == {"arrested": "2020-05-03", "freed": "2020-05-09", "free": None}
