"""Whether a sentence that a model wrote says what its sources say: read by the same reader as the documents are.

`ground` (ground.py) asks whether a number stands in the source at all. Here the sentence's figures are read with
their level, body, period and kind, as ingest reads a document's, and held against those of the source: "xã phường:
92,2%" cited from a sentence that says so of the sở ngành is a fault though the number is printed there.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.vietnamese.fold import fold, syllables
from rag.chat.bonds import parted
from rag.chat.bound import displaced
from rag.chat.figure_claims import mistaken
from rag.chat.pointed import DOCUMENT, LEVEL, NAME, NUMBER, TIME
from rag.chat.sources import Source
from rag.chat.turns import turned
from rag.ground import ground
from rag.question.instructions import vietnamese

SAID = 0.55
"""The share of a sentence's syllables that its sources must say too: a paraphrase by a secretary keeps most of the
terms, a sentence from elsewhere or in another language hardly any."""
_DIGIT = "một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|phẩy|rưỡi|linh|lẻ|không"
_SPELLED = re.compile(rf"\b(?:{_DIGIT})(?:\s+(?:{_DIGIT}))+\b", re.IGNORECASE)
"""A number in words ("chín mươi bảy"): two or more of its words in a row."""
_RATE = re.compile(r"\d[\d.,]*\s*[^\W\d]+(?:\s[^\W\d]+)?(?:/[^\W\d]+)+")
"""A rate: "30.000 đồng/hộ/tháng"."""
_MOVED = {NUMBER: "một con số", TIME: "một mốc thời gian", NAME: "một tên", LEVEL: "một cấp", DOCUMENT: "một số hiệu"}
_KEY = re.compile(r"\[[^\[\]]*\]")


def faults(sentence: str, sources: Sequence[Source], computation: Mapping[str, Any] | None = None) -> tuple[str, ...]:
    """What is wrong with a sentence (without its keys) that cites `sources`: Vietnamese clauses, none when it holds."""
    if not sources:
        return ("không dẫn đoạn nguồn nào đã cho",)
    found = []
    marks = "".join(f"[{s.citation.marker}]" for s in sources)
    if ground(f"{sentence} {marks}", [s.citation for s in sources], computation).withheld:
        found.append("có số, ngày, số hiệu hoặc tên riêng không đúng như trong đoạn được dẫn")
    around = " . ".join(f"{s.citation.quote} . {s.citation.section} . {s.citation.title}" for s in sources)
    if any(fold(m) not in fold(around) for m in _SPELLED.findall(sentence)):
        found.append("viết bằng chữ con số không có trong đoạn được dẫn")
    if any(rate.lower() not in around.lower() for rate in _RATE.findall(sentence)):
        found.append("có số liệu không tính theo đơn vị như trong đoạn được dẫn")
    if not vietnamese(_KEY.sub(" ", sentence)) or _share_said(sentence, around) < SAID:
        found.append("nói điều không có trong đoạn được dẫn")
    found += mistaken(sentence, sources)
    if turned(sentence, around, computation is not None):
        found.append("nói ngược chiều với đoạn được dẫn")
    moved = displaced(sentence, sources)
    if moved:
        found.append(f"đặt {_MOVED.get(moved, 'một từ')} vào chỗ của điều khác trong đoạn được dẫn")
    if parted(sentence, sources):
        found.append("ghép điều không đi với nhau trong đoạn được dẫn")
    return tuple(dict.fromkeys(found))


def _share_said(sentence: str, around: str) -> float:
    said = [fold(s) for s in syllables(_KEY.sub(" ", sentence))]
    there = {fold(s) for s in syllables(around)}
    return sum(s in there for s in said) / len(said) if said else 0.0
