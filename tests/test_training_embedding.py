"""The training command: how pairs are made, that it learns, and that it writes the same file twice."""

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from rag.embed import load_static
from rag.training.embedding import Settings, train
from rag.training.pairs import PASSAGE, Recipe, batches, cut_articles, read_frames
from rag.training.tokenizer import build_tokenizer, count_runs, normalizer

SUBJECTS = ["đất đai", "thuế thu nhập", "hộ tịch", "giao thông", "bảo hiểm", "xây dựng", "đấu thầu", "khiếu nại"]
ARTICLES = [
    (
        f"Trách nhiệm về {subject} {number}",
        f"Cơ quan quản lý {subject} làm việc này.\nHồ sơ {subject} gồm đơn đề nghị.\nPhí {subject} nộp một lần.",
    )
    for subject in SUBJECTS
    for number in "abcde"
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "text").mkdir()
    with lzma.open(folder / "text" / "phapdien_articles.jsonl.xz", "wt", encoding="utf-8") as lines:
        for title, text in ARTICLES:
            lines.write(json.dumps({"title": title, "text": text}, ensure_ascii=False) + "\n")
    return folder


def _tokenizer_counts() -> dict[tuple[str, ...], int]:
    prepare = normalizer().normalize_str
    return count_runs((prepare(f"{title}. {text}") for title, text in ARTICLES), least=5)


def test_frequent_pairs_are_pieces_and_unseen_words_are_spelt() -> None:
    tokenizer = build_tokenizer(_tokenizer_counts(), 20)
    assert tokenizer.encode("Hồ sơ ĐẤT ĐAI").tokens == ["▁ho▁so", "▁dat▁dai"]
    assert tokenizer.encode("dat dai").ids == tokenizer.encode("đất đai").ids
    assert "<unk>" not in tokenizer.encode("hồ 2026").tokens


def test_a_batch_pairs_each_question_with_its_own_article() -> None:
    tokenizer = build_tokenizer(_tokenizer_counts(), 20)
    articles = cut_articles(ARTICLES, tokenizer)
    rng = np.random.default_rng(0)
    batch = next(batches(articles, read_frames(tokenizer), Recipe(cloze=0.5, kept=0.0, framed=0.0), 20, rng))
    assert len(batch.questions) == len(batch.passages) == len(batch.numbers) == 20
    for question, passage, number in zip(batch.questions[:10], batch.passages[:10], batch.numbers[:10], strict=True):
        assert tokenizer.decode(question.tolist()) == tokenizer.decode(articles[number].title.tolist())
        subject = SUBJECTS[number // 5]
        assert tokenizer.encode(subject).ids[0] in passage
        assert len(passage) <= PASSAGE


def test_common_titles_ask_nothing() -> None:
    same = [("Hiệu lực thi hành", text) for _, text in ARTICLES[:6]] + ARTICLES[6:]
    articles = cut_articles(same, build_tokenizer(_tokenizer_counts(), 20))
    assert [article.common for article in articles] == [True] * 6 + [False] * (len(ARTICLES) - 6)
    assert len({article.title_number for article in articles[:6]}) == 1


def test_training_learns_and_is_repeatable(data: Path, tmp_path: Path) -> None:
    settings = Settings(compounds=20, dimension=16, steps=60, batch=16, rate=0.01)
    for name in ("first", "second"):
        train(data, settings, tmp_path / name / "tiny")
    first, second = (tmp_path / name / "tiny" / "sha256.txt" for name in ("first", "second"))
    assert first.read_text() == second.read_text()
    embedder = load_static(tmp_path / "first" / "tiny")
    questions = embedder.encode([f"trach nhiem ve {subject} la gi?" for subject in SUBJECTS])
    passages = embedder.encode([f"Hồ sơ {subject} gồm đơn đề nghị." for subject in SUBJECTS])
    assert (questions @ passages.T).argmax(axis=1).tolist() == list(range(len(SUBJECTS)))
