"""Rows of a table chosen by their cells: by who leads, by deadline, band, state, limit, change, and as the most."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

TASKS = """KẾ HOẠCH
Phòng cháy, chữa cháy rừng tỉnh An Khê năm 2026

PHỤ LỤC
Danh mục nhiệm vụ phòng cháy, chữa cháy rừng năm 2026

TT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn\tKinh phí (triệu đồng)
1\tRà soát bản đồ rừng dễ cháy\tSở Nông nghiệp và Môi trường\tSở Khoa học và Công nghệ\t15/3/2026\t420
2\tMua 12 máy thổi gió\tHạt Kiểm lâm Đông Sơn\tSở Tài chính\t30/4/2026\t960
3\tLắp 8 biển cấp dự báo cháy\tSở Nông nghiệp và Môi trường\tUBND xã Mường Lèn\t10/5/2026\t150
4\tDiễn tập chữa cháy rừng\tCông an tỉnh\tSở Nông nghiệp và Môi trường, Bộ Chỉ huy Quân sự tỉnh\t20/6/2026\t780
5\tTrực 24/24 giờ mùa khô\tCông an tỉnh\t\tThường xuyên\t
"""
COMMUNES = """BÁO CÁO
Kết quả trồng rừng năm 2025 của các xã

Biểu 1. Trồng rừng năm 2025

TT\tXã, phường\tKế hoạch (ha)\tĐạt (%)\tDiện tích trồng năm 2024 (ha)\tDiện tích trồng năm 2025 (ha)\tGhi chú
1\tXã Mường Lèn\t120\t96,5\t101\t115,8\tThiếu cây giống
2\tXã Bản Hồ\t80\t104,0\t85\t83,2\tĐã nghiệm thu
3\tXã Nà Pán\t60\t71,2\t50\t42,7\tThiếu nhân công
4\tPhường Đông Sơn\t15\t110,0\t12\t16,5\tĐã nghiệm thu
5\tPhường Tân An\t10\t\t9\t\tChưa nghiệm thu
"""

TARGETS = """BÁO CÁO
Tình hình phát triển du lịch năm 2025

TT\tChỉ tiêu\tĐơn vị\tKế hoạch năm 2025\tThực hiện năm 2025
1\tSố lượt khách lưu trú\tNghìn lượt\t900\t870
2\tDoanh thu du lịch\tTỷ đồng\t1.500\t1.620
3\tSố cơ sở lưu trú\tCơ sở\t210\t214
4\tSố vụ quá hạn trả lời khách\tVụ\t12\t19
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("tables")
    with filed(folder, {"chay-rung.txt": TASKS, "trong-rung.txt": COMMUNES, "du-lich.txt": TARGETS}) as assistant:
        yield assistant


ALL = ("Rà soát", "Mua 12", "Lắp 8", "Diễn tập", "Trực 24/24")
PLACES = ("Mường Lèn", "Bản Hồ", "Nà Pán", "Đông Sơn", "Tân An")


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Công an tỉnh chủ trì những nhiệm vụ nào trong kế hoạch chữa cháy rừng?", ("Diễn tập", "Trực 24/24")),
        ("Sở Nông nghiệp phối hợp những nhiệm vụ nào về cháy rừng?", ("Diễn tập",)),
        ("Sở Nông nghiệp chủ trì mấy nhiệm vụ chữa cháy rừng?", ("Rà soát", "Lắp 8")),
        ("nhiệm vụ chữa cháy rừng nào phải xong trước 30/4/2026?", ("Rà soát", "Mua 12")),
        ("những nhiệm vụ chữa cháy rừng nào hạn trong quý 2 năm 2026?", ("Mua 12", "Lắp 8", "Diễn tập")),
        ("nhiệm vụ chữa cháy rừng nào làm thường xuyên, không có hạn?", ("Trực 24/24",)),
        ("những nhiệm vụ chữa cháy rừng nào chưa ghi cơ quan phối hợp?", ("Trực 24/24",)),
        ("nhiệm vụ nào trong kế hoạch chữa cháy rừng tốn nhiều tiền nhất?", ("Mua 12",)),
        ("2 nhiệm vụ chữa cháy rừng có kinh phí lớn nhất", ("Mua 12", "Diễn tập")),
    ],
)
def test_tasks_by_their_cells_all_and_no_other(office: Assistant, question: str, rows: tuple[str, ...]) -> None:
    answer = office.ask(question)
    assert tuple(n for n in ALL if n in answer.answer.partition("Để trống")[0]) == rows, answer.answer
    assert not answer.warnings


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("những xã, phường nào trồng rừng năm 2025 không đạt kế hoạch?", ("Mường Lèn", "Nà Pán")),
        ("xã phường nào trồng rừng đạt trên 100%?", ("Bản Hồ", "Đông Sơn")),
        ("xã nào trồng rừng năm 2025 đạt thấp nhất?", ("Nà Pán",)),
        ("phường nào trồng rừng năm 2025 đạt cao nhất?", ("Đông Sơn",)),
        ("xã phường nào diện tích trồng rừng giảm so với năm trước?", ("Bản Hồ", "Nà Pán")),
        ("xã phường nào trồng rừng đã nghiệm thu?", ("Bản Hồ", "Đông Sơn")),
        ("những xã nào trồng rừng bị thiếu cây giống?", ("Mường Lèn",)),
    ],
)
def test_places_by_their_cells_all_and_no_other(office: Assistant, question: str, rows: tuple[str, ...]) -> None:
    answer = office.ask(question)
    assert tuple(n for n in PLACES if n in answer.answer.partition("Để trống")[0]) == rows, answer.answer
    assert not answer.warnings


def test_a_count_is_told_with_what_is_counted(office: Assistant) -> None:
    answer = office.ask("Sở Nông nghiệp và Môi trường chủ trì bao nhiêu nhiệm vụ chữa cháy rừng?")
    assert answer.answer.startswith("2 nhiệm vụ")
    assert answer.computation == {"formula": "đếm([1]; [2]) = 2", "operands": [], "result": "2"}


def test_a_row_without_a_number_is_named(office: Assistant) -> None:
    answer = office.ask("những xã, phường nào trồng rừng năm 2025 không đạt kế hoạch?")
    assert "Để trống cột này nên chưa xét: Phường Tân An" in answer.answer


def test_bodies_that_lead_as_many_are_all_told(office: Assistant) -> None:
    first = office.ask("cơ quan nào chủ trì nhiều nhiệm vụ chữa cháy rừng nhất?").answer.partition("\n")[0]
    assert "Sở Nông nghiệp và Môi trường; Công an tỉnh" in first
    assert "mỗi nơi 2 nhiệm vụ" in first


def test_the_numbers_of_chosen_rows_are_added_up(office: Assistant) -> None:
    answer = office.ask(
        "các nhiệm vụ Sở Nông nghiệp chủ trì trong kế hoạch chữa cháy rừng tốn tổng cộng bao nhiêu tiền?"
    )
    assert answer.computation is not None
    assert answer.computation["formula"] == "420 + 150 = 570"


def test_who_leads_and_who_helps_in_one_row(office: Assistant) -> None:
    answer = office.ask("việc mua máy thổi gió do ai chủ trì, ai phối hợp?").answer
    assert "Hạt Kiểm lâm Đông Sơn" in answer
    assert "Sở Tài chính" in answer


@pytest.mark.parametrize(
    "question",
    [
        "Sở Y tế chủ trì những nhiệm vụ chữa cháy rừng nào?",
        "những nhiệm vụ chữa cháy rừng nào hạn trong quý 4 năm 2026?",
        "những xã nào trồng rừng đạt dưới 10%?",
        "những xã nào nuôi trồng thủy sản dưới 90%?",
    ],
)
def test_a_set_that_is_not_there_is_not_told_as_another(office: Assistant, question: str) -> None:
    assert "3 nhiệm vụ" not in office.ask(question).answer
    assert not office.ask(question).answer.startswith(("2 ", "1 ", "3 ", "4 ", "5 "))


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("những chỉ tiêu du lịch nào năm 2025 không đạt kế hoạch?", ("khách lưu trú", "quá hạn")),
        ("chỉ tiêu du lịch nào vượt kế hoạch năm 2025?", ("Doanh thu", "cơ sở lưu trú")),
    ],
)
def test_results_beside_plans_of_which_fewer_may_be_better(
    office: Assistant, question: str, rows: tuple[str, ...]
) -> None:
    answer = office.ask(question).answer
    assert tuple(n for n in ("khách lưu trú", "Doanh thu", "cơ sở lưu trú", "quá hạn") if n in answer) == rows, answer


def test_no_column_is_guessed_where_the_question_names_none(office: Assistant) -> None:
    assert "thấp nhất (" not in office.ask("xã nào chậm nhất?").answer
