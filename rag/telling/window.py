"""The part of a sentence too long for a line that says most of a question, instead of its beginning."""

import re

from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import syllables
from rag.write import LINE, shorten

_JOINTS = re.compile(r"(?<=[,;:])\s+")


def window(text: str, question: str, limit: int = LINE) -> str:
    """A run of clauses of at most `limit` characters that says the most words of the question, the later of two that
    say as many, for what a sentence comes to stands last; the text as it is where that is short enough.

    >>> window("Theo báo cáo quý I: không có sở nào đạt loại tốt, cấp xã đạt 66%", "sở đạt loại tốt", 40)
    '… không có sở nào đạt loại tốt…'
    """
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    wanted = set(syllables(normal_form(question)))
    starts = [0, *(match.end() for match in _JOINTS.finditer(text))]
    ends = [*(match.start() for match in _JOINTS.finditer(text)), len(text)]
    runs = [(a, b) for a in starts for b in ends if 0 < b - a <= limit - 4]
    if not runs:
        return shorten(text, limit)
    start, end = max(runs, key=lambda run: (len(wanted & set(syllables(normal_form(text[slice(*run)])))), run[1]))
    return f"{'… ' if start else ''}{text[start:end].rstrip(' ,;:')}{'…' if end < len(text) else ''}"
