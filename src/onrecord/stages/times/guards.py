"""Whether what looks like a time is one: "May" the name, "March" the verb, the Sunday paper, the year in a name.

The grammar knows no context; these rules do. Each kind of time has its own, all by word classes of the shipped table.
"""

from __future__ import annotations

from onrecord.stages.times.calendar import Day, Month, Node, Season, Unit, Unknown, Weekday, Years
from onrecord.stages.times.compound import Edged, Hedged, Nth, Part, Range, Stretch
from onrecord.stages.times.grammar import Grammar

_NAMELIKE_MONTHS = frozenset(("may", "march", "april", "june", "august"))
_HYPHENS = frozenset("-‐‑")
_TIES = _HYPHENS | {"'"}
_RATES = frozenset(("times", "once", "twice", "thrice", "dollars", "pounds", "euros", "million", "billion", "thousand"))
_BULLETS = frozenset("-–—•*·")
_ENTRY = frozenset((":", "—", "–", "|"))  # between the time of an entry and what it tells
_BEGINS = frozenset((".", "!", "?", '"', "“", "‘", "'", ":", "—", "–", "(", ""))


def is_time(grammar: Grammar, at: int, node: Node, end: int) -> bool:
    """Whether the words at..end of a running text are the time that the grammar read in them."""
    if _is_glued(grammar, at, end) or grammar.lower(at - 1) in grammar.table.context["repeating"]:
        return False
    if grammar.lower(at) in ("a", "an") and (grammar.lower(at - 1)[-1:].isdigit() or grammar.lower(at - 1) in _RATES):
        return False  # "1,000 dollars a month after tax"
    return _is_kind(grammar, at, node, end)


def is_plain_time(grammar: Grammar, at: int, node: Node, end: int) -> bool:
    """Whether words that are known to be about a time name one: "the 2020 election" and "2020 US election" do not."""
    if isinstance(node, Years) and node.n == 1 and end == at + 1:
        return not _bears_year(grammar, end) and (grammar.lower(at - 1) != "the" or end == len(grammar.words))
    return True


def _is_glued(grammar: Grammar, at: int, end: int) -> bool:
    """Whether a hyphen ties the words to others: "post-2016", "a year-long ban", "Friday-night"."""
    previous = grammar.lower(at - 1)
    before = previous in _TIES and grammar.touches(at) and grammar.touches(at - 1)
    after = grammar.lower(end) in _HYPHENS and grammar.touches(end) and grammar.touches(end + 1)
    within = grammar.touches(at) and previous[-1:].isalnum()
    return before or after or within or previous in ("$", "£", "€", "#", "@")


def _is_kind(grammar: Grammar, at: int, node: Node, end: int) -> bool:
    if isinstance(node, Edged | Part | Hedged | Nth | Stretch):
        return _is_marked(grammar, at, node, end)
    if isinstance(node, Unknown):
        return grammar.lower(at - 1) != "for"  # "for several weeks after the vote" is a length
    if isinstance(node, Weekday):
        return _is_weekday(grammar, at, end, bare=node.floats)
    if isinstance(node, Month):
        return _is_month(grammar, at, node, end)
    if isinstance(node, Day):
        return _is_day(grammar, at, node, end)
    if isinstance(node, Season):
        return _is_season(grammar, at, node, end)
    if isinstance(node, Years) and node.n == 1:
        return _is_year(grammar, at, end)
    if isinstance(node, Range):
        return _is_range(grammar, at, node, end)
    if isinstance(node, Unit) and node.unit == "day":
        return _is_day_word(grammar, at, end)
    return True


def _is_marked(grammar: Grammar, at: int, node: Edged | Part | Hedged | Nth | Stretch, end: int) -> bool:
    """Times with a word before them that marks them as times: only names are refused."""
    if isinstance(node, Nth) and node.of is None and grammar.lower(at) == "second":
        return False  # "a second quarter"
    inner = node.of if isinstance(node, Edged | Part | Hedged) else None
    if isinstance(inner, Weekday) and grammar.lower(end) in grammar.table.names["after_weekday"]:
        return False
    if isinstance(inner, Years) and inner.n == 1 and grammar.lower(at) in ("the", "a"):
        return not _bears_year(grammar, end)
    if isinstance(inner, Month | Day) and isinstance(node, Edged):
        return grammar.words[end - 1].text[:1] not in "mjasondf" or grammar.lower(end - 1) not in grammar.table.month
    return True


def _is_weekday(grammar: Grammar, at: int, end: int, bare: bool) -> bool:
    names, word, before, follows = grammar.table.names, grammar.words[at], grammar.lower(at - 1), grammar.lower(end)
    if bare and len(word.lower) < 6 and (word.text.islower() or word.lower not in ("tues", "thurs", "weds")):
        return False  # "sat", "the Sun"
    if before in names["before_weekday"] and grammar.words[at - 1].text[:1].isupper():
        return False
    if follows in names["after_weekday"]:
        return follows not in names["services"] and not grammar.words[end].text[:1].isupper()
    if follows in names["repeated_parts"]:
        return False  # "Friday nights"
    indefinite = before in ("a", "an", "one", "some")
    return not (indefinite and (not follows.isalpha() or follows in grammar.table.context["function_words"]))


def _is_month(grammar: Grammar, at: int, node: Month, end: int) -> bool:
    name = next((word for word in grammar.words[at:end] if word.lower in grammar.table.month), grammar.words[at])
    if not name.text[:1].isupper():
        return name.lower not in _NAMELIKE_MONTHS and len(name.lower) > 4 and grammar.lower(end) != "-"
    if node.year is not None or node.year_shift is not None or node.which != "plain":
        return True
    before, context = grammar.lower(at - 1), grammar.table.context
    if before in grammar.table.names["before_month"]:
        return False
    if name.lower not in _NAMELIKE_MONTHS:
        abbreviated = len(name.lower) < 5 and name.lower not in ("june", "july")
        return not abbreviated or before in context["sure_of_month"]
    follows = grammar.lower(end)
    # "June: The two sides meet"; not "MAY: Order!"
    if follows in _ENTRY and all(grammar.lower(i) in _BULLETS for i in range(at)):
        return name.text not in grammar.namesakes and not name.text.isupper()
    if name.lower != "march" and (follows == "'s" or (follows and grammar.words[end].text[:1].isupper())):
        return before in context["sure_of_month"] and follows != "'s"  # "April Jones", "May's government"
    if before in context["of_month"]:
        return before in context["sure_of_month"] or name.text not in grammar.namesakes
    return before in ("the", "a") and name.lower != "may" and _is_noun_like(grammar, end)


def _is_noun_like(grammar: Grammar, at: int) -> bool:
    lower = grammar.lower(at)
    return lower.isalpha() and lower not in grammar.table.context["function_words"] and not lower.endswith("ly")


def _is_day(grammar: Grammar, at: int, node: Day, end: int) -> bool:
    words = grammar.words[at:end]
    name = next((word for word in words if word.lower in grammar.table.month), None)
    if (
        name is not None
        and name.text.islower()
        and name.lower in (*_NAMELIKE_MONTHS, "dec", "mar", "jan", "sep", "sept")
    ):
        return False
    if node.month is None:  # "the 15th"
        follows = grammar.lower(end)
        return grammar.lower(at - 1) in ("on", "since", "until", "by", "before", "after") and (
            follows in ("", ".", ",", ";", ":", ")", '"', "”")
            or follows in grammar.table.context["function_words"] - {"of"}
        )
    if name is None and words[-1].lower.isalpha() and node.year is None and _is_noun_like(grammar, end):
        return False  # "Christmas trees"
    if node.year is None and grammar.lower(end) in grammar.table.naming_day.get((node.month, node.day), ()):
        return False
    counted = name is not None and node.year is None
    return not (counted and grammar.lower(end) in ("%", "percent", "people", "dead", "million"))


def _is_season(grammar: Grammar, at: int, node: Season, end: int) -> bool:
    """A season needs a year, "last" or a preposition: "the Prague Spring" and "the fall of the city" are none."""
    if node.which != "plain":
        return True
    before, follows = grammar.lower(at - 1), grammar.lower(end)
    if node.year is not None or node.year_shift is not None:
        return not (
            at and grammar.words[at - 1].text[:1].isupper() and before not in grammar.table.context["of_season"]
        )
    if follows == "of" or before not in grammar.table.context["of_season"]:
        return False
    season = grammar.words[end - 1]
    if season.lower == "fall" and grammar.lower(at) != "the":
        return False
    following = grammar.words[end].text if end < len(grammar.words) else ""
    if following.isalpha() and grammar.lower(at) != "the" and follows not in grammar.table.context["function_words"]:
        return False  # "for winter coats"
    return not (season.text[:1].isupper() and following[:1].isupper())


def _bears_year(grammar: Grammar, end: int) -> bool:
    """Whether the next words make a name of the year before them: "2020 US presidential election"."""
    for at in range(end, min(end + 4, len(grammar.words))):
        word = grammar.words[at]
        if word.lower in grammar.table.names["bearing_year"]:
            return True
        if not word.lower.isalpha() or (word.lower in grammar.table.context["function_words"] and word.lower != "us"):
            return False
    return False


def _is_year(grammar: Grammar, at: int, end: int) -> bool:
    before, follows = grammar.lower(at - 1), grammar.lower(end)
    context = grammar.table.context
    if end > at + 1:
        return True  # "the year 2016"
    if follows in ("%", "percent", "bc", "bce", "°") or _bears_year(grammar, end):
        return False
    if before == "(" or (before == "," and follows == ")"):
        return follows in (")", ",", "-", "–")
    if (
        before == "of"
        and grammar.lower(at - 2) in grammar.table.names["bearing_year"]
        and grammar.words[at - 2].text[0].isupper()
    ):
        return False  # "the Clean Rivers Act of 1998"
    if before in ("and", "or", ",") and grammar.year_at(at - 2) is not None:
        return True
    if before not in context["of_year"] or not 1500 <= int(grammar.lower(at)) < 2100:
        return False
    if follows == "" or not follows.isalpha() or follows in context["function_words"]:
        return True
    return before in context["sure_of_year"] and not (before == "in" and follows in ("dollars", "prices", "terms"))


def _is_range(grammar: Grammar, at: int, node: Range, end: int) -> bool:
    first, last = node.first, node.last
    if isinstance(first, Years) and isinstance(last, Years) and first.n == last.n == 1:
        if _bears_year(grammar, end):
            return False
        follows = grammar.lower(end)
        fits = 1500 <= first.first < last.first < 2100
        return fits and (follows in grammar.table.context["function_words"] or not follows.isalpha())
    if isinstance(first, Month) and first.floats and isinstance(last, Month) and last.floats:
        return all(word.text[:1].isupper() for word in grammar.words[at:end] if word.lower in grammar.table.month)
    if isinstance(first, Weekday) and isinstance(last, Weekday):
        return all(len(word.lower) > 5 for word in grammar.words[at:end] if word.lower in grammar.table.weekday)
    return _is_kind(grammar, at, first, end)


def _is_day_word(grammar: Grammar, at: int, end: int) -> bool:
    """ "Russia Today" and "the Today programme" are names."""
    word = grammar.words[at]
    if end > at + 1 or not word.text[:1].isupper() or word.text.isupper():
        return True
    return grammar.lower(at - 1) in _BEGINS
