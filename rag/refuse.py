"""When not to answer, and what to say instead: which outcome, and what on file is nearest."""

from collections.abc import Sequence

from ingest.records import Period
from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import fold, syllables
from rag.draft import Markers
from rag.match import Rarity
from rag.read import Reading
from rag.records import Outcome, Question
from rag.slots import OTHER, period_factor, unit_factor
from rag.write import sentence

COVERED = 0.4
"""The share of a question's terms that the answering place must say. Chosen on the development questions, where it
refuses every question without an answer on file that slots do not refuse already."""
STRICT = frozenset(("number", "date", "who", "contact", "number_of_document", "issued", "signer"))
"""Kinds of answers that are there or not; where no near place holds any that is asked for, there is no answer."""
SECOND = 0.6
"""A place is near when it scores this share of the best one."""
AT_HOME = 0.4
"""The share of a question's words that the documents use at all; below it the question is about something else."""


def verdict(question: Question, readings: Sequence[Reading], rarity: Rarity) -> Outcome | None:
    """Why the best reading is no answer, or None when it is one."""
    best = readings[0] if readings else None
    if best is None or best.covered < COVERED:
        return "out_of_scope" if best is None or _share_known(question, rarity) < AT_HOME else "not_found"
    if question.periods and period_factor(question, best.place, best.document) <= OTHER:
        return "other_period"
    if question.units and question.intent != "check" and unit_factor(question, best.place, best.document) < 1:
        return "not_found"
    close = [r for r in readings if r.score >= SECOND * best.score]
    strict = [i for i, ask in enumerate(question.asks) if ask.kind in STRICT]
    if strict and not any(r.met[i] for r in close for i in strict):
        return "not_found"
    return None


def _share_known(question: Question, rarity: Rarity) -> float:
    """The share of the question's content words that stand in the documents."""
    said = syllables(normal_form(f"{question.content} {question.inherited}".replace("|", " ")))
    pairs = [f"{a} {b}" for a, b in zip(said, said[1:], strict=False)]
    if not pairs:
        return 1.0 if not said or any(rarity.known(s) for s in said) else 0.0
    return sum(rarity.known(p) or rarity.known(fold(p)) for p in pairs) / len(pairs)


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
