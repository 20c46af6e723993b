"""Reports become entries: what is told anew is paired with what may match it, and the entries that this touches are made anew.

What an entry is depends on the set of reports alone: pairs are decided from two codings, components and clusters from
the pairs, the summary from the members. So any order of loading, and any splitting of it, ends in the same entries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from onrecord.record.blocking import LONGEST_WINDOW, blocks_of
from onrecord.record.clustering import cluster, components
from onrecord.record.codings import Coding, EventCoding, QuoteCoding, from_json
from onrecord.record.engine import Engine, SqlRow
from onrecord.record.entry_rows import KINDS, EntryRows
from onrecord.record.matching import is_match, is_match_within, may_be_one, score
from onrecord.record.queries import run_in, select_in
from onrecord.record.rollup import RollUp
from onrecord.record.summary import Member, Values, founder, summarise

MIN_THINKABLE = 0.02  # chance below which two events never share an entry, whatever other reports match both


class Fresh(NamedTuple):
    """A report that has just been written, in a component and an entry of its own."""

    seq: int
    kind: str
    telling: int
    member: Member


class Standing(NamedTuple):
    """A report as it stands: where it belonged before."""

    seq: int
    kind: str
    telling: int
    component: int
    entry: str
    member: Member


Told = tuple[Coding, frozenset[str]]  # a coding and its article's surroundings
Changed = tuple[str | None, str, str | None]  # entry, what, detail
MEMBER_COLUMNS = (
    "r.seq, r.kind, r.telling, r.component, r.entry, r.id, r.coding, r.article, a.published_on, a.outlet, a.title, r.loaded_at,"
    " a.details"
)


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
        """Index what is told for the first time, and pair it with what matches; the tellings that more than one report gives or match."""
        first: dict[int, Fresh] = {}  # in the order of articles, so that what is compared lies together
        for one in fresh:
            first.setdefault(one.telling, one)
        sql = "SELECT id FROM telling WHERE id IN ({marks})"
        known = {row[0] for row in select_in(self._engine, sql, sorted(first))}
        new = {
            telling: (one.member.coding, one.member.details) for telling, one in first.items() if telling not in known
        }
        self._engine.load_rows("telling", ("id",), [(telling,) for telling in sorted(new)])
        here, asked = [], []
        for telling, (coding, _) in new.items():
            found_in, looks_in = blocks_of(coding)
            here += [(block, first_day, telling, last_day) for block, first_day, last_day in found_in]
            asked += [(telling, block, first_day, last_day) for block, first_day, last_day in looks_in]
        self._engine.load_rows("block", ("block", "first_day", "telling", "last_day"), sorted(here))
        matched = self._match(new, self._meetings(asked))
        several = {telling for telling, n in Counter(one.telling for one in fresh).items() if n > 1}
        return known | several | matched

    def _match(self, told: dict[int, Told], meetings: Sequence[SqlRow]) -> set[int]:
        """Score the tellings that meet, and keep the pairs that match; the tellings that do."""
        told = {**told, **self._load_told({other for _, other in meetings} - told.keys())}
        named = list(told)
        place = {telling: at for at, telling in enumerate(named)}
        matches = []
        for one, other in sorted({(min(pair), max(pair)) for pair in ((place[a], place[b]) for a, b in meetings)}):
            a, b = sorted((named[one], named[other]))
            (coding_a, around_a), (coding_b, around_b) = told[a], told[b]
            chance = score(coding_a, coding_b, around_a, around_b)
            if is_match(chance, _kind(coding_a)):
                matches.append((a, b, chance))
        both_ways = [row for a, b, chance in matches for row in ((a, b, chance), (b, a, chance))]
        self._engine.load_rows("pairing", ("telling", "other", "score"), both_ways)
        return {telling for a, b, _ in matches for telling in (a, b)}

    def _load_told(self, tellings: Iterable[int]) -> dict[int, Told]:
        """What tellings tell, by any of their reports."""
        sql = (
            "SELECT r.telling, r.kind, r.coding, a.details FROM report r JOIN article a ON a.key = r.article WHERE r.seq IN"
            " (SELECT MIN(seq) FROM report WHERE telling IN ({marks}) AND retired_at IS NULL GROUP BY telling)"
        )
        rows = select_in(self._engine, sql, sorted(tellings))
        return {telling: (from_json(kind, coding), _details_of(details)) for telling, kind, coding, details in rows}

    def _meetings(self, asked: Sequence[tuple[int, int, int, int]]) -> list[SqlRow]:
        """Pairs of tellings that share a block and a day."""
        self._engine.run(
            "CREATE TEMP TABLE IF NOT EXISTS asked (telling INTEGER, block INTEGER, first_day INTEGER, last_day INTEGER)"
            if self._engine.name == "sqlite"
            else "CREATE TEMP TABLE IF NOT EXISTS asked (telling BIGINT, block BIGINT, first_day BIGINT, last_day BIGINT)"
        )
        self._engine.run("DELETE FROM asked")
        self._engine.run_many("INSERT INTO asked VALUES (?, ?, ?, ?)", asked)
        return self._engine.run(
            "SELECT DISTINCT asked.telling, block.telling FROM asked CROSS JOIN block WHERE block.block = asked.block"
            f" AND block.first_day BETWEEN asked.first_day - {LONGEST_WINDOW} AND asked.last_day"
            " AND block.last_day >= asked.first_day AND block.telling <> asked.telling"
        )

    # --- clusters ---------------------------------------------------------------------------------------------------

    def _components_of(self, tellings: Iterable[int]) -> list[int]:
        sql = "SELECT DISTINCT component FROM report WHERE telling IN ({marks}) AND retired_at IS NULL"
        return [row[0] for row in select_in(self._engine, sql, sorted(tellings))]

    def _standing(self, in_components: Iterable[int]) -> list[Standing]:
        """The reports of these components that hold."""
        sql = (
            f"SELECT {MEMBER_COLUMNS} FROM report r JOIN article a ON a.key = r.article"
            " WHERE r.component IN ({marks}) AND r.retired_at IS NULL"
        )
        return [to_standing(row) for row in select_in(self._engine, sql, sorted(in_components))]

    def _cluster(self, touched: Sequence[Standing]) -> tuple[dict[str, list[Member]], dict[int, tuple[int, str]]]:
        """The entries' members by id, and each report's component and entry."""
        return cluster_standing(touched, load_pairs(self._engine, touched))

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


@lru_cache(maxsize=128)
def _details_of(told: str) -> frozenset[str]:
    return frozenset(told.split())


def to_standing(row: SqlRow) -> Standing:
    """A report from MEMBER_COLUMNS."""
    seq, kind, telling, component, entry, name, told, article, published_on, outlet, title, loaded_at, details = row
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
    return Standing(seq, kind, telling, component, entry, member)


def load_pairs(engine: Engine, reports: Iterable[Standing]) -> list[SqlRow]:
    """The pairs that the tellings of reports are in: telling, other, score."""
    tellings = sorted({report.telling for report in reports})
    return list(select_in(engine, "SELECT telling, other, score FROM pairing WHERE telling IN ({marks})", tellings))


def cluster_standing(
    reports: Iterable[Standing], pairs: Sequence[SqlRow]
) -> tuple[dict[str, list[Member]], dict[int, tuple[int, str]]]:
    """The members of each entry by its id, and each report's component and entry.

    Reports of one telling stay together; `pairs` with tellings of others are passed over.
    """
    tellers: dict[int, list[Standing]] = {}
    for report in sorted(reports):
        tellers.setdefault(report.telling, []).append(report)
    partners: dict[int, list[int]] = {}
    scored: dict[int, list[tuple[int, float]]] = {}
    for one, other, chance in pairs:
        if one in tellers and other in tellers and _are_partners(chance, tellers[one], tellers[other]):
            partners.setdefault(one, []).append(other)
            scored.setdefault(one, []).append((other, chance))
    entries: dict[str, list[Member]] = {}
    homes: dict[int, tuple[int, str]] = {}
    name_of = {telling: min(report.member.id for report in told) for telling, told in tellers.items()}
    for component in components(tellers, partners):
        by_name = {name_of[telling]: tellers[telling] for telling in component}
        number = min(report.seq for told in by_name.values() for report in told)
        edges = [(p, name_of[one], name_of[other]) for one in component for other, p in scored.get(one, ())]
        for names in cluster(by_name, edges, partial(_may_be_one, by_name)):
            inside = [report for name in names for report in by_name[name]]
            entry = founder(report.member for report in inside)
            entries[entry] = sorted((report.member for report in inside), key=lambda member: member.id)
            homes |= {report.seq: (number, entry) for report in inside}
    return entries, homes


def _are_partners(chance: float, ours: Sequence[Standing], theirs: Sequence[Standing]) -> bool:
    """Whether two tellings that match stand for one thing: those that one article tells do only where they match well."""
    return not _share_article(ours, theirs) or is_match_within(chance, ours[0].member.coding, theirs[0].member.coding)


def _share_article(ours: Sequence[Standing], theirs: Sequence[Standing]) -> bool:
    articles = {report.member.article for report in ours}
    return not articles.isdisjoint(report.member.article for report in theirs)


def _may_be_one(by_name: Mapping[str, Sequence[Standing]], one: str, other: str) -> bool:
    """Whether two tellings that do not match may share an entry: no guard forbids it.

    Of two events it has to be thinkable besides, and no article may tell both. Two statements of an article may share one: a long one
    that another article gives whole may be told in parts there.
    """
    ours, theirs = by_name[one], by_name[other]
    a, b = ours[0].member, theirs[0].member
    if isinstance(a.coding, QuoteCoding):
        return may_be_one(a.coding, b.coding, a.details, b.details)
    return not _share_article(ours, theirs) and score(a.coding, b.coding, a.details, b.details) >= MIN_THINKABLE


def find_voices(engine: Engine, groups: Iterable[Sequence[Member]]) -> dict[str, dict[str, str]]:
    """For each entry, its articles that are copies of each other: article -> the first of its copies. Others are left out."""
    groups = list(groups)
    articles = {member.article for members in groups for member in members if len(members) > 1}
    texts: dict[str, str] = dict(
        select_in(engine, "SELECT key, id FROM article WHERE key IN ({marks})", sorted(articles))
    )
    near: dict[str, list[str]] = {}
    sql = "SELECT text, other FROM near WHERE text IN ({marks})"
    for one, other in select_in(engine, sql, sorted(set(texts.values()))):
        near.setdefault(one, []).append(other)
    return {founder(members): _voices(members, texts, near) for members in groups}


def _voices(members: Sequence[Member], texts: Mapping[str, str], near: Mapping[str, list[str]]) -> dict[str, str]:
    articles = sorted({member.article for member in members})
    if len(articles) < 2:
        return {}
    printing: dict[str, list[str]] = {}
    for name in articles:
        printing.setdefault(texts[name], []).append(name)
    numbers = {text: number for number, text in enumerate(printing)}
    partners = {number: [numbers[o] for o in near.get(text, ()) if o in numbers] for text, number in numbers.items()}
    names = list(printing.values())
    groups = ([name for n in group for name in names[n]] for group in components(range(len(names)), partners))
    return {name: min(group) for group in groups if len(group) > 1 for name in group}


def forget_tellings(engine: Engine, reports: Iterable[tuple[int, Coding]]) -> None:
    """Take out of the blocks what no report tells any more, so that nothing new is paired with it: tellings of reports just retired."""
    told = dict(reports)
    sql = "SELECT DISTINCT telling FROM report WHERE telling IN ({marks}) AND retired_at IS NULL"
    still = {row[0] for row in select_in(engine, sql, sorted(told))}
    gone = {telling: coding for telling, coding in told.items() if telling not in still}
    rows = [(block, first, telling) for telling, coding in gone.items() for block, first, _ in blocks_of(coding)[0]]
    engine.run_many("DELETE FROM block WHERE block = ? AND first_day = ? AND telling = ?", rows)
    run_in(engine, "DELETE FROM telling WHERE id IN ({marks})", sorted(gone))


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
