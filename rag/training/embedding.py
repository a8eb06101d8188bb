"""The command that trains the bundled embedding.

    python -m rag.training.embedding --data ../shared/data --out rag/models/hoidap-static

A static model: a text is the sum of the vectors of its pieces. The vectors are learned from pairs of the official
legal code alone (see `pairs.py`): each question has to find its own passage among those of the batch, and each
passage its question (in-batch negatives, cross entropy over scaled cosines, as in MultipleNegativesRankingLoss).
On one machine with the same number of threads the command writes the same file, byte for byte; elsewhere the order
of sums differs, and the weights with it.
"""

import argparse
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from rag.training.pairs import Article, Batch, Ids, Recipe, batches, cut_articles, read_articles, read_frames
from rag.training.save import save
from rag.training.tokenizer import EMPTY, build_tokenizer, count_runs, normalizer


@dataclass(frozen=True)
class Settings:
    """What the shipped model was trained with; `eval/EMBEDDING.md` says what each value brought."""

    compounds: int = 12_000
    dimension: int = 256
    steps: int = 800
    batch: int = 1024
    rate: float = 0.005
    scale: float = 20.0
    seed: int = 1
    threads: int = 2


def train(data: Path, settings: Settings, out: Path) -> None:
    """Reads the official text under `data`, trains, and saves the model in `out`."""
    torch.set_num_threads(settings.threads)
    torch.use_deterministic_algorithms(True)
    articles = read_articles(data)
    print(f"{len(articles)} articles; counting the runs of syllables", file=sys.stderr)
    prepare = normalizer().normalize_str
    counts = count_runs(prepare(f"{title}. {text}".replace("\n", ". ")) for title, text in articles)
    tokenizer = build_tokenizer(counts, settings.compounds)
    vocabulary = tokenizer.get_vocab()
    print(f"{len(vocabulary)} pieces; cutting the articles", file=sys.stderr)
    cut = cut_articles(articles, tokenizer)
    empty = [vocabulary[piece] for piece in EMPTY]
    rng = np.random.default_rng(settings.seed)
    drawn = batches(cut, read_frames(tokenizer), Recipe(), settings.batch, rng)
    table = first_table(cut, len(vocabulary), empty, settings)
    optimizer = torch.optim.Adam([table], betas=(0.9, 0.99))
    for step, batch in enumerate(islice(drawn, settings.steps)):
        for group in optimizer.param_groups:
            group["lr"] = settings.rate * min((step + 1) / 50, max(0.02, 1 - step / settings.steps))
        value = loss(table, batch, settings.scale)
        optimizer.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 50 == 0 or step == settings.steps - 1:
            print(f"step {step:5d}  loss {value.item():.3f}", file=sys.stderr, flush=True)
    trained: NDArray[np.float32] = table.detach().numpy()
    trained[empty] = 0
    save(out, tokenizer, trained)


def first_table(articles: list[Article], size: int, empty: list[int], settings: Settings) -> torch.Tensor:
    """Random vectors whose length is the information of their piece: rare pieces weigh more from the start.

    With random directions alone, texts are close where they share rare pieces, which is where learning begins.
    """
    counts = np.bincount(np.concatenate([ids for a in articles for ids in (a.title, *a.clauses)]), minlength=size)
    information = np.log(counts.sum() / (counts + 50.0)) / 8
    information[empty] = 0
    generator = torch.Generator().manual_seed(settings.seed)
    directions = torch.randn(size, settings.dimension, generator=generator) / settings.dimension**0.5
    table: torch.Tensor = directions * torch.from_numpy(information).float()[:, None]
    table.requires_grad_()
    return table


def loss(table: torch.Tensor, batch: Batch, scale: float) -> torch.Tensor:
    """Cross entropy of finding each question's passage and each passage's question within the batch."""
    questions, passages = (normalize(sums(table, side), dim=1) for side in (batch.questions, batch.passages))
    numbers = torch.tensor(batch.numbers)
    rivals = (numbers[:, None] == numbers[None, :]) & ~torch.eye(len(numbers), dtype=torch.bool)
    scores = (questions @ passages.T * scale).masked_fill(rivals, -1e4)
    right = torch.arange(len(numbers))
    return (cross_entropy(scores, right) + cross_entropy(scores.T, right)) / 2


def sums(table: torch.Tensor, texts: list[Ids]) -> torch.Tensor:
    """The sum of the vectors of each text's pieces."""
    offsets = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
    return embedding_bag(torch.from_numpy(np.concatenate(texts)), table, torch.from_numpy(offsets), mode="sum")


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the bundled embedding on the official legal code.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds text/phapdien_articles.jsonl.xz")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--steps", type=int, default=Settings().steps, help="fewer for a quick try")
    given = parser.parse_args()
    train(given.data, Settings(steps=given.steps), given.out)


if __name__ == "__main__":
    main()
