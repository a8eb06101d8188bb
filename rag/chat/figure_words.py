"""The figures of a told or printed sentence with the words that say what each is of.

A sentence with several figures is cut to the words around each (segments.py); what stands at one may be carried on to
the next. Words that only join (data/telling.tsv), numbers and bounds of numbers tell nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.figures import figures as figures_in
from ingest.records import Document, Figure, Statement
from ingest.vietnamese.abbreviations import normal_form, normal_words
from ingest.vietnamese.fold import syllables
from rag.chat.sources import Source
from rag.reading.places import places
from rag.reading.segments import segments
from rag.words import table

UP = re.compile(r"\b(?:tăng|nâng(?! cao)|cao hơn|vượt(?! quá)|nhiều hơn|lớn hơn|cải thiện)\b", re.IGNORECASE)
DOWN = re.compile(r"\b(?:giảm|rút(?! kinh)|hạ(?! tầng)|bớt|thấp hơn|ít hơn|nhỏ hơn|sụt|tụt)\b", re.IGNORECASE)
NO = re.compile(
    r"\b(?:không(?!\s+(?:quá|dưới|vượt|ít hơn|nhiều hơn|thấp hơn|cao hơn|chỉ)\b)|chưa|chẳng|thiếu)\b", re.IGNORECASE
)
"""A no; "không quá 50%" is a bound, which the comparator of its figure tells."""
PLANNED = frozenset(("kế hoạch", "chỉ tiêu"))
_BOUND = re.compile(
    r"\b(?:ít nhất|nhiều nhất|tối thiểu|tối đa|không quá|không dưới|ước|khoảng|gần|trên|dưới|hơn)\b(?=\D{0,12}\d)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s+và\s+", re.IGNORECASE)
_SCALES = re.compile(r"\b(?:nghìn|ngàn|triệu|tỷ|tỉ)\b\s*", re.IGNORECASE)
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class At:
    """A figure with the text and words right at it (characters [start, end) of its statement), and the words that it
    hangs on; `before` is the word before it, `said` the sentence that tells it, `meant` whether its own sentence
    calls it an aim."""

    figure: Figure
    text: str
    own: Words
    hung: Words = frozenset()
    start: int = 0
    end: int = 0
    before: str = ""
    said: str = ""
    meant: bool = False


def told_figures(sentence: str, document: Document) -> Iterator[At]:
    """The figures of a sentence; a figure that stands alone in it is told of by all of its words."""
    statement = Statement("", document.id, 0, "sentence", sentence)
    figures = _alone(statement, document)
    for at in _at(statement, figures):
        at = replace(at, text=sentence if len(figures) == 1 else at.text, said=sentence)
        every = len(figures) == 1 or not at.own  # "Với 92,7%, mức độ hài lòng …"
        at = replace(at, hung=told_words(sentence) if every else at.own)
        others = [f for f in figures if f.start != at.figure.start and at.start <= f.start < at.end]
        if others:  # what stands between two figures of one clause may be said of either
            behind = [f.start for f in others if f.start > at.figure.start]
            before = [f.end for f in others if f.start < at.figure.start]
            own = sentence[at.figure.end if before else at.start : at.end if not behind else at.figure.end]
            at = replace(at, own=told_words(own))
        yield at


def _alone(statement: Statement, document: Document) -> tuple[Figure, ...]:
    """The figures of a sentence, read as if it were printed in a document that says nothing else."""
    silent = replace(document, period=None, title="", kind="")
    return figures_in(silent, [replace(statement, lead="", path=())], ())


def printed_figures(source: Source) -> Iterator[At]:
    """The figures of a source, with what stands around its statement as what they hang on."""
    around = told_words(f"{all_of(source, quote=False)} {source.statement.lead}")
    meant = {f.start for f in _alone(source.statement, source.document) if f.kind in PLANNED}
    found = sorted(_at(source.statement, source.figures), key=lambda at: at.figure.start)
    for i, at in enumerate(found):
        carried = _carried(found, i, source.statement.text)
        yield replace(at, hung=at.hung | around | carried, meant=at.figure.start in meant)


def _carried(found: Sequence[At], i: int, text: str) -> Words:
    """The words that a figure may be told with though they stand at another one: of an earlier figure of another unit
    in its clause ("xảy ra 64 vụ tai nạn, làm chết 31 người"), of any where it has none of its own, and of the one that
    "và" joins to it ("80% hồ sơ cấp tỉnh và 60% hồ sơ cấp xã được xử lý …")."""
    at = found[i]
    carried: Words = frozenset()
    for other in found[:i]:
        if not at.own - told_words(at.figure.unit) or (
            ";" not in text[other.end : at.start] and counted(other.figure) != counted(at.figure)
        ):
            carried |= other.own
    following = found[i + 1] if i + 1 < len(found) else None
    if following and at.end < following.start and _JOINED.fullmatch(text, at.end, following.start):
        carried |= following.own
    return carried


def counted(figure: Figure) -> str:
    """What a figure counts, without its scale: "triệu con" and "nghìn con" are both "con"."""
    return _SCALES.sub("", unit_of(figure)).strip()


def _at(statement: Statement, figures: Sequence[Figure]) -> Iterator[At]:
    """Each figure with the words of its segment; in a row also those of its header and of the cells without figures."""
    text = statement.text
    wordy = " ".join(text[a:b] for _, a, b in statement.cells if not any(a <= f.start < b for f in figures))
    seen: set[int] = set()
    for place in places(statement, tuple(figures)):
        for piece in segments(place) if place.reference is None and place.figures else ():
            figure = piece.figures[0]
            if figure.start not in seen:
                seen.add(figure.start)
                header = text[slice(*place.header)] if place.header else ""
                heads = " ".join(text[a:b] for a, b in place.heads)
                hung = told_words(f"{heads} {figure.indicator} {figure.scope} {wordy}")
                yield At(
                    figure,
                    piece.text,
                    told_words(f"{header} {piece.text}"),
                    hung,
                    piece.start,
                    piece.end,
                    " ".join(syllables(text[: figure.start])[-1:]),
                )
    for f in figures:
        if f.start not in seen:
            yield At(f, f.indicator, told_words(f"{f.indicator} {f.unit} {f.scope}"), start=f.start, end=f.end)


def all_of(source: Source, quote: bool = True) -> str:
    cited = source.citation
    return (
        f"{cited.quote if quote else ''} . {cited.section} . {cited.title} . {cited.number} . {source.document.issuer}"
    )


def unit_of(figure: Figure) -> str:
    return figure.unit if figure.unit == "%" else " ".join(normal_words(figure.unit))


@lru_cache(maxsize=1)
def _joining() -> Words:
    return frozenset(word for row in table("telling.tsv") for word in syllables(row[0]))


@lru_cache(maxsize=4096)
def told_words(text: str) -> Words:
    """The telling words of a text: no numbers, no bounds of numbers, none that only join."""
    unbound = _BOUND.sub(" ", normal_form(text))
    return frozenset(s for s in syllables(unbound) if not s[0].isdigit()) - _joining()
