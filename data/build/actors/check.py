"""The tables against a list that they are not built from: `python -m data.build.actors.check FOLDER`.

`world-leaders-current/all-leaders.json` in FOLDER (CC BY-SA, so nothing of it is taken over) names on a day the heads of state and
government of 28 states and two unions. Each line printed is one on whom the two differ, to be looked into by hand.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from onrecord.gazetteer import Known, load_gazetteer
from onrecord.gazetteer.keys import to_key
from onrecord.gazetteer.lands import lands

_OFFICES = {
    "head_of_state": ("king", "president", "president of the European Council", "chairperson of the African Union"),
    "head_of_government": (
        "prime minister", "president", "king", "president of the European Commission", "chairperson of the African Union Commission",
    ),
}  # fmt: skip
_COUNTRIES = {"uk": "GBR", "usa": "USA", "african union": "IGO", "european union": "EUR"}


def compare(path: Path) -> Iterator[tuple[str, bool]]:
    """For each post of the list a line that tells what both say, and whether they agree."""
    told = json.loads(path.read_text(encoding="utf-8"))
    day = date.fromisoformat(told["snapshot_date"])
    people = load_gazetteer().people
    for name, posts in told["leaders"].items():
        words = name.replace("_", " ")
        country = _COUNTRIES.get(words) or lands()[words.title()].state
        for post, offices in _OFFICES.items():
            leader = posts[post]
            held = [known for office in offices for known in people.holders(country, office, day)]
            if leader:
                ours = ", ".join(dict.fromkeys(known.name for known in held)) or "nobody"
                yield (
                    f"{country} {post}: the list has {leader}, the tables {ours}",
                    any(_is(known, leader) for known in held),
                )


def _is(known: Known, name: str) -> bool:
    """Whether a name shares a word with somebody's."""
    return any(set(to_key(name).split()) & set(to_key(other).split()) for other in known.names)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m data.build.actors.check", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with world-leaders-current/")
    lines = list(compare(parser.parse_args().folder / "world-leaders-current" / "all-leaders.json"))
    for line, agree in lines:
        if not agree:
            print(line)
    print(f"{sum(agree for _, agree in lines)} of {len(lines)} posts agree")
