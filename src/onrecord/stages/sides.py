"""The parties of an act that are told as a list: who stands in one list with a party plays its part, "welcomed by Mali, Niger and Benin".

The network tells a role word by word; of a list it may leave members out, or give one of them to the other side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import replace
from itertools import islice, pairwise

from onrecord.frames import CUE, Draft, Frame, Phrase, Role, is_list_link
from onrecord.rules.event_scene import Scene, build_scene
from onrecord.stages.links.pairs import FROM, SIDES
from onrecord.syntax import Syntax
from onrecord.text import Article, Span

_PARTIES = frozenset(("actor", "recipient"))
_MEMBERS, _PAIR = 12, 2  # of a list
_STATES = frozenset(("country", "place"))
_OPENERS = frozenset(("between", "both", "neither"))
_TOLD_MORE = ([",", "who"], [",", "which"], [",", "whose"])
_DONE_TO = frozenset(("AGREE", "SUPPORT", "CONCEDE", "AID", "REJECT", "SANCTION", "ASSAULT", "THREATEN"))
_TOWARDS = frozenset("to towards toward with against between".split())  # before whom it is done to
_SLIP = 2  # members on one side for each one on the other that is a slip


def complete_sides(article: Article, draft: Draft) -> Draft:
    """The draft whose acts have all members of a list on one side; the frames of rules have them already."""
    if draft.syntax is None or all(frame.type == CUE or frame.by_rule for frame in draft.frames):
        return draft
    lists = _lists(article.text, draft, draft.syntax)
    scene = build_scene(article.text, draft, draft.syntax, draft.frames)
    cues = {span for frame in draft.frames if frame.type == CUE for span in frame.anchor}
    return replace(draft, frames=tuple(_mended(scene, frame, lists, cues) for frame in draft.frames))


def _mended(scene: Scene, frame: Frame, lists: Mapping[int, tuple[int, ...]], cues: Set[Span]) -> Frame:
    """A frame of the network with whom its words name on either side."""
    if frame.type == CUE or frame.by_rule:
        return frame
    # "Chad and Mali welcomed the accord": each does, and neither the other.
    if frame.type == "SUPPORT" and not cues.isdisjoint(frame.anchor):
        frame = replace(frame, reciprocal=False)
    frame = _completed(scene.draft, _with_origins(scene.draft, scene.text, frame), lists)
    lacks = frame.type in _DONE_TO and not (frame.reciprocal or frame.fillers("recipient"))
    return _towards_state(scene, frame) if lacks else frame


def _with_origins(draft: Draft, text: str, frame: Frame) -> Frame:
    """A frame in which "troops from Chad and Mali" are one party, where the network parts them before "and Mali"."""
    roles: list[Role] = []
    for role in frame.roles:
        last = roles[-1] if roles else role
        whole = Span(last.spans[0].start, role.spans[-1].end)
        if last.name == role.name and last is not role and _are_from_several(draft, text, whole):
            roles[-1] = replace(last, spans=(whole,), prob=min(last.prob, role.prob))
        else:
            roles.append(role)
    return replace(frame, roles=tuple(roles))


def _are_from_several(draft: Draft, text: str, span: Span) -> bool:
    """Whether words tell of those of several states: "troops from Chad and Mali"."""
    named = list(islice(draft.phrases_in(span), _MEMBERS))
    those, states = named[:1], named[1:]
    if len(states) < _PAIR or those[0].how != "description" or any(one.kind not in _STATES for one in states):
        return False
    links = (is_list_link(text, one.span.end, other.span.start) for one, other in pairwise(states))
    return FROM.fullmatch(text, those[0].span.end, states[0].span.start) is not None and None not in links


def _lists(text: str, draft: Draft, syntax: Syntax) -> dict[int, tuple[int, ...]]:
    """The members of the list in which a phrase stands, by phrase: three states or more, else two behind "between", "both" or "neither"."""
    found: dict[int, tuple[int, ...]] = {}
    run: list[int] = []
    for i, phrase in enumerate(draft.phrases):
        if phrase.within is not None:
            continue
        link = is_list_link(text, draft.phrases[run[-1]].span.end, phrase.span.start) if run else None
        if link is None or phrase.how == "pronoun":
            run = [i]
            continue
        run.append(i)
        if link:
            if len(run) <= _MEMBERS and _is_told_as_list(text, syntax, [draft.phrases[k] for k in run]):
                found |= dict.fromkeys(run, tuple(run))
            run = []
    return found


def _is_told_as_list(text: str, syntax: Syntax, members: list[Phrase]) -> bool:
    """Whether phrases that "and" joins are one party. Not "Chad, which", of which the clause tells alone, and not Chad behind "between
    the two": there another clause begins.
    """
    last = syntax.token_at(members[-1].span.end)
    if [token.lower for token in syntax.tokens[last : last + 2]] in _TOLD_MORE:
        return False
    if len(members) > _PAIR:
        return all(one.kind == "country" for one in members)
    first = syntax.token_at(members[0].span.start)
    opener = {token.lower for token in syntax.tokens[max(first - 1, 0) : first + 1]}
    words = members[0].span.of(text).lower().split()
    is_pair = "," not in text[members[0].span.end : members[-1].span.start]
    return is_pair and not _OPENERS.isdisjoint(opener) and "two" not in words and words[-1] not in SIDES


def _completed(draft: Draft, frame: Frame, lists: Mapping[int, tuple[int, ...]]) -> Frame:
    """A frame with all members of each of its lists on one side; as it was where both sides share a list."""
    for role in frame.fillers("actor") + frame.fillers("recipient"):
        at = draft.phrase_at(role.spans[0])
        if at is not None and at in lists:
            members = [draft.phrases[i].span for i in lists[at]]
            frame = replace(frame, roles=_with_members(frame.roles, members))
    return frame


def _with_members(roles: tuple[Role, ...], members: list[Span]) -> tuple[Role, ...]:
    """The roles, all members of a list on the side of most; as they were where the other side is no slip, or a member has another part."""
    told = {member: role for member in members for role in roles if any(span.overlaps(member) for span in role.spans)}
    (side, n_side), *others = Counter(role.name for role in told.values()).most_common()
    if not _PARTIES.issuperset(role.name for role in told.values()) or any(n_side < _SLIP * n for _, n in others):
        return roles
    own = set(told.values())
    kept = [replace(role, name=side) if role in own else role for role in roles]
    added = [
        Role(name=side, spans=(member,), prob=min(role.prob for role in own))
        for member in members
        if member not in told
    ]
    return tuple(sorted([*kept, *added], key=lambda role: role.spans[0].start))


def _towards_state(scene: Scene, frame: Frame) -> Frame:
    """The frame of a verb that names nobody to whom it is done with the states behind its preposition: "lent a million to Peru"."""
    syntax = scene.syntax
    group = syntax.verb_at(syntax.token_at(frame.anchor[0].start))
    if group is None or syntax.verb_groups[group].voice == "passive":
        return frame
    towards = _behind_object(scene, syntax.verb_groups[group].last, scene.scope_end(group))
    named = [scene.phrase_in(span) for span in towards]
    taken = [span for role in frame.roles for span in role.spans]
    if not towards or not all(phrase is not None and phrase.kind == "country" for phrase in named):
        return frame
    if any(span.overlaps(other) for span in towards for other in taken):
        return frame
    added = (Role(name="recipient", spans=(span,)) for span in towards)
    return replace(frame, roles=(*frame.roles, *added))


def _behind_object(scene: Scene, first: int, last: int) -> list[Span]:
    """The parties behind the preposition that follows a verb's object, between two tokens; none behind another verb or preposition."""
    syntax = scene.syntax
    for at in range(first, last):
        tag, word = syntax.tags[at], syntax.tokens[at].lower
        if tag in ("VERB", "AUX", "PART") or (tag == "ADP" and word not in _TOWARDS | {"of"}):
            return []
        if tag == "ADP" and word in _TOWARDS:
            phrase = scene.phrase_starting(at + 1)
            return scene.parties(phrase) if phrase is not None else []
    return []
