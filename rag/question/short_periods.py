"""Periods as they are typed for short → as they are named: "q1" is "quý 1", "9t đầu năm" is "9 tháng đầu năm".

A letter beside a number has many meanings ("6t" tấn, tuổi; "t3" thứ ba), so each form says what must stand beside it.
"""

import re

_YEAR = (
    r"(?=\s*(?:[/.,-]\s*|năm\s*|nam\s*|của\s*năm\s*)?(?:20)?\d\d(?!\d)"
    r"|\s+(?:năm|nam)\s+(?:nay|này|ngoái|ngoai|trước|truoc))"
)
_OF_YEAR = r"(?=\s*(?:đầu|dau|cuối|cuoi|qua\b|vừa|vua)|\s*/?\s*20\d\d(?!\d)|\s+(?:của\s+)?(?:năm|nam)\b)"
_SHORT = (
    # what is typed, what is named, what must stand behind it
    (re.compile(r"(?<![\w/.-])q\.?\s?([1-4]|iv|i{1,3})(?![\w])", re.IGNORECASE), r"quý \1"),
    (re.compile(rf"(?<![\w/.,-])(\d{{1,2}})\s?(?:th|t|tg)\b\.?{_OF_YEAR}", re.IGNORECASE), r"\1 tháng"),
    (re.compile(rf"(?<![\w/.-])t\.?(0?[1-9]|1[0-2]){_YEAR}", re.IGNORECASE), r"tháng \1"),
    (re.compile(rf"(?<![\w/.-])h1{_YEAR}", re.IGNORECASE), "6 tháng đầu năm"),
    (re.compile(rf"(?<![\w/.-])h2{_YEAR}", re.IGNORECASE), "6 tháng cuối năm"),
)
_NAMED_YEAR = re.compile(r"((?:đầu|cuối) năm)\s*(?:[/.-]\s*|năm\s+)(?=20\d\d)")


def spelt_periods(message: str) -> str:
    """A message with its short periods named; nothing else is changed.

    >>> spelt_periods("q1 năm nay cấp mấy tk"), spelt_periods("Q.IV/2025"), spelt_periods("thu ns 9t 2026")
    ('quý 1 năm nay cấp mấy tk', 'quý IV/2025', 'thu ns 9 tháng 2026')
    >>> spelt_periods("t3/2026 so t3 hằng tuần"), spelt_periods("H1/2026"), spelt_periods("gạo 6t, 131/NQ-CP")
    ('tháng 3/2026 so t3 hằng tuần', '6 tháng đầu năm 2026', 'gạo 6t, 131/NQ-CP')
    """
    for short, named in _SHORT:
        message = short.sub(named, message)
    return _NAMED_YEAR.sub(r"\1 ", message)
