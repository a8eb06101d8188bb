"""Both readers of the bundled model agree, another model is really loaded, and what cannot be read says so."""

from pathlib import Path

import numpy as np
import pytest
from model2vec import StaticModel

from rag.embed import BUNDLED, EmbeddingError, SentenceTransformerEmbedder, load_embedder, load_static

TEXTS = [
    "Tỷ lệ ký số tại xã, phường Quý I/2026 đạt 93,5%",
    "ty le ky so tai xa phuong",
    "Ủy ban nhân dân tỉnh 漢字",
    "cải cách thủ tục hành chính " * 200,
]


def test_vectors_have_length_one_and_an_empty_text_gives_zeros() -> None:
    embedder = load_embedder()
    vectors = embedder.encode([TEXTS[0], "", " \n", "!?", "漢字"])
    assert vectors.shape == (5, embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 0, 0, 0], atol=1e-6)
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_a_text_has_the_same_vector_in_any_batch() -> None:
    embedder = load_embedder()
    many = embedder.encode(TEXTS * 150)
    np.testing.assert_allclose(many[600 - len(TEXTS) :], np.vstack([embedder.encode([t]) for t in TEXTS]), atol=1e-6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tỷ lệ ký số", "ty le ky so"),
        ("thủ tục hoà giải", "Thủ tục hòa giải"),
        ("hòa giải", "ho\N{COMBINING GRAVE ACCENT}a giải"),
        ("đơn vị", "ðơn vị"),
    ],
)
def test_spellings_of_the_same_words_meet(one: str, other: str) -> None:
    left, right = load_embedder().encode([one, other])
    assert left @ right > 0.99


def test_related_words_are_closer_than_unrelated_ones() -> None:
    question, near, far = load_embedder().encode(
        ["mức phạt người lái xe", "xử lý vi phạm giao thông đường bộ", "đăng ký khai sinh cho trẻ em"]
    )
    assert question @ near > question @ far + 0.05


def test_the_bundled_model_is_small() -> None:
    assert sum(file.stat().st_size for file in BUNDLED.rglob("*") if file.is_file()) <= 15_000_000


def test_three_readers_give_the_same_vectors() -> None:
    ours = load_embedder().encode(TEXTS)
    through_torch = load_embedder(str(BUNDLED))
    assert isinstance(through_torch, SentenceTransformerEmbedder)
    np.testing.assert_allclose(through_torch.encode(TEXTS), ours, atol=1e-3)
    by_model2vec = StaticModel.from_pretrained(BUNDLED, normalize=True, max_length=None).encode(TEXTS)
    np.testing.assert_allclose(by_model2vec, ours, atol=1e-3)


def _other_model(folder: Path, seed: int) -> Path:
    """A model of four words and three dimensions."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = Tokenizer(models.WordLevel({"<unk>": 0, "một": 1, "hai": 2, "ba": 3}, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    table = torch.randn(4, 3, generator=torch.Generator().manual_seed(seed))
    SentenceTransformer(modules=[StaticEmbedding(words, embedding_weights=table)], device="cpu").save(
        str(folder), create_model_card=False
    )
    return folder


def test_another_model_is_loaded_through_sentence_transformers(tmp_path: Path) -> None:
    first = load_embedder(str(_other_model(tmp_path / "first" / "tiny", seed=1)))
    second = load_embedder(str(_other_model(tmp_path / "second" / "tiny", seed=2)))
    assert isinstance(first, SentenceTransformerEmbedder)
    assert first.dimension == 3
    vectors = first.encode(["một hai", "hai một", "", "ba"])
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 0, 1], atol=1e-6)
    assert first.name.startswith("tiny-")
    assert first.name != second.name
    assert first.name == load_embedder(str(tmp_path / "first" / "tiny")).name


def test_the_name_holds_the_hash_of_the_content() -> None:
    name = load_embedder().name
    stem, _, digest = name.rpartition("-")
    assert stem == "hoidap-static"
    assert (BUNDLED / "sha256.txt").read_text().startswith(digest)


def test_a_damaged_bundled_model_says_so(tmp_path: Path) -> None:
    for file in ("model.safetensors", "tokenizer.json", "sha256.txt"):
        (tmp_path / file).write_bytes((BUNDLED / file).read_bytes())
    assert load_static(tmp_path).name.startswith(tmp_path.name)
    content = bytearray((tmp_path / "model.safetensors").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "model.safetensors").write_bytes(content)
    with pytest.raises(EmbeddingError, match="bị hỏng") as caught:
        load_static(tmp_path)
    assert caught.value.status == 3
    assert "cài lại" in caught.value.hint
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(EmbeddingError, match="thiếu tệp"):
        load_static(tmp_path)


@pytest.mark.parametrize("name", ["khong-co/mo-hinh-nay", "/khong/co/thu/muc/nay", "a b c", "x/y/z"])
def test_an_unknown_model_says_what_to_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EmbeddingError, match=name) as caught:
        load_embedder(name)
    assert "HOIDAP_EMBEDDING_MODEL" in caught.value.hint


def test_a_folder_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[không phải JSON")
    with pytest.raises(EmbeddingError, match="không chứa mô hình") as caught:
        load_embedder(str(tmp_path))
    assert "HOIDAP_EMBEDDING_MODEL" in caught.value.hint
