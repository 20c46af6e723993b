"""Who is meant by words: an actor's id, a country, a sector, or a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from onrecord import gazetteer, ontology
from onrecord.entries import Party
from onrecord.errors import ConfigError
from onrecord.record.engine import Engine
from onrecord.record.queries import select_in
from onrecord.record.similarity import fold, words

NEAREST = 5  # names that an error offers
_POOL = 2_000  # names that are looked at for the nearest


@dataclass(frozen=True, slots=True)
class Who:
    """Everybody who fits: all of a country, all of a sector, or the actors with these ids."""

    country: str | None = None
    sector: str | None = None
    ids: tuple[str, ...] = ()


def find_who(engine: Engine, asked: str) -> Who:
    """Who is meant. Three capital letters are a country or a sector; a country's name is the whole country.

    Raises ConfigError, with the nearest names, where nobody on record fits.
    """
    bare = " ".join(asked.split())
    if bare.upper() == bare and bare.isalpha() and len(bare) == 3:
        if bare in ontology.SECTORS and not _is_country(engine, bare):
            return Who(sector=bare)
        if _is_country(engine, bare):
            return Who(country=bare)
    if engine.run("SELECT 1 FROM actor WHERE id = ?", (bare,)):
        return Who(ids=(bare,))
    named = gazetteer.load_gazetteer().named(bare)
    if named and named.kind in ("country", "adjective", "people", "body") and "/" not in named.id:
        return Who(country=named.country) if named.kind != "body" or named.id == named.country else Who(ids=(named.id,))
    ids = _by_name(engine, bare)
    if ids:
        return Who(ids=ids)
    near = nearest_names(engine, bare)
    told = f"; the nearest names: {', '.join(near)}" if near else ""
    raise ConfigError(f"nobody on record is called {bare!r}{told}")


def find_actors(engine: Engine, asked: str | None = None) -> list[Party]:
    """The actors whom words name, or everybody; by id."""
    columns = "id, name, kind, country, sectors"
    if asked is None:
        rows = engine.run(f"SELECT {columns} FROM actor ORDER BY id")
    else:
        who = find_who(engine, asked)
        if who.country is not None:
            rows = engine.run(f"SELECT {columns} FROM actor WHERE country = ? ORDER BY id", (who.country,))
        elif who.sector is not None:
            sql = f"SELECT {columns} FROM actor WHERE ' ' || sectors || ' ' LIKE ? ORDER BY id"
            rows = engine.run(sql, (f"% {who.sector} %",))
        else:
            rows = list(select_in(engine, f"SELECT {columns} FROM actor WHERE id IN ({{marks}})", who.ids))
    return [
        Party(id=name, name=shown, kind=kind, country=country, sectors=tuple(sectors.split()))
        for name, shown, kind, country, sectors in rows
    ]


def load_names(engine: Engine, ids: Iterable[str]) -> Mapping[str, str]:
    """Actors' names by id; ids that nobody bears are left out."""
    return dict(select_in(engine, "SELECT id, name FROM actor WHERE id IN ({marks})", sorted(set(ids))))


def condition(who: Who, kind: str, role: str | None, seq: str) -> tuple[str, list[str]]:
    """SQL that an entry's seq, found in the column `seq`, must fulfil, with its values. `role` None is any."""
    members, values = _members(who, kind, role)
    return f"{seq} IN ({members})", values


def both_condition(
    one: Who, other: Who, kind: str, seq: str, role: str | None = None, roles: Sequence[str | None] = (None,)
) -> tuple[str, list[str]]:
    """The same for entries in which two take part, the one in `role` and the other in any of `roles`.

    Those of the one are walked and sifted by those of the other.
    """
    walked, values = _members(one, kind, role)
    sifting = [_members(other, kind, of_other) for of_other in roles]
    either = " OR ".join(f"entry IN ({members})" for members, _ in sifting)
    return f"{seq} IN ({walked} AND ({either}))", [*values, *(value for _, more in sifting for value in more)]


def _members(who: Who, kind: str, role: str | None) -> tuple[str, list[str]]:
    """SQL for the seqs of the entries in which somebody takes part."""
    of_role = f" AND role = '{role}'" if role else ""
    party = f"SELECT entry FROM {kind}_party WHERE"
    if who.country is not None:
        return f"{party} country = ?{of_role}", [who.country]
    if who.sector is not None:
        actors = "SELECT id FROM actor WHERE ' ' || sectors || ' ' LIKE ?"
        return f"{party} actor IN ({actors}){of_role}", [f"% {who.sector} %"]
    marks = ", ".join("?" * len(who.ids))
    return f"{party} actor IN ({marks}){of_role}", list(who.ids)


def actor_condition(who: Who, column: str) -> tuple[str, list[str]]:
    """SQL that a column with an actor's id must fulfil."""
    if who.country is not None:
        return f"{column} IN (SELECT id FROM actor WHERE country = ?)", [who.country]
    if who.sector is not None:
        return f"{column} IN (SELECT id FROM actor WHERE ' ' || sectors || ' ' LIKE ?)", [f"% {who.sector} %"]
    return f"{column} IN ({', '.join('?' * len(who.ids))})", list(who.ids)


def nearest_names(engine: Engine, asked: str) -> list[str]:
    """Names on record, of countries that somebody on record is of too, that are spelt nearly so; never the words themselves."""
    folded, shown = fold(asked), gazetteer.load_gazetteer().shown
    states = engine.run("SELECT DISTINCT country FROM actor WHERE country IS NOT NULL ORDER BY country")
    pool = {fold(shown[code]): shown[code] for (code,) in states if code in shown}
    starts = {word[:2] for word in words(asked)} or {""}
    for start in sorted(starts):
        sql = "SELECT folded, name FROM actor WHERE folded LIKE ? OR folded LIKE ? ORDER BY folded LIMIT ?"
        pool |= dict(engine.run(sql, (f"{start}%", f"% {start}%", _POOL)))
    pool.pop(folded, None)
    close = get_close_matches(folded, pool, n=NEAREST, cutoff=0.6)
    by_word = [name for name in pool if get_close_matches(folded, name.split(), n=1, cutoff=0.75)]
    return [pool[name] for name in list(dict.fromkeys([*close, *sorted(by_word)]))[:NEAREST]]


def _is_country(engine: Engine, code: str) -> bool:
    names = gazetteer.load_gazetteer().shown
    return code in names or bool(engine.run("SELECT 1 FROM actor WHERE country = ? LIMIT 1", (code,)))


def _by_name(engine: Engine, asked: str) -> tuple[str, ...]:
    """Ids of those with this name, else of those whose name ends with it ("Putin")."""
    folded = " ".join(fold(asked).split()).replace("%", "").replace("_", "")
    if not folded:
        return ()
    exact = engine.run("SELECT id FROM actor WHERE folded = ? ORDER BY id", (folded,))
    rows = exact or engine.run("SELECT id FROM actor WHERE folded LIKE ? ORDER BY id", (f"% {folded}",))
    return tuple(row[0] for row in rows[:500])
