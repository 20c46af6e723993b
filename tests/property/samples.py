"""Random news-like text: words, marks of every kind, line breaks, and characters from the whole of Unicode."""

from __future__ import annotations

import os

from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("ONRECORD_EXAMPLES", "300"))
MARKS = ["“", "”", "‘", "’", '"', "'", "«", "»", "„", "‟", "‹", "›", "‚", "``", "''", "＂", "(", ")", "[", "]"]
STOPS = [
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "…",
    "...",
    "—",
    "–",
    "--",
    "-",
    "'s",
    "’s",
    "n't",
    "s'",
    "\n",
    "\n\n",
    "\n\n“",
    '\n\n"',
]
WORDS = (
    "the a an his her its two both neither Peru Kenya Norway Norwegian Kenyans Oslo Lima Moscow US U.S. UN EU Taliban NATO"
    " Russia-US Osei Lunde Abara Mr Mrs Dr. Sen. President Sir foreign prime minister ministry embassy in spokesman"
    " spokeswoman ambassador army police rebels countries governments said says told reporters asked replied warned denied"
    " that whether to not never would will may has have had been was is being recalled expelled attacked signed accused"
    " met agreed sanctions troops talks deal on Thursday yesterday last week in March 2021 3 May tomorrow he she it they"
    " we I who which and but or of for with at by from after before while according reportedly so-called book nicknamed"
    " word called memoir withdrawal ferry strike port"
).split(" ")
FRAGMENTS = [
    "“We are done,” said", "Osei said that", "Peru recalled its ambassador to Kenya", "according to the Norwegian ministry",
    "was expelled by", "The two countries signed a deal", "Lunde told Osei", "“It was theirs”", "'a grave error'",
    "her spokesman, Kofi Osei,", "Ida Lunde, a senator from Lima,", "accused Moscow of", "has not been arrested",
    "rebels attacked the port of", "will meet on Thursday", "called it “absurd”", "said in a statement:", "He did not say",
    "who had denied it in March", "Police detained two", "the withdrawal of its envoy", "“I know,” she said, “that",
    "asked whether", "OSLO, Norway (AP) —", "before the UN Security Council",
]  # fmt: skip
TOKENS = st.sampled_from(WORDS) | st.sampled_from(MARKS) | st.sampled_from(STOPS) | st.sampled_from(FRAGMENTS)
GLUE = st.sampled_from([" ", " ", " ", " ", "", "\u00a0"])
NEWS = st.lists(st.tuples(TOKENS, GLUE), max_size=80).map(lambda pairs: "".join(word + glue for word, glue in pairs))
ODD = st.text(max_size=6)
MIXED = st.lists(st.one_of(TOKENS, TOKENS, TOKENS, ODD), max_size=60).map(" ".join)
PIECES = st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS), TOKENS)
REPORTS = st.lists(PIECES, min_size=4, max_size=40).map(" ".join)
TEXTS = st.one_of(NEWS, REPORTS, MIXED, st.text(max_size=200))
