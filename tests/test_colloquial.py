"""Spoken words bring the words of the reports with them; formal ones bring nothing."""

import pytest

from ingest.vietnamese.colloquial import formal
from ingest.vietnamese.tables import rows


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("kinh phí thuê cloud", "điện toán đám mây"),
        ("deadline là ngày nào", "thời hạn hoàn thành"),
        ("nộp mail nào", "hộp thư điện tử"),
        ("bà con xem qua mạng", "trực tuyến"),
        ("vì sao tụt hạng", "nguyên nhân"),
        ("xã nhiều rác nhất", "chất thải rắn sinh hoạt"),
        ("nhà giá rẻ cho công nhân", "nhà ở xã hội"),
    ],
)
def test_spoken_words_bring_formal_ones(said: str, phrase: str) -> None:
    assert phrase in formal(said)


@pytest.mark.parametrize("text", ["tỷ lệ giải ngân vốn", "Ủy ban nhân dân tỉnh", "dịch vụ công trực tuyến", ""])
def test_formal_words_bring_nothing(text: str) -> None:
    assert formal(text) == ()


def test_every_row_says_something_new() -> None:
    table = rows("data/colloquial.tsv")
    assert {len(row) for row in table} == {3}
    assert len({row[0] for row in table}) == len(table)
    for spoken, phrases, _ in table:
        assert spoken not in phrases.split("; ")
