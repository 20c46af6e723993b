"""The trained finder: one small network reads a window once, and thin heads over its vectors give frames.

`load_finder()` gives the finder; nothing is loaded before it is called. Weights ship in the package (`data/`).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.frames import Draft
from onrecord.text import Article

if TYPE_CHECKING:
    from onrecord.encoder.session import Session


@dataclass(frozen=True, slots=True)
class EncoderFinder:
    """Finds frames with the network."""

    session: Session

    @property
    def version(self) -> str:
        """The hash of the weights."""
        return self.session.version

    def find(self, article: Article, draft: Draft) -> Draft:
        """The draft with frames.

        One window is read at a time: activations are scaled to int8 by the largest of a run, so that windows read together would change
        each other's readings; and what fits the cache of a core is read a quarter faster than batches (bench.speed, evals/LOG.md).
        """
        from onrecord.encoder.decode import Decoder, see
        from onrecord.encoder.tokens import cut_windows

        decoder = Decoder(self.session, article, draft)
        for window in cut_windows(article, draft):
            decoder.add(window, see(self.session, window))
        return decoder.finish()


def has_weights() -> bool:
    """Whether weights ship in this package."""
    return files("onrecord.encoder").joinpath("data", "weights.json").is_file()


def load_finder(folder: Path | None = None, *, threads: int = 1) -> EncoderFinder:
    """The finder with the weights that ship, or with those in `folder`; `threads` for the network's products.

    Raises DataError where the weights are damaged, ConfigError where a given folder does not hold any.
    """
    from onrecord.encoder.session import load_session

    return EncoderFinder(load_session(folder, threads=threads))
