"""What kind of figure a number is: a result, an aim, what was planned, estimated, compared, a rank (figure_cues.tsv).

By the words around it, by the innermost heading that tells of aims or of what was done, and by whether the document
sets aims or reports.
"""

import re

from ingest.identity import Ground
from ingest.named import Named
from ingest.phrases import CUES, cue, is_thin
from ingest.records import Document, FigureKind, Period
from ingest.vietnamese.numbers import Number, find_numbers

_CHANGE_END, _AGAINST, _SAME = cue("change", at_end=True), cue("against"), cue("same")
_CHANGE, _ESTIMATE, _TARGET, _PLAN = cue("change"), cue("estimate"), cue("target"), cue("plan")
_DONE, _AHEAD, _AIMS, _REVIEW, _TOLD = cue("done"), cue("ahead"), cue("aims"), cue("review"), cue("told")
# The clause names what was planned and tells nothing done: "Kế hoạch vốn năm 2025 của tỉnh là 9.865 tỷ đồng".
_PLANNED_SUM = re.compile(
    r"^\W*(?:tổng\s+)?(?:kế hoạch|dự toán)(?!\w)"
    r"(?:(?!(?<!\w)(?:đạt|giải ngân|thực hiện|hoàn thành|bằng|tăng|giảm|vượt|đã|này)(?!\w))[^,;.])*$"
    r"|(?:đầu năm|năm|được)\s+giao\s*$"
    r"|^\W*(?:tổng\s+)?(?:vốn|kế hoạch vốn|dự toán|biên chế|số biên chế)"
    r"(?:(?!(?<!\w)(?:đã|giải ngân|đạt|thực hiện)(?!\w))[^,;.])*"
    r"(?<!\w)giao(?!\w)[^,;.]*$",
    re.IGNORECASE,
)
_SET_AGAINST = re.compile(r"(?<!\w)(?:so|so với|vượt|hơn|chậm)\s*$", re.IGNORECASE)  # "chậm so với dự kiến"
_CRITERIA = re.compile(r"tiêu chí đánh giá|đánh giá,? (?:xếp|phân) loại", re.IGNORECASE)  # no review of what was done
# An aim, not the name of a programme or of a kind of spending.
_STRIVES = re.compile(
    r"phấn đấu|(?<!chương trình )(?<!có )mục tiêu(?! quốc gia)"
    r"|(?<!\w)(?:để|bảo đảm|đảm bảo) (?:cả năm|hết năm|năm \d{4}|quý [IV]+)(?!\w)",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"(?<!\w)phải (?:đạt|hoàn thành|tăng|giảm)(?!\w)", re.IGNORECASE
)  # of a time; in an act it is a rule
# A section of tasks; "1. Ban hành văn bản và tổ chức thực hiện" tells what was done.
_TO_DO = re.compile(
    r"(?<!và )tổ chức thực hiện|^\W*(?:[IVX\d.]+\s+)?nhiệm vụ(?!\w)(?!,? (?:và )?quyền hạn| của)", re.IGNORECASE
)
_ALREADY = re.compile(r"(?<!\w)đã(?!\w)", re.IGNORECASE)  # "đã tiêm ít nhất 01 mũi cho …"
_NOW = re.compile(r"(?:^|[,:;]\s*)hiện(?:,|\s+(?:có|còn|tỉnh|toàn|cả|đang))(?!\w)", re.IGNORECASE)
_HIGHER = re.compile(r"(?:cao|thấp|nhiều|ít) hơn(?! nữa)[^;]*$", re.IGNORECASE)
_BASES = r"kịch bản|kế hoạch|mục tiêu|chỉ tiêu|dự toán|nghị quyết|yêu cầu"
_BENCHMARK = re.compile(  # "thấp hơn kịch bản 9 tháng là 9,6%", "cao hơn bình quân cả nước (55,7%)"
    rf"(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn|chưa đạt|không đạt|vượt|hụt)\s+(?:so với\s+)?"
    rf"(?:(?P<planned>{_BASES})|mức|bình quân|trung bình|trung vị)(?!\w)(?:(?! hơn )[^,;()])*?(?:\(\s*|(?<!\w)là\s+)$",
    re.IGNORECASE,
)
_AIMED_CHANGE = re.compile(  # "chỉ tiêu năm 2026 giảm 0,3 điểm phần trăm"
    r"(?<!so với )(?<!so )(?<!vượt )(?:chỉ tiêu|mục tiêu)(?!\w)[^,;()%]*(?<!\w)(?:tăng|giảm)\s*$", re.IGNORECASE
)
_VALUE_VERB = re.compile(r"(?<!\w)(?:đạt|là|còn|bằng|chiếm)\s*$", re.IGNORECASE)
_ESTIMATES_LIST = re.compile(r"^\W*(?:dự )?ước(?!\w)[^:;]*:", re.IGNORECASE)


def sets_aims(document: Document) -> bool:
    return any(document.kind.lower().startswith(kind) for kind in CUES["plan_kind"])


def sets_task(heading: str) -> bool:
    """Whether a heading only says that something is to be done, not what."""
    return bool(_AHEAD.search(heading) or _TO_DO.search(heading))


def of_same_time(text: str, number: Number, item: Named) -> bool:
    """True for the figure a change is measured from: "tăng 27% so cùng kỳ (21.546 tỷ)", "cùng kỳ năm 2024 là 90%"."""
    before = text[item.clause[0] : number.start]
    bracketed = re.search(r"cùng kỳ[^().;]{0,25}\(\s*$", text[: number.start])
    return bool(bracketed or (_SAME.search(before[-45:]) and not _CHANGE.search(before)))


def kind_of(text: str, number: Number, item: Named, period: Period | None, ground: Ground) -> FigureKind:
    left, right = item.clause
    before = text[left : number.start]
    sentence, rest = text[: number.start], text[number.end :].partition(";")[0]
    said = before + " ".join(text[number.end : right].split()[:4])  # "100% kế hoạch … đã được duyệt" is not done yet
    if _is_aim(sentence, before, said, period, ground):
        return "chỉ tiêu"
    if number.kind == "rank":
        return "xếp hạng"
    if benchmark := _BENCHMARK.search(sentence):
        return "kế hoạch" if benchmark["planned"] else "kết quả"
    if _AIMED_CHANGE.search(before):
        return "chỉ tiêu"
    steps = number.unit in ("bậc", "điểm phần trăm")
    changed = _CHANGE_END.search(re.sub(r"(?:trên|hơn|khoảng|gần)\s*$", "", before)) or steps
    against = _AGAINST.search(rest) or _AGAINST.search(sentence.rpartition(";")[2])
    relative = steps or number.unit in ("%", "lần") or item.inherited
    if (changed and (against or relative)) or _HIGHER.search(before):
        return "so sánh"
    if _planned(before):
        return "kế hoạch"
    if _TARGET.search(before[-25:]) and not (_ALREADY.search(before) or _ESTIMATE.search(before)):
        return "chỉ tiêu"
    return "ước" if _estimated(text, number, item) else "kết quả"


def is_planned(sentence: str) -> bool:
    """Whether a sentence says of a sum that it was planned or assigned."""
    return _PLAN.search(sentence[-160:]) is not None


def _planned(before: str) -> bool:
    plans = _PLAN.finditer(before, max(0, len(before) - 70))
    return any(not _SET_AGAINST.search(before[: plan.start()]) for plan in plans) or bool(_PLANNED_SUM.search(before))


def _estimated(text: str, number: Number, item: Named) -> bool:
    """Whether an "ước" before a number still holds for it: for those beside it, until one says that it has a value."""
    if _ESTIMATES_LIST.match(text):
        return True
    since = max(text.rfind(mark, 0, number.start) for mark in (";", ". "))
    said = list(_ESTIMATE.finditer(text, since + 1, number.start))
    between = [each for each in find_numbers(text) if said and said[-1].end() <= each.start < number.start]
    if not said or not between:
        return bool(said)
    own = text[between[-1].end : number.start].rpartition(",")[2]
    return item.inherited or is_thin(own) or not _VALUE_VERB.search(own)


def _over(period: Period, document: Document) -> bool:
    """Whether a period had passed when the document was made, or lies before the time that a plan is for."""
    if document.issued and period.end < document.issued:
        return True
    return document.period is not None and document.period.kind != "as_of" and period.end < document.period.start


def _is_aim(sentence: str, before: str, clause: str, period: Period | None, ground: Ground) -> bool:
    """True in a plan, or in a section on aims, unless the words or the period say that it is done already."""
    document = ground.document
    earlier = period and document.period and period.end < document.period.end
    if earlier and _ESTIMATE.search(before) and not _STRIVES.search(before):
        return False  # a plan says how far the year before it comes: "(ước năm 2026 là 12,8%)"
    if _STRIVES.search(sentence) or (document.period and _MUST.search(sentence)):
        return True
    if period and _over(period, document):
        return False
    aims = _section_sets_aims(ground.path)
    aims = sets_aims(document) if aims is None else aims
    return aims and not (_DONE.search(clause) or _NOW.search(clause))


def _section_sets_aims(path: tuple[str, ...]) -> bool | None:
    """What the innermost heading says that tells of aims or of what was done; None where none does.

    "Các chỉ tiêu chủ yếu" alone is told of what came of them where a heading above says so.
    """
    headings = [_CRITERIA.sub("", heading) for heading in path]
    for i, heading in reversed(list(enumerate(headings))):
        if _TOLD.search(heading):
            return False
        if _AHEAD.search(heading) or _TO_DO.search(heading):
            return True
        if _AIMS.search(heading):
            return not any(_TOLD.search(above) for above in headings[:i])
        if _REVIEW.search(heading):
            return False
    return None
