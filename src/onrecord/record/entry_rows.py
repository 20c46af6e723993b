"""The rows of entries: what is written, what is taken away, and all that hangs on them (parties, words, roll-up)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.record.engine import Engine, Kind
from onrecord.record.queries import columns_of, run_in, select_in
from onrecord.record.rollup import RollUp
from onrecord.record.summary import Values, from_list, want_seq

KINDS: tuple[Kind, Kind] = ("event", "quote")


class EntryRows:
    """Replaces entries of one kind. Use it inside `writing`."""

    def __init__(self, engine: Engine, kind: Kind) -> None:
        self._engine = engine
        self._kind = kind
        self.columns = tuple(name for name in columns_of(engine, kind) if name != "found")

    def load(self, ids: Iterable[str]) -> dict[str, Values]:
        """The rows that stand there, by id."""
        sql = f"SELECT {', '.join(self.columns)} FROM {self._kind} WHERE id IN ({{marks}})"
        rows = (dict(zip(self.columns, row, strict=True)) for row in select_in(self._engine, sql, sorted(ids)))
        return {row["id"]: row for row in rows}

    def replace(self, old: Sequence[Values], new: Sequence[Values], roll_up: RollUp) -> None:
        """Take away rows as `load` gave them, and write others; `seq` is given to what has none."""
        self._remove(old, roll_up)
        self._give_places(new)
        self._write(new, roll_up)

    def _remove(self, rows: Sequence[Values], roll_up: RollUp) -> None:
        if not rows:
            return
        self._engine.index_words(self._kind, [(r["seq"], r["words"], r["titles"]) for r in rows], forget=True)
        self._engine.run_many(
            f"DELETE FROM {self._kind}_party WHERE country = ? AND role = ? AND entry = ? AND actor = ?",
            [party for row in rows for party in parties_of(self._kind, row)],
        )
        run_in(self._engine, f"DELETE FROM {self._kind} WHERE seq IN ({{marks}})", [row["seq"] for row in rows])
        if self._kind == "event":
            for row in rows:
                roll_up.add(row, -1)

    def _write(self, rows: Sequence[Values], roll_up: RollUp) -> None:
        if not rows:
            return
        names = ", ".join(self.columns)
        marks = ", ".join("?" * len(self.columns))
        self._engine.run_many(
            f"INSERT INTO {self._kind} ({names}) VALUES ({marks})",
            [tuple(row[name] for name in self.columns) for row in rows],
        )
        self._engine.run_many(
            f"INSERT INTO {self._kind}_party (country, role, entry, actor) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [party for row in rows for party in parties_of(self._kind, row)],
        )
        self._engine.index_words(self._kind, [(row["seq"], row["words"], row["titles"]) for row in rows])
        if self._kind == "event":
            for row in rows:
                roll_up.add(row)

    def _give_places(self, rows: Sequence[Values]) -> None:
        places = give_places(self._engine, self._kind, [row.get("seq") or want_seq(row) for row in rows])
        for row, seq in zip(rows, places, strict=True):
            row["seq"] = seq


def give_places(engine: Engine, kind: Kind, wanted: Sequence[int]) -> list[int]:
    """The wanted numbers where they are free, else the next free ones."""
    sql = f"SELECT seq FROM {kind} WHERE seq IN ({{marks}})"
    taken = {row[0] for row in select_in(engine, sql, wanted)}
    if not taken and len(set(wanted)) == len(wanted):
        return list(wanted)
    places: list[int] = []
    for seq in wanted:
        while seq in taken or (
            seq != wanted[len(places)] and engine.run(f"SELECT 1 FROM {kind} WHERE seq = ?", (seq,))
        ):
            seq += 1
        taken.add(seq)
        places.append(seq)
    return places


PARTY_COLUMNS: dict[Kind, tuple[str, ...]] = {  # by which `parties_of` tells them
    "event": ("seq", "actors", "actor_countries", "recipients", "recipient_countries"),
    "quote": ("seq", "speaker", "speaker_country", "addressee", "addressee_country", "about", "about_countries"),
}


def parties_of(kind: Kind, row: Mapping[str, Any]) -> list[tuple[str, str, int, str]]:
    """The rows of `event_party` or `quote_party` of an entry's row."""
    seq = row["seq"]
    if kind == "event":
        return event_parties(
            seq,
            (from_list(row["actors"]), from_list(row["actor_countries"])),
            (from_list(row["recipients"]), from_list(row["recipient_countries"])),
        )
    found = [("speaker", row["speaker"], row["speaker_country"])] if row["speaker"] else []
    found += [("to", row["addressee"], row["addressee_country"])] if row["addressee"] else []
    about = zip(from_list(row["about"]), from_list(row["about_countries"]), strict=True)
    found += [("about", actor, country) for actor, country in about]
    return [(country or "", role, seq, actor) for role, actor, country in found]


Side = tuple[Sequence[str], Sequence[str | None]]  # ids and countries, in the same order


def event_parties(seq: int, givers: Side, takers: Side) -> list[tuple[str, str, int, str]]:
    """The rows of `event_party` of one event."""
    found = [(country or "", "actor", seq, actor) for actor, country in zip(*givers, strict=True)]
    found += [(country or "", "recipient", seq, actor) for actor, country in zip(*takers, strict=True)]
    return found
