"""When not to answer, and what to say instead: which outcome, for which reason, and what on file is nearest."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.records import Period
from ingest.vietnamese.calendar import is_partial
from ingest.vietnamese.fold import syllables
from ingest.vietnamese.levels import LEVELS
from ingest.vietnamese.numbers import find_numbers
from rag.draft import Markers
from rag.read import Reading
from rag.reading.feature_names import FEATURES
from rag.reading.match import Rarity
from rag.reading.siblings import members
from rag.reading.slots import OTHER, own_periods, period_factor, unit_factor
from rag.records import Outcome, Question
from rag.refusing.judge import share_known, threshold, unmet
from rag.refusing.lacking import lacking, telling, unsaid_indicator
from rag.refusing.misfit import Misfit, misfit, unsaid_index, unsaid_number
from rag.write import sentence

SAME_SUBJECT = 0.5
"""What a place must say of the question for its figure to be told as the nearest one."""
FOREIGN = 0.5
"""What a place must say of a question whose words the documents hardly put side by side: everyday words are like that
over a few documents, so this only keeps what confidence might let through."""
AT_HOME = 0.4
"""The share of a question's words that the documents use at all; below it the question is about something else."""
AS_NEAR = 0.92
"""Of places that say this share of what the best one says, the one whose period lies nearest is told."""
TELLING = 3.0
"""Nats (see lacking.py) from which a word that no place says is named as the reason."""

NOTHING = 0.9
"""The share of what a question tells from which a place that lacks it speaks of something else."""
_TRIED, _AS_GOOD, _EVEN = 8, 0.7, 0.9
"""How many of the readings may stand in for the best one, and what they must score of it; of a total its part."""
_SLACK = 1.0
"""Nats that a place may lack more which counts what is asked for: "03 người chết" need not say "số"."""
TOTAL_ROW = re.compile(r"\s*(?:tổng(?: số| cộng)?|cộng|toàn tỉnh|tổng toàn tỉnh)\s*:?\s*", re.IGNORECASE)
SURE = 0.25
"""The share of what a question tells that a place may lack when it is to correct a premise."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not answered; `word` is what of it stands nowhere near, `nearest` what is told instead."""

    outcome: Outcome
    reason: str = ""
    word: str = ""
    nearest: Reading | None = None


def verdict(question: Question, readings: Sequence[Reading], rarity: Rarity, confident: float = 1.0) -> Refusal | None:
    """Why the best reading is no answer, or None when it is one. `confident` as judge.py gives it.

    Without `confident` only what is certain counts, which comes first: nothing asked, another period, a body, province
    or name that the place does not speak of, a slot that it does not meet, no answer of the kind asked for. A question
    with a premise to check may name what the documents contradict.
    """
    best = readings[0] if readings else None
    if _names_nothing(question):
        return Refusal("ambiguous", "nothing")
    stranger = share_known(question, rarity) < AT_HOME
    if best is None:
        return Refusal("out_of_scope" if stranger else "not_found")
    if stranger and best.covered < FOREIGN and question.intent in ("figure", "who", "date", "other", "list", "explain"):
        return Refusal("out_of_scope")
    near = best if best.covered >= SAME_SUBJECT else None
    if question.periods and period_factor(question, best.place, best.document) <= OTHER:
        if near is None:
            return Refusal("out_of_scope" if stranger else "not_found")
        return Refusal("other_period", "period", nearest=_nearest_in_time(question, readings))
    lacks = lacking(question, best.place, best.document)
    if sum(lack.weight for lack in lacks) > NOTHING * telling(question) > 0:
        return Refusal("out_of_scope" if stranger else "not_found")
    if question.intent == "check" and sum(lack.weight for lack in lacks) > SURE * telling(question):
        return Refusal("not_found", "premise", nearest=near)
    slot = misfit(question, best)
    if slot is not None:
        word = _UNSAID[slot](question, best) if slot in _UNSAID else ""
        return Refusal("not_found", slot, word, None if slot == "index" else near)
    speaks_of = unit_factor(question, best.place.statement, best.document) == 1 and best.features[_NAMES] == 1
    if question.intent != "check" and (not speaks_of or unmet(question, readings)):
        return Refusal("not_found", nearest=near)
    if named := unsaid_indicator(question, lacks):
        return Refusal("not_found", "word", named, near)
    if confident < threshold():
        word = lacks[0].text if lacks and lacks[0].weight >= TELLING else ""
        return Refusal("out_of_scope" if stranger else "not_found", "word" if word else "", word, near)
    return None


def fitting_first(question: Question, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, the first near one of the level or index asked for, or that counts what is counted, before a best
    one that does not; before a figure that the question gives itself the other one of its row ("trước khi lên hạng 13
    … đứng thứ mấy"); before the total of a table the row that says more of the question."""
    if not readings:
        return ()
    best = readings[0]
    given, misfits = _given(question, best), misfit(question, best) in ("level", "another")
    noun = next((a.noun for a in question.asks if a.kind == "number" and a.noun), "")
    near = [r for r in readings[1:_TRIED] if r.score >= _AS_GOOD * best.score and not _given(question, r)]
    if given:
        near = [r for r in near if r.place.statement.id == best.place.statement.id and r.met == best.met]
    elif not misfits and _counts_other(best, noun):
        near = [r for r in near if r.figures and r.figures[0].unit == noun]
    elif not misfits:
        near = [r for r in near if _beside(best, r) and _lack(question, r) < _lack(question, best)]
    lack = _lack(question, best) + _SLACK * _counts_other(best, noun) if near else 0.0
    found = next((r for r in near if misfit(question, r) is None and _lack(question, r) <= lack), None)
    return (found, *(r for r in readings if r is not found)) if found else tuple(readings)


def _counts_other(best: Reading, noun: str) -> bool:
    """Whether what is counted is said ("số người chết") and the best place counts or measures something else."""
    return bool(noun and best.figures and best.figures[0].unit and best.figures[0].unit not in (noun, "%"))


def _beside(best: Reading, other: Reading) -> bool:
    """Whether a place stands in the column of the best one, which is the total of its table, and scores as much."""
    label = best.place.statement.text[slice(*best.place.label)] if best.place.label else ""
    same = other.place.statement.table == best.place.statement.table and other.place.head == best.place.head
    return bool(TOTAL_ROW.fullmatch(label)) and same and other.score >= _EVEN * best.score


def _given(question: Question, reading: Reading) -> bool:
    """Whether the figures of a place are given in the question, so that another one is asked for."""
    if question.intent != "figure" or not reading.figures:
        return False
    given = {(n.value, n.unit) for n in find_numbers(question.text)}
    return all((f.value, "" if f.kind == "xếp hạng" else f.unit) in given for f in reading.figures)


def _lack(question: Question, reading: Reading) -> float:
    return sum(lack.weight for lack in lacking(question, reading.place, reading.document))


def missing_periods(question: Question, readings: Sequence[Reading]) -> tuple[Period, ...]:
    """Of several periods that are to be compared, those for which no place about the same has anything."""
    if question.intent != "compare" or len(question.periods) < 2:
        return ()
    same = [r for r in readings if r.covered >= AS_NEAR * readings[0].covered]
    return tuple(
        period
        for period in question.periods
        if all(period_factor(replace(question, periods=(period,)), r.place, r.document) <= OTHER for r in same)
    )


_SAYS_SOMETHING = 3
"""Syllables from which common words with an alternative among them ("tăng", "trễ hạn") name a matter."""
_NAMES = FEATURES.index("names")
_UNSAID: Mapping[Misfit, Callable[[Question, Reading], str]] = {"number": unsaid_number, "index": unsaid_index}
"""What of a question a place does not say, where one word is the reason."""


def _names_nothing(question: Question) -> bool:
    """Whether a question names no thing, body, number or document at all: "cái đó thế nào", "quý 1"."""
    named = question.inherited or question.documents or question.units or question.levels
    if members(question.content) and len(syllables(question.content)) >= _SAYS_SOMETHING:
        return False  # "lĩnh vực nào tụt hạng": common words, but of them together not every place speaks
    return not named and not telling(question) and not any(c.isdigit() for c in question.content)


def _nearest_in_time(question: Question, readings: Sequence[Reading]) -> Reading:
    """Of the places about the same, the one whose period ends nearest to the period asked for; the better one first."""
    asked = question.periods[0]
    same = [
        r
        for r in readings
        if r.covered >= AS_NEAR * readings[0].covered and bool(r.figures) == bool(readings[0].figures)
    ]
    return min(same, key=lambda r: _apart(asked, r))


def _apart(asked: Period, reading: Reading) -> int:
    ends = [p.end for p in own_periods(reading.place, reading.document)]
    return min((abs(_month(end, asked) - _month(asked.end, asked)) for end in ends), default=10**6)


def _month(day: date, asked: Period) -> int:
    """Months since the year 0; of a period without a year only the month of the year counts."""
    return day.month if is_partial(asked) else day.year * 12 + day.month


def refusal(refused: Refusal, question: Question, markers: Markers) -> list[str]:
    """The lines of a refusal: what is not there, and what is nearest, cited."""
    if refused.outcome == "out_of_scope":
        return [
            "Không có thông tin này: câu hỏi nằm ngoài các báo cáo, kế hoạch đã nạp.",
            "",
            "Hãy hỏi về số liệu, nhiệm vụ, thời hạn, cơ quan chủ trì nêu trong các văn bản đó.",
        ]
    lines = [_first(refused, question)]
    if refused.nearest is not None:
        told = sentence(refused.nearest, refused.nearest.figures)
        lines += [
            "",
            f"{_NEAREST.get(refused.reason, 'Gần nhất trong văn bản')}: {told} {markers.mark(refused.nearest)}",
        ]
    return lines


_NEAREST = {"period": "Kỳ gần nhất có số liệu", "target": "Chỉ tiêu", "result": "Kết quả"}
"""What the nearest place is called, by the reason."""
_GONE = "Từ khi có chính quyền địa phương hai cấp không còn cấp huyện."


def _first(refused: Refusal, question: Question) -> str:
    if refused.reason == "nothing":
        return "Câu hỏi chưa nói rõ hỏi về việc gì: hãy nêu tên chỉ tiêu, nhiệm vụ hoặc văn bản."
    if refused.reason == "period":
        return f"Không có số liệu này cho {said_periods(question.periods)} trong các văn bản đã nạp."
    if refused.reason == "level":
        line = f"Không có số liệu này riêng cho {', '.join(question.levels)} trong các văn bản đã nạp."
        return f"{line} {_GONE}" if _abolished(question) else line
    if refused.reason == "target":
        return "Chưa có kết quả trong các văn bản đã nạp, chỉ có chỉ tiêu đặt ra."
    if refused.reason == "result":
        return "Các văn bản đã nạp không đặt chỉ tiêu này, chỉ có kết quả."
    if refused.reason == "person":
        return "Các văn bản đã nạp không nêu tên người giữ chức vụ này."
    if refused.reason == "premise":
        return "Không xác nhận được: các văn bản đã nạp không nói tới nội dung được hỏi."
    if refused.word:
        return f"Không tìm thấy thông tin này: các văn bản đã nạp không nêu “{refused.word}” cho nội dung được hỏi."
    return "Không tìm thấy thông tin này trong các văn bản đã nạp."


def _abolished(question: Question) -> bool:
    """Whether a level is asked about that no longer exists in the period asked for."""
    ends = [LEVELS[level].until for level in question.levels if level in LEVELS]
    starts = [period.start for period in question.periods if not is_partial(period)]
    return any(end is not None and start > end for end in ends for start in starts)


def said_periods(periods: Sequence[Period]) -> str:
    """Periods as a person names them."""
    return ", ".join(dict.fromkeys(p.text or p.key for p in periods)) or "kỳ được hỏi"
