"""The tables of actors: persons with dated offices, organisations, states, cities; `python -m data.build.actors FOLDER`."""

from pathlib import Path

FACTS = Path(__file__).resolve().parent / "facts"  # what no source has, written by hand
TABLES = Path(__file__).resolve().parents[3] / "src" / "onrecord" / "gazetteer" / "data"
