"""Question files (JSON Lines in the format of the shared question bank) → Gold records."""

import json
from pathlib import Path
from typing import Any

from eval.records import Gold, GoldFigure, Source


class BadQuestionFile(ValueError):
    """A question file cannot be used; the message (Vietnamese) says which line and why."""


def load(paths: list[Path]) -> list[Gold]:
    """All questions of the files, in order. Raises BadQuestionFile on a bad line, an absent file or a repeated id."""
    golds: list[Gold] = []
    seen: set[str] = set()
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BadQuestionFile(f"Không đọc được tệp câu hỏi {path}: {error}") from error
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                gold = parse(json.loads(line))
            except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
                raise BadQuestionFile(f"{path}, dòng {number}: không phải một câu hỏi hợp lệ ({error!r})") from error
            if gold.id in seen:
                raise BadQuestionFile(f"{path}, dòng {number}: trùng mã câu hỏi {gold.id}")
            seen.add(gold.id)
            golds.append(gold)
    return golds


def parse(row: dict[str, Any]) -> Gold:
    """One JSON object → Gold.

    >>> parse({"id": "x", "category": "figure", "turns": ["?"], "all_of": [["1"]]}).all_of
    (('1',),)
    """
    sources = tuple(Source(s["document"], s["quote"]) for s in row.get("sources", ()))
    if not row["turns"] or (not row.get("abstain") and not row.get("all_of")):
        raise ValueError("thiếu turns hoặc all_of")
    return Gold(
        id=row["id"],
        category=row["category"],
        turns=tuple(row["turns"]),
        all_of=tuple(tuple(forms) for forms in row.get("all_of", ())),
        none_of=tuple(row.get("none_of", ())),
        abstain=bool(row.get("abstain")),
        sources=sources,
        need_all=bool(row.get("need_all")),
        difficulty=row.get("difficulty", ""),
        note=row.get("note", ""),
        form=row.get("form") or _form(sources),
        documents=tuple(row.get("documents") or sorted({s.document for s in sources})),
        twin=row.get("twin", ""),
        figures=tuple(GoldFigure(**figure) for figure in row.get("figures", ())),
        derived=bool(row.get("derived")),
    )


def _form(sources: tuple[Source, ...]) -> Any:
    """A quote with tabs is a table row; without sources there is no form."""
    if not sources:
        return "none"
    return "table" if all("\t" in s.quote for s in sources) else "prose"
