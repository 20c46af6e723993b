"""Acts of speech that a finder tells as words only."""

from __future__ import annotations

from dataclasses import replace

from onrecord.frames import CUE, Draft, Frame, Role, RoleName
from onrecord.stages.spoken import add_spoken
from onrecord.text import Article, Span
from tests.unit.stages.scene import phrases_of

WARNED = "The embassy of Peru warned that Chile had brought ties to the brink of collapse."


def seen(text: str, cue: str, *, act: Frame | None = None, **roles: str) -> tuple[Article, Draft]:
    """A draft in which a trained finder has seen one attribution, and maybe an act."""
    article, draft = phrases_of(text)

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    names: dict[str, RoleName] = {"speaker": "speaker", "content": "content", "addressee": "addressee"}
    told = tuple(Role(name=names[name], spans=(at(words),)) for name, words in roles.items())
    frames = (Frame(anchor=(at(cue),), type=CUE, roles=told), *((act,) if act else ()))
    return article, replace(draft, frames=frames)


def added(article: Article, draft: Draft) -> list[tuple[str, str | None, list[str]]]:
    frames = add_spoken(article, draft).frames[len(draft.frames) :]
    assert not any(frame.by_rule for frame in frames)
    return [(frame.type, frame.mode, [role.spans[0].of(article.text) for role in frame.roles]) for frame in frames]


def test_a_warning_that_finds_fault_blames() -> None:
    scene = seen(
        WARNED, "warned", speaker="The embassy of Peru", content="Chile had brought ties to the brink of collapse"
    )
    assert added(*scene) == [("ACCUSE", None, ["The embassy of Peru", "Chile"])]


def test_a_warning_of_what_the_speaker_will_do_threatens() -> None:
    text = "Peru warned Chile that it would respond."
    scene = seen(text, "warned", speaker="Peru", addressee="Chile", content="it would respond")
    assert added(*scene) == [("THREATEN", None, ["Peru", "Chile"])]


def test_words_that_blame_nobody_are_words() -> None:
    text = "The embassy of Peru said that Chile had sent a ship."
    assert added(*seen(text, "said", speaker="The embassy of Peru", content="Chile had sent a ship")) == []


def test_where_the_finder_sees_an_act_it_stays_alone() -> None:
    at = WARNED.index("warned")
    act = Frame(anchor=(Span(at, at + 6),), type="THREATEN", contexts=())
    words = {"speaker": "The embassy of Peru", "content": "Chile had brought ties to the brink of collapse"}
    assert added(*seen(WARNED, "warned", act=act, **words)) == []


def test_the_acts_of_the_rules_are_all_there() -> None:
    act = Frame(anchor=(Span(0, 3),), type="REQUEST")
    words = {"speaker": "The embassy of Peru", "content": "Chile had brought ties to the brink of collapse"}
    assert added(*seen(WARNED, "warned", act=act, **words)) == []
