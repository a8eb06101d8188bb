from langchain_core.retrievers import BaseRetriever

from rag.assistant import Assistant
from rag.library import Library
from rag.retrieve import query_of, text_of
from tests.room import plan


def test_the_right_statement_is_found_first(made: Assistant) -> None:
    found = made.search.search("tỷ lệ ký số tại xã phường")
    assert found[0].statement.text.startswith("Tỷ lệ ký số tại sở, ngành")
    assert [f.text for f in found[0].figures] == ["97,4%", "88,6%"]


def test_scores_are_shares_of_the_best_and_fall(made: Assistant) -> None:
    scores = [e.score for e in made.search.search("tỷ lệ ký số tại xã phường")]
    assert scores == sorted(scores, reverse=True)
    assert 0.0 <= scores[-1] <= scores[0] <= 1.0


def test_only_allowed_documents_are_searched(made: Assistant) -> None:
    found = made.search.search("tỷ lệ ký số tại xã phường", ["bao-cao-2024"])
    assert {e.document.id for e in found} == {"bao-cao-2024"}
    assert made.search.search("tỷ lệ ký số", []) == ()


def test_it_is_a_retriever_that_anybody_can_compose(made: Assistant) -> None:
    assert isinstance(made.retriever, BaseRetriever)
    best = made.retriever.invoke("cơ quan chủ trì thống kê doanh nghiệp số")[0]
    assert best.page_content.startswith("STT: 2; Nhiệm vụ: Thống kê doanh nghiệp số")
    assert (best.metadata["document_id"], best.metadata["section"]) == ("ke-hoach-kinh-te-so", "II. PHÂN CÔNG")


def test_abbreviations_and_long_forms_are_indexed_alike(shelf: Library) -> None:
    statement = next(s for s in shelf.statements.values() if "117 thủ tục" in s.text)
    document = shelf.documents[statement.document_id]
    assert "thủ tục hành chính" in text_of(statement, document)
    assert "thủ tục hành chính" in query_of(plan("cắt giảm mấy TTHC?", shelf))


def test_what_a_follow_up_inherits_is_searched_for() -> None:
    from rag.records import Question

    assert "ký số" in query_of(Question("vì sao?", "vì sao?", inherited="tỷ lệ | ký số"))
