"""From PDF coordinates to points from the top-left corner of a page as a viewer shows it. Arithmetic only."""

from dataclasses import dataclass
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """From PDF coordinates to points from the top-left corner of the page as shown (crop box, /Rotate)."""

    matrix: Matrix
    width: float
    height: float
    turn: int = 0

    def turned(self, turn: int) -> "Frame":
        """The same page turned so that text running at `turn` (90: upwards, 270: downwards) reads from the left."""
        wide, high = self.width, self.height
        turns: dict[int, tuple[Matrix, float, float]] = {
            0: (IDENTITY, wide, high),
            90: ((0.0, 1.0, -1.0, 0.0, high, 0.0), high, wide),
            180: ((-1.0, 0.0, 0.0, -1.0, wide, high), wide, high),
            270: ((0.0, -1.0, 1.0, 0.0, 0.0, wide), high, wide),
        }
        more, width, height = turns[turn]
        return Frame(multiply(self.matrix, more), width, height, turn)


def frame_of(page: Any) -> Frame:
    """The page as a viewer shows it."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation() % 360
    matrix: Matrix = {
        0: (1.0, 0.0, 0.0, -1.0, -left, top),
        90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        270: (0.0, -1.0, -1.0, 0.0, top, right),
    }[turn]
    size = (right - left, top - bottom)
    width, height = size if turn in (0, 180) else (size[1], size[0])
    return Frame(matrix, float(width), float(height))


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point (x, y) under the matrix.

    >>> apply((2.0, 0.0, 0.0, -1.0, 10.0, 800.0), 5.0, 100.0)
    (20.0, 700.0)
    """
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b = apply(outer, inner[0], inner[1]), apply(outer, inner[2], inner[3])
    e, f = apply(outer, inner[4], inner[5])
    return a[0] - outer[4], a[1] - outer[5], b[0] - outer[4], b[1] - outer[5], e, f
