"""Answer ↔ the JSON contract that other people's programs rely on. The field names are those of the records."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from rag.records import Answer, AnswerFigure, Citation


def to_json(answer: Answer) -> dict[str, Any]:
    """The contract as plain JSON types; `computation`, `chart`, `row`, `column` stand only where they apply."""
    out = asdict(answer)
    for name in ("withheld", "usage", "chat_failure"):
        del out[name]
    for name in ("computation", "chart"):
        if out[name] is None:
            del out[name]
    for citation in out["citations"]:
        for name in ("row", "column"):
            if citation[name] is None:
                del citation[name]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in out.items()}


def from_json(reply: Mapping[str, Any]) -> Answer:
    """The answer that a reply in the contract says; fields that are not in it are left out.

    Raises KeyError or TypeError for what is not a reply.
    """
    known = {each.name: reply[each.name] for each in fields(Answer) if each.name in reply}
    known |= {name: tuple(known.get(name, ())) for name in ("warnings", "suggestions")}
    citations = tuple(Citation(**_only(Citation, each)) for each in reply["citations"])
    figures = tuple(AnswerFigure(**_only(AnswerFigure, each)) for each in reply["figures"])
    return Answer(**{**known, "citations": citations, "figures": figures})


def _only(kind: type[Citation] | type[AnswerFigure], values: Mapping[str, Any]) -> dict[str, Any]:
    return {each.name: values[each.name] for each in fields(kind) if each.name in values}
