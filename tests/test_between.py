"""Findings between documents kept up to date one document at a time are those of comparing all of them at once."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.audit import audit_between
from ingest.catalogue import Catalogue
from ingest.records import Document, Figure, Parsed, Statement
from ingest.vietnamese.calendar import quarter_of

PERIOD = quarter_of(2026, 1)
SIGNERS = ("Trần Văn Thức", "Trần Văn Thực", "Trần Văn Thục", "")
ISSUERS = ("UBND TỈNH X", "SỞ NỘI VỤ", "")
DAYS = ("25/01/2024", "05/02/2024", "07/03/2024", "31/02/2024")
VALUES = (93.5, 94.5, 95.5)
RULES = "1"


def document(key: str, issuer: str, signer: str, days: Sequence[str], values: Sequence[float]) -> Parsed:
    """A report that cites Decision 104 with these days and gives one share with these values."""
    signature = Statement(f"{key}-0", key, 0, "metadata", f"CHỦ TỊCH {signer}", lead="Người ký")
    cited = [f"Thực hiện Quyết định số 104/QĐ-TTg ngày {day} của Thủ tướng Chính phủ." for day in days]
    shares = [f"Tỷ lệ lưu kho điện tử đạt {value}%." for value in values]
    body = [Statement(f"{key}-{i}", key, i, "sentence", text) for i, text in enumerate([*cited, *shares], start=1)]
    figures = [
        Figure(key, each.id, f"{value}%", value, "%", each.text.index("9"), len(each.text) - 1, period=PERIOD)
        for each, value in zip(body[len(days) :], values, strict=True)
    ]
    head = Document(key, f"{key}.txt", "0", "txt", 1, issuer=issuer, signer=signer, period=PERIOD)
    return Parsed(head, (), statements=(signature, *body), figures=tuple(figures))


DOCUMENTS = st.builds(
    document,
    st.sampled_from("abcd"),
    st.sampled_from(ISSUERS),
    st.sampled_from(SIGNERS),
    st.lists(st.sampled_from(DAYS), max_size=2),
    st.lists(st.sampled_from(VALUES), max_size=2),
)
STEPS = st.lists(st.lists(st.one_of(DOCUMENTS, st.sampled_from("abcd")), max_size=3), max_size=6)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_in_whatever_order_documents_come_change_and_go(steps: list[list[Parsed | str]]) -> None:
    """Each step is an ingest: documents are put (or removed, where only a name is given), then settled."""
    catalogue = Catalogue.open("sqlite://")
    there: dict[str, Parsed] = {}
    for step in steps:
        for each in step:
            if isinstance(each, str):
                catalogue.remove(each)
                there.pop(each, None)
            else:
                catalogue.put(each)
                there[each.document.id] = each
        catalogue.between.settle(RULES, catalogue.parsed)
        assert catalogue.between.all() == audit_between(there[key] for key in sorted(there))
    catalogue.close()


def test_each_subject_is_found_and_a_third_value_ends_a_finding() -> None:
    catalogue = Catalogue.open("sqlite://")

    def kinds_after(*documents: Parsed) -> list[str]:
        for each in documents:
            catalogue.put(each)
        catalogue.between.settle(RULES, catalogue.parsed)
        return [finding.kind for finding in catalogue.between.all()]

    three = ["tên người in hai cách", "hai ngày cho một văn bản", "hai giá trị cho một số liệu"]
    a = document("a", "SỞ NỘI VỤ", "Trần Văn Thức", ["25/01/2024"], [93.5])
    assert kinds_after(a) == []
    assert kinds_after(document("b", "SỞ NỘI VỤ", "Trần Văn Thực", ["05/02/2024"], [94.5])) == three
    assert kinds_after(document("c", "", "", [], [95.5])) == three  # among Sở Nội vụ's own there are still two
    assert kinds_after(document("c", "SỞ NỘI VỤ", "", [], [95.5])) == three[:2]
    catalogue.remove("c")
    assert [finding.kind for finding in catalogue.between.all()] == three  # those left are compared at once
    catalogue.close()


def test_what_other_rules_compared_is_compared_again() -> None:
    catalogue = Catalogue.open("sqlite://")
    read: list[str] = []

    def parsed(document_id: str) -> Parsed | None:
        read.append(document_id)
        return catalogue.parsed(document_id)

    for key in "ab":
        catalogue.put(document(key, "SỞ NỘI VỤ", "", ["25/01/2024"], []))
        catalogue.between.settle(RULES, parsed)
    assert read == ["a", "b"]  # b came: a was not read again
    catalogue.between.settle("2", parsed)
    assert read == ["a", "b", "a", "b"]
    catalogue.close()
