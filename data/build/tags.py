"""src/onrecord/syntax/data/tags.tsv: how the tagger decides between the tags that a word can have.

    python -m data.build.tags gum-train.conllu.gz [--dev gum-dev.conllu.gz]

Learned from the training part of UD_English-GUM (CC BY 4.0, open genres: no news, no text of it is kept) by an averaged
perceptron over the context rules of `onrecord.syntax.tagging.rules_at`, for words that their form leaves open.
Two kinds of line: `=word <tab> letters` (the tags of a frequent word, where they differ from what the lists say) and
`rule <tab> letter weight …`. Deterministic: same input, same table.
"""

from __future__ import annotations

import gzip
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.syntax.tagging import START, Sight, advance, look_at, narrow, rules_at
from onrecord.syntax.tokens import tokenize
from onrecord.syntax.words import Lexicon, load_lexicon

TABLE = Path(__file__).resolve().parent.parent.parent / "src" / "onrecord" / "syntax" / "data" / "tags.tsv"
OWN = Path(__file__).resolve().parent / "news_tags.txt"
OWN_TIMES = 8  # how often the own sentences are read in each round
EPOCHS = 10
MIN_UPDATES = 3  # a rule that was moved less often is noise
SCALE = 100
_LETTERS = {
    "NOUN": "N", "PROPN": "P", "AUX": "a", "ADJ": "J", "ADV": "R", "DET": "D", "ADP": "I", "PRON": "O", "NUM": "M",
    "CCONJ": "C", "SCONJ": "S", "PART": "T", "INTJ": "X", "PUNCT": ".", "SYM": "$",
}  # fmt: skip
_FIRST = frozenset("'abcdefghijklmnopqrstuvwxyz")
_VERBS = {"VB": "v", "VBP": "v", "VBZ": "z", "VBD": "d", "VBN": "n", "VBG": "g"}

Rows = list[list[str]]
Example = tuple[Sight, list[str | None]]


def read_sentences(path: Path) -> Iterator[tuple[str, Rows]]:
    """Text and rows of each sentence of a CoNLL-U file."""
    rows: Rows = []
    text = ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# text = "):
                text = line[9:].rstrip("\n")
            elif line[:1].isdigit():
                rows.append(line.rstrip("\n").split("\t"))
            elif rows and not line.strip():
                yield text, rows
                rows = []


def gold_of(text: str, rows: Rows) -> dict[tuple[int, int], str]:
    """Letter of each treebank word that stands in the text as it is: (start, end) -> letter."""
    found: dict[tuple[int, int], str] = {}
    last: tuple[int, int] | None = None
    at = 0
    for row in rows:
        if not row[0].isdigit():
            continue
        start = text.find(row[1], at, at + len(row[1]) + 3)
        if start >= 0:
            at = start + len(row[1])
            letter = _VERBS.get(row[4], "v") if row[3] == "VERB" else _LETTERS.get(row[3], "X")
            if letter == "g" and last is not None and found[last] == "S" and row[1] != "according":
                found[last] = "I"  # "by talking": for us a preposition
            last = (start, at)
            found[last] = letter
    return found


def examples_of(path: Path, lexicon: Lexicon, *, headlines: bool = False) -> list[Example]:
    """Each sentence with the letters that the treebank gives; None where our token is not one of its words."""
    found = []
    sentences = list(read_sentences(path))
    if headlines:
        sentences += [headline_form(*sentence) for sentence in sentences[::4] if len(sentence[1]) < 25]
    for text, rows in sentences:
        gold = gold_of(text, rows)
        tokens = tokenize(text)
        found.append((look_at(tokens, 0, len(tokens), lexicon), [gold.get((t.start, t.end)) for t in tokens]))
    return found


def own_examples(lexicon: Lexicon) -> list[Example]:
    """The invented news sentences beside this file."""
    found = []
    for line in OWN.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        parts = [part.partition("_") for part in line.split(" ")]
        text, at = " ".join(word for word, _, _ in parts), 0
        gold: dict[tuple[int, int], str | None] = {}
        for word, _, letter in parts:
            gold[at, at + len(word)] = letter or None
            at += len(word) + 1
        tokens = tokenize(text)
        found.append((look_at(tokens, 0, len(tokens), lexicon), [gold.get((t.start, t.end)) for t in tokens]))
    return found


def headline_form(text: str, rows: Rows) -> tuple[str, Rows]:
    """A sentence as a headline would have it: without articles, the verb "be" and the last stop; every
    other one with capitals."""
    kept = [
        row
        for row in rows
        if row[0].isdigit() and row[1].lower() not in ("the", "a", "an", ".", "is", "are", "was", "were")
    ]
    if len(kept) % 2:
        kept = [[row[0], row[1][:1].upper() + row[1][1:], *row[2:]] for row in kept]
    return " ".join(row[1] for row in kept), kept


def count_words(path: Path) -> dict[str, Counter[str]]:
    """How often each lower-case word has each letter."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text, rows in read_sentences(path):
        gold = gold_of(text, rows)
        for token in tokenize(text):
            letter = gold.get((token.start, token.end))
            if letter and (token.text[0].islower() or token.text == "I"):
                counts[token.lower][letter] += 1
    return counts


def seen_words(counts: dict[str, Counter[str]], lexicon: Lexicon) -> dict[str, str]:
    """The letters of words whose use says more than the lists: rare tags out, likeliest first, unknown ones in."""
    found = {}
    for word, counter in counts.items():
        total = counter.total()
        if (
            total < 4
            or (lexicon.closed.get(word) == "SCONJ" and word != "that")
            or (not word[0].isalpha() and word[0] != "'")
        ):
            continue
        common = [letter for letter, n in counter.most_common() if n >= 2 and n >= 0.008 * total]
        listed = lexicon.possible.get(word, "")
        if word not in lexicon.closed and total < 60:
            common += [letter for letter in listed if letter not in common]
        letters = "".join(letter for letter in common if letter != "P" and letter not in "$.") or listed
        if letters and letters != listed:
            found[word] = letters
    return found


class _Learner:
    """An averaged perceptron: weights now, and the sums from which their means come."""

    def __init__(self) -> None:
        self.weights: dict[str, dict[str, float]] = {}
        self.totals: dict[tuple[str, str], float] = defaultdict(float)
        self.stamps: dict[tuple[str, str], int] = defaultdict(int)
        self.moves: Counter[tuple[str, str]] = Counter()
        self.clock = 0

    def guess(self, rules: tuple[str, ...], possible: str) -> str:
        """The likeliest of the possible letters."""
        self.clock += 1
        scores = dict.fromkeys(possible, 0.0)
        for rule in rules:
            for letter, weight in self.weights.get(rule, {}).items():
                if letter in scores:
                    scores[letter] += weight
        return max(scores, key=scores.__getitem__)

    def move(self, rules: tuple[str, ...], letter: str, by: float) -> None:
        """Make a letter likelier, or less so, where these rules hold."""
        for rule in rules:
            key, table = (rule, letter), self.weights.setdefault(rule, {})
            self.totals[key] += (self.clock - self.stamps[key]) * table.get(letter, 0.0)
            self.stamps[key] = self.clock
            self.moves[key] += 1
            table[letter] = table.get(letter, 0.0) + by

    def means(self) -> dict[str, dict[str, float]]:
        """The averaged weights of rules that were moved often enough: rule -> letter -> weight."""
        found: dict[str, dict[str, float]] = {}
        for (rule, letter), moves in self.moves.items():
            if moves >= MIN_UPDATES:
                key, weight = (rule, letter), self.weights[rule][letter]
                total = self.totals[key] + (self.clock - self.stamps[key]) * weight
                found.setdefault(rule, {})[letter] = total / self.clock
        return found


def train(examples: list[Example], lexicon: Lexicon) -> dict[str, dict[str, float]]:
    """The averaged weights: rule -> letter -> weight."""
    learner = _Learner()
    order = random.Random(7)  # noqa: S311 (no secret: the order of examples)
    for epoch in range(EPOCHS):
        order.shuffle(examples)
        wrong = sum(_learn(learner, sight, gold, lexicon) for sight, gold in examples)
        print(f"epoch {epoch + 1}: {wrong} words wrong")
    return learner.means()


def _learn(learner: _Learner, sight: Sight, gold: list[str | None], lexicon: Lexicon) -> int:
    """Read one sentence and learn from its mistakes; how many there were."""
    left, wrong = START, 0
    for i, possible in enumerate(sight.possible):
        allowed = narrow(possible, left.expects) if left.expects else possible
        letter, truth = allowed, gold[i]
        if len(allowed) > 1:
            rules = rules_at(sight, i, left)
            letter = learner.guess(rules, allowed)
            if truth is not None and truth in allowed and letter != truth:
                wrong += 1
                learner.move(rules, truth, 1.0)
                learner.move(rules, letter, -1.0)
        left = advance(left, letter, sight.lowers[i], lexicon)
    return wrong


def to_table(seen: dict[str, str], weights: dict[str, dict[str, float]]) -> str:
    """The text of the table, sorted."""
    rows = [f"={word}\t{letters}" for word, letters in sorted(seen.items())]
    for rule, table in sorted(weights.items()):
        told = [f"{tag}{round(weight * SCALE)}" for tag, weight in sorted(table.items()) if abs(weight) * SCALE >= 5]
        if told:
            rows.append(f"{rule}\t{' '.join(told)}")
    return "\n".join(rows) + "\n"


def main(path: Path) -> None:
    """Learn from the treebank at `path` and write the table."""
    TABLE.write_text("", encoding="utf-8")
    bare = load_lexicon()
    seen = seen_words(count_words(path), bare)
    lexicon = replace(bare, possible={**bare.possible, **seen})
    examples = examples_of(path, lexicon, headlines=True) + own_examples(lexicon) * OWN_TIMES
    TABLE.write_text(to_table(seen, train(examples, lexicon)), encoding="utf-8")
    load_lexicon.cache_clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
