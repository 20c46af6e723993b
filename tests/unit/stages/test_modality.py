"""Plain words around an act tell that it is not done, whatever the network took it for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord import stages
from onrecord.facts import Evidence, Modality, Polarity, Quote
from onrecord.frames import Frame
from onrecord.stages.modality import is_charged, settle_modality
from onrecord.syntax import Syntax
from onrecord.text import Article, Span


def seen(text: str, anchor: str, told: Modality = "actual") -> tuple[Syntax, Frame]:
    syntax = stages.lay_out(Article.from_text(text)).syntax
    assert syntax is not None
    start = text.index(anchor)
    return syntax, Frame(anchor=(Span(start, start + len(anchor)),), type="ASSAULT", modality=told)


@pytest.mark.parametrize(
    ("text", "anchor", "told", "modality"),
    [
        ("The army shelled the town.", "shelled", "actual", "actual"),
        ("The army stopped short of shelling the town.", "shelling", "actual", "negated"),
        ("The army did not shell the town.", "shell", "actual", "negated"),
        ("The army not only shelled the town.", "shelled", "actual", "actual"),
        ("If the army shelled the town, talks would end.", "shelled", "actual", "hypothetical"),
        ("Talks end if the army takes Sarmin and shells the town.", "shells", "actual", "hypothetical"),
        ("Asked whether the army had shelled the town, he smiled.", "shelled", "actual", "hypothetical"),
        ("Had the army shelled the town, war would have followed.", "shelled", "actual", "hypothetical"),
        ("It looked as if the army shelled the town.", "shelled", "actual", "actual"),
        ("The army was about to shell the town.", "shell", "actual", "future"),
        ("The general ordered the army to shell the town.", "shell", "actual", "future"),
        ("The army said it would not shell the town.", "shell", "actual", "negated"),
        ("The army may shell the town.", "shell", "actual", "hypothetical"),
        ("The army will wait until Chad shells the town.", "shells", "actual", "hypothetical"),
        ("The army waited until Chad shelled the town.", "shelled", "actual", "actual"),
        ("The army plans to shell the town.", "shell", "actual", "future"),
        ("The army began to shell the town.", "shell", "actual", "actual"),
        ("The army was forced to shell the town.", "shell", "future", "actual"),
        ("The army would shell the town if calm was in danger.", "shell", "future", "hypothetical"),
        ("It was a lie that the army shelled the town.", "shelled", "actual", "negated"),
        ("He said it was “a lie” that the army had shelled the town.", "shelled", "actual", "negated"),
        ("It is not true that the army shelled the town.", "shelled", "actual", "negated"),
        ("It is true that the army shelled the town.", "shelled", "actual", "actual"),
        ("The lie was that the rebels fled, but the army shelled the town.", "shelled", "actual", "actual"),
        (
            "Chad reserves the right to act, including by the shelling of the town.",
            "shelling",
            "actual",
            "hypothetical",
        ),
        ("Chad reserves the right to act after the shelling of the town.", "shelling", "actual", "actual"),
    ],
)
def test_plain_words_tell_the_modality(text: str, anchor: str, told: Modality, modality: Modality) -> None:
    assert settle_modality(*seen(text, anchor, told), None, by_words=False) == modality


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("He denied that the army had shelled the town.", "denied", "negated"),
        ("He said that the army had shelled the town.", "affirmed", "actual"),
        ("He denied that the men who shelled the town were his.", "denied", "actual"),
        ("He denied that the army would shell the town.", "denied", "negated"),
    ],
)
def test_what_is_denied_was_not_done(text: str, polarity: Polarity, modality: Modality) -> None:
    start = text.index("that")
    anchor, told = ("shelled", "actual") if "shelled" in text else ("shell", "future")
    content = Evidence(article_id="a", start=start, end=len(text) - 1, text=text[start:-1])
    quote = Quote(
        id="q1",
        kind="indirect",
        speaker=None,
        speaker_span=None,
        cue=None,
        content=(content,),
        polarity=polarity,
        prob=0.9,
    )
    assert settle_modality(*seen(text, anchor, told), quote, by_words=False) == modality


def test_a_vow_not_to_is_no_threat() -> None:
    for verb, modality in (("vowed", "negated"), ("threatened", "actual")):
        syntax, frame = seen(f"The army {verb} not to leave the town.", verb)
        assert settle_modality(syntax, replace(frame, type="THREATEN"), None, by_words=True) == modality


@pytest.mark.parametrize(
    ("text", "anchor", "type_", "modality"),
    [
        ("Neither side has ruled out talks.", "ruled", "REJECT", "negated"),
        ("No minister has accused Chad.", "accused", "ACCUSE", "negated"),
        ("The minister did not accuse Chad.", "accuse", "ACCUSE", "negated"),
        ("The minister not only accused Chad.", "accused", "ACCUSE", "actual"),
        ("The minister will accuse Chad in court.", "accuse", "ACCUSE", "future"),
        ("The minister plans to accuse Chad in court.", "accuse", "ACCUSE", "future"),
        ("The minister would accuse Chad if he could.", "accuse", "ACCUSE", "hypothetical"),
        ("The minister might accuse Chad.", "accuse", "ACCUSE", "hypothetical"),
        ("Had Chad agreed to sell, the row would never have arisen.", "agreed", "AGREE", "hypothetical"),
        ("Chad will sell the mine.", "sell", "AGREE", "actual"),
        ("Chad will not sell the mine.", "sell", "REJECT", "actual"),
        ("Chad could withdraw from the pact, the minister warned.", "withdraw", "THREATEN", "actual"),
        ("The ministry has not ruled out talks.", "ruled", "REJECT", "negated"),
        ("The firm must change the name or be sued.", "sued", "ACCUSE", "hypothetical"),
        ("The firm was fined or sued.", "sued", "ACCUSE", "actual"),
        ("The ministry would not hold talks.", "hold", "REJECT", "actual"),
        ("Under the law, prisoners would be freed.", "freed", "CONCEDE", "hypothetical"),
        ("The minister has offered none.", "offered", "AGREE", "negated"),
        ("The minister would pay no ransom.", "pay", "REJECT", "actual"),
    ],
)
def test_what_is_said_is_done_now_and_what_will_be_said_is_not(
    text: str, anchor: str, type_: str, modality: Modality
) -> None:
    syntax, frame = seen(text, anchor)
    assert settle_modality(syntax, replace(frame, type=type_), None, by_words=True) == modality


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("No shell of the army hit the town.", "negated"),
        ("Nobody hit the town.", "negated"),
        ("None of the shells hit the town.", "negated"),
        ("The army hit nothing.", "negated"),
        ("The army hit no fewer than ten houses.", "actual"),
        ("No fewer than ten shells hit the town.", "actual"),
        ("None other than the king hit the town.", "actual"),
        ("Nobody but the king hit the town.", "actual"),
        ("No doubt Chad hit the town.", "actual"),
        ("No 10 hit the town.", "actual"),
        ("The army hit the town.", "actual"),
    ],
)
def test_what_nobody_does_is_not_done(text: str, modality: Modality) -> None:
    assert settle_modality(*seen(text, "hit"), None, by_words=False) == modality


@pytest.mark.parametrize(
    ("text", "anchor", "modality"),
    [
        ("The army nearly shelled the town.", "shelled", "negated"),
        ("The town was almost shelled.", "shelled", "negated"),
        ("The army came close to shelling the town.", "shelling", "negated"),
        ("The army pretended to shell the town.", "shell", "negated"),
        ("The court cleared the army of shelling the town.", "shelling", "negated"),
        ("Police foiled an attack on the town.", "attack", "negated"),
        ("The attack was thwarted by police.", "attack", "negated"),
        ("The army postponed an attack on the town.", "attack", "future"),
        ("Chad braced for an attack on the town.", "attack", "hypothetical"),
        ("In the event of an attack, Chad will close the border.", "attack", "hypothetical"),
        ("The army stopped short of an attack.", "attack", "negated"),
        ("Police condemned an attack on the town.", "attack", "actual"),
        ("In case of an attack, Chad will close the border.", "attack", "hypothetical"),
        ("In the case of the attack on the town nobody was charged.", "attack", "actual"),
        ("Police recorded thirty cases of attacks on the town.", "attacks", "actual"),
        ("The army went out in the night for an attack.", "attack", "actual"),
    ],
)
def test_what_was_prevented_or_feared_was_not_done(text: str, anchor: str, modality: Modality) -> None:
    assert settle_modality(*seen(text, anchor), None, by_words=False) == modality


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army ruled out shelling the town.", "negated"),
        ("The army has not ruled out shelling the town.", "hypothetical"),
        ("The army declined to rule out shelling the town.", "hypothetical"),
        ("The army went on shelling the town.", "actual"),
    ],
)
def test_what_is_not_ruled_out_is_possible(text: str, modality: Modality) -> None:
    assert settle_modality(*seen(text, "shelling"), None, by_words=False) == modality


@pytest.mark.parametrize(
    ("text", "charged"),
    [
        ("The army allegedly shelled the town.", True),
        ("Reports that the army had shelled the town could not be verified.", True),
        ("There were rumours that the army shelled the town.", True),
        ("A report that was late came after the army shelled the town.", False),
        ("The reports that came in said nothing, and the army shelled the town.", False),
        ("The army was accused of shelling the town.", True),
        ("The army is said to have shelled the town.", True),
        ("The army was accused by Kyiv of shelling the town.", False),
        ("The army spoke of shelling the town.", False),
    ],
)
def test_who_is_accused_by_nobody_named(text: str, charged: bool) -> None:
    assert is_charged(*seen(text, "shelling" if "shelling" in text else "shelled")) is charged
