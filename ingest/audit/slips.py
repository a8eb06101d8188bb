"""What a slip of the hand makes of a number: one digit changed, left out or added, or two digits exchanged."""

import re

_FEWEST_DIGITS = 3  # shorter numbers are one slip away from nearly any other


def slip(a: str, b: str) -> bool:
    """True where one slip of the hand turns the digits printed as `a` into those of `b`.

    Round numbers ("300" and "400") are apart by one digit for other reasons.

    >>> slip("2.27.235", "227.235"), slip("1.659", "1.704"), slip("938", "838"), slip("300", "400")
    (True, False, True, False)
    >>> slip("1.234", "1.324"), slip("86,57", "87,56"), slip("1.204", "2.140")
    (True, True, False)
    """
    one, other = _digits(a), _digits(b)
    if min(len(one.rstrip("0")), len(other.rstrip("0"))) < _FEWEST_DIGITS:
        return False
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    apart = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    return len(apart) < 2 or (len(apart) == 2 and apart[0] == apart[1][::-1])


def _digits(printed: str) -> str:
    return re.sub(r"\D", "", printed).lstrip("0")
