"""Where plain words around an act say that it is not done, or by whom nobody says it, they win over the network.

"Stopped short of expelling", "if it shelled the town and closed the road", "had they fired", "was about to leave", "denied that it
had fired", "was accused of firing". Of the deeds that are marked in our corpus and stand in such a clause, 97 in 100 have the modality
that is given here. A rule's acts have their own (`rules/event_modality.py`).
"""

from __future__ import annotations

from onrecord.facts import Modality, Quote
from onrecord.frames import Frame
from onrecord.syntax import Syntax, VerbGroup

_ASKING = frozenset(
    "order urge ask tell command instruct press want demand beg implore advise warn authorise authorize".split()
)
_CHARGING = frozenset("accuse suspect allege believe think say report rumour rumor".split())
_INTENDING = frozenset("plan intend prepare expect schedule mean aim".split())
_POSSIBLE = frozenset(("would", "could", "might", "may", "should"))
_OPEN = frozenset(("could", "might", "may"))
_PLAIN = frozenset(("ACCUSE", "REQUEST"))  # the future of which is no act of another type
_NOBODY = frozenset(("no", "neither", "nobody", "none", "nothing"))
PREVENTING = frozenset("avert foil thwart prevent avoid abort forestall scrap shelve cancel".split())
_DELAYING = frozenset(("postpone", "delay", "defer"))
_UNMADE = frozenset((("short", "of"), ("instead", "of")))
_EXPECTED = frozenset(
    {(word, "of") for word in "event fear risk danger prospect possibility talk".split()}
    | {(word, "for") for word in "brace prepare ready".split()}
)
_NEARLY = frozenset(("nearly", "almost", "narrowly"))
_CLEARING = frozenset("clear acquit absolve exonerate".split())
_ALLEGEDLY = frozenset("allegedly reportedly purportedly supposedly reputedly".split())
_OF_NOTHING = frozenset(("REJECT", "THREATEN", "PROTEST"))  # done by doing nothing: "will pay no ransom"
_YIELDING = frozenset(("CONCEDE", "AGREE"))
_SOMEBODY = frozenset(("but", "doubt"))  # "nobody but the king", "no doubt the king"
_COUNTING = frozenset(("fewer", "less", "more", "longer", "later", "other"))  # before "than"
_REFUSING = frozenset(
    "rule reject refuse dismiss decline cancel call veto oppose rebuff snub spurn turn block boycott exclude withhold".split()
)
_HEARSAY = frozenset("report rumour rumor claim allegation accusation speculation".split())
_NOT_YET = frozenset(("before", "until", "till"))
_UNDENIED = frozenset(("actual", "future"))  # modalities of what somebody may deny: "denied that it would expel them"
_FALSE = frozenset("lie untrue false nonsense myth fabrication invention".split())  # "it was a lie that"
_IS = frozenset(("is", "was", "'s"))
_ENDS_CLAUSE = frozenset((";", ":", "but"))
_CLAUSE, _FALSE_WITHIN = 20, 6  # tokens
_FORCING = frozenset("force compel oblige".split())
_PROMISING = frozenset(("vow", "promise", "pledge", "swear"))
_NOT_ONLY = frozenset(("only", "just", "merely", "simply"))
_INVERTED = frozenset(("had", "should", "were"))
_REACH = 80  # tokens before and behind an act that are looked at; a longer sentence is no prose
_FAR = 20  # tokens from an act to the "if" behind it


def settle_modality(syntax: Syntax, frame: Frame, quote: Quote | None, *, by_words: bool) -> Modality:
    """The modality of a frame; `quote` is the innermost around its anchor, `by_words`: of an act that is done by speaking."""
    act = syntax.token_at(frame.anchor[0].start)
    group = syntax.verb_at(act)
    if not by_words and frame.modality == "actual" and _is_reserved(syntax, act):
        return "hypothetical"
    if group is None:
        return frame.modality if by_words or frame.modality != "actual" else _of_noun(syntax, act)
    verb = syntax.verb_groups[group]
    if frame.modality in _UNDENIED and quote is not None and _is_denied(syntax, act, quote):
        return "negated"
    if frame.modality == "actual" and _is_called_false(syntax, act):
        return "negated"
    ruled_out = _is_ruled_out(syntax, verb)
    if ruled_out is not None:
        return "negated" if ruled_out else "hypothetical"
    if frame.modality == "actual" and _is_of_nobody(syntax, frame, verb):
        return "negated"
    if by_words:
        return _of_words(syntax, frame, verb, quote)
    before = [token.lower for token in syntax.tokens[max(verb.first - 3, 0) : verb.first]]
    if before[-2:] == ["short", "of"]:
        return "negated"
    leading = _leading(syntax, group)
    if frame.modality == "actual":
        return _undone(syntax, verb, leading)
    if frame.modality == "future" and verb.modal == "would" and _if_behind(syntax, verb):
        return "hypothetical"
    if frame.modality == "future" and leading is not None and _is_forced(leading):
        return "actual"
    return frame.modality


def _of_noun(syntax: Syntax, act: int) -> Modality:
    """The modality of an act told by a noun: "foiled an *attack*", "braced for an *attack*", "in the event of an *attack*"."""
    at = syntax.np_at(syntax.tokens[act].start) if act < len(syntax.tokens) else None
    if at is None:
        return "actual"
    phrase = syntax.noun_phrases[at]
    opens = max(syntax.sentence_bounds(act)[0], phrase.first - 2)
    before = tuple(syntax.lemmas[opens : phrase.first])
    if before in _UNMADE:
        return "negated"
    in_case = before == ("case", "of") and syntax.lemmas[max(opens - 1, 0)] == "in"  # not "thirty cases of attacks"
    if in_case or before in _EXPECTED:
        return "hypothetical"
    for group in _groups_near(syntax, phrase.first, phrase.last):
        verb = syntax.verb_groups[group]
        told = syntax.subject_of(group) if verb.voice == "passive" else syntax.object_of(group)
        if told == at and verb.lemma in PREVENTING | _DELAYING:
            return "negated" if verb.lemma in PREVENTING else "future"
    return "actual"


def _groups_near(syntax: Syntax, first: int, last: int) -> range:
    """The verb groups among which those stand that have a noun phrase for their subject or object."""
    opens, end = syntax.sentence_bounds(first)
    return syntax.verbs_in(max(opens, first - _CLAUSE), min(end, last + _CLAUSE))


def _is_almost(syntax: Syntax, verb: VerbGroup, leading: VerbGroup | None) -> bool:
    """Whether an act was not quite done, or somebody only made as if: "nearly expelled", "came close to bombing", "cleared of bombing"."""
    if verb.main > 0 and syntax.tokens[verb.main - 1].lower in _NEARLY:
        return True
    if leading is None or verb.form not in ("gerund", "infinitive"):
        return False
    between = syntax.lemmas[leading.last : verb.first]
    if leading.lemma in _CLEARING:
        return verb.form == "gerund" and between[-1:] == ("of",)
    return leading.lemma == "pretend" or (leading.lemma == "come" and between == ("close", "to"))


def _of_words(syntax: Syntax, frame: Frame, verb: VerbGroup, quote: Quote | None) -> Modality:
    """The modality of an act that is done by speaking. What is promised, refused or threatened is so now, whatever its tense; what
    will be asked or blamed is not yet.
    """
    if frame.type == "THREATEN":
        return "negated" if _promises_not(syntax, verb) else frame.modality
    if frame.modality != "actual":
        return frame.modality
    if _in_condition(syntax, verb) or verb.modal in _OPEN or _is_alternative(syntax, verb):
        return "hypothetical"
    if frame.type == "REJECT" and verb.lemma in _REFUSING and _is_negated(syntax, verb):
        return "negated"
    if frame.type in _YIELDING and verb.modal == "would" and quote is None:
        return "hypothetical"
    if frame.type not in _PLAIN:
        return "actual"
    if verb.modal == "would":
        return "future" if quote is not None and not _if_behind(syntax, verb) else "hypothetical"
    group = syntax.verb_at(verb.main)
    leading = _leading(syntax, group) if group is not None else None
    meant = verb.form == "infinitive" and leading is not None and leading.lemma in _INTENDING
    if meant or (verb.tense == "future" and verb.lemma != "blame"):  # "is to blame"
        return "future"
    return "negated" if _is_negated(syntax, verb) else "actual"


def _is_alternative(syntax: Syntax, verb: VerbGroup) -> bool:
    """Whether an act is what else will come: "it must change the name or be sued"."""
    group = syntax.verb_at(verb.main)
    leading = _leading(syntax, group) if group is not None else None
    if leading is None or verb.first == 0 or syntax.tokens[verb.first - 1].lower != "or":
        return False
    return leading.modal is not None or leading.tense == "future" or leading.form == "infinitive"


def _is_negated(syntax: Syntax, verb: VerbGroup) -> bool:
    return verb.negated and not any(token.lower in _NOT_ONLY for token in syntax.tokens[verb.first : verb.last])


def _is_ruled_out(syntax: Syntax, verb: VerbGroup) -> bool | None:
    """Whether somebody rules an act out, not "has not ruled out sending troops"; None where no ruling out is told."""
    group = syntax.verb_at(verb.main)
    leading = _leading(syntax, group) if group is not None and verb.form == "gerund" else None
    if leading is None or leading.lemma != "rule" or syntax.lemmas[leading.last : verb.first] != ("out",):
        return None
    before = syntax.lemmas[max(leading.first - 3, 0) : leading.first]
    return not (leading.negated or _nobody_does(syntax, leading) or _REFUSING.intersection(before))


def _is_of_nobody(syntax: Syntax, frame: Frame, verb: VerbGroup) -> bool:
    """Whether nobody does an act, or nothing is done: "no envoy was expelled", "has offered none"."""
    if frame.type != "THREATEN" and _nobody_does(syntax, verb):
        return True
    group = syntax.verb_at(verb.main)
    phrase = syntax.object_of(group) if group is not None and verb.voice == "active" else None
    if phrase is None or frame.type in _OF_NOTHING:
        return False
    return _tells_nobody(syntax, syntax.noun_phrases[phrase].first)


def _nobody_does(syntax: Syntax, verb: VerbGroup) -> bool:
    """Whether a verb's subject says that nobody does it: "neither side has ruled it out", "no envoy was expelled"."""
    group = syntax.verb_at(verb.main)
    subject = syntax.subject_of(group) if group is not None else None
    if subject is None:
        return False
    phrase = syntax.noun_phrases[subject]
    between = {token.lower for token in syntax.tokens[phrase.last : verb.first]}
    return _tells_nobody(syntax, phrase.first) and not between & {"who", "that", "which"}


def _tells_nobody(syntax: Syntax, first: int) -> bool:
    """Whether words that begin at a token mean nobody; not "no fewer than ten", "none other than the king", "none but", "No 10"."""
    if syntax.tokens[first].lower not in _NOBODY:
        return False
    word, after = [*(token.lower for token in syntax.tokens[first + 1 : first + 3]), "", ""][:2]
    return not (word.isdigit() or word in _SOMEBODY or (word in _COUNTING and after == "than"))


def _undone(syntax: Syntax, verb: VerbGroup, leading: VerbGroup | None) -> Modality:
    """The modality of an act that the network takes for done, by the words around its verb."""
    if _in_condition(syntax, verb) or _is_alternative(syntax, verb):
        return "hypothetical"
    if _is_negated(syntax, verb) or _is_almost(syntax, verb, leading):
        return "negated"
    if verb.modal in _POSSIBLE or (syntax.conjunction_of(verb) in _NOT_YET and _is_present(syntax, verb)):
        return "hypothetical"
    meant = verb.form == "infinitive" and leading is not None and leading.lemma in _ASKING | _INTENDING
    return "future" if meant or verb.tense == "future" else "actual"


def _is_present(syntax: Syntax, verb: VerbGroup) -> bool:
    """Whether a verb can be no past: "releases", not "put"."""
    word = syntax.tokens[verb.main].lower
    return verb.tense == "present" and word.endswith("s") and word != verb.lemma


def is_charged(syntax: Syntax, frame: Frame) -> bool:
    """Whether an act is what somebody "was accused of", by nobody who is named, or what is told in "rumours that"."""
    group = syntax.verb_at(syntax.token_at(frame.anchor[0].start))
    if group is None:
        return False
    verb, leading = syntax.verb_groups[group], _leading(syntax, group)
    told = {token.lower for token in syntax.tokens[max(verb.first - 1, 0) : verb.last]}
    if told & _ALLEGEDLY or _is_hearsay(syntax, verb, leading):
        return True
    if leading is None or leading.lemma not in _CHARGING or leading.voice != "passive":
        return False
    between = {token.lower for token in syntax.tokens[leading.last : verb.first]}
    return verb.form in ("gerund", "infinitive") and not between & {"by", ",", ";"}


def _is_hearsay(syntax: Syntax, verb: VerbGroup, leading: VerbGroup | None) -> bool:
    """Whether a verb is the first of a clause that a noun of hearsay leads: "reports that Burundi had shelled the town"."""
    begun = max(syntax.sentence_bounds(verb.first)[0], verb.first - _CLAUSE, leading.last if leading is not None else 0)
    at = next((i for i in range(verb.first - 1, begun, -1) if syntax.tokens[i].lower == "that"), None)
    return at is not None and syntax.lemmas[at - 1] in _HEARSAY and syntax.tags[at - 1] == "NOUN"


def _promises_not(syntax: Syntax, verb: VerbGroup) -> bool:
    """Whether a verb promises that something will not be done: "vowed not to shell the town" is no threat."""
    behind = [token.lower for token in syntax.tokens[verb.last : verb.last + 2]]
    return verb.lemma in _PROMISING and behind in (["not", "to"], ["never", "to"])


def _is_forced(leading: VerbGroup) -> bool:
    """Whether a verb tells that somebody had to do what follows: "was forced to"."""
    done = leading.tense in ("past", "perfect") and leading.modal is None and not leading.negated
    return leading.lemma in _FORCING and leading.voice == "passive" and done


def _leading(syntax: Syntax, group: int) -> VerbGroup | None:
    """The verb group before one in its sentence."""
    if group == 0:
        return None
    before, own = syntax.verb_groups[group - 1], syntax.verb_groups[group]
    return before if syntax.sentence_of[before.first] == syntax.sentence_of[own.first] else None


def _is_denied(syntax: Syntax, act: int, quote: Quote) -> bool:
    """Whether an act is what a quotation denies, not what a clause in it takes for granted: "denied that those who fired were his"."""
    return quote.polarity == "denied" and not syntax.in_relative(act, syntax.token_at(quote.content[0].start))


def _is_reserved(syntax: Syntax, act: int) -> bool:
    """Whether an act is what somebody "reserves the right" to do: "to take further steps, including the expulsion of envoys"."""
    opens, _ = syntax.sentence_bounds(act)
    lemmas = syntax.lemmas[max(opens, act - _CLAUSE) : act]
    at = next((i for i in range(len(lemmas) - 2) if tuple(lemmas[i : i + 3]) == ("reserve", "the", "right")), None)
    return at is not None and not {";", "after", "because"} & set(lemmas[at:])


def _is_called_false(syntax: Syntax, act: int) -> bool:
    """Whether an act stands in the clause of "it is a lie that", "it is not true that"."""
    opens, _ = syntax.sentence_bounds(act)
    words = [token.lower for token in syntax.tokens[max(opens, act - _CLAUSE) : act]]
    at = next((i for i in range(len(words) - 1, -1, -1) if words[i] == "that"), -1)
    if at < 0 or any(word in _ENDS_CLAUSE for word in words[at:]):
        return False
    before = [word for word in words[max(at - _FALSE_WITHIN, 0) : at] if word[0].isalnum()]
    told = (before[-1:] and before[-1] in _FALSE) or before[-2:] in (["not", "true"], ["n't", "true"])
    return bool(told) and bool(_IS & set(before)) and "it" in before


def _in_condition(syntax: Syntax, verb: VerbGroup) -> bool:
    """Whether a verb stands in a clause of "if", or of "had they fired, war would have followed"; by "and" also beside another there."""
    opens, end = syntax.sentence_bounds(verb.first)
    begun, end = max(opens, verb.first - _REACH), min(end, verb.last + _REACH)
    words = [token.lower for token in syntax.tokens[begun : verb.first]]
    joined = bool(words) and words[-1] in ("and", "or")
    for at in range(verb.first - 1, begun - 1, -1):
        word = words[at - begun]
        if word in ("if", "unless", "whether"):
            return words[max(at - begun - 1, 0)] != "as"
        if word in (",", ";", ":", "that") or (syntax.tags[at] == "VERB" and not joined):
            break
    opening = [word for word in words if any(map(str.isalnum, word))]
    first = opening[0] if opening and begun == opens else ""
    return (
        first in _INVERTED
        and "," not in words
        and any(syntax.tokens[at].lower == "would" for at in range(verb.last, end))
    )


def _if_behind(syntax: Syntax, verb: VerbGroup) -> bool:
    """Whether a condition follows a verb in its sentence."""
    for at in range(verb.last, min(verb.last + _FAR, syntax.sentence_bounds(verb.first)[1])):
        if syntax.tokens[at].text in (";", ":"):
            return False
        if syntax.tokens[at].lower in ("if", "unless"):
            return True
    return False
