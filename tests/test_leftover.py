"""What follows from a part and its whole where it is not printed: the share done, what is left; and comparisons of
things named before what is asked of both."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from rag.reckoning.operands import operands, part
from tests.room import on_file as filed

OLDER = """BÁO CÁO
Kết quả công tác Quý I năm 2024

I. GIẢI QUYẾT KIẾN NGHỊ

Các sở, ban, ngành trên địa bàn tỉnh đã tiếp nhận 40 kiến nghị của cử tri, trong đó: đã trả lời 30 kiến nghị \
(đúng hạn 25 kiến nghị; trễ hạn 5 kiến nghị).

II. CÔNG TRÌNH TRƯỜNG HỌC

Tổng số 12 công trình: Đã khởi công 9 công trình, có 2 công trình vượt tiến độ.

Sau khi sắp xếp, tỉnh có 148 đơn vị, gồm 120 xã và 15 phường; trong đó có 110 xã, 15 phường hình thành mới.

III. KẾT QUẢ CẤP GIẤY PHÉP

1. Cấp giấy phép của Công an tỉnh

Đã giải quyết 190/200 hồ sơ, đạt tỷ lệ 95%.

2. Cấp giấy phép của các sở, ban, ngành

Đã giải quyết 160/200 hồ sơ, đạt tỷ lệ 80%.
"""
NEWER = """BÁO CÁO
Kết quả công tác Quý I năm 2026

I. GIẢI QUYẾT KIẾN NGHỊ

Quý I năm 2026, các cơ quan, đơn vị đã tiếp nhận 60 kiến nghị của cử tri.

Tổng văn bản trao đổi: 900, trong đó: 650 văn bản nhận; 2.5.0 văn bản đi.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("office"), {"cu.txt": OLDER, "moi.txt": NEWER}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "result", "formula"),
    [
        ("quý I/2024 kiến nghị của cử tri đã trả lời xong được bao nhiêu phần trăm?", "75%", "30 / 40 × 100 = 75"),
        ("quý I/2024 còn mấy công trình trường học chưa khởi công?", "3 công trình", "12 − 9 = 3"),
        ("kiến nghị cử tri nhận quý I/2026 gấp mấy lần quý I/2024?", "1,5 lần", "60 / 40 = 1,5"),
        ("sau khi sắp xếp số xã gấp mấy lần số phường?", "8 lần", "120 / 15 = 8"),
        ("văn bản đi in lỗi, lấy tổng văn bản trừ văn bản nhận thì ra mấy?", "250 văn bản", "900 − 650 = 250"),
        (
            "Quý I/2024, cấp giấy phép: công an với các sở thì bên nào giải quyết đạt tỷ lệ cao hơn?",
            "15 điểm phần trăm",
            "95 − 80 = 15",
        ),
        ("tiếp nhận kiến nghị cử tri: quý I/2026 có nhiều hơn quý I/2024 không?", "20 kiến nghị", "60 − 40 = 20"),
    ],
)
def test_what_follows_is_computed_over_cited_operands(
    office: Assistant, question: str, result: str, formula: str
) -> None:
    answer = office.ask(question)
    assert answer.computation is not None, answer.answer
    assert (answer.computation["result"], answer.computation["formula"]) == (result, formula)


def test_what_falls_short_of_the_most_is_computed_from_both_numbers_printed(office: Assistant) -> None:
    answer = office.ask("Quý I/2024 cấp giấy phép của Công an tỉnh giải quyết thiếu bao nhiêu hồ sơ so với mức tối đa?")
    assert answer.computation is not None, answer.answer
    assert answer.computation["formula"] == "200 − 190 = 10"


def test_sides_told_by_a_bare_predicate_are_named_by_their_headings(office: Assistant) -> None:
    answer = office.ask("Quý I/2024, cấp giấy phép: công an với các sở thì bên nào giải quyết đạt tỷ lệ cao hơn?")
    assert answer.answer.startswith("Cấp giấy phép của Công an tỉnh: 95%; Cấp giấy phép của các sở, ban, ngành: 80%")


def test_a_whole_goes_before_its_unnamed_alternatives(office: Assistant) -> None:
    asked = office.asked("kiến nghị của cử tri quý I/2024")
    found = office.find(office.plan(asked))
    best = operands(part(found.question, asked.text), found.evidence, office.library, lambda f: f.unit == "kiến nghị")
    assert [o.figure.text for o in best[:1]] == ["40 kiến nghị"]
