"""src/onrecord/syntax/data/words.tsv: English word forms, what part of speech each can be, and the lemma of its verb.

From the tables of the package lemminflect (MIT), which come from the NIH's SPECIALIST lexicon. One line a form:
`form <tab> codes <tab> verb lemma (when it differs from the form)`. Codes: v base form, z third person, d past, n past
participle, g -ing form; N noun, P plural noun; J adjective; R adverb.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from pathlib import Path

import lemminflect

ROOT = Path(__file__).resolve().parent.parent.parent
TABLE = ROOT / "src" / "onrecord" / "syntax" / "data" / "words.tsv"
ORDER = "vzdngNPJR"
# Nouns that the source has as verbs only.
NOUNS = (
    "dam jibe slur snub gaffe spokesman spokeswoman spokesperson lawmaker crackdown ceasefire standoff airstrike drone thousand hundred dozen million billion"
)
# Forms that the source lacks and that news needs.
MORE = {
    "summon": ("summoned", "summoned", "summoning", "summons"),
    "scapegoat": ("scapegoated", "scapegoated", "scapegoating", "scapegoats"),
    "tweet": ("tweeted", "tweeted", "tweeting", "tweets"),
    "retweet": ("retweeted", "retweeted", "retweeting", "retweets"),
    "toughen": ("toughened", "toughened", "toughening", "toughens"),
    "mull": ("mulled", "mulled", "mulling", "mulls"),
    "decry": ("decried", "decried", "decrying", "decries"),
    "oust": ("ousted", "ousted", "ousting", "ousts"),
    "rebuff": ("rebuffed", "rebuffed", "rebuffing", "rebuffs"),
    "lambast": ("lambasted", "lambasted", "lambasting", "lambasts"),
    "lambaste": ("lambasted", "lambasted", "lambasting", "lambastes"),
    "slam": ("slammed", "slammed", "slamming", "slams"),
    "quip": ("quipped", "quipped", "quipping", "quips"),
    "vow": ("vowed", "vowed", "vowing", "vows"),
    "apologise": ("apologised", "apologised", "apologising", "apologises"),
}


def build() -> str:
    """The text of the table, sorted by form."""
    codes: dict[str, set[str]] = defaultdict(set)
    lemmas: dict[str, str] = {}
    source = Path(lemminflect.__file__).parent / "resources" / "infl_lu.csv.gz"
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            lemma, kind, *forms = line.rstrip("\n").split(",")
            if lemma.islower() and lemma.replace("-", "").isalpha():
                _add(codes, lemmas, lemma, kind, forms)
    for lemma, (past, participle, gerund, third) in MORE.items():
        _add(codes, lemmas, lemma, "verb", [past, participle, gerund, third])
    for noun in NOUNS.split():
        codes[noun].add("N")
        codes[noun + "s"].add("P")
    for form in list(codes):
        _add_british(codes, lemmas, form)
    rows = []
    for form in sorted(codes):
        lemma = lemmas.get(form, form)
        told = "".join(code for code in ORDER if code in codes[form])
        rows.append(f"{form}\t{told}" + (f"\t{lemma}" if lemma != form else ""))
    return "\n".join(rows) + "\n"


def _add(codes: dict[str, set[str]], lemmas: dict[str, str], lemma: str, kind: str, forms: list[str]) -> None:
    if kind == "noun":
        codes[lemma].add("N")
        for plural in forms[0].split("/") if forms else ():
            if plural and plural != lemma:
                codes[plural.lower()].add("P")
    elif kind in ("adj", "adv"):
        for form in (lemma, *forms):
            if form and form not in ("freeer", "freeest"):
                codes[form].add("J" if kind == "adj" else "R")
    else:
        codes[lemma].add("v")
        past, participle, gerund, third = [*forms, "", "", "", ""][:4]
        for part, code in ((past, "d"), (participle or past, "n"), (gerund, "g"), (third, "z")):
            for form in part.split("/"):
                if form:
                    codes[form].add(code)
                    lemmas.setdefault(form, lemma)


def _add_british(codes: dict[str, set[str]], lemmas: dict[str, str], form: str) -> None:
    """The -ise spelling of each -ize verb."""
    lemma = lemmas.get(form, form)
    if lemma.endswith("ize") and codes[form] & set("vzdng") and "iz" in form:
        at = form.rindex("iz")
        british = form[:at] + "is" + form[at + 2 :]
        if british not in codes:
            codes[british] = set(codes[form])
            lemmas[british] = lemma[:-3] + "ise"


if __name__ == "__main__":
    TABLE.write_text(build(), encoding="utf-8")
