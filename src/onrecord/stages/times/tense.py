"""Whether the act told beside a time lies ahead: "will meet on Friday", "talks planned for May", "opens in June"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from onrecord.stages.times.words import load_words
from onrecord.syntax import Syntax, VerbGroup

_MODALS = frozenset(("would", "may", "might", "could", "should", "must", "can", "shall", "will"))
_LINKS = frozenset(("on", "in", "for", "at", "by", "from", "until", "till", "the", "late", "early", "as", "during"))
_OPENERS = frozenset((",", "and", "but", "that", "as", "when", "while", '"', "“", ":", ";", "—", "–", "("))
_AHEAD = frozenset(("scheduled", "slated", "due", "ahead", "upcoming", "forthcoming", "forward"))
_OWNERS = frozenset(
    ("the", "a", "his", "her", "their", "its", "my", "your", "our", "'s", "last", "political", "free", "good", "ill")
)
_ANNOUNCED = frozenset(
    ("planned", "scheduled", "slated", "set", "expected", "due", "called", "announced", "proposed", "fixed")
)
_UNTIL = frozenset(("until", "till", "to"))
_PUT_OFF = frozenset(
    "adjourned postponed delayed deferred suspended rescheduled remanded extended prolonged moved".split()
)


class Tenses:
    """The verb groups of an article, asked by place."""

    def __init__(self, syntax: Syntax | None) -> None:
        self._syntax = syntax
        self._firsts = [group.first for group in syntax.verb_groups] if syntax else []
        words = [token.lower for token in syntax.tokens] if syntax else []
        self._wills = [at for at, word in enumerate(words) if word == "will" and words[at - 1] not in _OWNERS]
        self._context = load_words().context

    def is_ahead(self, start: int, end: int) -> bool:
        """Whether the clause around the time at code points start..end is told as lying ahead; False without syntax.

        The verb before the time decides, or that after it where the time opens its clause ("On Friday he will …").
        """
        syntax = self._syntax
        if syntax is None or not syntax.tokens:
            return False
        token, after = syntax.token_at(start), syntax.token_at(end)
        if token >= len(syntax.tokens):
            return False
        first, last = syntax.sentence_bounds(token)
        if self._announced(token, first):
            return True
        if token > first and syntax.tokens[token - 1].lower == "since":
            return False
        before = bisect_left(self._firsts, token) - 1
        following = bisect_left(self._firsts, after)
        opens = self._opens(token, first)
        if opens and following < len(self._firsts) and self._firsts[following] < last:
            return self._group_ahead(following, first, token)
        if before < 0 or self._firsts[before] < first:
            return self._will_before(first, token)
        return self._group_ahead(before, first, token)

    def _will_before(self, first: int, token: int) -> bool:
        """Whether "will" stands before a time as no testament, where the tagger sees no verb: "Hale will travel on Friday"."""
        at = bisect_right(self._wills, first)
        return at < len(self._wills) and self._wills[at] < token

    def _announced(self, token: int, first: int) -> bool:
        """ "scheduled for Friday", "ahead of Friday's vote", "due on Friday"."""
        words = [word.lower for word in self._syntax.tokens[max(first, token - 4) : token]] if self._syntax else []
        if len(words) > 1 and words[-1] == "for" and words[-2] in _ANNOUNCED:
            return True
        if words and words[-1] in _UNTIL and any(word in _PUT_OFF for word in words[:-1]):
            return True
        # "due to rain on Friday" has happened; "look forward to Friday" has not
        return any(
            word in _AHEAD and (word == "forward" or words[at + 1 : at + 2] != ["to"]) for at, word in enumerate(words)
        )

    def _opens(self, token: int, first: int) -> bool:
        """Whether the time opens a clause: only its preposition stands before it, and then a break."""
        at = token - 1
        tokens = self._syntax.tokens if self._syntax else ()
        while at >= first and tokens[at].lower in _LINKS and tokens[at].lower != "as":
            at -= 1
        return at < first or tokens[at].lower in _OPENERS

    def _group_ahead(self, index: int, first: int, token: int) -> bool:
        syntax = self._syntax
        if syntax is None:
            return False
        group = syntax.verb_groups[index]
        if group.tense == "future":
            return True
        if group.modal in _MODALS:
            return not self._is_perfect(group)
        if group.form in ("infinitive", "gerund"):
            return syntax.tokens[max(group.first - 1, 0)].lower != "since" and self._governed(index, first)
        if group.tense == "present":
            return self._timetabled(group, token)
        return False

    def _is_perfect(self, group: VerbGroup) -> bool:
        tokens = self._syntax.tokens[group.first : group.main] if self._syntax else ()
        return any(word.lower in ("have", "'ve") for word in tokens)

    def _governed(self, index: int, first: int) -> bool:
        """Whether an infinitive hangs on a verb that looks ahead: "agreed to meet", "is ready to vote"."""
        groups = self._syntax.verb_groups if self._syntax else ()
        for at in range(index - 1, max(index - 4, -1), -1):
            group = groups[at]
            if group.first < first:
                return False
            if group.form != "infinitive":
                ahead = group.tense == "future" or (group.modal in _MODALS and not self._is_perfect(group))
                return ahead or group.lemma in self._context["scheduled"]
        return False

    def _timetabled(self, group: VerbGroup, token: int) -> bool:
        """The present of a timetable: "opens on Monday", "is travelling to Oslo on Friday", "plan a rally", "is expected in May"."""
        main = self._syntax.tokens[group.main].lower if self._syntax else ""
        if group.voice == "passive":
            return group.lemma in self._context["scheduled"]
        if group.lemma in self._context["planned"]:
            return True
        if group.lemma == "be":
            return token - group.last <= 1
        return main.endswith("ing") or group.lemma in self._context["timetabled"]
