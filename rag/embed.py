"""Texts → vectors. The bundled model is read without torch; any other model through sentence-transformers.

The bundled model (see `rag/training/embedding.py`) is a static one: a text is the sum of the vectors of its pieces.
Its folder is in the sentence-transformers format; reading it takes a tokenizer and one table, so a question does
not pay the seven seconds that importing torch costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load
from tokenizers import Tokenizer

from rag.errors import UserError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = Path(__file__).parent / "models" / "hoidap-static"
# What the digest of a static model is taken over: with these two files the vectors are settled.
FILES = ("model.safetensors", "tokenizer.json")
DIGEST = "sha256.txt"

# Texts that are embedded at once: bounds the memory of an ingest (512 texts × 200 pieces × 256 floats = 100 MB).
BATCH = 512
# Seconds to wait for the model hub before it counts as out of reach.
HUB_TIMEOUT = 5


class EmbeddingError(UserError):
    """The embedding model cannot be read; the message says which and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint, status=3)


class Embedder(Protocol):
    """A model that turns texts into vectors of length one; an empty text gives zeros.

    `name` holds a hash of the model's content, so vectors of two models never meet in one collection.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True)
class StaticEmbedder:
    """The bundled model: a row of `table` a piece of `tokenizer`."""

    name: str
    tokenizer: Tokenizer
    table: NDArray[np.float32]

    @property
    def dimension(self) -> int:
        return int(self.table.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, of length one, or zeros where the text holds no piece the model knows."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            encodings = self.tokenizer.encode_batch_fast(list(texts[start : start + BATCH]), add_special_tokens=False)
            for row, encoding in enumerate(encodings, start):
                vectors[row] = self.table[encoding.ids].sum(axis=0)
        return _of_length_one(vectors)


@dataclass(frozen=True)
class SentenceTransformerEmbedder:
    """Any other model, run by sentence-transformers."""

    name: str
    model: "SentenceTransformer"

    @property
    def dimension(self) -> int:
        return int(self.encode(["a"]).shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, of length one, or zeros where the text is blank."""
        rows = self.model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        vectors = np.array(rows, dtype=np.float32).reshape(len(texts), -1)
        vectors[[not text.strip() for text in texts]] = 0.0
        return _of_length_one(vectors)


def load_embedder(name: str | None = None) -> Embedder:
    """The bundled model for None or ""; else the sentence-transformers model of that folder or hub name.

    Raises EmbeddingError where the model is missing, damaged or out of reach.
    """
    return _load_other(name) if name else load_static(BUNDLED)


def load_static(folder: Path) -> Embedder:
    """The static model saved by our training command in `folder`, read without torch."""
    try:
        files = [(folder / file).read_bytes() for file in FILES]
        expected = (folder / DIGEST).read_text(encoding="ascii").strip()
    except OSError as error:
        raise EmbeddingError(
            f"Không đọc được mô hình nhúng đi kèm ({folder}): thiếu tệp.", "Hãy cài lại hoidap rồi thử lại."
        ) from error
    digest = digest_of(files)
    if digest != expected:
        raise EmbeddingError(
            f"Mô hình nhúng đi kèm ({folder}) bị hỏng: nội dung không khớp mã kiểm tra.",
            "Hãy cài lại hoidap rồi thử lại.",
        )
    (table,) = load(files[0]).values()
    tokenizer = Tokenizer.from_str(files[1].decode())
    return StaticEmbedder(f"{folder.name}-{digest[:12]}", tokenizer, table.astype(np.float32))


def digest_of(contents: Sequence[bytes]) -> str:
    """The sha256 of the contents of FILES, in their order, in hexadecimal.

    >>> digest_of([b"a", b"bc"]) == digest_of([b"abc"])
    True
    """
    digest = sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()


def _load_other(name: str) -> Embedder:
    # Seven seconds of imports, needed only when somebody names a model of their own.
    from httpx2 import HTTPError
    from huggingface_hub import HfApi, constants
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer

    unreadable = (OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError, ImportError, SafetensorError)
    hint = (
        "Kiểm tra HOIDAP_EMBEDDING_MODEL: ghi đường dẫn tới thư mục mô hình sentence-transformers đã tải về,"
        " hoặc bỏ biến này để dùng mô hình đi kèm."
    )
    local = Path(name).is_dir()
    try:
        model = SentenceTransformer(name, device="cpu", local_files_only=True)
    except unreadable as error:
        if local:
            raise EmbeddingError(f"Thư mục {name} không chứa mô hình sentence-transformers đọc được.", hint) from error
        if constants.HF_HUB_OFFLINE:
            raise EmbeddingError(f"Không có mô hình nhúng {name} trên máy đang ngoại tuyến này.", hint) from error
        try:
            HfApi().model_info(name, timeout=HUB_TIMEOUT)
            model = SentenceTransformer(name, device="cpu")
        except (*unreadable, HTTPError) as failure:
            raise EmbeddingError(f"Không tìm thấy hoặc không tải được mô hình nhúng {name}.", hint) from failure
    # In half precision the length of a short vector underflows to zero, and dividing by it gives no number.
    return SentenceTransformerEmbedder(f"{Path(name).name}-{_digest_of_model(model)[:12]}", model.float())


def _digest_of_model(model: "SentenceTransformer") -> str:
    """A hash of the weights and of the vocabulary."""
    from torch import uint8

    vocabulary = repr(sorted(model.tokenizer.get_vocab().items())).encode()
    weights = (tensor.detach().cpu().contiguous().flatten() for _, tensor in sorted(model.state_dict().items()))
    return digest_of([vocabulary, *(tensor.view(uint8).numpy().tobytes() for tensor in weights)])


def _of_length_one(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1.0)
    return vectors
