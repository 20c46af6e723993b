"""A picture of a dyad's ties that a paper can print: tone with its bands, tension each way, counts by class, outlets.

Colours are Okabe and Ito's (2008), told apart by every common colour vision; pattern, dash and position say the same again,
so a grey print loses nothing. The same ties give the same bytes.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import ConfigError
from onrecord.ties.states import Series, Tie, Ties

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png", ".pdf")
WIDTH, HEIGHT, DPI = 7.0, 6.4, 200  # inches: the width of a journal's page of two columns
BLUE, ORANGE, GREEN, SKY, INK = "#0072B2", "#D55E00", "#009E73", "#56B4E9", "#222222"
CLASSES = (  # quad, what it is called, which way its bar goes, colour, pattern
    (1, "verbal cooperation", 1, SKY, ""),
    (2, "material cooperation", 1, BLUE, "////"),
    (3, "verbal conflict", -1, "#E69F00", ""),
    (4, "material conflict", -1, ORANGE, "xxxx"),
)
STYLE = {
    "font.size": 8, "axes.titlesize": 8, "axes.labelsize": 8, "legend.fontsize": 7, "axes.spines.top": False,
    "axes.spines.right": False, "axes.linewidth": 0.6, "hatch.linewidth": 0.5, "svg.hashsalt": "onrecord", "svg.fonttype": "path",
    "pdf.fonttype": 42, "axes.edgecolor": INK, "text.color": INK, "figure.facecolor": "white",
}  # fmt: skip


def save_plot(ties: Ties, path: Path) -> None:
    """Draw the ties into an SVG, PNG or PDF file, whole or not at all.

    Raises ConfigError where the suffix is another, matplotlib is missing, there is nothing to draw or the file cannot be
    written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ConfigError(f"{path.name}: a plot is written as {', '.join(SUFFIXES)}; give such a name")
    if not ties.both.ties:
        raise ConfigError(f"there is nothing to draw: {ties.both.said}")
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise ConfigError("drawing needs matplotlib; install it with: pip install 'onrecord[plot]'") from None
    with mpl.rc_context(STYLE), warnings.catch_warnings():  # type: ignore[arg-type]
        warnings.filterwarnings(
            "ignore", message="Glyph .* missing"
        )  # an outlet's name in a script that the font lacks
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        _draw(figure, ties)
        _save(figure, path, ties)


def _save(figure: Figure, path: Path, ties: Ties) -> None:
    part = path.with_name(f".{path.name}.part")
    kind = path.suffix.lower().removeprefix(".")
    metadata: dict[str, Any] = {"Title": f"Ties of {ties.dyad.actor} and {ties.dyad.recipient}"}
    metadata |= {"Date": None} if kind == "svg" else {"CreationDate": None} if kind == "pdf" else {}
    try:
        figure.savefig(part, format=kind, dpi=DPI, metadata=metadata)
        part.replace(path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written ({error.strerror}); give another --plot") from None
    finally:
        part.unlink(missing_ok=True)


def _draw(figure: Figure, ties: Ties) -> None:
    panels = figure.subplots(4, 1, sharex=True, height_ratios=(3, 2.4, 2.4, 0.9))
    a, b = ties.dyad
    figure.suptitle(f"{a} and {b}, by {ties.by}", x=0.01, ha="left", fontsize=10, fontweight="bold")
    drawers: tuple[Callable[[Axes, Ties], None], ...] = (_draw_tone, _draw_tension, _draw_counts, _draw_outlets)
    for axes, draw in zip(panels, drawers, strict=True):
        draw(axes, ties)
        axes.tick_params(width=0.6, length=2.5)
    figure.align_ylabels(panels)


def _draw_tone(axes: Axes, ties: Ties) -> None:
    both = ties.both
    seen = [tie for tie in both.ties if tie.tone is not None]
    days = [_middle(tie) for tie in seen]
    for band, alpha, label in ((_band(seen, "tone_95"), 0.15, "95 % band"), (_band(seen, "tone_80"), 0.3, "80 % band")):
        axes.fill_between(days, band[0], band[1], color=BLUE, alpha=alpha, linewidth=0, label=label)
    axes.plot(
        days,
        _floats(tie.tone for tie in seen),
        color=BLUE,
        linewidth=1.4,
        label="tone",
        marker="o",
        markersize=_size(seen),
    )
    raw = [tie for tie in seen if tie.n_events]
    axes.scatter(
        [_middle(tie) for tie in raw], [tie.n_conflict / tie.n_events for tie in raw],
        s=8, facecolors="none", edgecolors=INK, linewidths=0.4, alpha=0.6, label="share in the counts",
    )  # fmt: skip
    for kind, marker, colour in (("new low", "v", ORANGE), ("new high", "^", GREEN)):
        entered = _entered(both, kind)
        if entered:
            axes.plot(
                [_middle(tie) for tie in entered], _floats(tie.tone for tie in entered), linestyle="none", marker=marker, color=colour,
                markersize=7, markeredgecolor="white", markeredgewidth=0.6, label=kind,
            )  # fmt: skip
    _mark_breaks(axes, both)
    axes.set_ylim(1.02, -0.02)
    axes.set_ylabel("share of conflict\n(worse below)")
    axes.set_title("Tone (both)", loc="left")
    _legend(axes)


def _draw_tension(axes: Axes, ties: Ties) -> None:
    looks = ((ties.forth, BLUE, "-", "o"), (ties.back, ORANGE, (0, (4, 1.5)), "s"))
    for series, colour, dash, marker in looks:
        size = _size([tie for tie in series.ties if tie.tension is not None])
        for number, told in enumerate(series.stretches):
            axes.plot(
                [_middle(tie) for tie in told], _floats(tie.tension for tie in told), color=colour, linestyle=dash, linewidth=1.1,
                marker=marker, markersize=size if len(told) > 1 else max(size, 1.0), label=None if number else series.name,
            )  # fmt: skip
    axes.set_ylabel("log((C + ½) / N)")
    axes.set_title("Tension: conflict (verbal 1, material 3) among all deeds told", loc="left")
    _legend(axes)


def _draw_counts(axes: Axes, ties: Ties) -> None:
    shown = ties.both.ties
    widths = [0.9 * ((tie.last_on - tie.first_on).days + 1) for tie in shown]
    base = {1: [0] * len(shown), -1: [0] * len(shown)}
    for quad, label, way, colour, pattern in CLASSES:
        heights = [way * tie.quads[quad - 1] for tie in shown]
        axes.bar(
            [_middle(tie) for tie in shown], heights, widths, bottom=base[way], color=colour, hatch=pattern, edgecolor="white",
            linewidth=0.2, label=label,
        )  # fmt: skip
        base[way] = [under + height for under, height in zip(base[way], heights, strict=True)]
    axes.axhline(0, color=INK, linewidth=0.6)
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.set_ylabel("deeds")
    axes.set_title("Deeds (both)", loc="left")
    _legend(axes)


def _draw_outlets(axes: Axes, ties: Ties) -> None:
    shown = ties.both.ties
    axes.step([_middle(tie) for tie in shown], [tie.n_outlets for tie in shown], where="mid", color=INK, linewidth=0.8)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("outlets")
    kept = "all outlets" if ties.outlets is None else f"outlets {_plain(', '.join(ties.outlets))}"
    without = f" without {_plain(ties.dropped)}" if ties.dropped else ""
    n = sum(tie.n_events for tie in shown)
    axes.set_xlabel(
        f"{n:,} deeds, {kept}{without}; statements, planned, denied and asserted acts are not counted", loc="left"
    )


def _entered(series: Series, kind: str) -> list[Tie]:
    """The intervals at which a low or high that the evidence bears is entered; those that only last are not marked again."""
    turned = {turn.interval for turn in series.turns if turn.kind == kind and turn.not_enough is None}
    return [
        tie
        for tie, before in zip(series.ties[1:], series.ties, strict=False)
        if tie.interval in turned and before.interval not in turned
    ]


def _mark_breaks(axes: Axes, series: Series) -> None:
    begins = {tie.interval: tie.first_on for tie in series.ties}
    for i, one in enumerate(series.breaks):
        label = None if i else "the counts break"
        axes.axvline(begins[one.interval], color=INK, linewidth=0.8, linestyle=":", label=label)  # type: ignore[arg-type]


def _band(ties: Sequence[Tie], name: str) -> tuple[list[float], list[float]]:
    bands = [getattr(tie, name) for tie in ties]
    return [band[0] for band in bands], [band[1] for band in bands]


def _plain(words: str) -> str:
    """Words that matplotlib takes for words: no formula begins, nothing obeys."""
    return "".join(c if c.isprintable() else "\ufffd" for c in words[:80]).replace("$", r"\$")


def _floats(told: Iterable[float | None]) -> list[float]:
    return [one for one in told if one is not None]


def _middle(tie: Tie) -> Any:
    """The middle of an interval; matplotlib takes dates, which its stubs do not say."""
    return tie.first_on + (tie.last_on - tie.first_on) / 2


def _size(shown: Sequence[Tie]) -> float:
    """Marks where a line has few points; a long one needs none."""
    return 2.5 if len(shown) <= 60 else 0.0


def _legend(axes: Axes) -> None:
    """On the line of the title, at its right end, where it hides nothing."""
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.0, 0.98), ncols=6, frameon=False, handlelength=1.8, columnspacing=1.0, borderaxespad=0.2,
    )  # fmt: skip
