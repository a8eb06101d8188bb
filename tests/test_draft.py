from dataclasses import replace

from rag.draft import Markers, answer_figure, confidence
from rag.library import Library
from tests.room import reading

UPPER, LOWER = "Tỷ lệ ký số tại sở, ngành đạt 97,4%", "tỷ lệ ký số tại xã, phường đạt 88,6%"


def test_the_same_place_keeps_its_number(shelf: Library) -> None:
    markers = Markers()
    table, prose = reading("Sở Tài chính", shelf), reading(UPPER, shelf)
    assert [markers.mark(r) for r in (prose, table, prose, reading(LOWER, shelf))] == ["[1]", "[2]", "[1]", "[1]"]
    assert [c.marker for c in markers.citations] == [1, 2]


def test_two_cells_of_a_row_are_two_places(shelf: Library) -> None:
    markers = Markers()
    assert [markers.mark(reading(words, shelf)) for words in ("Sở Tài chính", "Tháng 9/2026")] == ["[1]", "[2]"]
    assert [c.column for c in markers.citations] == ["Cơ quan chủ trì", "Thời hạn"]


def test_a_figure_keeps_its_whole_identity(shelf: Library) -> None:
    found = reading(LOWER, shelf)
    figure = answer_figure(found.figures[0], "[4]", found)
    assert (figure.text, figure.value, figure.unit) == ("88,6%", 88.6, "%")
    assert (figure.scope, figure.period, figure.kind, figure.citation) == (
        found.figures[0].scope,
        "2026-Q1",
        "kết quả",
        4,
    )


def test_a_close_rival_makes_less_sure(shelf: Library) -> None:
    best = reading(UPPER, shelf)
    rival = replace(reading(LOWER, shelf), score=0.99)
    assert confidence(best, [best]) == 1.0
    assert confidence(best, [best, rival]) < confidence(best, [best, replace(rival, score=0.5)]) <= 1.0
