"""Question → Evidence: dense and lexical search over statements, fused."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

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
OF_TABLE = 20
"""Rows of one table among the evidence: a question that names its row finds it among the first, one that compares or
lists rows takes the table as a whole from the catalogue."""
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
            for s, key, score in islice(_varied(fused, library), self.k)
        )


def _varied(fused: Mapping[str, float], library: Library) -> Iterator[tuple[Statement, str, float]]:
    """Statements, best first, no more than OF_TABLE rows of one table: the rows of an appendix by commune are all
    alike to a question that names none, and would leave no room for the sentence that tells of the province."""
    rows: dict[tuple[str, int], int] = {}
    for key, score in sorted(fused.items(), key=lambda item: (-item[1], item[0])):
        statement = library.statements.get(key)
        if statement is None:
            continue
        if statement.table is not None:
            table = (statement.document_id, statement.table)
            rows[table] = rows.get(table, 0) + 1
            if rows[table] > OF_TABLE:
                continue
        yield statement, key, score


def _scaled(scores: dict[str, float]) -> dict[str, float]:
    """Scores as shares of the best one; negative ones are none."""
    top = max(scores.values(), default=0.0) or 1.0
    return {key: max(score, 0.0) / top for key, score in scores.items()}
