"""Whether a sentence that a model wrote says what its sources say: read by the same reader as the documents are.

`ground` (ground.py) asks whether a number stands in the source at all. Here the sentence's figures are read with
their level, body, period and kind, as ingest reads a document's, and held against those of the source: "xã phường:
92,2%" cited from a sentence that says so of the sở ngành is a fault though the number is printed there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.figures import figures as figures_in
from ingest.records import Document, Figure, Statement
from ingest.vietnamese.calendar import relation
from ingest.vietnamese.fold import fold, syllables
from rag.ground import ground
from rag.instructions import vietnamese
from rag.records import Citation

SAID = 0.55
"""The share of a sentence's syllables that its sources must say too: a paraphrase by a secretary keeps most of the
terms, a sentence from elsewhere or in another language hardly any."""
_UP = re.compile(r"\b(?:tăng|cao hơn|vượt|nhiều hơn|lớn hơn|cải thiện)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:giảm|thấp hơn|ít hơn|nhỏ hơn|sụt|tụt)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:không|chưa|chẳng|thiếu)\b", re.IGNORECASE)
_DIGIT = "một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|phẩy|rưỡi|linh|lẻ|không"
_SPELLED = re.compile(rf"\b(?:{_DIGIT})(?:\s+(?:{_DIGIT}))+\b", re.IGNORECASE)
"""A number in words ("chín mươi bảy"): two or more of its words in a row."""
_PLANNED = frozenset(("kế hoạch", "chỉ tiêu"))
_KEY = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Source:
    """What a key of the prompt stands for: the place as a citation (its marker is the source's own number), and the
    statement with its figures and document."""

    key: str
    citation: Citation
    statement: Statement
    document: Document
    figures: tuple[Figure, ...]


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
    if not vietnamese(_KEY.sub(" ", sentence)) or _share_said(sentence, around) < SAID:
        found.append("nói điều không có trong đoạn được dẫn")
    found += _mistaken(sentence, sources)
    if computation is None and _turned(sentence, around):
        found.append("nói ngược chiều với đoạn được dẫn")
    return tuple(dict.fromkeys(found))


def _mistaken(sentence: str, sources: Sequence[Source]) -> list[str]:
    """Faults of identity: each figure of the sentence against those of its sources with the same value."""
    found = []
    printed = [(figure, source) for source in sources for figure in source.figures]
    for claimed in _read(sentence, sources[0]):
        same = [(f, s) for f, s in printed if f.value == claimed.value and f.unit == claimed.unit]
        if same and not any(_one(claimed, figure, source) for figure, source in same):
            found.append(f"{claimed.text} được gán sai kỳ, cấp hoặc loại số liệu")
    return found


def _read(sentence: str, source: Source) -> tuple[Figure, ...]:
    """The figures of a sentence, as if it were printed in a document that says nothing else."""
    silent = replace(source.document, period=None, title="", kind="")
    return figures_in(silent, [Statement("", silent.id, 0, "sentence", sentence)], ())


def _one(claimed: Figure, printed: Figure, source: Source) -> bool:
    """Whether a figure is told as it is printed; what the sentence leaves unsaid is taken from above it."""
    if claimed.level and printed.level and claimed.level != printed.level:
        return False
    period = printed.period or source.document.period
    if claimed.period and period and relation(claimed.period, period) == "disjoint":
        return False
    if claimed.kind in _PLANNED and printed.kind not in _PLANNED:
        return False
    return claimed.comparator in ("=", printed.comparator)


def _turned(sentence: str, around: str) -> bool:
    """Whether the sentence says up, down or not where its sources say nothing of the kind."""
    return any(p.search(sentence) and not p.search(around) for p in (_UP, _DOWN, _NOT))


def _share_said(sentence: str, around: str) -> float:
    said = [fold(s) for s in syllables(_KEY.sub(" ", sentence))]
    there = {fold(s) for s in syllables(around)}
    return sum(s in there for s in said) / len(said) if said else 0.0
