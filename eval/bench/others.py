"""Other people's retrievers over the same texts with the same embedding, as their documentation sets them up.

They come with `pip install "hoidap[bench]"`; without it each says that it is not there (ImportError).
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.bench.ranking import Scorer, Scores
from rag.embed import Embedder

CHUNK, OVERLAP = 1000, 200
"""Characters of a chunk and of its overlap, as LangChain's retrieval tutorial has them."""
DEPTH = 20
"""Hits asked of each retriever: their default of 4 could not show ten different passages."""
BATCH = 1000
"""Chunks a write to Chroma."""


def langchain_stock(texts: Sequence[str], embedder: Embedder) -> Scorer:
    """RecursiveCharacterTextSplitter, then EnsembleRetriever of Chroma and BM25Retriever with equal weights."""
    from chromadb.config import Settings
    from langchain_chroma import Chroma
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    class Ours(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in row] for row in embedder.encode(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    chunks = splitter.split_documents([Document(text, metadata={"place": place}) for place, text in enumerate(texts)])
    store = Chroma(embedding_function=Ours(), client_settings=Settings(anonymized_telemetry=False))
    store.reset_collection()  # Chroma's collections in memory are one process's, and outlive their object
    for start in range(0, len(chunks), BATCH):
        store.add_documents(chunks[start : start + BATCH])
    words = BM25Retriever.from_documents(chunks, k=DEPTH)
    meaning = store.as_retriever(search_kwargs={"k": DEPTH})
    ensemble = EnsembleRetriever(retrievers=[words, meaning], weights=[0.5, 0.5])
    return lambda questions: _by_place(
        ([(hit.metadata["place"], 1.0) for hit in ensemble.invoke(question)] for question in questions), len(texts)
    )


def txtai_hybrid(texts: Sequence[str], embedder: Embedder) -> Scorer:
    """txtai's hybrid index: its BM25 and our vectors, equal weights, over whole passages."""
    from txtai import Embeddings

    def vectors(texts: list[str]) -> NDArray[np.float32]:  # txtai takes a function, not a method
        return embedder.encode(texts)

    index: Any = Embeddings(hybrid=True, method="external", transform=vectors, content=False)
    index.index((place, text, None) for place, text in enumerate(texts))
    return lambda questions: _by_place(index.batchsearch(list(questions), DEPTH), len(texts))


def _by_place(found: Iterable[Sequence[tuple[int, float]]], texts: int) -> Scores:
    """The order of the hits as scores, a text at its best hit; what was not found scores 0."""
    rows = []
    for hits in found:
        row = np.zeros(texts, dtype=np.float32)
        for rank, (place, _) in enumerate(hits):
            row[place] = max(row[place], 1 / (rank + 1))
        rows.append(row)
    return np.stack(rows)
