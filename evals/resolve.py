"""Who is meant by a name or a description alone: `python -m evals.resolve FOLDER [--errors]`.

FOLDER holds `gold/actors/ngec_actor_dev.jsonl`, a peer's tests (NGEC, 2024-05; it stays outside this repository). Each row has a text,
often a day, and what is expected: country, sector, second sector, the title of a Wikipedia page, or that it stays unresolved. A row is
right when all that it states is right; what it does not state is not asked. Three questions are put: rows that the words alone answer
(`text_only`), all rows, and rows that must stay unresolved.

How the set's own conventions are read: its "today", and a row without a day, is the day of the set, 2024-05-14. XKX is Kosovo's KOS. HLH is
CAMEO's health, PLOVER's MED. BUD, MUS, JEW, CHR are CAMEO's faiths, PLOVER's REL. An empty sector, and UNK, say that none is told. A page's
title is right when it is one of the names of the actor; the page of a city when the city stands for the state that is found (Tehran for
Iran). An empty title says that no page was asked for.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.gazetteer import Resolution, load_gazetteer, resolve
from onrecord.gazetteer.keys import to_key

TODAY = date(2024, 5, 14)
SET = Path("gold") / "actors" / "ngec_actor_dev.jsonl"
FAITHS = frozenset("BUD MUS JEW CHR HIN CTH MOS SIK".split())
FLOORS = {"text_only": 85.0, "all": 60.0, "unresolved": 95.0}
MONTHS = "january february march april may june july august september october november december".split()
Row = dict[str, Any]


def to_day(told: str | None) -> date:
    """The day of a row: ISO, "10 May 2015", or the day of the set."""
    if told is None or told.lower() == "today":
        return TODAY
    words = re.match(r"(\d{1,2}) (\w+) (\d{4})$", told)
    if words:
        return date(int(words[3]), MONTHS.index(words[2].lower()) + 1, int(words[1]))
    return date.fromisoformat(told)


def to_sector(told: str | None) -> str:
    """A sector of the set as PLOVER has it; "" for none."""
    if told in FAITHS:
        return "REL"
    return {"HLH": "MED", "UNK": "", None: ""}.get(told, told or "")


def is_right(row: Row, found: Resolution) -> bool:
    """Whether all that a row states is so."""
    sectors = [sector for sector in found.sectors if sector != "UNK"]
    if row["expected_none"]:
        return found.actor is None and not found.country and not sectors
    country = {"XKX": "KOS"}.get(row["expected_country"], row["expected_country"])
    checks = [country is None or (found.country or "") == country]
    if row["expected_sector"] is not None:
        checks.append((sectors[0] if sectors else "") == to_sector(row["expected_sector"]))
    if row["expected_sector2"] is not None:
        checks.append(row["expected_sector2"] in sectors[1:])
    if row["expected_wiki"]:
        checks.append(_is_named(found, re.sub(r" \(.*\)$", "", row["expected_wiki"])))
    return all(checks)


def _is_named(found: Resolution, title: str) -> bool:
    known = load_gazetteer().people.by_id(found.actor) if found.actor else None
    names = [*(known.names if known else ()), found.name or ""]
    seats = (
        " ".join(tokens)
        for tokens, name in load_gazetteer().names.items()
        if name.id == found.actor and name.kind == "capital"
    )
    return to_key(title) in {to_key(name) for name in (*names, *seats)}


def main() -> None:
    """Print the shares of rows that are right."""
    parser = argparse.ArgumentParser(prog="python -m evals.resolve", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder that holds gold/actors/")
    parser.add_argument("--errors", action="store_true", help="print every row that is wrong")
    given = parser.parse_args()
    path = given.folder / SET
    if not path.is_file():
        raise SystemExit(f"evals.resolve: {path} is not there; give the folder that holds {SET}")
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = resolve(row["text"], load_gazetteer(), on=to_day(row["query_date"]), context=row["context"])
        ok = is_right(row, found)
        stays = row["expected_none"] or (
            not row["expected_country"] and not row["expected_sector"] and not row["expected_wiki"]
        )
        for name in (
            "all",
            *(("text_only",) if row["knowledge"] == "text_only" else ()),
            *(("unresolved",) if stays else ()),
        ):
            asked[name] += 1
            right[name] += ok
        if given.errors and not ok:
            told = (row["expected_country"], row["expected_sector"], row["expected_sector2"], row["expected_wiki"])
            print(
                row["id"][-4:],
                row["knowledge"][:5],
                "|",
                row["text"],
                "|",
                row["query_date"] or "",
                "|",
                row["context"] or "",
                "=>",
                *told,
            )
            print(
                "     ",
                found.actor,
                found.kind,
                found.country,
                *found.sectors,
                "|",
                found.office,
                found.status,
                "|",
                found.unresolved,
            )
    for name, floor in FLOORS.items():
        print(
            f"{name:12} {right[name]:4} of {asked[name]:4}  {100 * right[name] / asked[name]:5.1f} %   floor {floor:.0f}"
        )


if __name__ == "__main__":
    main()
