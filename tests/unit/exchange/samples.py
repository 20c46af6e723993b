"""Invented rows in the published layouts, and entries of a real reading."""

from __future__ import annotations

from pathlib import Path

from onrecord.entries import EventEntry, QuoteEntry
from onrecord.exchange.codes import columns_of
from onrecord.facts import Reading
from onrecord.record import Record


def icews_line(**more: str) -> str:
    """One ICEWS row; `more` changes columns by name (blanks as underscores)."""
    told = {
        "Event ID": "901", "Event Date": "2018-06-01", "Source Name": "Rosa Quiroga", "Source Sectors": "Executive,Government",
        "Source Country": "Chile", "Event Text": "Accuse", "CAMEO Code": "112", "Intensity": "-2", "Target Name": "Portugal",
        "Target Sectors": "NA", "Target Country": "Portugal", "Story ID": "7", "Sentence Number": "2", "Publisher": "Gazette",
        "City": "Porto", "District": "NA", "Province": "NA", "Country": "Portugal", "Latitude": "41.1", "Longitude": "-8.6",
    }  # fmt: skip
    told |= {name.replace("_", " "): value for name, value in more.items()}
    return "\t".join(told[name] for name in columns_of("icews"))


def gdelt_fields(**more: str) -> dict[str, str]:
    """One GDELT row by column."""
    told = dict.fromkeys(columns_of("gdelt"), "")
    told |= {
        "GLOBALEVENTID": "55", "SQLDATE": "20120501", "MonthYear": "201205", "Year": "2012", "FractionDate": "2012.3315",
        "Actor1Code": "CHLGOV", "Actor1Name": "CHILE", "Actor1CountryCode": "CHL", "Actor1Type1Code": "GOV", "Actor2Code": "PRT",
        "Actor2Name": "PORTUGAL", "Actor2CountryCode": "PRT", "IsRootEvent": "1", "EventCode": "112", "EventBaseCode": "112",
        "EventRootCode": "11", "QuadClass": "3", "GoldsteinScale": "-2.0", "NumMentions": "9", "NumSources": "2", "NumArticles": "4",
        "AvgTone": "-3.1", "ActionGeo_FullName": "Porto, Portugal", "ActionGeo_CountryCode": "PO", "DATEADDED": "20120502",
        "SOURCEURL": "https://www.gazette.example/a-story",
    }  # fmt: skip
    return told | more


def entries_of(reading: Reading, folder: Path) -> tuple[list[EventEntry], list[QuoteEntry]]:
    """The entries that a record makes of a reading, reports and all."""
    with Record.open(folder / "onrecord.db") as record:
        record.add([reading])
        return list(record.events(reports=True)), list(record.quotes(reports=True))
