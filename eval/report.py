"""A Run → what a person or a program reads: a table in the terminal, JSON, JSON Lines, JUnit."""

import json
from typing import Any
from xml.etree import ElementTree

from rich.console import Console
from rich.table import Table

from eval import verdict
from eval.measures import accuracy
from eval.metrics import BY_NAME, METRICS, latency, refusals, score, scores, slices
from eval.records import Outcome, Run, Score

SLICED = ("accuracy", "right", "cited")
"""The measures shown for each category, form and document."""


def row(outcome: Outcome) -> dict[str, Any]:
    """One question as a JSON object: the question, the reply, every measure that applies."""
    gold, reply = outcome.gold, outcome.reply
    return {
        "id": gold.id,
        "category": gold.category,
        "form": gold.form,
        "documents": list(gold.documents),
        "turns": list(gold.turns),
        "gold": [list(forms) for forms in gold.all_of],
        "none_of": list(gold.none_of),
        "abstain": gold.abstain,
        "right": verdict.right(outcome),
        "cited": verdict.cited(outcome),
        "abstained": bool(reply.get("abstained")),
        "outcome": reply.get("outcome", ""),
        "confidence": reply.get("confidence"),
        "error": outcome.error,
        "ms": round(outcome.ms, 2),
        "answer": reply.get("answer", ""),
        "standalone_question": reply.get("standalone_question", ""),
        "citations": list(reply.get("citations", ())),
        "figures": list(reply.get("figures", ())),
        "computation": reply.get("computation"),
        "values": {m.name: round(v, 6) for m in METRICS if (v := m.of(outcome)) is not None},
    }


def to_json(run: Run) -> dict[str, Any]:
    """The whole run: what was measured, the means with their intervals, the slices, every question."""
    return {
        "about": run.about,
        "summary": {name: found._asdict() for name, found in scores(run.outcomes).items()},
        "refusals": refusals(run.outcomes)._asdict(),
        "latency_ms": latency(run.outcomes),
        **{
            f"by_{by}": {
                name: {key: found._asdict() for key in SLICED if (found := score(BY_NAME[key], rows)) is not None}
                for name, rows in slices(run.outcomes, by).items()
            }
            for by in ("category", "form", "document")
        },
        "not_run": [gold.id for gold in run.not_run],
        "questions": [row(outcome) for outcome in run.outcomes],
    }


def to_json_lines(run: Run) -> str:
    """A question a line."""
    return "".join(json.dumps(row(outcome), ensure_ascii=False) + "\n" for outcome in run.outcomes)


def to_junit(run: Run) -> str:
    """JUnit XML for CI: a test case a question; a miss fails, no reply is an error, a question not run is skipped."""
    wrong = [o for o in run.outcomes if not o.error and not accuracy(o)]
    errors = [o for o in run.outcomes if o.error]
    suite = ElementTree.Element(
        "testsuite",
        name="hoidap eval",
        tests=str(len(run.outcomes) + len(run.not_run)),
        failures=str(len(wrong)),
        errors=str(len(errors)),
        skipped=str(len(run.not_run)),
    )
    for outcome in run.outcomes:
        gold = outcome.gold
        case = _case(suite, gold.category, gold.id, f"{outcome.ms / 1000:.4f}")
        if outcome.error:
            ElementTree.SubElement(case, "error", message=outcome.error)
        elif not accuracy(outcome):
            failure = ElementTree.SubElement(case, "failure", message=why(outcome))
            failure.text = "\n".join([*gold.turns, wanted(outcome), str(outcome.reply.get("answer", ""))])
    for gold in run.not_run:
        case = _case(suite, gold.category, gold.id, "0")
        ElementTree.SubElement(case, "skipped", message="chưa nạp: " + ", ".join(gold.documents))
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ElementTree.Element, category: str, name: str, seconds: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=f"eval.{category}", name=name, time=seconds)


def why(outcome: Outcome) -> str:
    """Why a question counts as missed, in a few Vietnamese words; "" when it does not."""
    gold, reply = outcome.gold, outcome.reply
    answer = str(reply.get("answer", ""))
    if outcome.error:
        return "không có trả lời"
    if gold.abstain:
        return "" if reply.get("abstained") else "đáng lẽ phải từ chối"
    if reply.get("abstained"):
        return "từ chối nhầm"
    lacking = [forms[0] for forms, hit in zip(gold.all_of, verdict.found(gold, answer), strict=True) if not hit]
    if lacking:
        return "thiếu: " + "; ".join(lacking)
    if near := verdict.near_misses(gold, answer):
        return "lẫn: " + "; ".join(near)
    return "" if verdict.cited(outcome) else "không dẫn đúng chỗ"


def wanted(outcome: Outcome) -> str:
    """The gold answer for a person: the first written form of each requirement."""
    return "[từ chối]" if outcome.gold.abstain else "; ".join(forms[0] for forms in outcome.gold.all_of)


def percent(found: Score) -> str:
    """A mean with its interval: "93,1 (88,0 – 97,4)"."""
    return f"{100 * found.mean:.1f} ({100 * found.low:.1f} – {100 * found.high:.1f})".replace(".", ",")


def show(run: Run, console: Console, misses: int = 0) -> None:
    """Prints the tables and the first misses."""
    console.print(_summary(run))
    console.print(_by_category(run))
    refused, times = refusals(run.outcomes), latency(run.outcomes)
    console.print(
        f"Từ chối: {refused.rightly}/{refused.should} câu đáng từ chối, {refused.wrongly} câu từ chối nhầm"
        f" (P {refused.precision:.3f}, R {refused.recall:.3f}, F1 {refused.f1:.3f})."
    )
    if times:
        console.print("Thời gian (ms): " + ", ".join(f"{name} {ms:.1f}" for name, ms in times.items()))
    console.print(f"Lỗi: {sum(bool(o.error) for o in run.outcomes)}. Chưa chạy: {len(run.not_run)}.")
    for outcome in [o for o in run.outcomes if not accuracy(o)][:misses]:
        console.rule(f"{outcome.gold.id} · {outcome.gold.category} · {why(outcome)}", align="left")
        answer = outcome.error or str(outcome.reply.get("answer", ""))
        lines = (" ▸ ".join(outcome.gold.turns), "Cần:  " + wanted(outcome), "Được: " + answer[:600])
        console.print("\n".join(lines), markup=False, highlight=False)


def _summary(run: Run) -> Table:
    table = Table(title=f"{len(run.outcomes)} câu hỏi", title_justify="left")
    for name in ("thước đo", "", "% (khoảng tin cậy 95 %)", "n"):
        table.add_column(name, justify="right" if name == "n" else "left")
    for name, found in scores(run.outcomes).items():
        table.add_row(name, BY_NAME[name].label, percent(found), str(found.n))
    return table


def _by_category(run: Run) -> Table:
    table = Table(title="Theo loại câu hỏi, dạng văn bản", title_justify="left")
    table.add_column("")
    for name in ("câu", *SLICED):
        table.add_column(name, justify="right")
    for by in ("category", "form"):
        for name, rows in slices(run.outcomes, by).items():
            found = [score(BY_NAME[key], rows) for key in SLICED]
            table.add_row(name, str(len(rows)), *(f"{100 * s.mean:.1f}" if s else "" for s in found))
        table.add_section()
    return table
