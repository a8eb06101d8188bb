"""What a model tells of printed sentences: lies of every kind are faults, honest paraphrases mostly are none."""

import pytest

from ingest.figures import figures
from ingest.records import Document, Statement
from rag.chat.claims import faults
from rag.chat.sources import Source
from rag.reading.places import Place
from rag.write import citation
from tests.claims_told import HONEST, LIES, PRINTED

REPORT = Document(
    "bao-cao", "d", "x", "txt", 1, title="Kết quả chuyển đổi số của tỉnh", kind="báo cáo", issuer="UBND tỉnh"
)


def source(name: str) -> Source:
    """A printed sentence as a model may cite it."""
    text = PRINTED[name]
    statement = Statement(name, REPORT.id, 1, "sentence", text)
    place = Place(statement, 0, len(text))
    return Source("k", citation(1, place, REPORT), statement, REPORT, tuple(figures(REPORT, [statement], ())))


@pytest.mark.parametrize(("name", "told"), LIES)
def test_a_telling_that_misleads_is_a_fault(name: str, told: str) -> None:
    assert faults(told, [source(name)])


def test_honest_tellings_pass_nine_times_in_ten() -> None:
    failed = [told for name, told in HONEST if faults(told, [source(name)])]
    assert len(failed) <= 0.1 * len(HONEST), failed


@pytest.mark.parametrize("name", PRINTED)
def test_a_sentence_as_printed_has_no_fault(name: str) -> None:
    assert faults(PRINTED[name], [source(name)]) == ()


def test_an_aim_that_only_a_heading_says_may_be_told_without_it_but_not_as_done() -> None:
    text = "100% hồ sơ được theo dõi trên hệ thống."
    plan = Document("ke-hoach", "d", "x", "txt", 1, title="Cải cách hành chính năm 2026", kind="kế hoạch")
    statement = Statement("s", plan.id, 1, "item", text, path=("II. CHỈ TIÊU CHỦ YẾU",))
    printed = tuple(figures(plan, [statement], ()))
    assert [f.kind for f in printed] == ["chỉ tiêu"]
    aim = Source("k", citation(1, Place(statement, 0, len(text)), plan), statement, plan, printed)
    assert faults(text, [aim]) == ()
    assert faults("Đã có 100% hồ sơ được theo dõi trên hệ thống.", [aim])
