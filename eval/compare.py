"""Two runs' JSON → what got better, what got worse, and whether chance explains it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from eval.load import BadQuestionFile
from eval.metrics import METRICS
from eval.stats import permutation_test

SIGNIFICANT = 0.05
"""The customary level; with few questions a real difference may miss it."""


class Difference(NamedTuple):
    """A measure in both runs over the `n` questions it applies to in both, with the test's p."""

    name: str
    first: float
    second: float
    p: float
    n: int


class Flip(NamedTuple):
    """A question that one run has right and cited (or rightly refused) and the other has not."""

    id: str
    category: str
    better: bool
    question: str
    first: str
    second: str


class Comparison(NamedTuple):
    """`only` counts the questions that stand in one run alone: they are not compared."""

    differences: tuple[Difference, ...]
    flips: tuple[Flip, ...]
    only: tuple[int, int]


def compare(first: dict[str, Any], second: dict[str, Any]) -> Comparison:
    """Pairs the questions of two runs by id."""
    a, b = ({row["id"]: row for row in run["questions"]} for run in (first, second))
    both = [name for name in a if name in b]
    differences = []
    for metric in METRICS:
        pairs = [
            (a[name]["values"][metric.name], b[name]["values"][metric.name])
            for name in both
            if metric.name in a[name]["values"] and metric.name in b[name]["values"]
        ]
        if pairs:
            differences.append(_difference(metric.name, [x for x, _ in pairs], [y for _, y in pairs]))
    flips = []
    for name in both:
        before, after = a[name]["values"]["accuracy"], b[name]["values"]["accuracy"]
        if before != after:
            question = " ▸ ".join(a[name]["turns"])
            texts = (str(run[name]["answer"]) or str(run[name]["error"]) for run in (a, b))
            flips.append(Flip(name, a[name]["category"], after > before, question, *texts))
    return Comparison(tuple(differences), tuple(flips), (len(a) - len(both), len(b) - len(both)))


def _difference(name: str, first: Sequence[float], second: Sequence[float]) -> Difference:
    n = len(first)
    return Difference(name, sum(first) / n, sum(second) / n, permutation_test(first, second), n)


def read(path: Path) -> dict[str, Any]:
    """A run written with --json. Raises BadQuestionFile when it is none."""
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
        for row in run["questions"]:
            row["id"], row["values"]["accuracy"]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise BadQuestionFile(f"{path} không phải kết quả của `hoidap eval --json`: {error!r}") from error
    return dict(run)


def show(found: Comparison, console: Console) -> None:
    """Prints the differences and every flip."""
    table = Table(title="So hai lần chạy", title_justify="left")
    for name in ("thước đo", "trước", "sau", "chênh", "p", "n"):
        table.add_column(name, justify="left" if name == "thước đo" else "right")
    for d in found.differences:
        mark = " *" if d.p < SIGNIFICANT else ""
        shift = f"{100 * (d.second - d.first):+.1f}"
        table.add_row(d.name, f"{100 * d.first:.1f}", f"{100 * d.second:.1f}", shift, f"{d.p:.3f}{mark}", str(d.n))
    console.print(table)
    for better, title in ((True, "Tốt lên"), (False, "Kém đi")):
        flips = [flip for flip in found.flips if flip.better is better]
        console.print(f"{title}: {len(flips)}")
        for flip in flips:
            lines = (f"  {flip.id} · {flip.category} · {flip.question}", f"    trước: {flip.first[:200]}")
            console.print(*lines, f"    sau:   {flip.second[:200]}", sep="\n", markup=False, highlight=False)
    if any(found.only):
        console.print(f"Chỉ có ở một lần chạy (không so): {found.only[0]} và {found.only[1]} câu.")
