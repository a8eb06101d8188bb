"""Load: many askers at once on a running service, back to back and with the seconds that people take to read.

No question is asked twice in the first rows, so that nothing is answered from memory; the last row asks a few again
and again, as an office does on the day a report comes out. The askers are one process beside the service: on a small
machine they take some of its time, so what is measured is a little worse than what is served.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from eval.stats import percentile

ROUNDS = 6
"""Questions of each asker in each row: with 50 askers 300 a row, a minute or two in all."""
READS = 5.0
"""Seconds, on the average, from an answer to the next question of who reads it: a line and its source take longer."""
COMMON = 20
"""Questions that are asked again and again in the last row."""
TIMEOUT = 60.0
SEED = 20261121


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of load: the seconds of each answered question, in ascending order, and what failed, by its reason."""

    name: str
    wall: float
    seconds: Sequence[float]
    failed: Counter[str] = field(default_factory=Counter)


def bench(url: str, questions: Sequence[str], askers: int, key: str = "") -> list[Row]:
    """The rows of a service at `url`. ValueError where there are too few questions for `askers` to ask each once."""
    return asyncio.run(_bench(url, questions, askers, key))


async def _bench(url: str, questions: Sequence[str], askers: int, key: str) -> list[Row]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    limits = httpx.Limits(max_connections=askers, max_keepalive_connections=askers)
    async with httpx.AsyncClient(base_url=url.rstrip("/"), headers=headers, timeout=TIMEOUT, limits=limits) as client:
        return await rows(client, questions, askers)


async def rows(
    client: httpx.AsyncClient, questions: Sequence[str], askers: int, rounds: int = ROUNDS, reads: float = READS
) -> list[Row]:
    """All rows; see `bench`."""
    each = list(dict.fromkeys(questions))
    share = askers * rounds
    if len(each) < 2 * share + rounds:
        raise ValueError(f"{len(each)} câu hỏi là ít cho {askers} người hỏi; cần {2 * share + rounds}")
    first, second, last = each[:share], each[share : 2 * share], each[2 * share :]
    return [
        await _load(client, f"{askers} người, đọc {reads:g} giây giữa hai câu", first, askers, reads),
        await _load(client, f"{askers} người, hỏi liên tục", second, askers, 0.0),
        await _load(
            client, f"{askers} người, hỏi liên tục {COMMON} câu", first[:COMMON] * (share // COMMON), askers, 0
        ),
        await _streams(client, "mảnh đầu của luồng, một người", last[:rounds]),
    ]


async def _load(client: httpx.AsyncClient, name: str, questions: Sequence[str], askers: int, reads: float) -> Row:
    """Every asker takes every `askers`-th question; who reads comes at a time of their own."""
    pauses = random.Random(SEED)
    seconds: list[float] = []
    failed: Counter[str] = Counter()

    async def one(mine: Sequence[str], pause: Sequence[float]) -> None:
        for question, wait in zip(mine, pause, strict=True):
            await asyncio.sleep(wait)
            started = time.perf_counter()
            try:
                response = await client.post("/api/v1/ask", json={"question": question})
                reason = "" if response.is_success else str(response.status_code)
            except httpx.HTTPError as error:
                reason = type(error).__name__
            if reason:
                failed[reason] += 1
            else:
                seconds.append(time.perf_counter() - started)

    started = time.perf_counter()
    parts = [questions[i::askers] for i in range(askers)]
    await asyncio.gather(*(one(part, [pauses.uniform(0, 2 * reads) for _ in part]) for part in parts))
    return Row(name, time.perf_counter() - started, sorted(seconds), failed)


async def _streams(client: httpx.AsyncClient, name: str, questions: Sequence[str]) -> Row:
    """The time to the first event of a stream, asked one after the other."""
    seconds: list[float] = []
    begun = time.perf_counter()
    for question in questions:
        started = time.perf_counter()
        async with client.stream("POST", "/api/v1/ask/stream", json={"question": question}) as response:
            response.raise_for_status()
            async for _ in response.aiter_bytes():
                seconds.append(time.perf_counter() - started)
                break
    return Row(name, time.perf_counter() - begun, sorted(seconds))


def table(found: Sequence[Row]) -> str:
    """The rows in Markdown, in milliseconds.

    >>> print(table([Row("hai người", 2.0, [0.1, 0.3], Counter({"503": 1}))]).splitlines()[-1])
    | hai người | 3 | 503: 1 | 100 | 100 | 300 | 1.0 |
    """
    head = [
        "| tải | câu hỏi | lỗi | p50 ms | p95 ms | lâu nhất ms | trả lời mỗi giây |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(_line(row) for row in found)])


def _line(row: Row) -> str:
    asked = len(row.seconds) + row.failed.total()
    errors = ", ".join(f"{reason}: {count}" for reason, count in sorted(row.failed.items())) or "0"
    times = [f"{1000 * percentile(row.seconds, p):.0f}" if row.seconds else "–" for p in (0.5, 0.95, 1)]
    return f"| {row.name} | {asked} | {errors} | {' | '.join(times)} | {len(row.seconds) / row.wall:.1f} |"
