"""Text that a file holds and a reader of the page cannot see: how it is told, and what is said of it.

Hidden text can carry figures nobody vouches for, or instructions to a machine, so it is judged on how it is drawn and
never enters the flow. The layer under a scan is drawn invisibly too, honestly so: pdf.py reads the picture instead.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

from ingest.records import Box

Hiding = Literal["", "invisible", "tiny", "outside", "white"]

# Print below this size (points) cannot be read; the smallest in use, a stamp's lines, is 4.
TINY = 2.0
# 0-255. White letters on a tinted heading are lawful, so what is this pale is hidden only where the page around it,
# as drawn, is this pale too.
PALE, PAPER = 240, 235
# Letters on a page before it is worth a word: a stray mark outside the page is the work of a printer's driver.
FEW = 3

WORDS: dict[Hiding, str] = {
    "invisible": "chữ vẽ ở chế độ vô hình",
    "tiny": "chữ nhỏ hơn 2 điểm",
    "outside": "chữ nằm ngoài mép trang",
    "white": "chữ trùng màu nền",
}
HIDDEN = (
    "Trang {page} có chữ mà người đọc không nhìn thấy ({count} ký tự: {how}); phần này không được đưa vào nội dung."
)


def hiding(drawn: bool, colour: tuple[int, int, int, int] | None, size: float) -> Hiding:
    """Why text drawn so cannot be seen; "" where it can, "white" where that depends on what is behind it.

    `drawn`: its outlines or insides are painted; `colour` red, green, blue and opacity, None where it is a pattern.

    >>> hiding(True, (0, 0, 0, 255), 13.0), hiding(False, None, 13.0), hiding(True, (255, 255, 255, 255), 13.0)
    ('', 'invisible', 'white')
    """
    if not drawn or (colour is not None and colour[3] == 0):
        return "invisible"
    if size < TINY:
        return "tiny"
    return "white" if colour is not None and min(colour[:3]) >= PALE else ""


def on_paper(image: Any, scale: float, box: Box) -> bool:
    """Is the page as drawn (a grey image, `scale` pixels a point) pale all over the lower half of this letter?

    The lower half only, so that a line of a table at the letter's edge does not count as ground.
    """
    x0, top, x1, bottom = box
    left, upper = max(0, int(x0 * scale)), max(0, int((top + bottom) / 2 * scale))
    right, lower = min(image.width, int(x1 * scale) + 1), min(image.height, int(bottom * scale))
    if right <= left or lower <= upper:
        return True
    counts = image.crop((left, upper, right, lower)).histogram()
    return bool(sum(shade * count for shade, count in enumerate(counts)) >= PAPER * sum(counts))


def note(page: int, found: Iterable[Hiding]) -> str:
    """What to tell a person of the letters hidden on a page; "" where there are too few to mean anything.

    >>> note(3, ["white"] * 12)
    'Trang 3 có chữ mà người đọc không nhìn thấy (12 ký tự: chữ trùng màu nền); phần này không được đưa vào nội dung.'
    """
    counts = Counter(found)
    if counts.total() < FEW:
        return ""
    return HIDDEN.format(page=page, count=counts.total(), how=", ".join(WORDS[each] for each in sorted(counts)))
