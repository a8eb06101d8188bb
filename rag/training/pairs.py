"""Pairs of a question and the passage that answers it, made from the official legal code.

Two kinds: the title of an article and a stretch of its text; and a few words or a clause of an article with the
rest of it (the inverse cloze task of Lee, Chang and Toutanova, ACL 2019). Some questions get the words that people
ask with put around them ("… gồm những gì?"), so that the model learns that these words say little.
"""

import csv
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ids = NDArray[np.int64]

# A title that more articles than this carry ("Hiệu lực thi hành") does not say what its article is about.
COMMON_TITLE = 5
# Pieces of a passage: about the length of a statement with its heading, which is what is embedded at question time.
PASSAGE = 64
# Pieces of a clause that can serve as a question, and of the words cut out of a longer one.
CLAUSE = (4, 60)
WORDS = (5, 14)

_CLAUSE_END = re.compile(r"\n|(?<=[.;:]) ")


@dataclass(frozen=True)
class Recipe:
    """How questions are drawn: the shares of inverse cloze, of a clause left inside its passage, of frames."""

    cloze: float = 0.5
    kept: float = 0.3
    framed: float = 0.3


@dataclass(frozen=True)
class Article:
    """An article as pieces: its title, its clauses, and the number of its title (equal titles, equal numbers)."""

    title: Ids
    clauses: tuple[Ids, ...]
    title_number: int
    common: bool


@dataclass(frozen=True)
class Batch:
    """Pairs; `numbers` are equal where two pairs may answer each other and must not count as wrong."""

    questions: list[Ids]
    passages: list[Ids]
    numbers: list[int]


def read_articles(data: Path) -> list[tuple[str, str]]:
    """Titles and texts of `text/phapdien_articles.jsonl.xz`."""
    with lzma.open(data / "text" / "phapdien_articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [(article["title"], article["text"]) for article in map(json.loads, lines)]


def cut_articles(articles: Sequence[tuple[str, str]], tokenizer: Tokenizer) -> list[Article]:
    """The articles as pieces of the tokenizer; those without a title or a text are left out."""
    keys = [" ".join(title.lower().split()) for title, _ in articles]
    counts = Counter(keys)
    numbers = {key: number for number, key in enumerate(counts)}
    titles = _pieces([title for title, _ in articles], tokenizer)
    cut = []
    for key, title, (_, text) in zip(keys, titles, articles, strict=True):
        clauses = tuple(ids for ids in _pieces(_CLAUSE_END.split(text), tokenizer) if len(ids))
        if len(title) and clauses:
            cut.append(Article(title, clauses, numbers[key], counts[key] > COMMON_TITLE))
    return cut


def read_frames(tokenizer: Tokenizer) -> list[tuple[Ids, Ids]]:
    """The words before and after a question, from `question_frames.tsv`."""
    with (Path(__file__).parent / "question_frames.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    before, after = (_pieces([row[side] for row in rows], tokenizer) for side in ("before", "after"))
    return list(zip(before, after, strict=True))


def batches(
    articles: Sequence[Article], frames: Sequence[tuple[Ids, Ids]], recipe: Recipe, size: int, rng: np.random.Generator
) -> Iterator[Batch]:
    """Endless batches of `size` pairs, each from articles drawn without repetition."""
    titled = np.array([i for i, article in enumerate(articles) if not article.common])
    clozed = np.array([i for i, article in enumerate(articles) if len(article.clauses) > 2])
    cloze = int(size * recipe.cloze)
    while True:
        batch = Batch([], [], [])
        drawn = [(int(i), False) for i in rng.choice(titled, size - cloze, replace=False)]
        drawn += [(int(i), True) for i in rng.choice(clozed, cloze, replace=False)]
        for i, from_clause in drawn:
            article = articles[i]
            question, passage = _cloze(article, recipe, rng) if from_clause else (article.title, _stretch(article, rng))
            if rng.random() < recipe.framed:
                before, after = frames[int(rng.integers(len(frames)))]
                question = np.concatenate([before, question, after])
            batch.questions.append(question)
            batch.passages.append(passage)
            batch.numbers.append(article.title_number)
        yield batch


def _pieces(texts: list[str], tokenizer: Tokenizer) -> list[Ids]:
    encodings = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
    return [np.array(encoding.ids, dtype=np.int64) for encoding in encodings]


def _stretch(article: Article, rng: np.random.Generator) -> Ids:
    """PASSAGE pieces of the article from the start of a clause: more often than not from its beginning."""
    start = 0 if rng.random() < 0.6 else int(rng.integers(len(article.clauses)))
    return _passage(article.clauses[start:])


def _cloze(article: Article, recipe: Recipe, rng: np.random.Generator) -> tuple[Ids, Ids]:
    """A clause, or words of it, and the passage around it, the clause itself mostly left out."""
    shortest, longest = CLAUSE
    fit = [i for i, clause in enumerate(article.clauses) if shortest <= len(clause) <= longest]
    if not fit:
        return article.title, _stretch(article, rng)
    chosen = fit[int(rng.integers(len(fit)))]
    question = article.clauses[chosen]
    if len(question) > WORDS[1] and rng.random() < 0.7:
        words = int(rng.integers(*WORDS, endpoint=True))
        start = int(rng.integers(len(question) - words + 1))
        question = question[start : start + words]
    first = max(0, chosen - int(rng.integers(6)))
    around = list(article.clauses[first:])
    if rng.random() >= recipe.kept and len(around) > 1:
        del around[chosen - first]
    return question, _passage(around)


def _passage(clauses: Sequence[Ids]) -> Ids:
    taken: list[Ids] = []
    length = 0
    for clause in clauses:
        taken.append(clause)
        length += len(clause)
        if length >= PASSAGE:
            break
    return np.concatenate(taken)[:PASSAGE]
