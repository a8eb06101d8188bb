"""What a chat model may do for understanding, where one is configured: make a follow-up stand alone, take a question
of several parts apart. What it says is used only when it brings in no number and no name; else the rules stand."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingest.vietnamese.fold import fold, syllables
from rag.chat.model import ChatFailed, Talks
from rag.chat.prompts import PARTS, STANDALONE, fenced
from rag.draft import Draft
from rag.ground import ground
from rag.records import AnswerFigure, Citation, Question

LONGEST = 300
"""Characters of a rewritten question: longer ones answer instead of asking."""
MOST = 4
"""Parts of a question that are looked up: more is no question but a report to be written."""
OWN = 0.6
"""The share of a rewritten question's syllables that the person or the question before must have typed."""
_JOINED = re.compile(r"\?.*\?|;|\bđồng thời\b|\b(?:và|cùng với)\b", re.IGNORECASE | re.DOTALL)
_ORDINAL = re.compile(r"^\s*(?:[-–+*•]|\d{1,2}[.)])\s*")


def standalone(message: str, earlier: str, chat: Talks) -> str:
    """A follow-up as a question of its own; "" when the model gives none that can be trusted."""
    lines = _lines(chat, STANDALONE, f"Câu trước: {fenced('cau', earlier)}\nTin nhắn: {fenced('cau', message)}")
    if len(lines) != 1 or not _asks_the_same(lines[0], f"{earlier} {message}"):
        return ""
    brought = {fold(s) for s in syllables(lines[0])} - {fold(s) for s in syllables(message)}
    return lines[0] if brought else ""  # the message said again stands no more alone than before


def parts(question: Question, chat: Talks) -> tuple[str, ...]:
    """The questions that a question of several parts is made of, in order; () when it is one."""
    if len(question.asks) < 2 and not _JOINED.search(question.text):
        return ()
    lines = _lines(chat, PARTS, fenced("cau", question.text))
    if not 2 <= len(lines) <= MOST or not all(_asks_the_same(line, question.text) for line in lines):
        return ()
    return tuple(lines)


def _lines(chat: Talks, system: str, user: str) -> list[str]:
    try:
        said = "".join(chat.stream(system, user))
    except ChatFailed:
        return []
    return [_ORDINAL.sub("", line).strip(' “”"') for line in said.splitlines() if line.strip()]


def _asks_the_same(line: str, typed: str) -> bool:
    """Whether a rewritten question says only what was typed: every number and name of it, most of its words."""
    source = Citation(1, "", "", "", "", None, typed, "")
    if len(line) > LONGEST or ground(f"{line} [1]", [source]).withheld:
        return False
    there = {fold(s) for s in syllables(typed)}
    own = [fold(s) for s in syllables(line)]
    return bool(own) and sum(s in there for s in own) >= OWN * len(own)


def together(asked: Sequence[str], drafts: Sequence[Draft]) -> Draft:
    """The answers to the parts of a question as one: their first lines in order, then what else each says."""
    heads: list[str] = []
    rest: list[str] = []
    citations: list[Citation] = []
    figures: list[AnswerFigure] = []
    worked: list[dict[str, Any]] = []
    for text, draft in zip(asked, drafts, strict=True):
        shift = len(citations)
        lines = [_shifted(line, shift) for line in draft.lines]
        heads.append(lines[0] if draft.outcome in ("answered", "computed") else f"{text.rstrip(' ?')}: {lines[0]}")
        rest += [line for line in lines[1:] if line]
        citations += [replace(c, marker=c.marker + shift) for c in draft.citations]
        figures += [replace(f, citation=f.citation + shift) for f in draft.figures]
        if draft.computation:
            moved = [o | {"citation": o["citation"] + shift} for o in draft.computation["operands"]]
            worked.append(draft.computation | {"operands": moved})
    held = [d for d in drafts if d.outcome in ("answered", "computed")]
    return Draft(
        "answered" if held else drafts[0].outcome,
        (*heads, "", *rest) if rest else tuple(heads),
        tuple(citations),
        tuple(figures),
        min((d.confidence for d in held), default=0.0),
        _together(worked),
        warnings=tuple(dict.fromkeys(w for d in drafts for w in d.warnings)),
    )


def _together(worked: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Computations as one, in the form that arithmetic.py checks: equations and results parted by ";"."""
    if not worked:
        return None
    return {
        "formula": "; ".join(w["formula"] for w in worked),
        "operands": [o for w in worked for o in w["operands"]],
        "result": "; ".join(w["result"] for w in worked),
    }


def _shifted(line: str, shift: int) -> str:
    return re.sub(r"\[(\d{1,3})\]", lambda m: f"[{int(m[1]) + shift}]", line)
