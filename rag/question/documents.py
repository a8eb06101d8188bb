"""Which of the documents on file a question points to: by number, by kind and title, by period."""

import re
from collections.abc import Sequence

from ingest.records import Document, Period
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.calendar import is_partial, relation, with_year
from ingest.vietnamese.fold import fold
from rag.reading.match import Rarity, Term, grams, held, terms
from rag.reading.zones import name_of
from rag.records import Question

# Kinds of administrative documents (Nghị định 30/2020/NĐ-CP, Điều 7) that people name a report by; "quyết định",
# "nghị quyết" are mostly documents that a report cites, not the report itself, so they point nowhere without a number.
_KINDS = ("phu luc", "bao cao", "ke hoach", "to trinh", "thong bao", "chuong trinh", "de an", "cong van")
# A number said with its kind ("kế hoạch 124", "QĐ số 15") or with its letters ("66/2025/NQ-HĐND"), folded.
_NUMBER = re.compile(
    r"\b(?:ke hoach|kh|bao cao|bc|"
    r"phu luc|to trinh|thong bao|tb|cong van|cv|van ban|quyet dinh|qd|nghi quyet|nq|nghi dinh|"
    r"nd|thong tu|tt|chi thi|ct|cong dien|cd|huong dan|hd|chuong trinh|de an|quy che|luat)\s*(?:so\s*:?\s*)?(\d+)\b"
    r"|(?<![\w/])(\d+(?:/\d{4})?(?:/[a-z]{2,}|-[a-z]+/[a-z]+)[\w-]*)"
)
# A document leads when it holds this share more of the pointing words than the next.
_LEAD = 1.25
# What titles of reports and plans begin with without telling them apart.
_STOCK = re.compile(
    r"\b(?:tình hình|kết quả|công tác|triển khai|thực hiện|thi hành|về việc|về|các|nhiệm vụ|năm|quý|số|ngày)\b,?",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d+/\d+/\d+")
_TITLE_WORDS = 3
"""The first words of a title, stock words aside, that must all be said: "cải cách hành (chính)", "nghị quyết 131"."""


def hinted(question: Question, documents: Sequence[Document]) -> tuple[tuple[str, ...], bool]:
    """The ids of the documents that the question names or describes, best first, and whether that is certain.

    A number said right after the kind of document is certain. Otherwise a kind must be said ("trong phụ lục …",
    "báo cáo quý 1/2024"), and the documents of that kind are told apart by title and period.
    """
    folded = fold(question.text)
    said = _NUMBER.findall(folded)
    whole = {b for _, b in said if b} | set(
        re.findall(r"(?<![\w/])\d+(?:/\d{4})?(?:/[a-z]{2,}|-[a-z]+/[a-z]+)[\w-]*", folded)
    )
    bare = {a.lstrip("0") for a, _ in said if a} - {_digits(n) for n in whole}
    exact = tuple(d.id for d in documents if d.number and fold(d.number) in whole)
    loose = tuple(d.id for d in documents if d.number and _digits(d.number) in bare)
    if exact or loose:
        return exact or loose, bool(exact) or len(loose) == 1
    titled = {n.lstrip("0") for d in documents for n in re.findall(r"\d+(?=/)", d.title)}
    if (bare | {_digits(n) for n in whole}) - titled:
        return (), False
    kinds = [kind for kind in _KINDS if kind in folded]
    if not kinds:
        return (), False
    pool = [d for d in documents if any(kind in fold(f"{d.kind} {d.title}")[:40] for kind in kinds)]
    pool = [d for d in pool if all(issued_by(place, d) for place in question.units)] or pool
    if not pool:
        return (), False
    rarity = Rarity.of(name_of(d) for d in documents)
    wanted = [t for t in terms(question.content, rarity) if rarity.known(t.text) or rarity.known(t.folded)]
    scored = sorted(((_points(wanted, d, question.periods), d.id) for d in pool), reverse=True)
    best = scored[0][0]
    if best <= 0:
        return (), False
    ids = tuple(i for score, i in scored if score * _LEAD >= best)
    return ids, len(ids) == 1 and _begins_title(question, next(d for d in pool if d.id == ids[0]))


def _begins_title(question: Question, document: Document) -> bool:
    """Whether the question says how the document's title begins, its stock words aside: then it names that document."""
    title = [s for s in normal_words(_STOCK.sub(" ", document.title)) if not _DATE.match(s)][:_TITLE_WORDS]
    said = grams(question.text)
    right_time = not question.periods or not document.period or _agrees(question.periods[0], document.period) > 0
    return right_time and bool(title) and sum(s in said or s.split("/")[0] in said for s in title) == len(title)


def _digits(number: str) -> str:
    """The figures a document number begins with: "066/2025/NQ-HĐND" → "66"."""
    found = re.match(r"\d+", number)
    return found.group().lstrip("0") if found else ""


def issued_by(body: str, document: Document) -> bool:
    """Whether a document is of a body or province: it issued it, or the title names it."""
    return fold(body) in fold(f"{document.issuer} {document.place} {document.title}")


def _points(wanted: Sequence[Term], document: Document, periods: Sequence[Period]) -> float:
    zone = grams(name_of(document))
    points = sum(term.weight * held(term, zone) for term in wanted)
    if document.period and periods:
        points += 2.0 * max(_agrees(period, document.period) for period in periods)
    return points


def _agrees(asked: Period, own: Period) -> float:
    """1 for the same period, half for one inside the other, -1 for another one."""
    found = relation(with_year(asked, own.start.year) if is_partial(asked) else asked, own)
    return {"same": 1.0, "inside": 0.5, "contains": 0.5, "overlaps": 0.25, "disjoint": -1.0}[found]
