"""The search as a LangChain retriever, that anybody can compose with chains of their own.

Only who composes imports this: LangChain's core takes a third of a second that a question needs for nothing.
"""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from ingest.vietnamese.abbreviations import normal_form
from rag.records import Evidence
from rag.retrieve import Search


class ReportRetriever(BaseRetriever):
    """Statements for a query, best first, as LangChain documents; `metadata` holds id, document, page and score."""

    found: Any
    """The Search; pydantic, which LangChain checks its fields with, knows nothing of our records."""

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        search: Search = self.found
        return [as_langchain(evidence) for evidence in search.search(normal_form(query))]


def as_langchain(evidence: Evidence) -> Document:
    """A piece of evidence in LangChain's form."""
    s = evidence.statement
    return Document(
        page_content=s.text,
        metadata={
            "id": s.id,
            "document_id": s.document_id,
            "title": evidence.document.title,
            "number": evidence.document.number,
            "section": " > ".join(s.path),
            "page": s.page,
            "score": evidence.score,
        },
    )
