"""The plots of the report as inline SVG: no script, no other file. Colours come from the page's style sheet."""

from collections.abc import Sequence
from html import escape

from eval.measures import accuracy
from eval.records import Outcome, Score

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 420, 260, 44, 34, 20
"""Pixels: two plots stand side by side on a laptop; the margins hold five characters and one line."""
BINS = 5
"""Bins of confidence: with about a hundred questions more would hold too few each."""


def bars(rows: Sequence[tuple[str, Score]]) -> str:
    """Horizontal bars with their intervals, one a name."""
    step, left = 20, 110
    height = step * len(rows) + 24
    scale = WIDTH - left - 60
    parts = []
    for i, (name, found) in enumerate(rows):
        y = 8 + i * step
        low, high = left + scale * found.low, left + scale * found.high
        parts.append(
            _text(left - 6, y + 11, name, "end")
            + f'<rect class="bar" x="{left}" y="{y}" width="{scale * found.mean:.1f}" height="14"/>'
            + f'<path class="interval" d="M{low:.1f} {y + 7}H{high:.1f}M{low:.1f} {y + 3}v8M{high:.1f} {y + 3}v8"/>'
            + _text(WIDTH - 4, y + 11, f"{100 * found.mean:.0f} % · {found.n}", "end")
        )
    return _svg(height, "".join(parts))


def calibration_points(outcomes: Sequence[Outcome]) -> list[tuple[float, float, int]]:
    """For each bin of confidence among the answers given: mean confidence, share right and cited, count."""
    bins: list[list[tuple[float, float]]] = [[] for _ in range(BINS)]
    for outcome in answered(outcomes):
        confidence = _confidence(outcome)
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, accuracy(outcome)))
    return [(sum(c for c, _ in b) / len(b), sum(a for _, a in b) / len(b), len(b)) for b in bins if b]


def calibration(outcomes: Sequence[Outcome]) -> str:
    """Confidence against being right; on the diagonal it says what it means."""
    line = f'<path class="guide" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>'
    dots = "".join(
        f'<circle class="dot" cx="{_x(c):.1f}" cy="{_y(a):.1f}" r="{3 + min(9, n**0.5):.1f}">'
        f"<title>{n} câu</title></circle>"
        for c, a, n in calibration_points(outcomes)
    )
    return _svg(HEIGHT, _axes("độ tin của câu trả lời", "phần đúng và có dẫn") + line + dots)


def coverage_points(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """(share of all questions answered, share of those right and cited), the surest answers first."""
    ranked = sorted(answered(outcomes), key=_confidence, reverse=True)
    points, good = [], 0.0
    for given, outcome in enumerate(ranked, 1):
        good += accuracy(outcome)
        points.append((given / len(outcomes), good / given))
    return points


def coverage(outcomes: Sequence[Outcome]) -> str:
    """What is gained by answering only when sure."""
    points = coverage_points(outcomes)
    path = "L".join(f"{_x(c):.1f} {_y(p):.1f}" for c, p in points)
    line = f'<path class="line" d="M{path}"/>' if points else ""
    return _svg(HEIGHT, _axes("phần câu hỏi được trả lời", "phần đúng trong số đó") + line)


def latencies(outcomes: Sequence[Outcome]) -> str:
    """Share of replies that came within a time: the curve of the sorted times, to the longest."""
    times = sorted(outcome.ms for outcome in outcomes)
    if not times:
        return ""
    longest = max(times[-1], 1.0)
    path = "L".join(f"{_x(t / longest):.1f} {_y(i / len(times)):.1f}" for i, t in enumerate(times, 1))
    frame = _axes("mili giây", "phần câu hỏi", f"{longest:.0f}")
    return _svg(HEIGHT, frame + f'<path class="line" d="M{_x(0)} {_y(0)}L{path}"/>')


def answered(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those with a reply that is not a refusal."""
    return [o for o in outcomes if not o.error and not o.reply.get("abstained")]


def _confidence(outcome: Outcome) -> float:
    return min(1.0, max(0.0, float(outcome.reply.get("confidence") or 0.0)))


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - 12)


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)


def _axes(across: str, up: str, end: str = "1") -> str:
    ticks = "".join(_text(LEFT - 6, _y(t) + 4, f"{t:g}".replace(".", ","), "end") for t in (0, 0.25, 0.5, 0.75, 1))
    grid = "".join(f'<path class="grid" d="M{_x(0)} {_y(t):.1f}H{_x(1)}"/>' for t in (0, 0.25, 0.5, 0.75, 1))
    names = _text(_x(0.5), HEIGHT - 6, across, "middle") + _text(_x(0), 9, up, "start")
    return grid + ticks + names + _text(_x(0), HEIGHT - 20, "0", "middle") + _text(_x(1), HEIGHT - 20, end, "end")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(height: float, body: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">{body}</svg>'
