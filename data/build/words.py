"""src/onrecord/syntax/data/words.tsv: English word forms, what part of speech each can be, and the lemma of its verb.

From the tables of the package lemminflect (MIT), which come from the NIH's SPECIALIST lexicon. One line a form:
`form <tab> codes <tab> verb lemma (where it differs from the form) <tab> singular (of an irregular plural)`.
Codes: v base form, z third person, d past, n past participle, g -ing form; N noun, P plural noun; J adjective; R adverb.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from pathlib import Path

import lemminflect

from onrecord.syntax.words import singular

ROOT = Path(__file__).resolve().parent.parent.parent
TABLE = ROOT / "src" / "onrecord" / "syntax" / "data" / "words.tsv"
ORDER = "vzdngNPJR"
# Nouns that the source has as verbs only.
NOUNS = (
    "dam jibe slur snub gaffe spokesman spokeswoman spokesperson lawmaker crackdown ceasefire standoff airstrike drone"
)
# Nouns that the source has as verbs too and news hardly ever does.
NO_VERBS = (
    "minister side man people officer captain father mother doctor party soldier border crew staff town city country wife child"
    " knight friend partner guest doctor tailor butcher porter baby brother sister king queen mob police war peace tree river"
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
    singulars: dict[str, str] = {}
    no_verbs = frozenset(NO_VERBS.split())
    source = Path(lemminflect.__file__).parent / "resources" / "infl_lu.csv.gz"
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            lemma, kind, *forms = line.rstrip("\n").split(",")
            left_out = kind == "verb" and (_is_compound(lemma) or lemma in no_verbs)
            if lemma.islower() and lemma.replace("-", "").isalpha() and not left_out:
                _add(codes, lemmas, lemma, kind, forms)
                if kind == "noun":
                    singulars.update((plural, lemma) for plural in _plurals_of(forms) if plural not in singulars)
    for lemma, (past, participle, gerund, third) in MORE.items():
        _add(codes, lemmas, lemma, "verb", [past, participle, gerund, third])
    for noun in NOUNS.split():
        codes[noun].add("N")
        codes[noun + "s"].add("P")
    for form, kinds in codes.items():
        if form.endswith("ed") and "n" in kinds:
            kinds.discard("N")  # "the accused": the participle says enough
    for form in list(codes):
        _add_british(codes, lemmas, form)
    rows = []
    written = {form: "".join(code for code in ORDER if code in told) for form, told in codes.items()}
    for form in sorted(codes):
        lemma = lemmas.get(form, form)
        told = written[form]
        irregular = singulars.get(form, "") if "P" in told else ""
        if irregular and singular(form, written) == irregular:
            irregular = ""
        rows.append(f"{form}\t{told}\t{lemma if lemma != form else ''}\t{irregular}".rstrip("\t"))
    return "\n".join(rows) + "\n"


def _is_compound(lemma: str) -> bool:
    """A verb such as "high-rank", of which news has only the adjective."""
    return "-" in lemma and lemma.split("-")[0] not in (
        "re",
        "co",
        "over",
        "out",
        "under",
        "pre",
        "de",
        "counter",
        "cross",
    )


def _add(codes: dict[str, set[str]], lemmas: dict[str, str], lemma: str, kind: str, forms: list[str]) -> None:
    if kind == "noun":
        codes[lemma].add("N")
        for plural in _plurals_of(forms):
            if plural != lemma:
                codes[plural].add("P")
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


def _plurals_of(forms: list[str]) -> list[str]:
    return [plural.lower() for plural in forms[0].split("/") if plural] if forms else []


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
