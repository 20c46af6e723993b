"""The trained finder: one small network reads a window once, and thin heads over its vectors give frames.

`load_finder()` gives the finder; nothing is loaded before it is called. Weights ship in the package (`data/`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.frames import Draft
from onrecord.text import Article

if TYPE_CHECKING:
    from onrecord.encoder.decode import Seen
    from onrecord.encoder.session import Session
    from onrecord.encoder.tokens import Window

MAX_BATCH = 4096  # pieces of the windows that are read together, with their padding


@dataclass(frozen=True, slots=True)
class EncoderFinder:
    """Finds frames with the network; articles given together are read in batches of windows of like length."""

    session: Session

    @property
    def version(self) -> str:
        """The hash of the weights."""
        return self.session.version

    def find(self, scenes: Sequence[tuple[Article, Draft]]) -> list[Draft]:
        """The drafts with frames, in the order of the articles."""
        from onrecord.encoder.decode import Decoder
        from onrecord.encoder.tokens import cut_windows

        decoders = [Decoder(self.session, article, draft) for article, draft in scenes]
        windows = [(number, window) for number, scene in enumerate(scenes) for window in cut_windows(*scene)]
        seen = read_windows(self.session, [window for _, window in windows])
        for (number, window), one in zip(windows, seen, strict=True):
            decoders[number].add(window, one)
        return [decoder.finish() for decoder in decoders]


def read_windows(session: Session, windows: list[Window]) -> list[Seen]:
    """What the network sees in each window, in their order; windows of like length are read together."""
    from onrecord.encoder.decode import see
    from onrecord.encoder.tokens import to_arrays

    found: dict[int, Seen] = {}
    for batch in _batches(windows):
        own = [windows[i] for i in batch]
        found.update(zip(batch, see(session, own, session.read(to_arrays(own))), strict=True))
    return [found[i] for i in range(len(windows))]


def _batches(windows: list[Window]) -> list[list[int]]:
    """Indices of windows of like length, together at most MAX_BATCH pieces with their padding."""
    batches: list[list[int]] = []
    for i in sorted(range(len(windows)), key=lambda i: len(windows[i].pieces)):
        if batches and len(windows[i].pieces) * (len(batches[-1]) + 1) <= MAX_BATCH:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def has_weights() -> bool:
    """Whether weights ship in this package."""
    return files("onrecord.encoder").joinpath("data", "weights.json").is_file()


def load_finder(folder: Path | None = None, *, threads: int = 1) -> EncoderFinder:
    """The finder with the weights that ship, or with those in `folder`; `threads` for the network's products.

    Raises DataError where the weights are damaged, ConfigError where a given folder does not hold any.
    """
    from onrecord.encoder.session import load_session

    return EncoderFinder(load_session(folder, threads=threads))
