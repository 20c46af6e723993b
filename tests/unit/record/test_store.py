"""The record as a whole, on each engine."""

from __future__ import annotations

import dataclasses
import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.entries import CodedEvent, Dyad, EventEntry, EventFigures, Party
from onrecord.errors import ConfigError, StoreError
from onrecord.facts import Event, Quote, Reading
from onrecord.record import EventFilter, Input, QuoteFilter, Record, keeping, schema, summary
from onrecord.record.keeping import log_changes
from onrecord.record.keys import article_key
from onrecord.record.verify import verify
from onrecord.rules import RuleFinder
from tests.unit.record.reports import ARTICLES, READINGS, read


def rows_of(record: Record) -> dict[str, list[Any]]:
    """Every table, whole."""
    tables = (
        "article", "body", "reading", "report", "event", "quote", "event_party", "quote_party", "actor", "pairing", "block", "near",
        "change", "dyad_month", "failure", "run",
    )  # fmt: skip
    return {table: sorted(map(repr, record.engine.run(f"SELECT * FROM {table}"))) for table in tables}


def test_a_second_load_changes_no_row(record: Record) -> None:
    before = rows_of(record)
    told = record.add(READINGS)
    assert (told.added, told.known, told.failed) == (0, len(READINGS), 0)
    assert rows_of(record) == before


def test_articles_are_read_when_they_are_new_and_not_again(where: str) -> None:
    with Record.open(where) as record:
        assert record.add(ARTICLES, finder=RuleFinder()).added == len(ARTICLES)
        with_readings = rows_of(record)
        assert record.add(ARTICLES, finder=RuleFinder()).known == len(ARTICLES)
        assert rows_of(record) == with_readings
        kept = {reading.article.id: reading for reading in map(record.reading, record.articles())}
        assert kept == {reading.article.id: reading for reading in READINGS}


def test_ctrl_c_amid_a_commit_keeps_the_batch_at_hand(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pressed = iter([True])

    def interrupted(*args: Any) -> None:
        if next(pressed, False):
            raise KeyboardInterrupt
        log_changes(*args)

    with Record.open(where) as record:
        monkeypatch.setattr(keeping, "log_changes", interrupted)
        with pytest.raises(KeyboardInterrupt):
            record.add(READINGS)
        assert record.counts()["article"] == len(READINGS)
        kept = rows_of(record)
        assert record.add(READINGS).known == len(READINGS)
        assert rows_of(record) == kept


@pytest.mark.parametrize("name", ["norway", "NORWAY", "the Norway", "Nórway"])
def test_a_country_is_meant_in_whatever_letters(record: Record, name: str) -> None:
    assert list(record.events(EventFilter(actor=name))) == list(record.events(EventFilter(actor="NOR")))


def test_the_same_event_of_three_outlets_is_one_entry(record: Record) -> None:
    (entry,) = record.events(EventFilter(actor="Norway", recipient="Peru", type="SANCTION"), reports=True)
    assert (entry.mode, entry.n_reports, entry.n_independent, entry.first_on) == ("withdraw", 3, 3, date(2024, 5, 2))
    assert entry.outlets == ("Fjord News", "Harbour Post", "Lima Daily")
    assert len(entry.reports) == 3
    for report in entry.reports:
        assert isinstance(report.told, Event)
        article = record.reading(str(report.article_key)).article
        for piece in (*report.told.anchor, report.told.sentence):
            assert article.text[piece.start : piece.end] == piece.text


def test_like_events_stay_apart(record: Record) -> None:
    recalls = list(record.events(EventFilter(actor="NOR", type="SANCTION")))
    assert sorted(entry.recipients for entry in recalls) == [("CHL",), ("PER",)]
    attacks = list(record.events(EventFilter(type="ASSAULT", text="Afmadow rebels")))
    assert {entry.first_on for entry in attacks} == {date(2024, 6, 10), date(2024, 6, 17)}


def test_a_partial_quotation_belongs_to_the_whole_one(record: Record) -> None:
    (entry,) = record.quotes(QuoteFilter(text='"bullied by anyone"'), reports=True)
    assert entry.n_reports == 2
    assert entry.speaker == "NOR/elin-dahl"


def test_agency_copy_is_marked_and_not_counted_as_independent(record: Record) -> None:
    (entry,) = record.events(EventFilter(type="CONSULT", text="Ankara"), reports=True)
    assert (entry.n_reports, entry.n_independent) == (2, 1)
    first, second = entry.reports
    assert first.copy_of is None
    assert second.copy_of == first.article_key


def test_a_plan_is_linked_to_the_deed_and_not_merged(record: Record) -> None:
    (plan,) = record.events(EventFilter(actor="Kenya", modality="future"))
    (deed,) = record.events(EventFilter(actor="Kenya", modality="actual", type=plan.type))
    assert [(link.kind, link.entry_id) for link in record.links(plan)] == [("done", deed.id)]
    assert [(link.kind, link.entry_id) for link in record.links(deed)] == [("planned", plan.id)]


def test_any_report_opens_its_entry_and_so_does_the_beginning_of_an_id(record: Record) -> None:
    (entry,) = record.events(EventFilter(recipient="Peru", type="SANCTION", actor="Norway"), reports=True)
    whole = record.entry(entry.id)
    assert whole == entry
    assert all(record.entry(report.id) == whole for report in entry.reports)
    assert record.entry(entry.id[:12]) == whole
    with pytest.raises(ConfigError, match="no such entry"):
        record.entry("e00000000000000")
    with pytest.raises(ConfigError, match="of an id 6 letters are needed"):
        record.entry(entry.id[:5])


def test_where_several_ids_begin_alike_they_are_listed(tmp_path: Path) -> None:
    with Record.open(tmp_path / "onrecord.db") as record:
        record.add(READINGS)
        ids = sorted(entry.id for entry in record.events())[:2]
        with record.engine.writing():
            for old, new in zip(ids, ("eabcdef1", "eabcdef2"), strict=True):
                record.engine.run("UPDATE event SET id = ? WHERE id = ?", (new, old))
        with pytest.raises(ConfigError, match=r"eabcdef: several entries begin so, .*: eabcdef1, eabcdef2$"):
            record.entry("eabcdef")


ASKED = (
    EventFilter(), EventFilter(party="Peru"), EventFilter(actor="NOR", deeds=True), EventFilter(type="ASSAULT"),
    EventFilter(from_on=date(2024, 6, 1), until_on=date(2024, 6, 30)), EventFilter(text="ambassador"), EventFilter(modality="negated"),
    EventFilter(asserted_by="Kenya"), EventFilter(asserted_by="nobody"), EventFilter(text='"of Afmadow"'),
    QuoteFilter(), QuoteFilter(speaker="Norway"), QuoteFilter(about="Norway"), QuoteFilter(kind="direct"), QuoteFilter(text="sea"),
    QuoteFilter(speaker="Elin Dahl"), QuoteFilter(speaker="Dahl"), QuoteFilter(until_on=date(2024, 5, 5)),
)  # fmt: skip


def ask(record: Record, asked: EventFilter | QuoteFilter, **more: Any) -> list[Any]:
    return list(record.events(asked, **more) if isinstance(asked, EventFilter) else record.quotes(asked, **more))


@pytest.mark.parametrize("asked", ASKED, ids=repr)
def test_what_is_counted_comes_and_is_the_same_as_of_today(record: Record, asked: EventFilter | QuoteFilter) -> None:
    found = ask(record, asked, reports=True)
    assert record.count(asked) == len(found)
    assert [entry.first_on for entry in found] == sorted((entry.first_on for entry in found), reverse=True)
    later = dataclasses.replace(asked, as_of=datetime.now(UTC).date() + timedelta(days=1))
    assert ask(record, later, reports=True) == found
    assert record.count(later) == len(found)
    assert ask(record, asked, limit=1) == [dataclasses.replace(entry, reports=()) for entry in found[:1]]


def test_the_earliest_is_the_first_with_a_day(record: Record) -> None:
    for asked in ASKED:
        days = [entry.first_on for entry in ask(record, asked) if entry.first_on]
        found = record.earliest(asked)
        assert (found and found.first_on) == min(days, default=None)
        assert found is None or found in ask(record, asked)


def test_figures_are_those_of_the_events(record: Record) -> None:
    for asked in (one for one in ASKED if isinstance(one, EventFilter)):
        told = [
            EventFigures(*(getattr(entry, name) for name in EventFigures._fields)) for entry in record.events(asked)
        ]
        assert record.figures(asked) == told
        assert [one.is_deed for one in told] == [entry.is_deed for entry in record.events(asked)]
    with pytest.raises(ConfigError, match="whole entries"):
        record.figures(EventFilter(as_of=date(2024, 6, 1)))


def test_some_questions_have_answers(record: Record) -> None:
    assert sum(1 for asked in ASKED if record.count(asked)) >= len(ASKED) - 2


def test_as_known_on_a_day(where: str) -> None:
    def on(day: int) -> datetime:
        return datetime(2024, 8, day, 12, tzinfo=UTC)

    with Record.open(where) as record:
        record.add(READINGS[:1], clock=lambda: on(1))
        record.add(READINGS[1:2], clock=lambda: on(3))
        asked = EventFilter(actor="Norway", recipient="Peru", type="SANCTION")
        (now,) = record.events(asked)
        assert now.n_reports == 2
        (then,) = record.events(dataclasses.replace(asked, as_of=date(2024, 8, 2)), reports=True)
        assert (then.n_reports, len(then.reports)) == (1, 1)
        assert not list(record.events(dataclasses.replace(asked, as_of=date(2024, 7, 31))))
        assert record.entry(now.id, as_of=date(2024, 8, 1)).n_reports == 1


def _recoded(reading: Reading, weights: str) -> Reading:
    """Another reader's reading: the first event is hypothetical, and a quotation that nothing leans on is not found."""
    events = tuple(
        dataclasses.replace(event, modality="hypothetical" if number == 0 else event.modality)
        for number, event in enumerate(reading.events)
    )
    used = {event.asserted_by for event in events} | {quote.inside for quote in reading.quotes}
    used |= {quote.replies_to for quote in reading.quotes}
    quotes = tuple(quote for quote in reading.quotes if quote.id in used)
    made_by = dataclasses.replace(reading.made_by, weights=weights)
    return dataclasses.replace(reading, events=events, quotes=quotes, made_by=made_by)


def test_newer_weights_make_a_new_generation_and_keep_the_ids_of_what_did_not_change(where: str) -> None:
    with Record.open(where) as record:
        record.add(READINGS[6:8] + READINGS[8:9])
        before = {entry.id: entry for entry in (*record.events(), *record.quotes())}
        told = record.add([_recoded(READINGS[8], "sha256:newer")])
        assert told.reread == 1
        after = {entry.id: entry for entry in (*record.events(), *record.quotes())}
        same = {name for name in before if name in after and before[name] == after[name]}
        assert len(same) >= len(before) - 3
        gone = before.keys() - after.keys()
        assert all(change.what == "removed" for name in gone for change in record.history(name)[1:])
        assert not [check.faults for check in verify(record.engine) if check.faults]
        record.add([READINGS[8]])  # and back again
        assert {entry.id: entry for entry in (*record.events(), *record.quotes())} == before
        assert not [check.faults for check in verify(record.engine) if check.faults]


def test_everything_verifies(record: Record) -> None:
    checks = list(verify(record.engine))
    assert len(checks) == 12
    assert all(check.looked_at for check in checks)
    assert not [check.faults for check in checks if check.faults]


DAMAGE = (
    "UPDATE event SET n_reports = n_reports + 1 WHERE type = 'CONSULT'",
    "UPDATE dyad_month SET n = n + 1",
    "UPDATE body SET n_chars = n_chars + 1",
    "DELETE FROM event_party WHERE role = 'recipient'",
    "UPDATE report SET coding = '{}' WHERE kind = 'quote'",
    "DELETE FROM reading",
    "UPDATE pairing SET score = 0.123",
    "DELETE FROM body",
    "UPDATE body SET n_chars = 3, text = (SELECT body FROM reading LIMIT 1)",
    "UPDATE article SET published_on = 'spring'",
    "UPDATE article SET copy_of = NULL",
    "UPDATE article SET generation = 7",
    "UPDATE report SET told_as = 'e99' WHERE kind = 'event'",
    "UPDATE report SET generation = 7",
    "UPDATE report SET component = component + 1000",
    "DELETE FROM run",
    "UPDATE run SET settings = '{\"keep_debris\": 1}'",
    "DELETE FROM telling",
    "DELETE FROM quote_party",
    "UPDATE event_party SET country = 'PER' WHERE country <> 'PER' AND role = 'actor'",
    "UPDATE event SET actors = 'Norway' WHERE type = 'CONSULT'",
    "DELETE FROM actor",
    "DELETE FROM coded",
    "DELETE FROM block",
    "UPDATE block SET last_day = last_day + 1",
    "UPDATE block SET telling = telling + 1",
    "DELETE FROM band",
    "UPDATE band SET text = text || '0'",
    "UPDATE near SET jaccard = 0.71",
    "DELETE FROM near WHERE text < other",
    "DELETE FROM change WHERE number = 3",
    "DELETE FROM change WHERE what = 'added'",
    "UPDATE change SET entry = 'e000000' WHERE number = 2",
    "UPDATE change SET changed_at = 'spring'",
    "UPDATE change SET what = 'accepted' WHERE number = 2",
    "UPDATE change SET made_by = 'Ada' WHERE number = 2",
    "UPDATE actor SET name = 'Ada Quill' WHERE id = 'NOR/elin-dahl'",
    "UPDATE actor SET folded = 'x'",
    "UPDATE actor SET country = 'PER' WHERE country = 'CHL'",
    "UPDATE actor SET known = 1 - known",
)


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found(record: Record, damage: str) -> None:
    party = Party(id="NOR", name="Norway", country="NOR")
    coded = CodedEvent(
        source="icews", source_id="1", type="AID", quad=2, actors=(party,), first_on=date(2024, 5, 1), row="1\tNorway"
    )
    record.add_coded([coded])
    assert not any(check.faults for check in verify(record.engine))
    with record.engine.writing():
        record.engine.run(damage)
    assert any(check.faults for check in verify(record.engine))


def test_a_text_is_unpacked_once_however_many_checks_look_at_it(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[bytes] = []

    def decompress(packed: bytes) -> bytes:
        unpacked.append(packed)
        return zlib.decompress(packed)

    again = [
        dataclasses.replace(one, article=dataclasses.replace(one.article, outlet="Elsewhere")) for one in READINGS[:3]
    ]
    record.add([*again, _recoded(READINGS[8], "sha256:newer")])  # other articles of a text, and a second reading
    counting = SimpleNamespace(decompress=decompress, error=zlib.error)
    monkeypatch.setattr("onrecord.record.verify_texts.zlib", counting)
    monkeypatch.setattr("onrecord.record.evidence.zlib", counting)
    assert not [check.faults for check in verify(record.engine) if check.faults]
    assert sorted(unpacked) == sorted(bytes(row[0]) for row in record.engine.run("SELECT text FROM body"))


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        ("UPDATE dyad_month SET goldstein = goldstein + 1 WHERE type = 'CONSULT'", "the roll-up adds up"),
        ("DELETE FROM dyad_month WHERE type = 'CONSULT'", "the roll-up adds up"),
        ("UPDATE dyad_month SET recipient = 'ZZZ' WHERE type = 'CONSULT'", "the roll-up adds up"),
        (
            "UPDATE actor SET name = 'Ada Quill', folded = 'ada quill' WHERE id = 'NOR/elin-dahl'",
            "actors are whom readings name",
        ),
        ("DELETE FROM actor WHERE id = 'NOR/elin-dahl'", "actors are whom readings name"),
        ("UPDATE report SET entry = 'e000000' WHERE kind = 'event'", "entries are what their reports tell"),
    ],
)
def test_damage_is_found_though_little_is_held_in_memory(
    record: Record, damage: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.verify_lists.HELD", 2)
    assert not [check.faults for check in verify(record.engine) if check.faults]
    with record.engine.writing():
        record.engine.run(damage)
    assert name in {check.name for check in verify(record.engine) if check.faults}


def test_what_is_damaged_is_told_in_one_line_where_it_is_asked_for(record: Record) -> None:
    with record.engine.writing():
        record.engine.run("UPDATE body SET text = ?", (b"none",))
        record.engine.run("UPDATE quote SET about = 'Norway', first_on = 'spring'")
    with pytest.raises(StoreError, match="cannot be read back, the record is damaged"):
        list(record.events(reports=True))
    with pytest.raises(StoreError, match="the record is damaged; run: onrecord verify"):
        list(record.quotes())


def test_a_damaged_index_of_words_is_found_from_a_record_open_for_reading(tmp_path: Path) -> None:
    with Record.open(tmp_path / "onrecord.db") as record:
        record.add(READINGS)
        with record.engine.writing():
            record.engine.run("DELETE FROM event_words_idx")
            record.engine.run("UPDATE quote SET words = 'zebra' WHERE seq = (SELECT MIN(seq) FROM quote)")
    with Record.open(tmp_path / "onrecord.db", readonly=True) as record:
        checks = list(verify(record.engine))
        assert checks[-1].faults
        assert list(verify(record.engine, read_only=True))[-1].left_out


def test_the_roll_up_counts_the_deeds_of_a_dyad(record: Record) -> None:
    months = [row for row in record.dyad_months(Dyad("NOR", "PER")) if row.deed]
    assert [(row.month, row.type, row.n) for row in months] == [(date(2024, 5, 1), "SANCTION", 1)]
    assert (months[0].n_goldstein, months[0].goldstein) == (1, -4.0)
    together = [row for row in record.dyad_months(Dyad("NOR", "PER"), by_type=False) if row.deed]
    assert [(row.type, row.quad, row.n, row.goldstein) for row in together] == [(None, 4, 1, -4.0)]
    counted = dict(record.dyads())
    for dyad, n in counted.items():
        deeds = [entry for entry in record.events(EventFilter(deeds=True)) if dyad in entry.dyads]
        assert len(deeds) == n


def test_failures_are_rows_until_they_can_be_read(where: str) -> None:
    from onrecord.errors import ArticleError

    with Record.open(where) as record:
        bad = Input("reports.jsonl, line 3", "3", ArticleError("text is missing"))
        assert record.add([bad]).failed == 1
        assert record.add([bad]).failed == 1
        (failure,) = record.failures()
        assert (failure.source, failure.line_id, failure.reason) == ("reports.jsonl, line 3", "3", "text is missing")
        record.add([Input("reports.jsonl, line 3", "3", READINGS[0])])
        assert not list(record.failures())


def test_a_line_without_an_id_fails_for_good_though_another_has_its_number_as_id(where: str) -> None:
    from onrecord.errors import ArticleError

    bad = Input("r.jsonl, 2", "2", ArticleError("line 2: not JSON"))
    with Record.open(where) as record:
        for _ in range(2):  # read, and then known already
            record.add([bad, Input("r.jsonl, 2", "2", READINGS[0])])
            assert [failure.reason for failure in record.failures()] == ["line 2: not JSON"]
        record.add([Input("r.jsonl, 2", "2", READINGS[0])])
        assert not list(record.failures())


def sentences_of(entry: EventEntry) -> list[str]:
    """What the reports of an event say, each once, but for what the entry shows."""
    told = {report.told.sentence.text for report in entry.reports if isinstance(report.told, Event)}
    return sorted(told - {entry.words})


def test_an_entry_is_found_by_the_words_of_any_of_its_reports(record: Record) -> None:
    several = [entry for entry in record.events(reports=True) if sentences_of(entry)]
    assert several
    for entry in several:
        for sentence in sentences_of(entry):
            for as_of in (None, date.max):
                found = record.events(EventFilter(text=f'"{sentence.rstrip(".")}"', as_of=as_of))
                assert entry.id in [one.id for one in found]
        over = f'"{entry.words.split()[-1]} {sentences_of(entry)[0].split()[0]}"'  # from one text into the next
        for as_of in (None, date.max):
            assert not list(record.events(EventFilter(text=over, as_of=as_of)))
    in_part = next(one for one in record.quotes(reports=True) if one.n_reports > 1)
    for report in in_part.reports:
        for piece in report.told.content if isinstance(report.told, Quote) else ():
            assert in_part.id in [one.id for one in record.quotes(QuoteFilter(text=f'"{piece.text}"'))]


def test_a_reader_streams_from_the_snapshot_that_it_holds(tmp_path: Path) -> None:
    """On a file: on a server what streams has a connection of its own."""
    where = str(tmp_path / "onrecord.db")
    with Record.open(where) as record:
        record.add(READINGS[:-2])
    with Record.open(where, readonly=True) as reader, Record.open(where) as record:
        with reader.snapshot():
            before, n = reader.last_change(), reader.count(QuoteFilter()) + reader.count(EventFilter())
            record.add(READINGS)
            assert record.last_change() > before == reader.last_change()
            assert len([*reader.quotes(), *reader.events()]) == n
        assert len([*reader.quotes(), *reader.events()]) > n


def test_what_one_says_of_another_is_what_both_filters_find(record: Record) -> None:
    said = [one for one in record.quotes() if one.speaker]
    speakers = {one.speaker for one in said} | {one.speaker_country for one in said if one.speaker_country}
    meant = {name for one in said for name in (*one.about, *([one.addressee] if one.addressee else []))}
    n_both = 0
    for speaker in sorted(speakers):
        by = [one.id for one in record.quotes(QuoteFilter(speaker=speaker))]
        for about in sorted(meant | {name.partition("/")[0] for name in meant}):
            of = {one.id for one in record.quotes(QuoteFilter(about=about))}
            both = [one.id for one in record.quotes(QuoteFilter(speaker=speaker, about=about))]
            assert both == [name for name in by if name in of], (speaker, about)
            n_both += len(both)
    assert n_both


def test_a_record_of_leading_words_alone_is_brought_up_to_date(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr(schema, "STEPS", schema.STEPS[:3])
        older.setattr(schema, "VERSION", 3)
        older.setattr(summary, "_searched", lambda ordered, words, wordings: "")
        with Record.open(where) as record:
            record.add(READINGS)
            before = [*record.events(reports=True), *record.quotes(reports=True)]
            (several, *_) = [entry for entry in record.events(reports=True) if sentences_of(entry)]
            asked = EventFilter(text=f'"{sentences_of(several)[0].rstrip(".")}"')
            changes = list(record.changes())
            assert not record.count(asked)
    with pytest.raises(StoreError, match="doctor --mend"):
        Record.open(where, readonly=True)
    with Record.open(where) as record:
        assert [one.id for one in record.events(asked)] == [several.id]
        assert [*record.events(reports=True), *record.quotes(reports=True)] == before
        assert list(record.changes()) == changes
        if record.engine.name == "sqlite":  # the rows hold what the index does
            assert not [
                check.faults for check in verify(record.engine) if check.name == "words are indexed" and check.faults
            ]


def test_days_at_the_ends_of_the_calendar(where: str) -> None:
    text = "Norway recalled its ambassador to Peru."
    days = [date.max, date(2900, 1, 5), date(2024, 5, 3), date.min]
    with Record.open(where) as record:
        assert record.add([read(day.isoformat(), "Post", text) for day in days]).added == 4
        assert {entry.first_on for entry in record.events()} == set(days)
        assert [entry.first_on for entry in record.events(EventFilter(until_on=date(2024, 5, 3)))] == days[2:]
        assert [
            entry.first_on for entry in record.events(EventFilter(from_on=date(2871, 1, 1), until_on=date(2950, 1, 1)))
        ] == days[1:2]
        assert list(record.events(EventFilter(as_of=date.max))) == list(record.events())
        assert [record.links(entry) for entry in record.events()] == [(), (), (), ()]
        assert not any(check.faults for check in verify(record.engine))


def test_changes_tell_what_came_since(record: Record) -> None:
    changes = list(record.changes())
    assert [change.number for change in changes] == list(range(1, len(changes) + 1))
    last = changes[-1].number
    record.add([read("2024-07-09", "Late Post", "Iceland expelled three Danish diplomats on Monday.")])
    new = list(record.changes(since=last))
    assert [change.what for change in new].count("added") == len(new) >= 1


def test_a_stream_sees_one_state_while_others_write(record: Record) -> None:
    stream = record.events()
    first = next(stream)
    record.add([read("2025-07-09", "Late Post", "Iceland expelled three Danish diplomats on Monday.")])
    seen = [first, *stream]
    assert len(seen) == record.count(EventFilter()) - 1
    assert all(isinstance(entry, EventEntry) for entry in seen)


def test_actors_by_name_country_and_sector(record: Record) -> None:
    assert "NOR/elin-dahl" in {actor.id for actor in record.actors("Norway")}
    assert {actor.id for actor in record.actors("Elin Dahl")} == {"NOR/elin-dahl"}
    assert {actor.country for actor in record.actors("KEN")} == {"KEN"}
    with pytest.raises(ConfigError, match=r"nobody on record is called 'Elin Dall'; the nearest names: Elin Dahl"):
        record.actors("Elin Dall")


def test_no_more_are_counted_than_are_wanted(record: Record) -> None:
    n = record.count(EventFilter())
    assert [record.count(EventFilter(), most=most) for most in (0, 2, n, n + 5)] == [0, 2, n, n]
    assert record.count(QuoteFilter(text="a*"), most=1) == 1


def test_a_record_open_for_reading_is_not_written(where: str) -> None:
    with Record.open(where) as record:
        record.add(READINGS[:2])
    with Record.open(where, readonly=True) as record:
        assert record.count(EventFilter()) >= 1
        with pytest.raises(StoreError, match="for reading only"):
            record.add(READINGS[2:3])


def test_merging_anew_ends_where_loading_did(record: Record) -> None:
    def entries() -> list[Any]:
        return [*record.events(reports=True), *record.quotes(reports=True)]

    before = entries()
    with record.engine.writing():
        record.engine.run("UPDATE onrecord_meta SET value = 'older' WHERE name = 'matching'")
    record.mend()
    assert entries() == before
    assert record.mend() == 0
    assert not [check.faults for check in verify(record.engine) if check.faults]


def test_a_wire_report_in_many_outlets_is_compared_once(record: Record) -> None:
    def n_pairs() -> int:
        return sum(len(rows_of(record)[table]) for table in ("pairing", "near"))

    before, wire = n_pairs(), ARTICLES[0]
    outlets = [dataclasses.replace(wire, outlet=f"Paper {n}") for n in range(30)]
    record.add(outlets[:20], finder=RuleFinder())
    record.add(outlets[20:], finder=RuleFinder())
    assert n_pairs() == before
    assert not [check.faults for check in verify(record.engine) if check.faults]
    entry = max(record.events(EventFilter()), key=lambda entry: entry.n_reports)
    assert (entry.n_reports, entry.n_independent) == (33, 3)
    assert len(record.copies(article_key(wire))) == 30


FIRST_STEP = """
DROP INDEX report_by_telling; ALTER TABLE report DROP COLUMN telling; DROP TABLE telling; DROP TABLE block; DROP TABLE pairing;
DROP TABLE band; DROP TABLE near;
CREATE TABLE block (block INTEGER, first_day INTEGER, report INTEGER, last_day INTEGER);
CREATE TABLE pairing (report INTEGER, other INTEGER, score REAL); CREATE TABLE band (band INTEGER, article TEXT);
CREATE TABLE near (article TEXT, other TEXT, jaccard REAL);
UPDATE onrecord_meta SET value = '1' WHERE name = 'schema'
"""


def test_a_record_of_the_first_tables_is_brought_up_to_date(record: Record, where: str) -> None:
    before, rows = [*record.events(reports=True), *record.quotes(reports=True)], rows_of(record)
    with record.engine.writing():
        for statement in FIRST_STEP.replace("INTEGER", "BIGINT").split(";"):
            record.engine.run(statement)
    record.close()
    with pytest.raises(StoreError, match="doctor --mend"):
        Record.open(where, readonly=True)
    with Record.open(where) as mended:
        assert [*mended.events(reports=True), *mended.quotes(reports=True)] == before
        assert {name: rows_of(mended)[name] for name in ("pairing", "near", "block")} == {
            name: rows[name] for name in ("pairing", "near", "block")
        }
        assert not [check.faults for check in verify(mended.engine) if check.faults]


NORWAY, PERU = (
    Party(id=code, name=name, kind="country", country=code) for code, name in (("NOR", "Norway"), ("PER", "Peru"))
)
IMPORTED = CodedEvent(
    source="icews", source_id="1", row="1\tConsult", type="CONSULT", quad=1, plover_score=2.5, actors=(NORWAY,), recipients=(PERU,),
    first_on=date(2024, 5, 5),
)  # fmt: skip
SEARCHES = ("r*", "re*", "rec*", "reca*", "recall*", "recalled", '"recalled its"', "amb* peru", "bull*", "ÉL*", "zz*")


def found_in(record: Record) -> dict[str, list[list[str]]]:
    """What each search finds, newest first, and the first of it."""
    found = {}
    for words in SEARCHES:
        events, quotes = EventFilter(text=words), QuoteFilter(text=words)
        firsts = [one.id for one in (record.earliest(events), record.earliest(quotes)) if one is not None]
        found[words] = [[one.id for one in record.events(events)], [one.id for one in record.quotes(quotes)], firsts]
    return found


def test_a_record_without_beginnings_of_words_is_brought_up_to_date_and_finds_the_same(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(schema, "STEPS", schema.STEPS[:2])
        older.setattr(schema, "VERSION", 2)
        with Record.open(where) as record:
            record.add(READINGS[:-2])
            record.add_coded([IMPORTED])
            before = found_in(record)
    assert sum(len(ids) for told in before.values() for ids in told) > 20
    with pytest.raises(StoreError, match="doctor --mend"):
        Record.open(where, readonly=True)
    with Record.open(where) as record:
        assert found_in(record) == before
        if record.engine.name == "sqlite":
            told = record.engine.run("SELECT sql FROM sqlite_master WHERE name IN ('event_words', 'quote_words')")
            assert all("prefix='1 2 3'" in sql for (sql,) in told)
        record.add(READINGS)
        assert not [check.faults for check in verify(record.engine) if check.faults]
        whole = found_in(record)
    with Record.open(tmp_path / "fresh.db") as record:
        record.add(READINGS)
        record.add_coded([IMPORTED])
        assert found_in(record) == whole
