"""When not to answer, and what to say instead: which outcome, and what on file is nearest."""

from collections.abc import Sequence

from ingest.records import Period
from rag.draft import Markers
from rag.features import FEATURES
from rag.judge import share_known, threshold, unmet
from rag.match import Rarity
from rag.read import Reading
from rag.records import Outcome, Question
from rag.slots import OTHER, period_factor, unit_factor
from rag.write import sentence

COVERED = 0.3
"""The share of a question's terms that the answering place must say; below it they only share common words."""
SAME_SUBJECT = 0.5
"""What a place of another period must say of the question for its figure to be the nearest one."""
FOREIGN = 0.75
"""What a place must say of a question whose words the documents hardly put side by side."""
AT_HOME = 0.4
"""The share of a question's words that the documents use at all; below it the question is about something else."""


def verdict(question: Question, readings: Sequence[Reading], rarity: Rarity, confident: float = 1.0) -> Outcome | None:
    """Why the best reading is no answer, or None when it is one. `confident` as judge.py gives it.

    Without `confident` only what is certain counts, which comes first: another period, a body, province or
    name that the place does not speak of, no answer
    of the kind asked for. A question with a premise to check may name what the documents contradict.
    """
    best = readings[0] if readings else None
    stranger = share_known(question, rarity) < AT_HOME
    if best is None or best.covered < COVERED:
        return "out_of_scope" if stranger else "not_found"
    if stranger and best.covered < FOREIGN and question.intent in ("figure", "who", "date", "other", "list", "explain"):
        return "out_of_scope"
    if question.periods and period_factor(question, best.place, best.document) <= OTHER:
        return "other_period" if best.covered >= SAME_SUBJECT else "out_of_scope" if stranger else "not_found"
    if question.intent != "check" and (
        unit_factor(question, best.place, best.document) < 1 or best.features[_NAMES] < 1 or unmet(question, readings)
    ):
        return "not_found"
    if confident < threshold():
        return "out_of_scope" if stranger else "not_found"
    return None


_NAMES = FEATURES.index("names")


def refusal(outcome: Outcome, question: Question, nearest: Reading | None, markers: Markers) -> list[str]:
    """The lines of a refusal: what is not there, and what is nearest, cited."""
    if outcome == "out_of_scope":
        return [
            "Không có thông tin này: câu hỏi nằm ngoài các báo cáo, kế hoạch đã nạp.",
            "",
            "Hãy hỏi về số liệu, nhiệm vụ, thời hạn, cơ quan chủ trì nêu trong các văn bản đó.",
        ]
    if outcome == "other_period" and nearest is not None:
        lines = [f"Không có số liệu này cho {said_periods(question.periods)} trong các văn bản đã nạp."]
        return [*lines, "", f"Kỳ gần nhất có số liệu: {sentence(nearest, nearest.figures)} {markers.mark(nearest)}"]
    return ["Không tìm thấy thông tin này trong các văn bản đã nạp."]


def said_periods(periods: Sequence[Period]) -> str:
    """Periods as a person names them."""
    return ", ".join(dict.fromkeys(p.text or p.key for p in periods)) or "kỳ được hỏi"
