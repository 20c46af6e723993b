"""Actors against GUM: do pronouns and speakers go to the right chain, and are the persons we name persons?

    python -m evals.actors /work/shared/gold [--set dev|train] [--genre NAME ...] [--errors N]

The folder holds `quotes/gum_dev.jsonl` (it stays outside this repository); GUM has mentions, their coreference and
attributions. GUM marks every referring phrase, we only those that can be actors, so no coreference score is asked for
but four questions:

* pronouns: of the personal pronouns whose gold chain also has a name or a description, how many mean an actor (the
  rest we leave open), and how many of those mean the right one: the gold chain of most of the actor's other mentions;
* speakers: the same for the source phrase of each attribution;
* persons found: of the gold mentions of a person by a name, how many are covered by a phrase of ours for a person;
* persons right: of our phrases that name a person, how many are gold mentions of a person.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.finders import load_finder
from onrecord.frames import Draft, Finder
from onrecord.stages import AFTER_FRAMES, lay_out
from onrecord.stages.links import link_phrases
from onrecord.text import Article, Span

FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
THIRD = frozenset("he him his himself she her hers herself it its itself they them their theirs themselves".split())
Row = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Counts of one question: asked, answered, right; and wrong answers to look at."""

    asked: int = 0
    answered: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def note(self, *, answered: bool, right: bool, told: str) -> None:
        """Count one answer; `told` shows it where it is wrong."""
        self.asked += 1
        self.answered += answered
        self.right += right
        if answered and not right:
            self.wrong.append(told)


class Gold:
    """The gold mentions of one text, found by the head of a phrase."""

    def __init__(self, row: Row) -> None:
        self.text: str = row["text"]
        mentions = [(Span(m["start"], m["end"]), m["cluster"], m["type"]) for m in row["mentions"]]
        self.mentions = sorted(mentions, key=lambda m: (m[0].start, -m[0].end))
        self.starts = [span.start for span, _, _ in self.mentions]

    def at(self, phrase: Span, head: Span) -> tuple[str, str] | None:
        """Chain and type of the gold mention with that span, else of the smallest one around its head."""
        around = [m for m in self.mentions[: bisect_right(self.starts, head.start)] if m[0].covers(head)]
        if not around:
            return None
        best = min(around, key=lambda m: (m[0] != phrase, m[0].end - m[0].start))
        return best[1], best[2]


def read(row: Row, finder: Finder) -> tuple[Article, Draft]:
    """A text read as far as its actors; its offsets must be those of the set."""
    article = Article.from_text(row["text"])
    if article.text != row["text"]:
        raise SystemExit(f"evals.actors: {row['id']} is not normalised as an article is; its offsets would not hold")
    (draft,) = finder.find([(article, lay_out(article))])
    return article, AFTER_FRAMES[AFTER_FRAMES.index(link_phrases)](article, draft)


def chain_of_actor(draft: Draft, gold: Gold) -> dict[str, str]:
    """For each actor the gold chain of most of its mentions that are no pronouns."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, party in zip(draft.phrases, draft.party_of, strict=True):
        if isinstance(party, str) and phrase.how != "pronoun":
            found = gold.at(phrase.span, phrase.head)
            if found is not None:
                votes[party][found[0]] += 1
    return {party: counts.most_common(1)[0][0] for party, counts in votes.items()}


def score(row: Row, tallies: dict[str, Tally], finder: Finder) -> None:
    """Add one text to the counts."""
    article, draft = read(row, finder)
    gold = Gold(row)
    actor_chain = chain_of_actor(draft, gold)
    _score_pronouns(article, draft, gold, actor_chain, tallies)
    for attribution in row["attributions"]:
        cluster = attribution.get("speaker_cluster")
        if cluster is None or not attribution["source"]:
            continue
        source = Span(attribution["source"][0][0], attribution["source"][-1][1])
        party = draft.party_at(source)
        meant = actor_chain.get(party) if isinstance(party, str) else None
        told = f"{_around(article, source)} -> {party}"
        named = cluster in {found for found, words in _worded(gold) if words}
        if named:
            tallies["speakers"].note(answered=meant is not None, right=meant == cluster, told=told)
    _score_persons(article, draft, gold, tallies)


def _worded(gold: Gold) -> list[tuple[str, bool]]:
    """Each gold mention's chain, and whether it is more than a pronoun."""
    return [(cluster, span.of(gold.text).lower() not in FIRST | THIRD) for span, cluster, _ in gold.mentions]


def _score_pronouns(
    article: Article, draft: Draft, gold: Gold, actor_chain: dict[str, str], tallies: dict[str, Tally]
) -> None:
    worded = {cluster for cluster, words in _worded(gold) if words}
    phrase_at = {phrase.head: i for i, phrase in enumerate(draft.phrases) if phrase.how == "pronoun"}
    for span, cluster, kind in gold.mentions:
        word = span.of(gold.text).lower()
        if word not in FIRST | THIRD or cluster not in worded or kind not in ("person", "organization", "place"):
            continue
        i = phrase_at.get(span)
        party = draft.party_of[i] if i is not None else None
        meant = actor_chain.get(party) if isinstance(party, str) else None
        name = "pronouns, first person" if word in FIRST else "pronouns, third person"
        told = f"{_around(article, span)} -> {party}"
        tallies[name].note(answered=meant is not None, right=meant == cluster, told=told)


def _score_persons(article: Article, draft: Draft, gold: Gold, tallies: dict[str, Tally]) -> None:
    ours = [phrase for phrase in draft.phrases if phrase.kind == "person" and phrase.how in ("name", "title")]
    for phrase in ours:
        found = gold.at(phrase.span, phrase.head)
        told = f"{_around(article, phrase.span)} is {found[1] if found else 'no mention'}"
        tallies["persons right"].note(answered=True, right=found is not None and found[1] == "person", told=told)
    heads = sorted(phrase.head for phrase in ours)
    for span, _, kind in gold.mentions:
        words = span.of(gold.text).split()
        if kind != "person" or len(words) > 4 or not all(word[0].isupper() for word in words) or words[0] == "I":
            continue
        if span.of(gold.text).lower() in FIRST | THIRD or len(words) < 2:
            continue
        right = any(head.overlaps(span) for head in heads[max(0, bisect_right(heads, span) - 3) :][:6])
        tallies["persons found"].note(answered=True, right=right, told=_around(article, span))


def _around(article: Article, span: Span) -> str:
    before, after = article.text[max(0, span.start - 60) : span.start], article.text[span.end : span.end + 40]
    return f"{before}[{span.of(article.text)}]{after}".replace("\n", " ")


def load_gold(folder: Path, name: str) -> list[Row]:
    """The rows; SystemExit with a clear line where the folder does not hold them."""
    path = folder / "quotes" / f"gum_{name}.jsonl"
    if not path.is_file():
        raise SystemExit(f"evals.actors: {path} is not there; give the folder that holds quotes/gum_{name}.jsonl")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def main(arguments: list[str] | None = None) -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m evals.actors", description="Score chains of actors on GUM.")
    parser.add_argument("folder", type=Path, help="the folder that holds quotes/")
    parser.add_argument("--set", choices=("dev", "train"), default="dev", help="which part of GUM")
    parser.add_argument("--genre", nargs="*", default=[], help="only texts of these genres")
    parser.add_argument("--errors", type=int, default=0, help="wrong answers to show, a question")
    parser.add_argument("--finder", choices=("encoder", "rules"), default="encoder")
    given = parser.parse_args(arguments)
    finder = load_finder(given.finder)
    tallies: dict[str, Tally] = defaultdict(Tally)
    rows = [row for row in load_gold(given.folder, given.set) if not given.genre or row["genre"] in given.genre]
    for row in rows:
        score(row, tallies, finder)
    print(f"GUM {given.set}, {len(rows)} texts")
    print(f"{'':24} {'asked':>6} {'answered':>9} {'right of answered':>18} {'right of asked':>15}")
    for name, tally in sorted(tallies.items()):
        of_answered = tally.right / max(1, tally.answered)
        told = f"{tally.asked:6} {tally.answered / max(1, tally.asked):9.1%} {of_answered:18.1%}"
        print(f"{name:24} {told} {tally.right / max(1, tally.asked):15.1%}")
        for wrong in tally.wrong[: given.errors]:
            print(f"    {wrong}")


if __name__ == "__main__":
    main()
