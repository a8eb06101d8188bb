"""Labels of figures find their statement again when the text is read otherwise, and no other statement."""

from eval.figure_labels import Label, score
from ingest.figures import figures
from ingest.records import Document, Parsed, Statement
from ingest.vietnamese.calendar import year_of

DOCUMENT = Document("d", "", "", "txt", 1, kind="báo cáo", period=year_of(2026))


def _label(quote: str, indicator: str) -> Label:
    start, end = quote.find("⟦"), quote.find("⟧") - 1
    plain = quote.replace("⟦", "").replace("⟧", "")
    return Label("dev", "d", plain, start, end, (indicator,), ("*",), ("*",), ("*",), ("*",))


def _found(label: Label, *texts: str) -> tuple[int, int, int]:
    statements = tuple(Statement(str(i), "d", i, "sentence", text) for i, text in enumerate(texts))
    parsed = Parsed(DOCUMENT, (), statements=statements, figures=figures(DOCUMENT, statements, []))
    result = score([label], {"d": parsed})
    return result.labelled, result.found, result.right


def test_a_heading_parted_from_its_sentence() -> None:
    label = _label("4. Dân số Số trẻ sinh ra ⟦5.412 trẻ⟧, ít hơn cùng kỳ 203 trẻ.", "số trẻ sinh ra")
    assert _found(label, "4. Dân số", "Số trẻ sinh ra 5.412 trẻ, ít hơn cùng kỳ 203 trẻ.") == (1, 1, 1)


def test_blanks_and_marks_between_cells() -> None:
    label = _label("Huyện An Trạch; xảy ra ⟦41 vụ⟧ cháy | 23 người bị thương", "xảy ra vụ cháy")
    assert _found(label, "Huyện An Trạch xảy ra  41 vụ cháy, 23 người bị thương.") == (1, 1, 1)


def test_another_row_of_the_same_table_is_not_taken_for_it() -> None:
    label = _label("TT: 1; Địa bàn: An Trạch; Số vụ: ⟦41⟧; Số người: 23", "số vụ")
    assert _found(label, "TT: 2; Địa bàn: Mỹ Giang; Số vụ: 37; Số người: 20") == (1, 0, 0)
