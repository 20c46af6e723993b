"""Words of war in sport, on the stage, in the weather report and at ceremonies tell no deed; what is meant in earnest does."""

from __future__ import annotations

import pytest

from onrecord.frames import RoleName
from onrecord.stages.fields import find_field
from tests.unit.stages.test_events import events_of

MATCH = "The striker scored from a penalty before half-time, and the coach embraced his goalkeeper. "
FILM = "The film, shown at the festival, has an actor of note, a violinist for a composer and an audience that wept. "
STORM = "The storm brought rain and floods; forecasters saw a typhoon, and winds tore at the crops. "
RITE = "A bugler opened the ceremony; veterans followed with wreaths, and the band played two anthems. "
CHILE: dict[RoleName, str] = {"actor": "Chile", "recipient": "Peru"}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (MATCH, "sport"),
        (FILM, "arts"),
        (STORM, "nature"),
        (RITE, "ceremony"),
        ("Peru recalled its envoy after the goal of the talks was missed.", None),
        (MATCH + "The minister said nothing new. " * 60, None),
        ("A team of the Arab League has peace for its final goal, and teams of the league left.", None),
        ("Villagers left their village by buses, with dogs, goats and neighbours.", None),
    ],
)
def test_a_field_is_told_by_its_words(text: str, field: str | None) -> None:
    assert find_field(text) == field


@pytest.mark.parametrize(
    ("text", "anchor", "type_", "roles"),
    [
        (MATCH + "Chile crushed Peru.", "crushed", "ASSAULT", CHILE),
        (MATCH + "Chile attacked from the start.", "attacked", "ASSAULT", {"actor": "Chile"}),
        (MATCH + "The singer of Peru demanded a replay.", "demanded", "REQUEST", {"actor": "The singer of Peru"}),
        (RITE + "Soldiers marched past.", "marched", "PROTEST", {"actor": "Soldiers"}),
        ("A storm threatened Peru.", "threatened", "THREATEN", {"recipient": "Peru"}),
        ("Giant hornets invaded Peru.", "invaded", "ASSAULT", {"recipient": "Peru"}),
        ("Peru was battered by a typhoon.", "battered", "ASSAULT", {"recipient": "Peru"}),
        ("The army of Peru battled a wildfire.", "battled", "ASSAULT", {"actor": "The army of Peru"}),
        ("Soldiers of Peru fired a salute.", "fired", "ASSAULT", {"actor": "Soldiers of Peru"}),
        ("The president swore in a judge.", "swore", "THREATEN", {"actor": "The president"}),
        ("Police of Peru foiled a plot.", "foiled", "ASSAULT", {"actor": "Police of Peru"}),
        ("The president of Peru returned from Chile.", "returned", "RETREAT", {"actor": "The president of Peru"}),
        ("Remarks of Chile led Peru to recall an envoy.", "led", "REQUEST", CHILE),
        ("Shares of the Peruvian company fell.", "fell", "CONCEDE", {"actor": "the Peruvian company"}),
    ],
)
def test_a_figure_of_speech_is_no_deed(text: str, anchor: str, type_: str, roles: dict[RoleName, str]) -> None:
    assert not events_of(text, (anchor, type_, roles))


@pytest.mark.parametrize(
    ("text", "anchor", "type_", "roles"),
    [
        ("Chile crushed Peru.", "crushed", "ASSAULT", CHILE),
        (MATCH + "Chile threatened to stay away.", "threatened", "THREATEN", {"actor": "Chile"}),
        (MATCH + "Chile boycotted Peru.", "boycotted", "PROTEST", CHILE),
        (MATCH + "Police of Chile beat fans of Peru.", "beat", "ASSAULT", {"actor": "Police of Chile"}),
        (MATCH + "Chile attacked Peru, and forty people were killed.", "attacked", "ASSAULT", CHILE),
        (MATCH + "Chile attacked Peru in 1879.", "attacked", "ASSAULT", CHILE),
        (FILM + "Soldiers of Chile bombarded Peru.", "bombarded", "ASSAULT", {"actor": "Soldiers of Chile"}),
        (FILM + "The actor was arrested in Peru.", "arrested", "COERCE", {"recipient": "The actor"}),
        ("The ambassador of Peru returned to Chile.", "returned", "RETREAT", {"actor": "The ambassador of Peru"}),
        ("Soldiers of Peru returned from Chile.", "returned", "RETREAT", {"actor": "Soldiers of Peru"}),
        ("A storm of bullets hit Peru.", "hit", "ASSAULT", {"recipient": "Peru"}),
        ("Soldiers of Peru fired a missile.", "fired", "ASSAULT", {"actor": "Soldiers of Peru"}),
        ("Soldiers of Peru fired up to forty shells.", "fired", "ASSAULT", {"actor": "Soldiers of Peru"}),
        ("Jets of Peru shot down a drone of Chile.", "shot", "ASSAULT", {"recipient": "Chile"}),
        ("A missile of Chile hit targets in Peru.", "hit", "ASSAULT", CHILE),
        ("A missile of Chile hit a market in Peru.", "hit", "ASSAULT", CHILE),
        ("Police of Peru beat opponents of the president.", "beat", "ASSAULT", {"actor": "Police of Peru"}),
        ("Residents of Peru protested pollution.", "protested", "PROTEST", {"actor": "Residents of Peru"}),
        (RITE + "Chile fired two rockets.", "fired", "ASSAULT", {"actor": "Chile"}),
    ],
)
def test_what_is_meant_in_earnest_is_a_deed(text: str, anchor: str, type_: str, roles: dict[RoleName, str]) -> None:
    assert [event.anchor[0].text for event in events_of(text, (anchor, type_, roles))] == [anchor]
