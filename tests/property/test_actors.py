"""Tables of actors: what goes in comes out, whatever the names; and look-ups agree with a plain dictionary."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.gazetteer import Known, Office, load_gazetteer, resolve
from onrecord.gazetteer.index import keys_of, to_tables
from onrecord.gazetteer.keys import to_key
from onrecord.gazetteer.own import check_own
from onrecord.gazetteer.tables import SortedTable, to_known, to_row, to_text

PLAIN = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="|;\t"), min_size=1, max_size=12)
DAYS = st.one_of(
    st.just(""), st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: day.isoformat()),
    st.integers(1900, 2100).map(str), st.tuples(st.integers(1900, 2100), st.integers(1, 12)).map(lambda told: f"{told[0]}-{told[1]:02}"),
)  # fmt: skip
OFFICES = st.builds(
    lambda name, country, sectors, rank, start, end, seen: Office.of(name, country, tuple(sectors), rank, start, end or seen, "h"),
    PLAIN, st.sampled_from(["NOR", "IGO"]), st.lists(st.sampled_from(["GOV", "MIL"]), unique=True), st.integers(1, 6), DAYS, DAYS,
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(lambda day: f"~{day}"),
)  # fmt: skip
ACTORS = st.builds(
    lambda slug, name, others, kind, country, rank, offices: Known(
        id=f"NOR/{slug}", name=name, kind=kind, country=country, names=(name, *others), rank=rank, offices=tuple(offices), gender=None,
    ),
    st.text("abcdefghij-", min_size=1, max_size=6), PLAIN, st.lists(PLAIN, max_size=3), st.sampled_from(["person", "organization"]),
    st.sampled_from(["NOR", "SWE"]), st.integers(1, 6), st.lists(OFFICES, max_size=3),
)  # fmt: skip


@given(ACTORS)
def test_a_row_gives_back_the_actor(actor: Known) -> None:
    row = to_text([to_row(actor)]).rstrip("\n").split("\t")
    assert to_known(row[0], row[1:]) == actor


@given(st.lists(ACTORS, max_size=20))
def test_the_index_of_names_leads_to_everybody_who_has_the_name(actors: list[Known]) -> None:
    known = {actor.id: actor for actor in actors}
    table = SortedTable(to_tables(known.values())["names"].encode())
    for actor in known.values():
        for key in keys_of(actor):
            (row,) = table.find(key)
            assert set(row[0].split()) == {other.id for other in known.values() if key in keys_of(other)}


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r"), max_size=6), PLAIN),
        max_size=40,
    ),
    st.text(max_size=4),
)
def test_a_sorted_table_finds_what_a_dictionary_finds(rows: list[tuple[str, str]], other: str) -> None:
    table = SortedTable(to_text(rows).encode())
    for key in {*(key for key, _ in rows), other.translate({9: "", 10: "", 13: ""}).encode(errors="ignore").decode()}:
        assert table.find(key) == [[value] for one, value in rows if one == key]


@given(st.text(max_size=40))
@example("㏗")  # capitals come out when a compatibility form is taken apart
@example("Oleksii Alexey")  # spellings whose own spelling has an ending of the table
@example("xⅷy")
def test_a_key_is_its_own_key(name: str) -> None:
    key = to_key(name)
    assert to_key(key) == key
    assert "\t" not in key
    assert "\n" not in key


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                "the former president of Norway 's , Boris Johnson police in and ( ) ’ UN-led 12 .".split()
            ),
            max_size=9,
        ).map(" ".join),
    ),
    st.one_of(st.none(), st.text(max_size=20)),
)
def test_whatever_is_asked_is_answered(text: str, context: str | None) -> None:
    found = resolve(text, load_gazetteer(), on=date(2020, 1, 1), context=context)
    assert found.actor is not None or found.unresolved
    assert found.actor is None or found.unresolved is None


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.toml", "x.csv"]))
def test_whatever_a_file_holds_it_is_read_or_told_what_is_wrong(data: bytes, name: str) -> None:
    own, problems = check_own(data, name)
    assert all(problem.line >= 1 and problem.told for problem in problems)
    assert all(one.known.name for one in own)
