"""A trained table and its tokenizer → a folder in the sentence-transformers format, which `rag/embed.py` reads."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from rag.embed import DIGEST, FILES, digest_of


def save(folder: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Writes the model with half-precision weights; the readers' vectors differ by less than 1e-3 from `table`'s."""
    static = StaticEmbedding(tokenizer, embedding_weights=torch.from_numpy(table).half())
    model = SentenceTransformer(modules=[static, Normalize()], device="cpu")
    model.save(str(folder), create_model_card=False)
    (folder / FILES[0]).chmod(0o644)  # safetensors writes it for the owner alone
    digest = digest_of([(folder / file).read_bytes() for file in FILES])
    (folder / DIGEST).write_text(digest + "\n", encoding="ascii")
