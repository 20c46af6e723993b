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


@dataclass(frozen=True, slots=True)
class EncoderFinder:
    """Finds frames with the network, the same ones whatever other articles are given with an article."""

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
    """What the network sees in each window, in their order.

    One window at a time: activations are scaled to int8 by the largest of a run, so that windows read together would change each
    other's readings; and what fits the cache of a core is read a quarter faster than batches (bench.speed, evals/LOG.md).
    """
    from onrecord.encoder.decode import see
    from onrecord.encoder.tokens import to_arrays

    return [see(session, [window], session.read(to_arrays([window])))[0] for window in windows]


def has_weights() -> bool:
    """Whether weights ship in this package."""
    return files("onrecord.encoder").joinpath("data", "weights.json").is_file()


def load_finder(folder: Path | None = None, *, threads: int = 1) -> EncoderFinder:
    """The finder with the weights that ship, or with those in `folder`; `threads` for the network's products.

    Raises DataError where the weights are damaged, ConfigError where a given folder does not hold any.
    """
    from onrecord.encoder.session import load_session

    return EncoderFinder(load_session(folder, threads=threads))
