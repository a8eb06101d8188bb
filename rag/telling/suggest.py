"""Next questions that the documents answer: the same indicator for another period or place, or what is told beside it.

Nothing is searched: the figures around the answer are on file with their identity, and a question is worded from it.
A figure is offered only when its question, understood like any other, speaks of nothing that its own place lacks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from ingest.records import Figure, Statement
from ingest.vietnamese.calendar import is_partial
from ingest.vietnamese.fold import fold
from rag.library import Library
from rag.question.instructions import instructs
from rag.read import Reading
from rag.records import AnswerFigure, Citation, Question
from rag.refusing.lacking import lacking, telling
from rag.refusing.misfit import misfit
from rag.understand import understand

MOST = 3
"""As many as fit under an answer on a telephone."""
_NEAR = 12
"""How many statements before and after the answer's are looked at: about a section."""
_TRIED = 12
"""How many questions are understood at most: each takes about a millisecond."""
KEPT = 4096
"""How many figures' questions are kept: those of some twenty reports."""
_WORDS = range(3, 23)
"""Syllables of an indicator that can stand as a question: fewer name nothing, more are half a sentence."""
_PERIODS = frozenset(("month", "quarter", "half", "nine_months", "year"))
_UNFIT = re.compile(r"\d|[():;…]|\b(?:như sau|đó|này|trên đây|nêu trên)\b", re.IGNORECASE)
# What a question may be about: a kind of figure by its name; "giải quyết hồ sơ" names a deed.
_NAMES = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tổng|số|chỉ số|điểm|mức|kinh phí|vốn|diện tích|dân số|thu|tốc độ|sản lượng|doanh thu|thời gian)\b",
    re.IGNORECASE,
)
_TELLING = 3.0
"""Nats (see lacking.py) that a question must tell to be understood by itself."""
_LEVELS = {"sở ngành": "các sở, ngành", "cấp huyện": "cấp huyện", "cấp xã": "cấp xã", "cả nước": "cả nước"}


class Suggester:
    """Suggests from one library. Whether a figure's question holds is found out once for each figure and day."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._holds = lru_cache(KEPT)(self._found_to_hold)

    def suggestions(
        self, question: Question, citations: Sequence[Citation], today: date, told: Iterable[AnswerFigure] = ()
    ) -> tuple[str, ...]:
        """Up to MOST questions beside the one that was answered from these citations; none where nothing is cited.

        None is answered by a figure that was `told`, and no two by the same.
        """
        anchor = _statement(citations, self._library)
        if anchor is None:
            return ()
        said = {_key(question.text)}
        known = {(figure.value, figure.unit) for figure in told}
        chosen: list[str] = []
        for figure in _around(anchor, self._library):
            text = worded(figure)
            if not text or _key(text) in said or (figure.value, figure.unit) in known:
                continue
            said.add(_key(text))
            if self._holds(figure, today):
                chosen.append(text)
                known.add((figure.value, figure.unit))
            if len(chosen) == MOST or len(said) > _TRIED:
                break
        return tuple(chosen)

    def _found_to_hold(self, figure: Figure, today: date) -> bool:
        return _holds(worded(figure), figure, self._library, today)


@lru_cache(KEPT)
def worded(figure: Figure) -> str:
    """The question that a figure answers, or "" where its identity is no question.

    >>> from ingest.vietnamese.calendar import quarter_of
    >>> worded(Figure("", "", "93,5%", 93.5, "%", 0, 5, "tỷ lệ ký số", level="cấp xã", period=quarter_of(2026, 1)))
    'Tỷ lệ ký số cấp xã quý 1 năm 2026 là bao nhiêu?'
    """
    name = " ".join(figure.indicator.split()).strip(" ,.")
    row, comma, column = name.rpartition(", ")
    if figure.column is not None and comma and _NAMES.match(column):
        name = f"{column} {row}"  # a cell is named after its row and its column
    if not _NAMES.match(name):
        return ""
    if figure.kind != "kết quả" or not figure.unit or len(name.split()) not in _WORDS or _UNFIT.search(name):
        return ""
    level = _LEVELS.get(figure.level, "")
    place = f" {level}" if level and fold(level) not in fold(name) else ""
    when = _when(figure)
    ask = "là bao nhiêu" if figure.unit != "hạng" else "xếp thứ mấy"
    return f"{name[:1].upper()}{name[1:]}{place}{when} {ask}?"


def _when(figure: Figure) -> str:
    period = figure.period
    if period is None or is_partial(period) or period.kind not in _PERIODS:
        return ""
    year = period.start.year
    if period.kind == "year":
        return f" năm {year}"
    if period.kind == "quarter":
        return f" quý {(period.start.month + 2) // 3} năm {year}"
    return f" {period.text.lower()}" if str(year) in period.text else ""


def _statement(citations: Sequence[Citation], library: Library) -> Statement | None:
    """The statement of the first citation."""
    return next((s for c in citations[:1] if (s := library.quoted(c.document_id, c.quote)) is not None), None)


def _around(anchor: Statement, library: Library) -> Iterator[Figure]:
    """The figures beside an answer: the same indicator elsewhere, its own sentence's, its section's."""
    own = library.figures(anchor.id)
    told = {figure.indicator for figure in own}
    for name in dict.fromkeys(figure.indicator for figure in own):
        yield from (f for f in library.of_indicator(name) if f.statement_id != anchor.id)
    yield from own
    for statement in library.beside(anchor, _NEAR):
        yield from (f for f in library.figures(statement.id) if f.indicator not in told)


def _holds(text: str, figure: Figure, library: Library, today: date) -> bool:
    """Whether the question, understood like any other, lacks nothing at the figure's own place."""
    statement = library.statements[figure.statement_id]
    document = library.documents[figure.document_id]
    asked = understand(text, documents=tuple(library.documents.values()), today=today)
    place = next(
        (p for p in library.places(statement) if p.start <= figure.start and figure.end <= p.end and p.figures), None
    )
    if instructs(statement.text):
        return False
    if place is None or len(place.figures) > 1 or telling(asked) < _TELLING:
        return False
    reading = Reading(place, document, 1.0, 1.0, 1.0, figures=(figure,))
    return misfit(asked, reading) is None and not lacking(asked, place, document)


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()
