"""Where characters of a page's text are printed, for highlighting. Pure; works for PDF with text and for scans."""

from itertools import accumulate

from ingest.records import Box, Page

# Widths of letters in eighths of the usual one (Times New Roman, the face Nghị định 30/2020 prescribes; others are
# alike). A line of print knows its box; where in it a letter stands is reckoned from these.
_WIDTHS = {
    **dict.fromkeys("iíìỉĩịjltIÍÌỈĨỊ.,:;'’!|/ ()-", 5),
    **dict.fromkeys("fr", 6),
    **dict.fromkeys("sz", 7),
    **dict.fromkeys("mMWw", 14),
    **dict.fromkeys("ABCDĐEGHKNOPQRTUVXYÂÊÔƠƯ%", 12),
}
_USUAL = 9


def boxes(page: Page, start: int, end: int) -> tuple[Box, ...]:
    """The places of `page.text[start:end]`: (x0, top, x1, bottom) a line of print, as shares (0 to 1) of the page.

    From the top left corner of the page as a viewer shows it. Empty where the format has no places (DOCX, HTML,
    TXT) or nothing is printed there. Exact at the ends of lines, within a letter inside them; of print that
    runs up or down the page, the whole line.

    >>> page = Page(1, "Tỷ lệ: 93,5%", lines=((0, 12, 0.1, 0.2, 0.5, 0.22),))
    >>> boxes(page, 0, 12)
    ((0.1, 0.2, 0.5, 0.22),)
    """
    found: list[Box] = []
    for line_start, line_end, x0, top, x1, bottom in page.lines:
        left, right = max(start, line_start), min(end, line_end)
        if left >= right or not page.text[left:right].strip():
            continue
        if bottom - top > x1 - x0 and line_end - line_start > 2:  # print that runs up or down: the whole line
            found.append((x0, top, x1, bottom))
            continue
        reached = [0, *accumulate(_WIDTHS.get(letter, _USUAL) for letter in page.text[line_start:line_end])]
        scale = (x1 - x0) / reached[-1]
        cut = (x0 + scale * reached[left - line_start], x0 + scale * reached[right - line_start])
        found.append((round(cut[0], 4), top, round(cut[1], 4), bottom))
    return tuple(found)
