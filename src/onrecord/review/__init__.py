"""Review: people judge codings one at a time; what they say stands beside the reading, and tells how good it is.

A *case* is one report's coding with its article. `find_queue` says which cases come next, `amend` applies what a person
tells otherwise, `draw` and `tally` make an audit, and the forms carry cases to other tools and back.
"""

from __future__ import annotations

from onrecord.review.amending import FIELDS, amend, find_words, to_after
from onrecord.review.audit import Agreement, Share, Tally, draw, load_said, tally, tally_sample, wilson
from onrecord.review.brat import brat_config, read_brat, write_brat
from onrecord.review.cases import Case, load_case
from onrecord.review.label_studio import LABEL_CONFIG, read_tasks, to_task
from onrecord.review.lines import read_lines, to_line
from onrecord.review.queue import By, Queue, find_queue

__all__ = [
    "FIELDS",
    "LABEL_CONFIG",
    "Agreement",
    "By",
    "Case",
    "Queue",
    "Share",
    "Tally",
    "amend",
    "brat_config",
    "draw",
    "find_queue",
    "find_words",
    "load_case",
    "load_said",
    "read_brat",
    "read_lines",
    "read_tasks",
    "tally",
    "tally_sample",
    "to_after",
    "to_line",
    "to_task",
    "wilson",
    "write_brat",
]
