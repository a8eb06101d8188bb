"""The JSON contract, field by field as DESIGN states it."""

import json
from dataclasses import replace

from rag.contract import to_json
from tests.fake_assistant import REFUSED, SIGNED

ALWAYS = [
    "id",
    "conversation_id",
    "question",
    "standalone_question",
    "answer",
    "outcome",
    "abstained",
    "confidence",
    "citations",
    "figures",
    "warnings",
    "suggestions",
    "timings_ms",
]
CITATION = {"marker", "document_id", "title", "number", "section", "page", "quote", "url"}
FIGURE = {"text", "value", "unit", "indicator", "scope", "period", "kind", "citation"}


def test_the_fields_of_an_answer() -> None:
    assert list(to_json(SIGNED)) == ALWAYS
    assert list(to_json(REFUSED)) == ALWAYS


def test_a_computation_and_a_chart_stand_only_where_there_is_one() -> None:
    worked = replace(SIGNED, computation={"formula": "1 + 1 = 2", "operands": [], "result": "2"}, chart={"kind": "bar"})
    assert set(to_json(worked)) == {*ALWAYS, "computation", "chart"}


def test_the_fields_of_a_citation_and_of_a_figure() -> None:
    body = to_json(SIGNED)
    prose, cell = body["citations"]
    assert set(prose) == CITATION
    assert set(cell) == CITATION | {"row", "column"}
    assert (cell["row"], cell["column"], cell["page"]) == ("Xã", "Quý 1", None)
    assert [set(f) for f in body["figures"]] == [FIGURE]


def test_it_is_plain_json() -> None:
    body = to_json(SIGNED)
    assert json.loads(json.dumps(body)) == body
