"""The rule-based finder: attributions and events by lexicon and shallow syntax, the baseline and the fallback.

`VERSION` names what reads: a hash over the rules' code and data, kept with every reading.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable

from onrecord.frames import CUE, Draft, Frame
from onrecord.rules.cues import find_cue_frames
from onrecord.rules.event_lexicon import load_event_lexicon
from onrecord.rules.event_scene import build_scene
from onrecord.rules.event_speech import find_speech_events
from onrecord.rules.triggers import find_event_frames
from onrecord.text import Article

__all__ = ["VERSION", "RuleFinder", "find_frames", "find_spoken_frames"]


def find_frames(article: Article, draft: Draft) -> tuple[Frame, ...]:
    """Every attribution (type CUE) and every event of an article, by rule.

    Needs the layers that come before frames: regions, sentences with syntax, times, phrases.
    """
    cues = find_cue_frames(article, draft)
    return (*cues, *find_event_frames(article, draft, cues))


def find_spoken_frames(article: Article, draft: Draft) -> tuple[Frame, ...]:
    """What the attributions of a draft do to somebody by their words, beside the events that it has: ACCUSE and THREATEN."""
    if draft.syntax is None:
        return ()
    scene = build_scene(article.text, draft, draft.syntax, draft.frames)
    acts = [frame for frame in draft.frames if frame.type != CUE]
    return tuple(find_speech_events(scene, load_event_lexicon(), acts))


@dataclass(frozen=True, slots=True)
class RuleFinder:
    """The finder that reads by rule."""

    @property
    def version(self) -> str:
        """The hash of the rules."""
        return VERSION

    def find(self, article: Article, draft: Draft) -> Draft:
        """The draft with frames."""
        return replace(draft, frames=find_frames(article, draft))


def _version() -> str:
    """The hash of this package's files, by name and content; line ends do not count."""
    digest = hashlib.sha256()
    for file in sorted(_files_in(files(__package__)), key=lambda file: file.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"rules:sha256:{digest.hexdigest()}"


def _files_in(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            found.extend(_files_in(entry))
        elif entry.name.endswith((".py", ".toml", ".tsv", ".json", ".txt")):
            found.append(entry)
    return found


VERSION = _version()
