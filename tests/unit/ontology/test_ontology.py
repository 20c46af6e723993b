from __future__ import annotations

import pytest

from onrecord import ontology
from onrecord.errors import ConfigError, EvidenceError

CODES = ontology.cameo_codes()
DROPPED = {code for code in CODES if code.startswith("01")} - {"016", "018", "019"}


def test_sixteen_types_and_sixty_seven_modes() -> None:
    assert len(ontology.TYPES) == 16
    assert sum(len(ontology.modes(type_)) for type_ in ontology.TYPES) == 67
    assert sum(not ontology.modes(type_) for type_ in ontology.TYPES) == 5


def test_there_are_37_contexts_and_25_sectors() -> None:
    assert len(ontology.CONTEXTS) == 37
    assert len(ontology.SECTORS) == 25
    assert {"KOS", "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"} <= set(ontology.BODIES)


def test_every_code_maps_or_is_dropped_on_purpose() -> None:
    roots = {code for code in CODES if len(code) == 2}
    unmapped = {code for code, row in CODES.items() if row.type is None}
    assert len(CODES) == 318
    assert len(roots) == 20
    assert unmapped == roots | (DROPPED - roots)


@pytest.mark.parametrize("code", [code for code, row in CODES.items() if row.type])
def test_a_code_maps_to_a_type_with_its_own_mode_and_known_contexts(code: str) -> None:
    row = CODES[code]
    ontology.check_event(row.type or "", row.mode)
    assert set(row.contexts) <= set(ontology.CONTEXTS)


@pytest.mark.parametrize("type_", ontology.TYPES)
def test_every_type_and_mode_has_its_code_and_scores(type_: str) -> None:
    for mode in (None, *ontology.modes(type_)):
        code = ontology.cameo_code(type_, mode)
        assert code is None or code in CODES
        assert -10 <= ontology.plover_score(type_, mode) <= 10
    assert set(ontology._CAMEO_OF[type_]) <= {"", *ontology.modes(type_)}


@pytest.mark.parametrize("type_", ontology.TYPES)
def test_quad_and_score_point_the_same_way(type_: str) -> None:
    cooperative = ontology.quad(type_) in (1, 2)
    assert (ontology.plover_score(type_) > 0) == cooperative
    assert all(ontology.plover_score(type_, mode) > 0 for mode in ontology.modes(type_)) or not cooperative


def test_only_three_types_need_a_recipient() -> None:
    assert {type_ for type_ in ontology.TYPES if ontology.needs_recipient(type_)} == {"COOPERATE", "AID", "SANCTION"}


def test_the_oddities_of_the_crosswalk() -> None:
    assert (CODES["175"].type_2021, CODES["175"].mode_2021) == ("ASSAULT", "pro_autocracy")
    assert (CODES["175"].type, CODES["175"].mode) == ("ASSAULT", None)
    assert (CODES["1712"].mode_2021, CODES["1712"].mode) == ("seize", "destroy")
    assert (CODES["163"].type_2021, CODES["163"].type) == ("COERCE", "SANCTION")
    assert (CODES["116"].type_2021, CODES["116"].type, CODES["116"].mode) == ("ACCUSE", "SANCTION", "convict")
    assert (CODES["055"].type_2021, CODES["055"].type) == ("SUPPORT", "CONCEDE")
    assert all(field == field.strip() for row in CODES.values() for field in (row.mode or "", row.mode_2021 or ""))


def test_the_two_goldstein_tables_differ_where_they_do() -> None:
    differing = {code for code, row in CODES.items() if row.goldstein_icews != row.goldstein_gdelt}
    assert differing == {"016", "022", "164", "165", "1213"}
    assert ontology.goldstein("1214") is None


def test_scores_are_two_scales() -> None:
    assert ontology.plover_score("AID") == 10.0
    assert ontology.goldstein(ontology.cameo_code("AID") or "") == 7.0


@pytest.mark.parametrize(("type_", "mode", "label"), [
    ("RETREAT", "release", "YIELD"), ("CONCEDE", None, "YIELD"), ("SANCTION", "discontinue", "COERCE"),
    ("SANCTION", "expel", "SANCTION"), ("SANCTION", "convict", "ACCUSE"), ("ASSAULT", "drone", "ASSAULT"),
])  # fmt: skip
def test_older_labels(type_: str, mode: str | None, label: str) -> None:
    assert ontology.project(type_, mode, "plv-2023") == label


def test_promises_and_apologies_go_where_older_labels_put_them() -> None:
    assert ontology.project("CONCEDE", None, "plv-2023", promised=True) == "AGREE"
    assert ontology.project("CONCEDE", None, "plv-2023", apology=True) == "SUPPORT"
    assert ontology.project("CONCEDE", None, "plover-2024", promised=True) == "CONCEDE"
    assert ontology.project("SANCTION", "withdraw", "cameo") == "161"


@pytest.mark.parametrize(
    ("type_", "mode"), [("FIGHT", None), ("AID", "money"), ("COERCE", "ban"), ("PROTEST", "troops")]
)
def test_codes_of_nobody_are_refused(type_: str, mode: str | None) -> None:
    with pytest.raises(EvidenceError):
        ontology.check_event(type_, mode)


def test_an_unknown_profile_is_told() -> None:
    with pytest.raises(ConfigError, match="plover-2024"):
        ontology.project("AID", None, "weis")  # type: ignore[arg-type]
    with pytest.raises(ConfigError):
        ontology.from_cameo("070", "cameo")
