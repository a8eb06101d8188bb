"""Whether each figure of a sentence is told as it is printed: its unit, level, period and kind, and what it is of.

A sentence with several figures is cut to the words around each (segments.py), the printed one too. The words that
stand at one printed figure alone tell it from its neighbours: a telling must say one of them and none of a
neighbour's, and no word that its source does not print beside those that only join (data/telling.tsv).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.figures import figures as figures_in
from ingest.records import Document, Figure, Statement
from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import syllables
from rag.places import places
from rag.segments import segments
from rag.slots import MOSTLY, agrees
from rag.words import table

if TYPE_CHECKING:
    from rag.claims import Source

UP = re.compile(r"\b(?:tăng|cao hơn|vượt|nhiều hơn|lớn hơn|cải thiện)\b", re.IGNORECASE)
DOWN = re.compile(r"\b(?:giảm|thấp hơn|ít hơn|nhỏ hơn|sụt|tụt)\b", re.IGNORECASE)
NO = re.compile(r"\b(?:không|chưa|chẳng|thiếu)\b", re.IGNORECASE)
_PLANNED = frozenset(("kế hoạch", "chỉ tiêu"))
_DONE = re.compile(r"\b(?:đã|kết quả|hiện|đến nay)\b", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"\bcả năm\b", re.IGNORECASE)
_WHOLE = re.compile(r"/|\b(?:trên|tổng|trong số|kế hoạch|dự toán)\b", re.IGNORECASE)
_MEASURES = frozenset(("%", "điểm phần trăm", "điểm", "bậc"))
"""Units that are one thing exactly; those of counts are told longer or shorter ("hồ sơ trực tuyến")."""
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class At:
    """A figure with the text and words right at it, and the words that it hangs on; `meant` says whether its own
    sentence calls it an aim."""

    figure: Figure
    text: str
    own: Words
    hung: Words = frozenset()
    meant: bool = False


def mistaken(sentence: str, sources: "Sequence[Source]") -> list[str]:
    """What is wrong with the figures of a sentence that cites `sources`: Vietnamese clauses."""
    told = list(_told(sentence, sources[0].document))
    printed = [(at, source) for source in sources for at in _printed(source)]
    everything = _words(" ".join(_all_of(s) for s in sources))
    found = []
    for claim in told:
        same = [(at, s) for at, s in printed if at.figure.value == claim.figure.value]
        if not same:
            continue
        fitting = [(at, s) for at, s in same if _unit_fits(claim.figure, at.figure)]
        if not fitting:
            found.append(f"{claim.figure.text} được ghi sai đơn vị")
        elif not any(_one(claim, at, s) for at, s in fitting):
            found.append(f"{claim.figure.text} được gán sai kỳ, cấp hoặc loại số liệu")
        elif (claim.own | claim.hung) - everything or not any(_tells(claim, at, printed) for at, _ in fitting):
            found.append(f"{claim.figure.text} được gán cho nội dung khác với đoạn được dẫn")
    return found


def _told(sentence: str, document: Document) -> Iterator[At]:
    """The figures of a sentence; a figure that stands alone in it is told of by all of its words."""
    statement = Statement("", document.id, 0, "sentence", sentence)
    figures = _alone(statement, document)
    for at in _at(statement, figures):
        yield replace(at, text=sentence, hung=_words(sentence)) if len(figures) == 1 else replace(at, hung=at.own)


def _alone(statement: Statement, document: Document) -> tuple[Figure, ...]:
    """The figures of a sentence, read as if it were printed in a document that says nothing else."""
    silent = replace(document, period=None, title="", kind="")
    return figures_in(silent, [replace(statement, lead="", path=())], ())


def _printed(source: "Source") -> Iterator[At]:
    """The figures of a source, with what stands around its statement as what they hang on."""
    around = _words(f"{_all_of(source, quote=False)} {source.statement.lead}")
    meant = {f.start for f in _alone(source.statement, source.document) if f.kind in _PLANNED}
    for at in _at(source.statement, source.figures):
        yield replace(at, hung=at.hung | around, meant=at.figure.start in meant)


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
                hung = _words(f"{heads} {figure.indicator} {figure.scope} {wordy}")
                yield At(figure, piece.text, _words(f"{header} {piece.text}"), hung)
    yield from (At(f, f.indicator, _words(f"{f.indicator} {f.unit} {f.scope}")) for f in figures if f.start not in seen)


def _all_of(source: "Source", quote: bool = True) -> str:
    cited = source.citation
    return (
        f"{cited.quote if quote else ''} . {cited.section} . {cited.title} . {cited.number} . {source.document.issuer}"
    )


def _unit_fits(claimed: Figure, printed: Figure) -> bool:
    a, b = (_unit(f) for f in (claimed, printed))
    if a in _MEASURES or b in _MEASURES:
        return a == b
    return a.startswith(b) or b.startswith(a)


def _unit(figure: Figure) -> str:
    return figure.unit if figure.unit == "%" else " ".join(syllables(normal_form(figure.unit)))


def _one(claim: At, at: At, source: "Source") -> bool:
    """Whether a figure is told of the level, period and kind that it is printed of, and in its direction; what the
    sentence leaves unsaid is taken from above it."""
    claimed, printed = claim.figure, at.figure
    if claimed.level and printed.level and claimed.level != printed.level:
        return False
    period = printed.period or source.document.period
    if _WHOLE_YEAR.search(claim.text) and (period is None or period.kind != "year"):
        return False
    if _is_whole(printed, source.statement.text) and not _WHOLE.search(claim.text):
        return False
    if claimed.period and period and agrees(claimed.period, period) < MOSTLY:
        return False
    if claimed.kind in _PLANNED and printed.kind not in _PLANNED:
        return False
    if printed.kind in _PLANNED and claimed.kind not in _PLANNED and (at.meant or _said_done(claim.text, at.text)):
        return False
    if NO.search(at.text.partition(printed.text)[0]) and not NO.search(claim.text):
        return False
    if _way(claim.text) and _way(at.text) and not _way(claim.text) & _way(at.text):
        return False
    return claimed.comparator == printed.comparator


def _is_whole(figure: Figure, text: str) -> bool:
    """Whether a figure is what another is counted against: "3.105 tỷ đồng/7.450 tỷ đồng"."""
    return text[: figure.start].rstrip().endswith("/")


def _said_done(claim: str, printed: str) -> bool:
    """Whether an aim is told as done: what only the headings call an aim may be told without saying so."""
    return bool(_DONE.search(claim)) and not _DONE.search(printed)


def _way(text: str) -> set[str]:
    return {name for name, pattern in (("up", UP), ("down", DOWN)) if pattern.search(text)}


def _tells(claim: At, at: At, printed: "Sequence[tuple[At, Source]]") -> bool:
    """Whether a telling says a word that stands at this printed figure alone, and none of another's alone."""
    others = frozenset().union(*(o.own for o, _ in printed if o.figure.value != at.figure.value))
    alone = at.own - others
    foreign = others - at.own - at.hung
    return (not alone or bool(claim.hung & alone)) and not claim.own & foreign


@lru_cache(maxsize=1)
def _joining() -> Words:
    return frozenset(word for row in table("telling.tsv") for word in syllables(row[0]))


@lru_cache(maxsize=4096)
def _words(text: str) -> Words:
    """The telling words of a text: no numbers, none that only join."""
    return frozenset(s for s in syllables(normal_form(text)) if not s[0].isdigit()) - _joining()
