"""Who is whose subject: one pass over a sentence with a stack of open clauses.

Noun phrases wait as candidates; a finite verb takes the candidate of its clause and closes the waiting. "who", "that",
quotation marks and brackets open clauses on the stack; a finite verb that finds neither a waiting noun phrase nor an
"and" goes back to the clause around. Each phrase, group and mark is read once, so the work is linear in the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.syntax.layers import NounPhrase, Token, VerbGroup
from onrecord.syntax.tagging import Tagged
from onrecord.syntax.words import CLOSING, MARKS, OPENING, Lexicon

_DEEPEST = 12  # open clauses; what lies deeper is forgotten
_RELATIVES = frozenset("who which whom that whose".split())
_FRESH_SUBJECTS = frozenset("i he she we they it you".split())
_CLAUSE_PREPOSITIONS = frozenset("after before until till since as".split())  # "after Biden called him"
_REFLEXIVE = ("self", "selves")
_OF_OBJECT = frozenset(
    "for of from into as".split()
)  # "accused X of meddling": X meddles; "left after meeting": the subject
_LONGEST_DATELINE = 14  # tokens
_DASHES = frozenset(("—", "–", "--"))


@dataclass(slots=True)
class _Clause:
    """An open clause: who may be its subject, who is, and what its latest verb took."""

    kind: str  # "main", "sub", "relative", "quote", "bracket"
    waiting: int | None = None  # noun phrase that has no verb yet
    aside: int | None = None  # a later one behind a comma: apposition, item of a list, or a new subject
    subject: int | None = None
    verb: int | None = None  # latest finite group
    latest: int | None = None  # latest group of any form
    taken: int | None = None  # noun phrase right behind the latest group
    fresh: bool = True  # whether `waiting` stands behind "and" or a comma, so that it is no object
    parted: bool = False  # whether `waiting` stands behind a comma


class _Reader:
    """Reads one sentence; `subjects` gets one entry a verb group of the article."""

    def __init__(
        self, tokens: list[Token], tagged: Tagged, phrases: list[NounPhrase], groups: list[VerbGroup], lexicon: Lexicon,
        subjects: list[int | None],
    ) -> None:  # fmt: skip
        self.tokens, self.letters, self.phrases, self.groups = tokens, tagged.letters, phrases, groups
        self.lexicon, self.subjects = lexicon, subjects
        self.stack = [_Clause("main")]
        self.half_open = 0  # quotation marks that a noun phrase opened and did not close
        self.pending: list[int] = []  # groups without tense that open the sentence: "Asked whether …, the senator said"
        self.spent: int | None = None  # noun phrase that an inverted verb took

    def read(self, first: int, last: int, phrase: int, group: int) -> None:
        """Read tokens `first`..`last`; `phrase` and `group` are the indices of the sentence's first ones."""
        self.first, self.last = first, last
        i = first
        while i < last:
            if phrase < len(self.phrases) and self.phrases[phrase].first == i:
                self._meet_phrase(phrase)
                i = self.phrases[phrase].last
                phrase += 1
            elif group < len(self.groups) and self.groups[group].first == i:
                self._meet_group(group, phrase)
                i = self.groups[group].last
                while phrase < len(self.phrases) and self.phrases[phrase].first < i:
                    phrase += 1
                group += 1
            else:
                self._meet_token(i)
                i += 1

    # -- noun phrases ---------------------------------------------------------------------------------------------

    def _meet_phrase(self, at: int) -> None:
        phrase, clause = self.phrases[at], self.stack[-1]
        marks = [i for i in range(phrase.first, phrase.last) if self.tokens[i].text in MARKS]
        self.half_open += len(marks) % 2
        head = self.tokens[phrase.head].lower
        if head in _RELATIVES and phrase.last - phrase.first == 1 and self._opens_relative(phrase.first):
            self._push(_Clause("relative", waiting=self._antecedent(at, head)))
            return
        if at == self.spent or head.endswith(_REFLEXIVE) or self._is_oblique(at):
            return
        before = self._before(phrase.first)
        if head in self.lexicon.times and not (before < self.first and self._verb_at(phrase.last)):
            return
        if (
            clause.latest is not None
            and clause.taken is None
            and self._before_marks(phrase.first) == self.groups[clause.latest].last - 1
        ):
            clause.taken = at
        self._wait(clause, at, head, before)

    def _wait(self, clause: _Clause, at: int, head: str, before: int) -> None:
        """Keep the phrase as a possible subject."""
        word = self.tokens[before].lower if before >= self.first else ""
        if clause.waiting is None or head in _FRESH_SUBJECTS:
            clause.waiting, clause.aside = at, None
            clause.fresh = clause.latest is None or word in (",", "and", "or", "but", "—", "–", "--")
            clause.parted = word == ","
            return
        if word in (",", "and", "or", "nor", "—", "–", "&"):
            clause.aside = at
        elif clause.verb is not None or clause.kind == "relative":
            clause.waiting, clause.aside, clause.fresh = at, None, False
        elif self.phrases[clause.waiting].last == self.phrases[at].first:
            self._push(_Clause("relative", waiting=at))

    def _opens_relative(self, at: int) -> bool:
        before = self._before(at)
        return before >= self.first and (
            self.letters[before] in "NPMJ"
            or self.tokens[before].text in (",", "—", "–", ")")
            or (self.letters[before] in "IO" and self.tokens[at].lower != "that")
        )

    def _antecedent(self, at: int, pronoun: str) -> int | None:
        """What "who" and "which" stand for: the phrase before; for "who" the head of "the leader of the party"."""
        before = at - 1
        if before < 0 or self.phrases[before].first < self.first:
            return None
        while before > 0 and self.letters[self.phrases[before].head] != "O":
            preposition = self.phrases[before].first - 1
            named = self.letters[self.phrases[before].head] == "P"
            if (
                preposition <= self.first
                or self.letters[preposition] != "I"
                or self.phrases[before - 1].last != preposition
            ):
                break
            if (
                named != (pronoun == "that")
                or (pronoun == "who" and self.tokens[preposition].lower != "of")
                or pronoun == "which"
            ):
                break
            before -= 1
        return before

    def _is_oblique(self, at: int) -> bool:
        """Whether the phrase hangs on a preposition, itself or through "and"."""
        start = self._before_marks(self.phrases[at].first)
        if start < self.first:
            return False
        if self.letters[start] == "I":
            opens = self.tokens[start].lower in _CLAUSE_PREPOSITIONS and self._verb_at(self.phrases[at].last)
            return not (opens and self.stack[-1].verb is not None)
        if self.tokens[start].lower in ("and", "or") and at > 0 and self.phrases[at - 1].last == start:
            before = self.phrases[at - 1].first - 1
            if self.tokens[self.phrases[at].head].lower in _FRESH_SUBJECTS:
                return False
            if before < self.first or self.letters[before] != "I":
                return False
            alone = self.tokens[before].lower != "between" and self.stack[-1].waiting is None
            return not (alone and self._verb_at(self.phrases[at].last))
        return False

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _meet_group(self, at: int, phrase: int) -> None:
        group = self.groups[at]
        if group.form == "finite":
            self._meet_finite(at, phrase)
        else:
            self.subjects[at] = self._of_dependent(at, phrase)
            clause = self.stack[-1]
            clause.latest, clause.taken = at, None
            if self.subjects[at] is None:
                self.pending.append(at)
            elif clause.waiting is not None and clause.verb is not None:
                clause.waiting = clause.aside = None

    def _meet_finite(self, at: int, phrase: int) -> None:
        group = self.groups[at]
        if self._is_inverted(at, phrase):
            self.subjects[at] = self.spent = self._behind(phrase)
            clause = self.stack[-1]
            if clause.verb is None and clause.waiting is None:
                clause.subject, clause.verb = self.spent, at
            return
        before = self._before(group.first)
        word = self.tokens[before].lower if before >= self.first else ""
        clause = self._clause_of(word, group.lemma)
        subject = self._choose(clause, word)
        if (
            subject is not None
            and self.tokens[self.phrases[subject].head].lower == "there"
            and phrase < len(self.phrases)
        ):
            following = self._behind(phrase) if self.phrases[phrase].first >= group.last else None
            subject = following if following is not None else subject
        self.subjects[at] = subject
        clause = self.stack[-1]
        if clause.kind != "sub" and clause.kind != "relative":
            for waiting in self.pending:
                self.subjects[waiting] = subject
            self.pending.clear()
        clause.subject, clause.verb, clause.latest, clause.taken = subject, at, at, None
        clause.waiting = clause.aside = None

    def _clause_of(self, word: str, lemma: str) -> _Clause:
        """The clause that a finite verb belongs to; clauses that are over leave the stack, bare ones open on it."""
        stack = self.stack
        if not self._takes(stack[-1], word):
            back = self._waiting_clause()
            if back is not None:
                del stack[back + 1 :]
        clause = stack[-1]
        if (
            clause.verb is not None
            and clause.waiting is not None
            and self._takes(clause, word)
            and word not in (",", "and", "or", "but")
        ):
            embedded = _Clause("sub", waiting=clause.waiting, aside=clause.aside, fresh=clause.fresh)
            clause.waiting = clause.aside = None
            self._open(embedded, parted=clause.parted)
        elif clause.verb is None and clause.aside is not None and clause.waiting is not None and word != ",":
            self._part_interjected(clause)
        return stack[-1]

    def _open(self, clause: _Clause, *, parted: bool) -> None:
        """Open a clause without a word of its own: "said Peru would"; behind a comma it may be the main one itself.

        "When he left, Peru said": the main clause has waited for its subject until the comma.
        """
        base = max((at for at, outer in enumerate(self.stack) if outer.kind in ("main", "quote", "bracket")), default=0)
        outer = self.stack[base]
        if parted and outer.verb is None and outer.waiting is None:
            del self.stack[base + 1 :]
            outer.waiting, outer.aside, outer.fresh = clause.waiting, clause.aside, clause.fresh
        else:
            self._push(clause)

    def _part_interjected(self, clause: _Clause) -> None:
        """ "Kyiv, Moscow said, would …": the phrase behind the comma speaks; not "Kyiv, Moscow and Minsk said"."""
        aside = clause.aside
        if aside is not None and self.tokens[self._before(self.phrases[aside].first)].text == ",":
            clause.aside = None
            self._push(_Clause("sub", waiting=aside))

    def _waiting_clause(self) -> int | None:
        """The nearest clause around, in the same quotation, that waits for its verb."""
        for at in range(len(self.stack) - 1, -1, -1):
            clause = self.stack[at]
            if clause.verb is None and clause.waiting is not None:
                return at
            if clause.kind in ("quote", "bracket"):
                return None
        return None

    def _takes(self, clause: _Clause, word: str) -> bool:
        """Whether the clause has a subject for one more finite verb behind `word`."""
        if clause.verb is None:
            return clause.waiting is not None
        if word in ("and", "or", "but", "then"):
            return True
        if clause.waiting is None:
            return False
        return word != "," or clause.aside is not None

    def _choose(self, clause: _Clause, word: str) -> int | None:
        """The subject in its clause: a waiting phrase, else the one it shares."""
        if clause.verb is None or (clause.waiting is not None and word not in ("and", "or", "but", "then", ",")):
            if clause.aside is not None and clause.verb is not None and word != ",":
                return clause.aside if not self._joined(clause) else clause.waiting
            if clause.waiting is not None:
                return clause.waiting
        if clause.waiting is not None and clause.aside is not None and word == ",":
            return clause.waiting
        if clause.subject is not None:
            return clause.subject
        for outer in reversed(self.stack[:-1]):
            if outer.waiting is not None and outer.verb is None:
                return outer.waiting
            if outer.subject is not None:
                return outer.subject
        return None

    def _joined(self, clause: _Clause) -> bool:
        """Whether "A and B" behind a verb of saying are one subject: "said Peru and Chile would …"."""
        return clause.latest is not None and self.groups[clause.latest].lemma in self.lexicon.saying

    def _is_inverted(self, at: int, phrase: int) -> bool:
        """ "…, said the engineer": a verb of saying behind a comma or a mark, its subject right behind it."""
        group = self.groups[at]
        if group.lemma not in self.lexicon.inverting or self._behind(phrase, group.last) is None:
            return False
        before = self._before_marks(group.first)
        nearest = group.first - 1
        if nearest < self.first:
            return True
        clause = self.stack[-1]
        behind = self.phrases[phrase].last
        if behind < self.last and self.letters[behind] in "azd" and self.tokens[nearest].text not in MARKS:
            return False
        if self.tokens[nearest].text in MARKS:
            return clause.waiting is None or clause.verb is not None
        if self.tokens[before].text not in (",", "—", "–", "--") and self.tokens[before].lower not in ("so", "as"):
            return False
        return clause.verb is not None or clause.waiting is None

    def _behind(self, phrase: int, at: int | None = None) -> int | None:
        """The phrase `phrase` where it begins at token `at` and no relative or accusative pronoun heads it."""
        if phrase >= len(self.phrases):
            return None
        found = self.phrases[phrase]
        if (at is not None and found.first != at) or found.first >= self.last:
            return None
        lower = self.tokens[found.head].lower
        return (
            None
            if lower in _RELATIVES or lower in ("him", "them", "me", "us") or lower in self.lexicon.times
            else phrase
        )

    def _of_dependent(self, at: int, phrase: int) -> int | None:
        """The subject of an infinitive, a participle or an -ing form."""
        group, clause = self.groups[at], self.stack[-1]
        before = self._before(group.first)
        if before < self.first:
            return None
        attached = phrase - 1 if phrase > 0 and self.phrases[phrase - 1].last == before + 1 else None
        word = self.tokens[before].lower
        if group.form in ("participle", "gerund"):
            if attached is not None:
                return attached
            if group.form == "participle" and word == "," and phrase > 0 and self.phrases[phrase - 1].last == before:
                return phrase - 1
        if (
            group.form == "gerund"
            and word in _OF_OBJECT
            and clause.taken is not None
            and self.phrases[clause.taken].first >= self.first
        ):
            return clause.taken
        if group.form == "gerund" and self._goes_on_saying(group):
            return self._outermost()
        if group.form == "infinitive" and attached is not None:
            preposition = self.phrases[attached].first - 1
            if preposition >= self.first and self.tokens[preposition].lower == "for":
                return attached
            if (
                clause.latest is not None
                and self.groups[clause.latest].voice == "active"
                and self.groups[clause.latest].lemma in self.lexicon.steering
            ):
                return clause.taken if clause.taken is not None else attached
        goes_on = (
            clause.latest is not None and clause.latest != clause.verb and not (group.form == "gerund" and word == ",")
        )
        before_it = self.subjects[clause.latest] if goes_on and clause.latest is not None else None
        return before_it if before_it is not None else self._shared()

    def _goes_on_saying(self, group: VerbGroup) -> bool:
        """ "…, adding that", also behind words in marks: called him a "killer," saying that."""
        before = self._before_marks(group.first)
        follows = before >= self.first and self.tokens[before].lower in (",", "and")
        return follows and group.lemma in self.lexicon.saying

    def _shared(self) -> int | None:
        for clause in reversed(self.stack):
            if clause.verb is not None and clause.subject is not None:
                return clause.subject
            if clause.waiting is not None:
                return clause.waiting
            if clause.kind == "quote":
                return None
        return None

    def _outermost(self) -> int | None:
        """The subject of the widest clause of this quotation: who says goes on saying."""
        found = None
        for clause in reversed(self.stack):
            subject = clause.subject if clause.verb is not None else clause.waiting
            found = subject if subject is not None else found
            if clause.kind in ("quote", "bracket"):
                break
        return found

    # -- other tokens ---------------------------------------------------------------------------------------------

    def _meet_token(self, at: int) -> None:
        text, letter = self.tokens[at].text, self.letters[at]
        if text in (";", ":"):
            self.stack = [_Clause("main", subject=self._outermost())]
        elif text in MARKS:
            self._meet_mark(at)
        elif text in "([":
            self._push(_Clause("bracket"))
        elif text in ")]":
            self._pop_to("bracket")
        elif letter == "S" or (letter == "O" and self.tokens[at].lower in _RELATIVES):
            self._push(_Clause("sub"))
        elif self._ends_dateline(at):
            self.stack = [_Clause("main")]
        elif text in _DASHES and self.stack[-1].verb is not None:
            self.stack[-1].waiting = self.stack[-1].aside = None
        elif text == "," and self.stack[-1].verb is not None and self.stack[-1].kind != "quote":
            self._meet_comma(at)
        elif letter == "C" and self.stack[-1].verb is not None and not self._goes_on_list(at):
            self.stack[-1].waiting = self.stack[-1].aside = None

    def _ends_dateline(self, at: int) -> bool:
        """The dash behind "NAIROBI, May 7 (Newsline)"."""
        if self.tokens[at].text not in _DASHES | {"-"} or not self.first < at < self.first + _LONGEST_DATELINE:
            return False
        head = self.tokens[self.first].text
        spaced = self.tokens[at - 1].end < self.tokens[at].start
        return spaced and ((len(head) > 2 and head.isupper()) or self.tokens[at - 1].text == ")")

    def _meet_comma(self, at: int) -> None:
        """A comma ends what waits behind a verb, unless the verb says that more is said: "said Moscow, its ally, …"."""
        clause = self.stack[-1]
        if clause.fresh and clause.waiting is not None:
            return
        if (
            clause.verb is not None
            and self.groups[clause.latest if clause.latest is not None else clause.verb].lemma
            not in self.lexicon.saying
        ):
            clause.waiting = clause.aside = None

    def _goes_on_list(self, at: int) -> bool:
        clause = self.stack[-1]
        return clause.latest is not None and self.groups[clause.latest].lemma in self.lexicon.saying

    def _meet_mark(self, at: int) -> None:
        text = self.tokens[at].text
        opened = any(clause.kind == "quote" for clause in self.stack)
        tight_after = at + 1 < self.last and self.tokens[at].end == self.tokens[at + 1].start
        loose_before = at == self.first or self.tokens[at - 1].end < self.tokens[at].start
        if text in OPENING and tight_after and (loose_before or text not in CLOSING):
            self._push(_Clause("quote"))
        elif self.half_open:
            self.half_open -= 1
        elif opened:
            self._pop_to("quote")
        elif text in ("”", '"', "''", "»"):
            self.stack = [_Clause("main")]

    def _push(self, clause: _Clause) -> None:
        self.stack.append(clause)
        if len(self.stack) > _DEEPEST:
            del self.stack[1]

    def _pop_to(self, kind: str) -> None:
        for at in range(len(self.stack) - 1, 0, -1):
            if self.stack[at].kind == kind:
                del self.stack[at:]
                return

    # -- looking about --------------------------------------------------------------------------------------------

    def _before(self, at: int) -> int:
        """The nearest token on the left that is no adverb."""
        at -= 1
        while at >= self.first and self.letters[at] == "R":
            at -= 1
        return at

    def _before_marks(self, at: int) -> int:
        """The nearest token on the left that is neither an adverb nor a quotation mark."""
        at -= 1
        while at >= self.first and (self.letters[at] == "R" or self.tokens[at].text in MARKS):
            at -= 1
        return at

    def _verb_at(self, at: int) -> bool:
        return at < self.last and self.letters[at] in "azd"


def find_subjects(
    tokens: list[Token], bounds: list[tuple[int, int]], tagged: Tagged, phrases: list[NounPhrase], groups: list[VerbGroup],
    lexicon: Lexicon,
) -> list[int | None]:  # fmt: skip
    """For each verb group the index of its subject among `phrases`; `bounds` are the sentences' tokens."""
    subjects: list[int | None] = [None] * len(groups)
    phrase = group = 0
    for first, last in bounds:
        _Reader(tokens, tagged, phrases, groups, lexicon, subjects).read(first, last, phrase, group)
        while phrase < len(phrases) and phrases[phrase].first < last:
            phrase += 1
        while group < len(groups) and groups[group].first < last:
            group += 1
    return subjects
