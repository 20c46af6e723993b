"""How well pages are read: trafilatura's two settings, with and without the removal of debris, on evals/pages.

    python -m evals.extraction [--lines]

The pages are invented; `data-body` marks their body, paragraph by paragraph, and is taken out before they are read. A
body paragraph is found when its words stand in one line of the article; a line that holds no body paragraph is debris,
save the title. `--lines` lists what is lost and what is left over.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html

from onrecord import ingest
from onrecord.errors import ArticleError
from onrecord.ingest.page_reading import read_page
from onrecord.text import Article

PAGES = Path(__file__).resolve().parent / "pages"
FIELDS = ("title", "published_on", "outlet", "url")


class Outcome(NamedTuple):
    """Of one page: body paragraphs, those found, lines left over, and the facts that are not as expected."""

    n_body: int
    lost: list[str]
    debris: list[str]
    wrong: list[str]


def to_words(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.lower()))


def split_truth(page: str) -> tuple[str, list[str]]:
    """The page without its marks, and its body paragraphs."""
    tree = lxml.html.document_fromstring(page)
    body = [element.text_content() for element in tree.xpath("//*[@data-body]")]
    return page.replace(" data-body", ""), body


def score(article: Article | None, body: list[str], expected: dict[str, Any]) -> Outcome:
    lines = [to_words(span.of(article.text)) for span in article.paragraphs] if article else []
    truth = [to_words(paragraph) for paragraph in body]
    lost = [paragraph for paragraph in truth if not any(paragraph in line for line in lines)]
    title = to_words(expected.get("title", ""))
    debris = [line for line in lines if line != title and not any(p in line or line in p for p in truth)]
    found = {name: getattr(article, name) if article else None for name in FIELDS}
    wrong = [f"{name}: {found[name]!r}" for name in FIELDS if found[name] != expected.get(name)]
    return Outcome(len(body), lost, debris, wrong)


def read_with(*, precise: bool, keep_debris: bool) -> Callable[[str], Article | None]:
    def read(page: str) -> Article | None:
        facts = read_page(page, precise=precise)
        if facts is None:
            return None
        try:
            return ingest.from_text(facts.text, title=facts.title, keep_debris=keep_debris)
        except ArticleError:
            return None

    return read


READERS: dict[str, Callable[[str], Article | None]] = {
    "default": read_with(precise=False, keep_debris=True),
    "default, debris removed": read_with(precise=False, keep_debris=False),
    "favor_precision": read_with(precise=True, keep_debris=True),
    "favor_precision, debris removed": read_with(precise=True, keep_debris=False),
    "onrecord.ingest.from_html": ingest.from_html,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", action="store_true", help="list what is lost and what is left over")
    told = parser.parse_args()
    expected = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))
    pages = {path.stem: split_truth(path.read_text(encoding="utf-8")) for path in sorted(PAGES.glob("*.html"))}
    print(f"{len(pages)} pages, {sum(len(body) for _, body in pages.values())} body paragraphs")
    print(f"{'reader':<34}{'found':>8}{'lost':>6}{'debris lines':>14}")
    for name, read in READERS.items():
        outcomes = {stem: score(read(page), body, expected[stem]) for stem, (page, body) in pages.items()}
        n_body, n_lost = sum(o.n_body for o in outcomes.values()), sum(len(o.lost) for o in outcomes.values())
        n_debris = sum(len(o.debris) for o in outcomes.values())
        print(f"{name:<34}{n_body - n_lost:>8}{n_lost:>6}{n_debris:>14}")
        if told.lines:
            for stem, outcome in outcomes.items():
                for kind, lines in (("lost", outcome.lost), ("debris", outcome.debris)):
                    print(*(f"    {stem} {kind}: {line[:90]}" for line in lines), sep="\n", end="\n" if lines else "")
    facts = [wrong for stem, outcome in outcomes.items() for wrong in (f"{stem} {w}" for w in outcome.wrong)]
    print(
        f"facts of the page right: {len(FIELDS) * len(pages) - len(facts)} of {len(FIELDS) * len(pages)}",
        *facts,
        sep="\n    ",
    )


if __name__ == "__main__":
    main()
