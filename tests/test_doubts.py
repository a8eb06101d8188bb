"""What the audit found wrong is told with the answer where it touches the figure that is told."""

from ingest.records import Finding
from rag.library import Library
from rag.records import Answer, Citation
from rag.telling.doubts import with_doubts
from tests.small_report import library

SUM = "Tổng in là 90 máy nhưng các phần cộng lại là 40 + 20 + 25 = 85."


def told(first: str) -> Answer:
    on = library()
    place = next(s for s in on.statements.values() if "máy quét" in s.text)
    finding = Finding("tổng không khớp", SUM, place.document_id, (place.id,), (place.text,), "cao")
    doubted = Library(on.documents.values(), on.statements.values(), (), [finding])
    cited = Citation(1, place.document_id, "", "", "", None, place.text, "")
    return with_doubts(Answer("", "", "", "", f"{first} [1]", "answered", False, 1.0, (cited,)), doubted)


def test_the_figure_in_doubt_is_told_with_the_doubt() -> None:
    answer = told("90 máy — Tổng số máy quét")
    assert answer.answer.splitlines() == ["90 máy — Tổng số máy quét [1]", "", f"Lưu ý: {SUM}"]
    assert answer.warnings == (SUM,)


def test_what_touches_no_figure_of_the_answer_stays_a_warning() -> None:
    answer = told("Có máy quét")
    assert answer.answer == "Có máy quét [1]"
    assert answer.warnings == (SUM,)
