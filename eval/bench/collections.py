"""Collections that nobody here wrote, read from the shared data folder: texts, questions, and what answers them."""

import csv
import json
import lzma
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Collection:
    """Texts, questions, and for each question the places of the texts that answer it."""

    name: str
    texts: tuple[str, ...]
    questions: tuple[str, ...]
    gold: tuple[frozenset[int], ...]


def read_alqac(data: Path) -> Collection:
    """ALQAC 2024: 529 questions over 2,249 articles, title and text."""
    folder = data / "retrieval" / "alqac2024"
    texts = _lines((folder / "corpus.jsonl").read_text(encoding="utf-8"))
    questions = _lines((folder / "queries.jsonl").read_text(encoding="utf-8"))
    places = {text["id"]: place for place, text in enumerate(texts)}
    gold: dict[str, set[int]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as rows:
        for question, text, _ in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            gold.setdefault(question, set()).add(places[text])
    return Collection(
        "ALQAC 2024",
        tuple(text["text"] for text in texts),
        tuple(question["text"] for question in questions),
        tuple(frozenset(gold[question["id"]]) for question in questions),
    )


def read_legal_qa(data: Path) -> Collection:
    """legal_qa dev: 600 headings of questions over 12,402 passages."""
    folder = data / "retrieval" / "legal_qa"
    with lzma.open(folder / "corpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        texts = _lines(lines.read())
    questions = _lines((folder / "dev.jsonl").read_text(encoding="utf-8"))
    places = {text["id"]: place for place, text in enumerate(texts)}
    return Collection(
        "legal_qa dev",
        tuple(text["text"] for text in texts),
        tuple(question["text"] for question in questions),
        tuple(frozenset(places[text] for text in question["gold"]) for question in questions),
    )


def _lines(text: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in text.splitlines() if line]
