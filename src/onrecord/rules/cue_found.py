"""A cue as it is being read, in tokens; it becomes a frame at the end."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.facts import Modality, Polarity
from onrecord.frames import CUE, Frame, Role, RoleName
from onrecord.rules.cue_scene import Range, Scene
from onrecord.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One attribution. `anchor` is None for a free-standing quotation; `pieces` are in text order.

    `regions` are the quoted regions that are content by themselves (not those inside a clause), `rule` names the
    construction, which decides `prob`; `group` is the cue's verb group or -1.
    """

    anchor: Range | None
    pieces: tuple[Span, ...]
    rule: str
    speaker: Range | None = None
    addressee: Range | None = None
    medium: Range | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    regions: tuple[int, ...] = ()
    group: int = -1

    def place(self, scene: Scene) -> tuple[int, int]:
        """Where it stands in the text: its cue's first character, or that of its content."""
        start = scene.tokens[self.anchor[0]].start if self.anchor else self.pieces[0].start
        return start, self.pieces[0].start

    def to_frame(self, scene: Scene, prob: float) -> Frame:
        """The frame, with code points in place of tokens."""
        parts: tuple[tuple[RoleName, Range | None], ...] = (
            ("speaker", self.speaker),
            ("addressee", self.addressee),
            ("medium", self.medium),
        )
        roles = [Role(name=name, spans=(scene.span(*part),)) for name, part in parts if part]
        return Frame(
            anchor=(scene.span(*self.anchor),) if self.anchor else (),
            type=CUE,
            modality=self.modality,
            polarity=self.polarity,
            roles=(*roles, Role(name="content", spans=self.pieces)),
            prob=prob,
        )
