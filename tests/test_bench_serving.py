"""The load benchmark against a service that is not one: what is asked, what is counted."""

import asyncio
import json
from collections import Counter
from typing import Any

import httpx
import pytest

from eval.bench.serving import COMMON, Row, rows, table

ASKERS, ROUNDS = 10, 4
QUESTIONS = [f"câu {n}?" for n in range(2 * ASKERS * ROUNDS + ROUNDS)]


def benched(questions: list[str]) -> tuple[list[Row], Counter[str]]:
    """The rows of a service that is busy for the first question, and how often each was asked."""
    asked: Counter[str] = Counter()

    async def service(scope: Any, receive: Any, send: Any) -> None:
        question = json.loads((await receive())["body"])["question"]
        asked[question] += 1
        status = 503 if question == questions[0] else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"event: started\n\n", "more_body": True})
        await send({"type": "http.response.body", "body": b"event: done\n\n"})

    async def run() -> list[Row]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(service), base_url="http://service") as client:
            return await rows(client, questions, ASKERS, ROUNDS, reads=0.0)

    return asyncio.run(run()), asked


def test_every_question_of_the_first_rows_is_another_one() -> None:
    found, asked = benched(QUESTIONS)
    again = ASKERS * ROUNDS // COMMON
    assert asked == Counter(QUESTIONS) + Counter(QUESTIONS[:COMMON] * again)
    assert [len(row.seconds) for row in found] == [39, 40, 38, ROUNDS]


def test_what_failed_is_counted_by_its_reason_and_not_timed() -> None:
    found, _ = benched(QUESTIONS)
    assert [dict(row.failed) for row in found] == [{"503": 1}, {}, {"503": 2}, {}]
    assert table(found).count("503: ") == 2


def test_too_few_questions_are_said_to_be() -> None:
    with pytest.raises(ValueError, match="ít cho 10 người"):
        benched(QUESTIONS[1:])
