"""Lies and honest tellings made mechanically (eval/tellings.py) of the made sentences of tests/data."""

from collections import Counter

from eval.telling_honest import merged, passive, time_moved
from eval.telling_lies import CHANGED, changed, exchanged, numbers
from eval.tellings import held, tellings
from tests.test_told import sources

SIGNING = "Tỷ lệ ký số tại sở ngành đạt 97,4%; tại xã phường đạt 88,6%."


def test_two_numbers_change_places() -> None:
    assert list(numbers(SIGNING)) == ["Tỷ lệ ký số tại sở ngành đạt 88,6%; tại xã phường đạt 97,4%."]


def test_members_of_a_list_do_not_for_that_is_no_lie() -> None:
    assert list(exchanged("tại 3, 4 và 5", [(4, 5), (7, 8), (12, 13)])) == []


def test_an_expression_is_changed_for_its_contrary_where_it_stands_once() -> None:
    assert list(changed("Hỗ trợ tối đa 24 tháng.", CHANGED["bound"])) == ["Hỗ trợ tối thiểu 24 tháng."]
    assert list(changed("Tối đa 5 hoặc tối đa 6, tối đa 7.", CHANGED["bound"])) == []


def test_honest_tellings_say_the_same() -> None:
    assert list(time_moved("Đến hết năm 2026, tỉnh có 92 xã.")) == ["Tỉnh có 92 xã đến hết năm 2026."]
    assert list(passive("Sở Nội vụ chủ trì rà soát vị trí việc làm.")) == [
        "Rà soát vị trí việc làm do Sở Nội vụ chủ trì."
    ]
    assert merged("Có 5 dự án.", "Trường đón 3 đoàn.") == "Có 5 dự án; trường đón 3 đoàn."


def test_few_lies_are_shown_and_few_honest_tellings_withheld() -> None:
    """The aims are 1 % and 5 %; what was reached, so that no change makes it worse."""
    asked: Counter[bool] = Counter()
    wrong: Counter[bool] = Counter()
    for told in tellings(list(sources().values())):
        asked[told.lie] += 1
        wrong[told.lie] += bool(held(told)) != told.lie
    print(f"\nlies shown {wrong[True]} of {asked[True]}, honest tellings withheld {wrong[False]} of {asked[False]}")
    assert asked[True] > 300
    assert asked[False] > 300
    assert wrong[True] <= 0.02 * asked[True]
    assert wrong[False] <= 0.05 * asked[False]
