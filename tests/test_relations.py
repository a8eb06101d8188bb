"""What a document is to others: the asked relation decides which of the documents it names is told."""

from collections.abc import Iterator

import pytest

from rag.library import Library
from rag.telling.relations import related
from tests.room import on_file, plan

FRAME = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI

Số: {number}

Yên Bái, ngày 12 tháng 5 năm 2026

QUYẾT ĐỊNH
{title}

{body}

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Thử
"""
RULES = FRAME.format(
    number="21/2026/QĐ-UBND",
    title="Ban hành Quy chế quản lý nhà văn hóa thôn",
    body="""Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;

Căn cứ Nghị định số 110/2018/NĐ-CP ngày 29 tháng 8 năm 2018 của Chính phủ về lễ hội;

Theo đề nghị của Giám đốc Sở Văn hóa tại Tờ trình số 88/TTr-SVH ngày 02 tháng 4 năm 2026.

Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý nhà văn hóa thôn.

Điều 2. Quyết định này thay thế Quyết định số 15/2019/QĐ-UBND ngày 03 tháng 3 năm 2019 và Quyết định số """
    """09/2021/QĐ-UBND ngày 08 tháng 8 năm 2021.

Điều 3. Thông tư số 04/2010/TT-BVH của Bộ Văn hóa hết hiệu lực kể từ ngày Quyết định này có hiệu lực.""",
)
CHANGES = FRAME.format(
    number="34/2026/QĐ-UBND",
    title="Sửa đổi một số điều của Quy định quản lý chợ",
    body="""Căn cứ Luật Giá số 16/2023/QH15 được sửa đổi, bổ sung bởi Luật số 44/2024/QH15;

Điều 1. Sửa đổi, bổ sung một số điều của Quy định ban hành kèm theo Quyết định số 40/2020/QĐ-UBND """
    """ngày 05 tháng 10 năm 2020 của Ủy ban nhân dân tỉnh về quản lý chợ.""",
)


@pytest.fixture(scope="module")
def decisions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with on_file(tmp_path_factory.mktemp("decisions"), {"nha-van-hoa.txt": RULES, "cho.txt": CHANGES}) as assistant:
        yield assistant.library


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "Quyết định 21/2026/QĐ-UBND thay cho những quyết định nào?",
            (
                "Quyết định số 15/2019/QĐ-UBND ngày 03 tháng 3 năm 2019 [1]",
                "Quyết định số 09/2021/QĐ-UBND ngày 08 tháng 8 năm 2021 [1]",
            ),
        ),
        (
            "quy chế nhà văn hóa thôn dựa trên tờ trình số bao nhiêu?",
            ("Tờ trình số 88/TTr-SVH ngày 02 tháng 4 năm 2026 [1]",),
        ),
        (
            "quy chế nhà văn hóa thôn ra theo đề nghị của ai?",
            ("Theo đề nghị của Giám đốc Sở Văn hóa tại Tờ trình số 88/TTr-SVH ngày 02 tháng 4 năm 2026 [1]",),
        ),
        (
            "Quyết định 21/2026/QĐ-UBND căn cứ vào luật nào?",
            ("Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 [1]",),
        ),
        ("Quyết định 21/2026/QĐ-UBND bỏ thông tư nào?", ("Thông tư số 04/2010/TT-BVH của Bộ Văn hóa [1]",)),
        (
            "quyết định về quản lý chợ sửa quyết định nào?",
            ("Quyết định số 40/2020/QĐ-UBND ngày 05 tháng 10 năm 2020 của Ủy ban nhân dân tỉnh về quản lý chợ [1]",),
        ),
    ],
)
def test_the_relation_decides(question: str, lines: tuple[str, ...], decisions: Library) -> None:
    made = related(plan(question, decisions), (), decisions)
    assert made is not None
    assert (made.outcome, made.lines) == ("answered", lines)


@pytest.mark.parametrize(
    "question",
    [
        "quyết định về quản lý chợ thay cho quyết định nào?",  # replaces none
        "Quyết định 21/2026/QĐ-UBND số bao nhiêu?",  # no relation
        "thay cho quyết định nào?",  # whose?
    ],
)
def test_what_is_not_printed_or_not_asked_is_left_to_others(question: str, decisions: Library) -> None:
    assert related(plan(question, decisions), (), decisions) is None
