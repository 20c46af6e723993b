"""Reports become entries: new reports are paired with those that may match, and the entries they touch are made anew.

What an entry is depends on the set of reports alone: pairs are decided from two codings, components and clusters from
the pairs, the summary from the members. So any order of loading, and any splitting of it, ends in the same entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.record.clustering import cluster, components
from onrecord.record.codings import Coding, EventCoding, from_json
from onrecord.record.engine import Engine, SqlRow
from onrecord.record.entry_rows import KINDS, EntryRows
from onrecord.record.matching import LONGEST_WINDOW, blocks_of, is_match, score
from onrecord.record.queries import select_in
from onrecord.record.rollup import RollUp
from onrecord.record.summary import Member, Values, founder, summarise


class Fresh(NamedTuple):
    """A report that has just been written, in a component and an entry of its own."""

    seq: int
    kind: str
    coding: Coding
    member: Member


class Standing(NamedTuple):
    """A report as it stands: where it belonged before."""

    seq: int
    kind: str
    component: int
    entry: str
    member: Member


Changed = tuple[str | None, str, str | None]  # entry, what, detail
MEMBER_COLUMNS = "r.seq, r.kind, r.component, r.entry, r.id, r.coding, r.article, a.published_on, a.outlet, a.title, r.loaded_at, a.details"


class Merger:
    """Merges within one transaction of the writer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rows = {kind: EntryRows(engine, kind) for kind in KINDS}

    def merge(self, fresh: Sequence[Fresh], loosened: Iterable[int] = ()) -> list[Changed]:
        """Bring the entries up to date with reports that came, and with components that lost one. Gives the changes."""
        met = self._pair(fresh)
        touched = self._standing(set(loosened) | set(self._components_of(met)))
        seqs = {standing.seq for standing in touched}
        alone = {one.member.id: [one.member] for one in fresh if one.seq not in seqs}
        clusters, homes = self._cluster(touched)
        before = {standing.entry for standing in touched}
        self._move(touched, homes)
        heirs = {standing.member.id: homes[standing.seq][1] for standing in touched}
        return self._rewrite({**clusters, **alone}, before, heirs)

    # --- pairs ------------------------------------------------------------------------------------------------------

    def _pair(self, fresh: Sequence[Fresh]) -> set[int]:
        """Index the new reports, and pair them with those that match; the numbers of all that found a match."""
        here, asked = [], []
        for one in fresh:
            found_in, looks_in = blocks_of(one.coding)
            here += [(block, first, one.seq, last) for block, first, last in found_in]
            asked += [(one.seq, block, first, last) for block, first, last in looks_in]
        self._engine.load_rows("block", ("block", "first_day", "report", "last_day"), here)
        reports = {one.seq: (one.coding, one.member.details) for one in fresh}
        meetings = self._meetings(asked)
        missing = {other for _, other in meetings} - reports.keys()
        sql = (
            "SELECT r.seq, r.kind, r.coding, a.details FROM report r JOIN article a ON a.key = r.article"
            " WHERE r.seq IN ({marks})"
        )
        for seq, kind, told, details in select_in(self._engine, sql, sorted(missing)):
            reports[seq] = (from_json(kind, told), _details_of(details))
        pairs: dict[tuple[int, int], float] = {}
        for one, other in meetings:
            pair = (min(one, other), max(one, other))
            if pair not in pairs:
                (coding_a, around_a), (coding_b, around_b) = reports[pair[0]], reports[pair[1]]
                pairs[pair] = score(coding_a, coding_b, around_a, around_b)
        matches = [(a, b, chance) for (a, b), chance in pairs.items() if is_match(chance, _kind(reports[a][0]))]
        both_ways = [row for a, b, chance in matches for row in ((a, b, chance), (b, a, chance))]
        self._engine.load_rows("pairing", ("report", "other", "score"), both_ways)
        return {seq for a, b, _ in matches for seq in (a, b)}

    def _meetings(self, asked: Sequence[tuple[int, int, int, int]]) -> list[SqlRow]:
        """Pairs of reports that share a block and a day."""
        self._engine.run(
            "CREATE TEMP TABLE IF NOT EXISTS asked (report INTEGER, block INTEGER, first_day INTEGER, last_day INTEGER)"
            if self._engine.name == "sqlite"
            else "CREATE TEMP TABLE IF NOT EXISTS asked (report BIGINT, block BIGINT, first_day BIGINT, last_day BIGINT)"
        )
        self._engine.run("DELETE FROM asked")
        self._engine.run_many("INSERT INTO asked VALUES (?, ?, ?, ?)", asked)
        return self._engine.run(
            "SELECT DISTINCT asked.report, block.report FROM asked CROSS JOIN block WHERE block.block = asked.block"
            f" AND block.first_day BETWEEN asked.first_day - {LONGEST_WINDOW} AND asked.last_day"
            " AND block.last_day >= asked.first_day AND block.report <> asked.report"
        )

    # --- clusters ---------------------------------------------------------------------------------------------------

    def _components_of(self, seqs: Iterable[int]) -> list[int]:
        sql = "SELECT DISTINCT component FROM report WHERE seq IN ({marks})"
        return [row[0] for row in select_in(self._engine, sql, sorted(seqs))]

    def _standing(self, in_components: Iterable[int]) -> list[Standing]:
        """The reports of these components that hold."""
        sql = (
            f"SELECT {MEMBER_COLUMNS} FROM report r JOIN article a ON a.key = r.article"
            " WHERE r.component IN ({marks}) AND r.retired_at IS NULL"
        )
        return [to_standing(row) for row in select_in(self._engine, sql, sorted(in_components))]

    def _cluster(self, touched: Sequence[Standing]) -> tuple[dict[str, list[Member]], dict[int, tuple[int, str]]]:
        """The entries' members by id, and each report's component and entry."""
        by_seq = {standing.seq: standing for standing in touched}
        sql = "SELECT report, other, score FROM pairing WHERE report IN ({marks})"
        pairs = list(select_in(self._engine, sql, sorted(by_seq)))
        return cluster_standing(by_seq, pairs)

    def _move(self, touched: Sequence[Standing], homes: Mapping[int, tuple[int, str]]) -> None:
        self._engine.run_many(
            "UPDATE report SET component = ?, entry = ? WHERE seq = ?",
            [(*homes[one.seq], one.seq) for one in touched if homes[one.seq] != (one.component, one.entry)],
        )

    # --- entries ----------------------------------------------------------------------------------------------------

    def _rewrite(
        self, clusters: Mapping[str, list[Member]], before: set[str], heirs: Mapping[str, str]
    ) -> list[Changed]:
        """Write the entries that are new or other than before, and drop those that are gone."""
        voices = find_voices(self._engine, clusters.values())
        roll_up = RollUp()
        changes: list[Changed] = []
        for kind in KINDS:
            rows = self._rows[kind]
            new = {
                name: summarise(members, voices[name]) for name, members in clusters.items() if name.startswith(kind[0])
            }
            old = rows.load({name for name in before | new.keys() if name.startswith(kind[0])})
            changed = {name: values for name, values in new.items() if not _is_same(values, old.get(name))}
            gone = [row for name, row in old.items() if name not in new or name in changed]
            for name, values in changed.items():
                if name in old and old[name]["first_on"] == values["first_on"]:
                    values["seq"] = old[name]["seq"]
            rows.replace(gone, list(changed.values()), roll_up)
            changes += [_tell(name, values, old.get(name)) for name, values in changed.items()]
            changes += [_tell_gone(name, heirs) for name in old if name not in new]
        roll_up.write(self._engine)
        return changes


def _kind(coding: Coding) -> str:
    return "event" if isinstance(coding, EventCoding) else "quote"


@lru_cache(maxsize=1_024)
def _details_of(told: str) -> frozenset[str]:
    return frozenset(told.split())


def to_standing(row: SqlRow) -> Standing:
    """A report from MEMBER_COLUMNS."""
    seq, kind, component, entry, name, told, article, published_on, outlet, title, loaded_at, details = row
    member = Member(
        id=name,
        coding=from_json(kind, told),
        article=article,
        published_on=published_on,
        outlet=outlet,
        title=title,
        loaded_at=loaded_at,
        details=_details_of(details),
    )
    return Standing(seq, kind, component, entry, member)


def cluster_standing(
    by_seq: Mapping[int, Standing], pairs: Sequence[SqlRow]
) -> tuple[dict[str, list[Member]], dict[int, tuple[int, str]]]:
    """The members of each entry by its id, and each report's component and entry; `pairs` with others are passed over."""
    partners: dict[int, list[int]] = {}
    scored: dict[int, list[tuple[int, float]]] = {}
    for one, other, chance in pairs:
        if one in by_seq and other in by_seq:
            partners.setdefault(one, []).append(other)
            scored.setdefault(one, []).append((other, chance))
    entries: dict[str, list[Member]] = {}
    homes: dict[int, tuple[int, str]] = {}
    for component in components(by_seq, partners):
        members = {by_seq[seq].member.id: by_seq[seq].member for seq in component}
        seq_of = {by_seq[seq].member.id: seq for seq in component}
        edges = [
            (chance, by_seq[seq].member.id, by_seq[other].member.id)
            for seq in component
            for other, chance in scored.get(seq, ())
        ]
        for names in cluster({name: member.coding for name, member in members.items()}, edges):
            entry = founder(members[name] for name in names)
            entries[entry] = [members[name] for name in names]
            homes |= {seq_of[name]: (component[0], entry) for name in names}
    return entries, homes


def find_voices(engine: Engine, groups: Iterable[Sequence[Member]]) -> dict[str, dict[str, str]]:
    """For each entry, its articles that are copies of each other: article -> the first of its copies. Others are left out."""
    groups = list(groups)
    articles = {member.article for members in groups for member in members if len(members) > 1}
    near: dict[str, list[str]] = {}
    sql = "SELECT article, other FROM near WHERE article IN ({marks})"
    for one, other in select_in(engine, sql, sorted(articles)):
        near.setdefault(one, []).append(other)
    return {founder(members): _voices(members, near) for members in groups}


def _voices(members: Sequence[Member], near: Mapping[str, list[str]]) -> dict[str, str]:
    articles = sorted({member.article for member in members})
    numbers = {name: number for number, name in enumerate(articles)}
    partners = {numbers[name]: [numbers[o] for o in near.get(name, ()) if o in numbers] for name in articles}
    if not any(partners.values()):
        return {}
    return {articles[n]: articles[group[0]] for group in components(range(len(articles)), partners) for n in group}


def forget_blocks(engine: Engine, reports: Mapping[int, Coding]) -> None:
    """Take reports that hold no longer out of the blocks, so that nothing new is paired with them."""
    rows = [(block, first, seq) for seq, coding in reports.items() for block, first, _ in blocks_of(coding)[0]]
    engine.run_many("DELETE FROM block WHERE block = ? AND first_day = ? AND report = ?", rows)


def _is_same(values: Values, row: Values | None) -> bool:
    return row is not None and all(row[name] == value for name, value in values.items())


def _tell(name: str, values: Values, row: Values | None) -> Changed:
    if row is None:
        return name, "added", None
    if values["n_reports"] > row["n_reports"]:
        return name, "reported", str(values["n_reports"])
    return name, "recoded", None


def _tell_gone(name: str, heirs: Mapping[str, str]) -> Changed:
    heir = heirs.get(name)
    return (name, "merged", heir) if heir else (name, "removed", None)
