"""Answer → the JSON contract that other people's programs rely on. The field names are those of the records."""

from dataclasses import asdict
from typing import Any

from rag.records import Answer


def to_json(answer: Answer) -> dict[str, Any]:
    """The contract as plain JSON types; `computation`, `chart`, `row`, `column` stand only where they apply."""
    out = asdict(answer)
    for name in ("withheld", "usage"):
        del out[name]
    for name in ("computation", "chart"):
        if out[name] is None:
            del out[name]
    for citation in out["citations"]:
        for name in ("row", "column"):
            if citation[name] is None:
                del citation[name]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in out.items()}
