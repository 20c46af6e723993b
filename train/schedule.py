"""What is trained, for how long, and at which rates: by steps, and within the time that a machine gives."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """What is trained, for how long; every number is kept beside the weights."""

    epochs: int = 12
    minutes: float = 0.0  # where not 0, train for no longer: the rate falls with the time that is gone
    max_pieces: int = 2048
    rate: float = 2e-4  # of the encoder
    head_rate: float = 1e-3
    warm: float = 0.08
    decay: float = 0.01
    seed: int = 1
    layers: int = 6
    share: float = 1.0  # of the corpus, for learning curves
    frozen: int = 0  # layers of the encoder, from the bottom, that stay as they are, with all below them
    # How often an example of each kind is read in an epoch.
    corpus: float = 2.0
    polnear: float = 0.5
    gum: float = 0.3
    plv: float = 1.5  # 0 for weights that never saw any
    reviewed: float = 2.0
    pair: float = 0.4
    newest: float = 0.0  # once more: the corpus' last round, for a further training on what was written since
    newest_pair: float = 0.0
    syntax: float = 0.1
    entities: float = 0.1

    @property
    def wants_newest(self) -> bool:
        """Whether the last round of the corpus is read more often than the rest of it."""
        return self.newest > 0 or self.newest_pair > 0


@dataclass(frozen=True, slots=True)
class Gone:
    """How far a training is: epochs and steps that are behind it, and the seconds they took."""

    epoch: int = 0
    step: int = 0
    seconds: float = 0.0


class Schedule:
    """The share of its rate that is used at each step: up while it warms, then down to a hundredth, as steps and time go by."""

    def __init__(self, plan: Plan, n_steps: int, gone: Gone) -> None:
        self.plan, self.n_steps = plan, n_steps
        self.step = gone.step
        self.begun = time.monotonic() - gone.seconds

    def gone(self, epoch: int) -> Gone:
        """How far the training is behind `epoch` epochs."""
        return Gone(epoch, self.step, time.monotonic() - self.begun)

    def done(self) -> float:
        """How much of the training is done, 0 to 1: of its steps or of its time, whichever is gone first."""
        return min(1.0, max(self.step / max(1, self.n_steps), self._time_gone()))

    def _time_gone(self) -> float:
        minutes = self.plan.minutes
        return (time.monotonic() - self.begun) / (60 * minutes) if minutes else 0.0

    def is_over(self, epoch: int) -> bool:
        """Whether no further epoch is to be read."""
        return self.is_late() or epoch >= self.plan.epochs

    def is_late(self) -> bool:
        """Whether the time of a training is over, in the middle of an epoch too."""
        return self._time_gone() >= 1.0

    def rates(self) -> tuple[float, float]:
        """The rates of the next step, of the encoder and of the heads."""
        done = self.done()
        share = min(1.0, (done + 1e-3) / max(1e-3, self.plan.warm)) * max(0.01, 1 - done)
        self.step += 1
        return self.plan.rate * share, self.plan.head_rate * share
