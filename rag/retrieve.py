"""Question → Evidence: dense and lexical search over statements, fused."""

from collections.abc import Collection
from dataclasses import dataclass

from ingest.records import Document, Statement
from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.colloquial import formal
from rag.index import Index
from rag.library import Library
from rag.records import Evidence, Question

CANDIDATES = 100
"""How deep each index is searched: the fused order beyond it never reached an answer on the development questions."""
DENSE_WEIGHT = 0.2
"""The share of the dense score in the fused one (both scaled to the best hit of the question)."""
_CONTEXT_HEADINGS = 2


def text_of(statement: Statement, document: Document) -> str:
    """What is indexed of a statement: its words, what introduces it, its nearest headings and its document's title.

    In normal form, so that "TTHC" and "thủ tục hành chính" are the same words.
    """
    headings = " . ".join(statement.path[-_CONTEXT_HEADINGS:])
    return normal_form(f"{statement.text} . {statement.lead} . {headings} . {document.kind} {document.title}")


def query_of(question: Question) -> str:
    """The words that are searched for: the question's, what it inherits, and the formal words for its spoken ones."""
    words = f"{question.text} {question.content} {question.inherited}".replace("|", " ")
    return normal_form(" ".join([words, *formal(question.text)]))


@dataclass(frozen=True, slots=True)
class Search:
    """Search over a library in both indexes; `k` places are found for a query."""

    index: Index
    library: Library
    k: int = 40

    def search(self, query: str, allowed: Collection[str] | None = None) -> tuple[Evidence, ...]:
        """The `k` best statements for a query; `allowed` limits the documents by id."""
        index, library = self.index, self.library
        documents = sorted(allowed) if allowed is not None else None
        lexical = dict(index.search_lexical(query, CANDIDATES, documents))
        vector = index.embedder.encode([query])[0]
        dense = dict(index.search_dense(vector, CANDIDATES, documents))
        lexical, dense = _scaled(lexical), _scaled(dense)
        fused = {
            key: (1 - DENSE_WEIGHT) * lexical.get(key, 0.0) + DENSE_WEIGHT * dense.get(key, 0.0)
            for key in {*lexical, *dense}
        }
        return tuple(
            Evidence(
                s,
                library.documents[s.document_id],
                library.figures(s.id),
                score,
                lexical.get(key, 0.0),
                dense.get(key, 0.0),
            )
            for key, score in sorted(fused.items(), key=lambda item: -item[1])[: self.k]
            if (s := library.statements.get(key)) is not None
        )


def _scaled(scores: dict[str, float]) -> dict[str, float]:
    """Scores as shares of the best one; negative ones are none."""
    top = max(scores.values(), default=0.0) or 1.0
    return {key: max(score, 0.0) / top for key, score in scores.items()}
