import pytest

from rag.reading.references import references


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;",
            [("Nghị định", "30/2020/NĐ-CP", "05/3/2020")],
        ),
        (
            "Quyết định số 766/QĐ-TTg ngày 23 tháng 6 năm 2022 của Thủ tướng",
            [("Quyết định", "766/QĐ-TTg", "23 tháng 6 năm 2022")],
        ),
        (
            "kế hoạch 124/KH-UBND và Nghị quyết 131/NQ-CP",
            [("kế hoạch", "124/KH-UBND", ""), ("Nghị quyết", "131/NQ-CP", "")],
        ),
        ("Báo cáo kết quả quý 1", []),
        ("", []),
    ],
)
def test_a_document_is_known_by_its_kind_number_and_day(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(r.kind, r.number, r.date) for r in references(text)] == expected


def test_what_a_document_is_about_stops_at_the_next_one() -> None:
    text = "Quyết định số 1/QĐ-UBND về danh mục, Quyết định số 2/QĐ-UBND về quy trình; và các việc khác"
    assert [text[r.start : r.end] for r in references(text)] == [
        "Quyết định số 1/QĐ-UBND về danh mục",
        "Quyết định số 2/QĐ-UBND về quy trình",
    ]


def test_a_document_that_another_amends_belongs_to_what_that_is_about() -> None:
    text = "Nghị định số 107/2021/NĐ-CP sửa đổi một số điều của Nghị định số 61/2018/NĐ-CP."
    first = references(text)[0]
    assert text[first.start : first.end] == text.rstrip(".")
