"""The codebook of our layout, made from the code that writes and reads it."""

from __future__ import annotations

from onrecord import ontology
from onrecord.exchange.ours import COLUMNS, Kind
from onrecord.version import __version__

_KINDS: dict[Kind, str] = {
    "text": "text", "int": "whole number", "float": "number", "bool": "true or false", "day": "day (YYYY-MM-DD)",
    "texts": "list of texts", "ranges": "list of [start, end]", "json": "JSON",
}  # fmt: skip
_GLOSSARIES = {
    "Contexts": ontology.CONTEXTS,
    "Sectors": ontology.SECTORS,
    "Country field beside ISO 3166-1 alpha-3": ontology.BODIES,
}


def build_codebook() -> str:
    """Every column with its type and meaning, then every code, in Markdown."""
    lines = [
        "# Codebook",
        "",
        f"Made by `onrecord export --codebook` (onrecord {__version__}, ontology {ontology.NAME}). Do not edit.",
    ]
    for what, columns in COLUMNS.items():
        lines += ["", f"## {what.capitalize()}", "", "| column | type | meaning | empty means |", "|---|---|---|---|"]
        lines += [f"| `{c.name}` | {_KINDS[c.kind]} | {c.about} | {c.empty or 'never empty'} |" for c in columns]
    lines += [
        "",
        "## Event types and modes",
        "",
        "| type | mode | quad | PLOVER score | CAMEO | Goldstein |",
        "|---|---|---|---|---|---|",
    ]
    for type_ in ontology.TYPES:
        lines += [_type_row(type_, mode) for mode in (None, *ontology.modes(type_))]
    for title, glossary in _GLOSSARIES.items():
        lines += ["", f"## {title}", "", "| code | meaning |", "|---|---|"]
        lines += [f"| `{code}` | {gloss} |" for code, gloss in glossary.items()]
    return "\n".join(lines) + "\n"


def _type_row(type_: str, mode: str | None) -> str:
    code = ontology.cameo_code(type_, mode)
    goldstein = ontology.goldstein(code) if code else None
    shown = "" if goldstein is None else f"{goldstein:g}"
    score = ontology.plover_score(type_, mode)
    return f"| {type_} | {mode or ''} | {ontology.quad(type_)} | {score:g} | {code or ''} | {shown} |"
