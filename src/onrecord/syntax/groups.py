"""Verb groups over the tags of one sentence: auxiliaries, what stands among them, the main verb."""

from __future__ import annotations

from onrecord.syntax.layers import Form, Tense, Token, VerbGroup, Voice
from onrecord.syntax.tagging import Tagged
from onrecord.syntax.words import OPENING, Lexicon

_NEGATIONS = frozenset(("not", "n't", "never", "cannot"))
_PAST = frozenset("was were had did".split())
_SUBJECTS = frozenset("he she it they we i you".split())
_LONGEST = 14  # tokens of a group
_FITS = {"be": "ngd", "have": "nd", "get": "n", "do": "v"}  # main verb's letters behind an auxiliary; a modal takes v


class _Grouper:
    """Finds the verb groups of one sentence; positions are token indices of the article."""

    def __init__(self, tokens: list[Token], first: int, last: int, tagged: Tagged, lexicon: Lexicon) -> None:
        self.tokens, self.first, self.last, self.lexicon = tokens, first, last, lexicon
        self.letters, self.lemmas = tagged.letters, tagged.lemmas

    def find(self) -> list[VerbGroup]:
        found: list[VerbGroup] = []
        i = self.first
        while i < self.last:
            if self.letters[i] not in "avzdng" and not self._opens_infinitive(i):
                i += 1
                continue
            chain = self._chain(i)
            if len(chain) == 1 and self.letters[i] == "a" and self._is_inverted(i):
                group = self._behind_subject(i, found)
                if group is not None:
                    found.append(group)
                    i = group.last
                    continue
            found.append(self._group(i, chain, found))
            i = found[-1].last
        return found

    def _opens_infinitive(self, i: int) -> bool:
        if self.letters[i] != "T" or self.tokens[i].lower != "to":
            return False
        at = i + 1
        while at < self.last and self.letters[at] == "R":
            at += 1
        return at < self.last and self.letters[at] in "av"

    def _chain(self, first: int) -> list[int]:
        """The auxiliaries, bridges ("is set to") and the main verb, from token `first`."""
        chain = [first]
        limit = min(self.last, first + _LONGEST)
        at = first + 1
        while at < limit:
            letter, ends = self.letters[at], self.letters[chain[-1]]
            if self._bridges(chain, at):
                chain.append(at)
            elif ends in "vzdng":
                if letter != "n" or self.lemmas[chain[-1]] != "get" or at != chain[-1] + 1:
                    break
                chain.append(at)
            elif letter == "a" and self._may_follow(chain[-1], at):
                chain.append(at)
            elif letter in "vzdng":
                if not self._fits(chain[-1], letter):
                    break
                chain.append(at)
            elif not self._stands_among(at) and not self._leads_to(chain, at):
                break
            at += 1
        while len(chain) > 1 and self.letters[chain[-1]] == "T":
            chain.pop()
        return chain

    def _stands_among(self, at: int) -> bool:
        """Whether token `at` may stand between an auxiliary and its verb."""
        return self.letters[at] == "R" or self.tokens[at].lower in ("not", "n't") or self._marks_verb(at)

    def _may_follow(self, before: int, at: int) -> bool:
        """An auxiliary behind another: "would have been", "to be"; never a second finite one."""
        return self.tokens[at].lower in ("be", "been", "being", "have", "having") or self.lemmas[before] == ""

    def _fits(self, before: int, letter: str) -> bool:
        """Whether a main verb with this letter can follow the auxiliary or "to"."""
        if self.letters[before] == "T":
            return letter == "v"
        lemma = self.lemmas[before]
        return letter in _FITS.get(lemma, "v")

    def _marks_verb(self, at: int) -> bool:
        """A mark that opens right before a verb: would “pay a price”."""
        return self.tokens[at].text in OPENING and at + 1 < self.last and self.letters[at + 1] in "vzdng"

    def _leads_to(self, chain: list[int], at: int) -> bool:
        """ "due", "likely" and their like between "is" and "to"."""
        if self.tokens[at].lower not in self.lexicon.bridges or self.lemmas[chain[-1]] != "be":
            return False
        return at + 1 < self.last and self._opens_infinitive(at + 1)

    def _bridges(self, chain: list[int], at: int) -> bool:
        """Whether "to" at token `at` goes on the group: "is to", "is set to", "has to", "ought to"."""
        if self.letters[at] != "T" or self.tokens[at].lower != "to" or not self._opens_infinitive(at):
            return False
        before = self.tokens[at - 1].lower
        if before in self.lexicon.bridges:
            return any(self.lemmas[i] == "be" for i in chain) and len(chain) > 0 and at - chain[-1] <= 2
        last = chain[-1]
        return (
            last == at - 1
            and (self.letters[last] == "a" or self.lemmas[last] == "have")
            and self.lemmas[last] in ("be", "have", "ought")
        )

    def _is_inverted(self, i: int) -> bool:
        """An auxiliary before its subject: "did he", "What will Moscow"."""
        if self.lemmas[i] == "be" or i + 1 >= self.last or self.letters[i + 1] not in "ODPNT":
            return False
        if i == self.first:
            return True
        return self.letters[i - 1] in "SO.RC" and self.tokens[i - 1].lower not in _SUBJECTS

    def _behind_subject(self, auxiliary: int, found: list[VerbGroup]) -> VerbGroup | None:
        """The group whose auxiliary stands before its subject; it begins behind the subject."""
        at = auxiliary + 1
        while at < min(auxiliary + 7, self.last) and self.letters[at] in "ODPNMJTR":
            at += 1
        if (
            at >= self.last
            or self.letters[at] not in "va"
            or not self._fits(auxiliary, self.letters[at].replace("a", "v"))
        ):
            return None
        chain = self._chain(at)
        return self._group(at, [auxiliary, *chain], found)

    def _group(self, first: int, chain: list[int], found: list[VerbGroup]) -> VerbGroup:
        main = chain[-1]
        auxiliaries = chain[:-1]
        words = [self.tokens[at].lower for at in range(max(self.first, chain[0] - 1), main + 1)]
        modal = next((self.lemmas[at] for at in auxiliaries if self._is_modal(at)), None)
        bridge = next((at for at in chain[1:] if self.letters[at] == "T"), None)
        planned = bridge is not None and (
            self.tokens[bridge - 1].lower in self.lexicon.bridges or self.lemmas[bridge - 1] == "be"
        )
        form = self._form(chain, found)
        tense = self._tense(chain, modal, planned, form)
        if bridge is not None and modal is None and not planned:
            modal = "must"
        return VerbGroup(
            first=first,
            last=main + 1,
            main=main,
            lemma=self.lemmas[main],
            voice=self._voice(auxiliaries, main),
            tense=tense,
            modal=None if modal in ("will", "shall") else modal,
            negated=any(word in _NEGATIONS for word in words) or ("longer" in words and "no" in words),
            form=form,
        )

    def _is_modal(self, at: int) -> bool:
        return self.letters[at] == "a" and self.lemmas[at] not in ("be", "have", "do", "get")

    def _voice(self, auxiliaries: list[int], main: int) -> Voice:
        if self.letters[main] not in "nd":
            return "active"
        last = next((at for at in reversed(auxiliaries) if self.letters[at] == "a" or self.lemmas[at] == "get"), None)
        if last is None:
            return "passive" if self.letters[main] == "n" else "active"
        return "passive" if self.lemmas[last] in ("be", "get") else "active"

    def _tense(self, chain: list[int], modal: str | None, planned: bool, form: Form) -> Tense:
        if modal in ("will", "shall") or (planned and modal is None):
            return "future"
        if form != "finite" or modal:
            return "none"
        if self.lemmas[chain[0]] == "have" and len(chain) > 1 and self.letters[chain[1]] != "T":
            return "perfect"
        word = self.tokens[chain[0]].lower
        return "past" if word in _PAST or (self.letters[chain[0]] == "d") else "present"

    def _form(self, chain: list[int], found: list[VerbGroup]) -> Form:
        lead, word = self.letters[chain[0]], self.tokens[chain[0]].lower
        if lead == "T":
            return "infinitive"
        if lead == "g" or word in ("being", "having", "doing"):
            return "gerund"
        if lead == "n" or word == "been":
            return "participle"
        if lead == "v" or word == "be":
            return self._form_of_base(chain[0], found)
        return "finite"

    def _form_of_base(self, at: int, found: list[VerbGroup]) -> Form:
        """A base form: an infinitive behind "to meet and …" or "let them …", else finite."""
        before = at - 1
        while before >= self.first and self.letters[before] == "R":
            before -= 1
        last = found[-1] if found else None
        if before < self.first or last is None:
            return "infinitive" if self.tokens[at].lower == "be" else "finite"
        if self.letters[before] == "C" or self.tokens[before].lower == ",":
            behind = last.form == "infinitive" or (last.modal is not None or last.tense == "future")
            return "infinitive" if behind and self.letters[at] == "v" and last.form == "infinitive" else "finite"
        if last.lemma in ("let", "make", "help", "see", "watch", "hear") and last.last <= before <= last.last + 4:
            return "infinitive"
        return "finite" if self.letters[before] in "NPOMT." or self.tokens[at].lower != "be" else "infinitive"


def find_verb_groups(tokens: list[Token], first: int, last: int, tagged: Tagged, lexicon: Lexicon) -> list[VerbGroup]:
    """Verb groups of tokens `first`..`last` of one sentence, in text order."""
    return _Grouper(tokens, first, last, tagged, lexicon).find()
