"""Periods and dates in the forms of reports and of questions, with and without accents."""

from datetime import date

import pytest

from ingest.vietnamese import period_forms
from ingest.vietnamese.calendar import as_of, month_of, quarter_of, year_of
from ingest.vietnamese.fold import fold
from ingest.vietnamese.period_forms import forms_in
from ingest.vietnamese.periods import find_dates, find_periods, is_partial, relation, with_year

TODAY = date(2026, 4, 10)
FORMS = [
    ("quý 1", "?-Q1"), ("quý I năm 2026", "2026-Q1"), ("quý 1/2026", "2026-Q1"), ("Q1-2026", "2026-Q1"),
    ("q1", "?-Q1"), ("quý tư năm 2025", "2025-Q4"), ("tháng 3/2026", "2026-03"), ("6 tháng đầu năm 2025", "2025-H1"),
    ("6 tháng cuối năm 2025", "2025-H2"), ("9 tháng đầu năm 2025", "2025-9M"), ("9 tháng", "?-9M"),
    ("03 tháng đầu năm 2024", "2024-Q1"), ("năm 2024", "2024"), ("cả năm 2025", "2025"),
    ("giai đoạn 2021 - 2030", "2021/2030"), ("tính đến 15/3/2026", "..2026-03-15"),
    ("từ ngày 13/12/2025 đến ngày 11/03/2026", "2025-12-13/2026-03-11"), ("đến hết tháng 3", "..?-03-31"),
    ("từ 15/12 đến 14/3/2026", "2025-12-15/2026-03-14"), ("đến năm 2030", "..2030-12-31"), ("quý này", "2026-Q2"),
    ("quý trước", "2026-Q1"), ("năm nay", "2026"), ("năm ngoái", "2025"), ("tháng trước", "2026-03"),
    ("quý 1 năm ngoái", "2025-Q1"), ("6 tháng đầu năm nay", "2026-H1"), ("ba tháng đầu 2024", "2024-Q1"),
    ("sáu tháng cuối năm ngoái", "2025-H2"), ("ba tháng cuối 2025", "2025-Q4"), ("mười một tháng đầu năm", "?-11M"),
    ("quý đầu năm nay", "2026-Q1"), ("quý cuối 2025", "2025-Q4"), ("quý đầu năm", "?-Q1"), ("nửa đầu 2025", "2025-H1"),
    ("nửa cuối năm ngoái", "2025-H2"), ("nửa cuối năm", "?-H2"), ("năm vừa rồi", "2025"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key"), FORMS)
def test_forms(text: str, key: str) -> None:
    assert [found.period.key for found in find_periods(text, today=TODAY)] == [key]


@pytest.mark.parametrize(("text", "key"), FORMS)
def test_forms_without_accents(text: str, key: str) -> None:
    assert [found.period.key for found in find_periods(fold(text), today=TODAY)] == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [("đầu năm 2024", "2024-01-01/2024-06-30"), ("hồi giữa 2025", "2025-04-01/2025-09-30"),
     ("cuối năm ngoái", "2025-07-01/2025-12-31"),
     ("dau 2026", "2026-01-01/2026-06-30"), ("đến cuối năm 2025", "..2025-12-31")],
)  # fmt: skip
def test_a_part_of_a_year_without_bounds_is_read_in_questions_alone(text: str, key: str) -> None:
    assert [found.period.key for found in find_periods(text, today=TODAY, loose=True)] == [key]
    assert [found.period.key for found in find_periods(text, today=TODAY)] != ["2024-01-01/2024-06-30"]


@pytest.mark.parametrize(
    "text",
    ["quỹ 1 tỷ", "quy định", "5 năm trước", "trong thời hạn 6 tháng", "Luật Đất đai năm 2013", "02/2017/TT-VPCP",
     "là 2104", "trước ngày 31/12/2026", "Quyết định số 280/QĐ-UBND ngày 15/9/2022"],
)  # fmt: skip
def test_no_period(text: str) -> None:
    assert find_periods(text, today=TODAY) == ()


def test_the_year_said_once_holds_for_both_quarters() -> None:
    found = find_periods("Quý I và Quý II năm 2025", today=TODAY)
    assert [item.period.key for item in found] == ["2025-Q1", "2025-Q2"]


def test_a_partial_period_is_filled() -> None:
    (found,) = find_periods("quý 1", today=TODAY)
    assert is_partial(found.period)
    assert with_year(found.period, 2024) == quarter_of(2024, 1, "quý 1")
    (given,) = find_periods("quý 1", today=TODAY, default_year=2025)
    assert given.period.key == "2025-Q1"


def test_february_of_a_leap_year_ends_on_the_29th() -> None:
    (found,) = find_periods("đến hết tháng 2", today=TODAY)
    assert with_year(found.period, 2024).end == date(2024, 2, 29)


def test_relation() -> None:
    assert relation(quarter_of(2026, 1), year_of(2026)) == "inside"
    assert relation(year_of(2026), quarter_of(2026, 1)) == "contains"
    assert relation(quarter_of(2025, 1), quarter_of(2026, 1)) == "disjoint"
    assert relation(month_of(2026, 3), as_of(date(2026, 3, 15))) == "contains"
    assert relation(quarter_of(1, 1), quarter_of(2024, 1)) == "same"


def test_dates() -> None:
    text = "131/NQ-CP ngày 06/10/2022; 6-10-2022; 06.10.2022; ngày 06 tháng 10 năm 2022; tháng 12 năm 2022; trước 30/8"
    found = find_dates(text)
    assert [item.date for item in found] == [date(2022, 10, 6)] * 4 + [None, None]
    assert [item.is_document_date for item in found] == [True] + [False] * 5
    assert all(text[item.start : item.end] == item.text for item in found)


def test_no_form_is_hidden_by_its_marks() -> None:
    """A form is looked for only where its marks stand; they stand in whatever it matches."""
    for text, _ in FORMS:
        looked_for = forms_in(text, loose=True)
        for form in (*period_forms.FORMS, *period_forms.LOOSE):
            if form.pattern.search(text):
                assert form in looked_for, (text, form.pattern.pattern)


def test_sang_nam_is_read_in_questions_alone() -> None:
    assert [f.period.key for f in find_periods("sang năm dự kiến", today=TODAY, loose=True)] == ["2027"]
    assert find_periods("sang năm dự kiến", today=TODAY) == ()
    assert find_periods("năm sau khi sáp nhập", today=TODAY, loose=True) == ()
