"""A chart as a picture. matplotlib is imported when the first is drawn; its own font (DejaVu Sans) has Vietnamese."""

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from ingest.vietnamese.numbers import format_number

WIDTH, HEIGHT, DPI = 8.0, 5.0, 160
"""1,280 pixels wide: what Telegram keeps of a photo's longer side."""
BAR, LAST_BAR = "#8fb8de", "#1f5f99"
ACROSS, NARROWEST = 56, 8
"""Characters of all labels side by side, and of the narrowest of them on one line before it is broken."""
MOST_BARS = 6
"""More points than these are drawn as a line: bars would be too thin for their values."""
_ONE_AT_A_TIME = Lock()
"""matplotlib keeps its fonts in one place for all threads."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: a value a label, oldest first where the labels are periods."""

    title: str
    labels: Sequence[str]
    values: Sequence[float]
    unit: str = ""
    over_time: bool = False


def chart_png(chart: Chart) -> bytes:
    """The chart as PNG, each value written at its point the Vietnamese way."""
    with _ONE_AT_A_TIME:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        places = range(len(chart.values))
        if chart.over_time and len(chart.values) > MOST_BARS:
            axes.plot(places, chart.values, marker="o", color=LAST_BAR, linewidth=2)
        else:
            last = len(chart.values) - 1 if chart.over_time else -1
            axes.bar(places, chart.values, width=0.55, color=[LAST_BAR if at == last else BAR for at in places])
        for at, value in zip(places, chart.values, strict=True):
            shown = f"{format_number(value)}{'%' if chart.unit == '%' else ''}"
            axes.annotate(shown, (at, value), (0, 5), textcoords="offset points", ha="center", weight="bold")
        width = max(NARROWEST, ACROSS // len(chart.labels))
        axes.set_xticks(places, [textwrap.fill(label, width) for label in chart.labels])
        axes.set_ylim(*limits(chart.values))
        axes.yaxis.set_visible(False)
        axes.spines[["top", "right", "left"]].set_visible(False)
        unit = f" ({chart.unit})" if chart.unit not in ("", "%") else ""
        axes.set_title(textwrap.fill(f"{chart.title}{unit}", ACROSS), pad=14)
        kept = io.BytesIO()
        figure.savefig(kept, format="png")
    return kept.getvalue()


def limits(values: Sequence[float]) -> tuple[float, float]:
    """The ends of the axis: always from zero, so that a bar is as long as its value is large, with room for words.

    >>> limits([50.0, 100.0]), limits([0.0, 0.0]), limits([-10.0, 20.0])
    ((0.0, 115.0), (0.0, 1.0), (-13.0, 23.0))
    """
    low, high = min(0.0, *values), max(0.0, *values)
    room = 0.15 * max(high, 0.0) if low == 0 else 0.1 * (high - low)
    return (low - room if low else 0.0), (high + room) or 1.0
