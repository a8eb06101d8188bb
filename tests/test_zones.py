"""What surrounds a place."""

import pytest

from ingest.records import Document, Statement
from rag.reading.zones import Surroundings


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Căn cứ Luật Tổ chức chính quyền địa phương;", True),
        ("Theo đề nghị của Giám đốc Sở Nội vụ,", True),
        ("Thực hiện Kế hoạch số 12/KH-UBND, Sở Nội vụ báo cáo như sau", True),
        ("Sở Nội vụ thực hiện kế hoạch đào tạo", False),
    ],
)
def test_what_a_document_rests_on(text: str, basis: bool) -> None:
    around = Surroundings(Statement("s", "d", 0, "sentence", text), Document("d", "d.txt", "", "txt", 0))
    assert around.is_basis is basis
