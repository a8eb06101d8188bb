"""Sets that a document numbers are counted only where they are what is asked for; common words can name a matter."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

REPORT = """BÁO CÁO
Kết quả cải cách hành chính năm 2025

1. Có 06 lĩnh vực tăng thứ hạng so với năm 2024: thể chế; thủ tục; bộ máy; công vụ; tài chính công; tác động.

2. Có 02 lĩnh vực giảm thứ hạng so với năm 2024: chỉ đạo điều hành; chính quyền số.

3. Tỉnh tập trung các nhiệm vụ sau: (1) rà soát thủ tục; (2) số hóa hồ sơ; (3) tập huấn công chức.

4. Thực hiện cắt giảm 50% chi phí tuân thủ thủ tục hành chính theo kế hoạch.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("dem"), {"bc.txt": REPORT}) as assistant:
        yield assistant


def test_a_numbered_set_of_other_things_is_not_counted(office: Assistant) -> None:
    answer = office.ask("có mấy nhiệm vụ quá hạn?")
    assert answer.abstained, answer.answer


def test_a_numbered_set_is_counted_with_its_whole_name(office: Assistant) -> None:
    assert office.ask("tỉnh tập trung mấy nhiệm vụ?").answer.startswith("3 nhiệm vụ")


def test_fields_that_fell_are_a_matter_though_all_words_are_common(office: Assistant) -> None:
    answer = office.ask("lĩnh vực nào tụt hạng năm 2025?")
    assert not answer.abstained
    assert "chính quyền số" in answer.answer


def test_money_asked_for_is_no_share(office: Assistant) -> None:
    assert "50%" not in office.ask("kinh phí kế hoạch cải cách hành chính 2025?").answer.splitlines()[0]
