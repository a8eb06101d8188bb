import pytest

from rag.reading.clauses import clauses


def parted(text: str) -> list[tuple[str, list[str]]]:
    return [(text[c.start : c.end], [text[a:b] for a, b in c.heads]) for c in clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tỷ lệ ký số tại sở, ngành đạt 97,4%; tỷ lệ ký số tại xã, phường đạt 88,6%.",
            [("Tỷ lệ ký số tại sở, ngành đạt 97,4%", []), ("tỷ lệ ký số tại xã, phường đạt 88,6%", [])],
        ),
        (
            "Tổng số 100 hồ sơ, trong đó: đúng hạn 90 hồ sơ; trễ hạn 10 hồ sơ.",
            [
                ("Tổng số 100 hồ sơ", []),
                ("đúng hạn 90 hồ sơ", ["Tổng số 100 hồ sơ"]),
                ("trễ hạn 10 hồ sơ", ["Tổng số 100 hồ sơ"]),
            ],
        ),
        (
            "Tỷ lệ hộ nghèo ở đô thị là 1,2%; ở nông thôn là 5,4%; riêng miền núi còn 12,1%.",
            [
                ("Tỷ lệ hộ nghèo ở đô thị là 1,2%", []),
                ("ở nông thôn là 5,4%", ["Tỷ lệ hộ nghèo"]),
                ("riêng miền núi còn 12,1%", ["Tỷ lệ hộ nghèo"]),
            ],
        ),
        (
            "Chỉ số đạt 88,25%, xếp thứ 12/63 tỉnh.",
            [("Chỉ số đạt 88,25%", []), ("xếp thứ 12/63 tỉnh", ["Chỉ số đạt 88,25%"])],
        ),
    ],
)
def test_a_clause_hangs_on_its_heads_and_not_on_its_neighbours(text: str, expected: object) -> None:
    assert parted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Quý 1, các sở, ban, ngành tiếp nhận 10 hồ sơ",
        "Giảm 117 thủ tục hành chính (TTHC) trong năm 2024",
        "Việc số hóa còn chậm do thiếu máy",
    ],
)
def test_what_states_one_thing_is_one_clause(text: str) -> None:
    assert parted(text) == [(text, [])]


@pytest.mark.parametrize("text", ["", " ;.", "(((1", "a) ; b; (2", "))1; 2(("])
def test_odd_punctuation_gives_spans_inside_the_text(text: str) -> None:
    assert all(0 <= c.start <= c.end <= len(text) for c in clauses(text))
