"""Reading and abstaining on SQuAD files: each question asked of its own paragraph, beside what retrieval alone gives.

The product answers with a sentence of the document, a figure or name first ("93,5% — tỷ lệ …"), not with a span cut
to measure; exact match and F1 are taken of what stands before the dash. `holds` says whether the sentence answers.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from eval.bench.ranking import plain_bm25
from eval.bench.squad import Asked, Reading, exact, f1, holds, numeric_exact, read_squad
from eval.records import Score
from eval.stats import bootstrap
from ingest.catalogue import Catalogue
from ingest.loaders.text import load_text
from ingest.parse import parse
from ingest.pipeline import ingest
from ingest.vietnamese.fold import syllables
from rag.assistant import Assistant
from rag.read import read
from rag.settings import Settings
from rag.telling.single import line

BASE = "first sentence by BM25"


@dataclass(frozen=True)
class Said:
    """What a way of reading gave: the `short` answer, the sentence it stands in, and whether it refused."""

    short: str
    whole: str
    refused: bool = False


@dataclass(frozen=True)
class Result:
    """What one way of reading gave on one benchmark, a row a question."""

    way: str
    benchmark: str
    said: tuple[Said, ...]


@contextmanager
def on_file(paragraphs: Sequence[str]) -> Iterator[Assistant]:
    """An assistant on the paragraphs, each a document of its own named by its place."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        for place, text in enumerate(paragraphs):
            (files / f"{place}.txt").write_text(text, encoding="utf-8")
        settings = Settings(data_dir=Path(folder))
        catalogue = Catalogue.open(settings.catalogue_url)
        ingest([files], catalogue, load_text, parse)
        catalogue.close()
        with Assistant.open(settings) as assistant:
            yield assistant


def product(asked: Asked, assistant: Assistant) -> Said:
    """The product's answer from the question's paragraph; a refusal says nothing."""
    answer = assistant.ask(asked.question, document_ids=[str(asked.paragraph)], writer="extractive")
    if answer.abstained:
        return Said("", "", refused=True)
    return _said(answer.answer.split("\n")[0])


def never_refusing(asked: Asked, assistant: Assistant) -> Said:
    """The best place that reading finds in the paragraph, whatever its confidence."""
    question, step = assistant.plan(assistant.asked(asked.question, document_ids=[str(asked.paragraph)]))
    readings = read(question, assistant.find((question, step)).evidence, step.view.library)
    return _said(line(question, readings[0])) if readings else Said("", "")


def unsaid(asked: Asked, assistant: Assistant) -> Said:
    """The same, cut to the longest run of its words that the question does not say."""
    found = never_refusing(asked, assistant)
    return Said(found.short if " — " in found.whole else rest(found.short, asked.question), found.whole)


def rest(sentence: str, question: str) -> str:
    """The longest run of a sentence's words between words that stand in the question.

    >>> rest("Chuẩn đầu ra tiếng Nhật tối thiểu JLPT_N3", "Chuẩn đầu ra tiếng Nhật?")
    'tối thiểu JLPT_N3'
    """
    said, words = set(syllables(question)), sentence.split()
    edges = [-1, *(i for i, word in enumerate(words) if set(syllables(word)) & said), len(words)]
    start, end = max(((a + 1, b) for a, b in pairwise(edges)), key=lambda run: run[1] - run[0])
    return " ".join(words[start:end]).strip(" ,;:.()“”\"'") or sentence


def _said(text: str) -> Said:
    plain = text.split(" [")[0]
    return Said(plain.split(" — ")[0], plain)


def first_sentences(reading: Reading) -> tuple[Said, ...]:
    """Retrieval alone: the sentence of the paragraph that BM25 puts first."""
    sentences = [_sentences(text) for text in reading.paragraphs]
    scorers = [plain_bm25(each) for each in sentences]
    best = (sentences[a.paragraph][int(np.argmax(scorers[a.paragraph]([a.question])[0]))] for a in reading.questions)
    return tuple(Said(sentence, sentence) for sentence in best)


def _sentences(text: str) -> list[str]:
    parts = text.replace("\n", ". ").split(". ")
    return [part.strip() for part in parts if syllables(part)] or [text]


WAYS = {
    "hoidap": product,
    "hoidap, never refusing": never_refusing,
    "hoidap, never refusing, what the question does not say": unsaid,
}


def bench(reading: Reading, ways: Sequence[str] = tuple(WAYS)) -> list[Result]:
    """Retrieval alone, then the product in each way, on one benchmark."""
    results = [Result(BASE, reading.name, first_sentences(reading))]
    with on_file(reading.paragraphs) as assistant:
        for way in ways:
            print(f"{reading.name}: {way}", file=sys.stderr, flush=True)
            said = tuple(WAYS[way](asked, assistant) for asked in reading.questions)
            results.append(Result(way, reading.name, said))
    return results


def reading_table(results: Sequence[Result], readings: Sequence[Reading]) -> str:
    """Exact match, F1, holds and numeric-exact in percent with 95 % intervals, over the answerable questions."""
    questions = {reading.name: reading.questions for reading in readings}
    rows = [
        "| benchmark | reader | EM | F1 | sentence holds it | numeric exact | refused |",
        "|---|---|---|---|---|---|---|",
    ]
    for r in results:
        pairs = [(said, a.spans) for said, a in zip(r.said, questions[r.benchmark], strict=True) if a.spans]
        numbers = [value for s, spans in pairs if (value := numeric_exact(s.short, spans)) is not None]
        columns = (
            [exact(s.short, spans) for s, spans in pairs],
            [f1(s.short, spans) for s, spans in pairs],
            [holds(s.whole, spans) for s, spans in pairs],
            numbers,
        )
        refused = sum(s.refused for s, _ in pairs)
        figures = " | ".join(percent(bootstrap(values)) if values else "" for values in columns)
        rows.append(f"| {r.benchmark} | {r.way} | {figures} | {refused}/{len(pairs)} |")
    return "\n".join(rows)


def abstain_table(results: Sequence[Result], reading: Reading) -> str:
    """Refusing as detection, and what it costs on the questions that have an answer (as SQuAD 2.0 tells them apart)."""
    rows = [
        "| benchmark | reader | refusal precision | refusal recall | refusal F1 | wrongly refused | F1 | HasAns F1 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    none = np.array([not asked.spans for asked in reading.questions])
    for r in results:
        refused = np.array([said.refused for said in r.said])
        rightly = int((refused & none).sum())
        precision, recall = rightly / max(1, int(refused.sum())), rightly / max(1, int(none.sum()))
        both = 2 * precision * recall / (precision + recall) if rightly else 0.0
        scores = [
            f1(s.short, a.spans) if a.spans else float(s.refused)
            for s, a in zip(r.said, reading.questions, strict=True)
        ]
        answerable = [score for score, empty in zip(scores, none, strict=True) if not empty]
        wrongly = f"{int((refused & ~none).sum())}/{int((~none).sum())}"
        figures = f"{100 * precision:.1f} | {100 * recall:.1f} | {100 * both:.1f} | {wrongly}"
        rows.append(
            f"| {r.benchmark} | {r.way} | {figures} | {percent(bootstrap(scores))} | {percent(bootstrap(answerable))} |"
        )
    return "\n".join(rows)


def percent(score: Score) -> str:
    """A mean with its interval: "93.1 (88.0–97.4)"."""
    return f"{100 * score.mean:.1f} ({100 * score.low:.1f}–{100 * score.high:.1f})"


def reader_readings(data: Path) -> list[Reading]:
    """The two reading benchmarks of the shared data folder."""
    folder = data / "reader"
    return [
        read_squad(folder / "uit_regulations.json", "uit_regulations"),
        read_squad(folder / "xquad.vi.json", "XQuAD-vi"),
    ]


def abstain_reading(data: Path) -> Reading:
    """The abstention benchmark of the shared data folder."""
    return read_squad(data / "reader" / "web_qa_dev.json", "web_qa_dev")
