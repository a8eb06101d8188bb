"""Whether a shown computation holds: every operand stands in what it cites, and the formula comes out as printed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.vietnamese.numbers import all_number_tokens, parse_number

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d{3})*(?:,\d+)?)|(?P<sign>[+×/()]|−|-))")
_CALL = re.compile(r"(?P<name>max|min|đếm)\((?P<terms>[^()]*)\)\s*=\s*(?P<value>[\d.,]+)")
_PLACES = re.compile(r"\[(\d{1,3})\]")
_DAY = re.compile(r"\d{1,2}(?:/|\s+năm\s+)\d{4}$")
_PERCENT = 100.0
_NEAR = 1e-6


def believed(computation: Mapping[str, Any] | None, places: Mapping[int, str]) -> bool:
    """Whether a computation may be shown; `places` is what is printed at each citation, by marker.

    Each operand's text must stand in the place it cites and say the operand's value; each equation of the formula
    ("a + b = c", "max(a; b) = b", "đếm(a; b) = 2", parted by ";") may use only operands, the wholes printed with them
    ("58/168"), earlier results and 100, and must come out; the result must say numbers of the formula only. Places
    that are cited may be counted too: "đếm([1]; [2]) = 2".

    >>> shown = {"formula": "2 + 3 = 5", "operands": [{"text": "2 xã", "value": 2, "citation": 1},
    ...          {"text": "3 xã", "value": 3, "citation": 1}], "result": "5 xã"}
    >>> believed(shown, {1: "gồm 2 xã, 3 xã"}), believed(shown, {1: "gồm 2 xã, 4 xã"})
    (True, False)
    >>> two = {"formula": "đếm([1]; [2]) = 2", "operands": [], "result": "2"}
    >>> believed(two, {1: "Xã A", 2: "Xã B"}), believed(two, {1: "Xã A"})
    (True, False)
    """
    if computation is None:
        return False
    operands: Sequence[Mapping[str, Any]] = computation["operands"]
    if not all(_stands(o, places.get(o["citation"], "")) for o in operands):
        return False
    known = [abs(float(n)) for o in operands for n in _numbers(o["text"])] + [abs(float(o["value"])) for o in operands]
    said: list[float] = []
    for equation in _equations(computation["formula"]):
        value = _places_counted(equation, places) or _checked(equation, [*known, *said, _PERCENT])
        if value is None:
            return False
        said += value
    return all(any(abs(n - s) < _NEAR for s in said) for n in _numbers(str(computation["result"])))


def _stands(operand: Mapping[str, Any], place: str) -> bool:
    """Whether an operand's printed text stands whole in its place, and says its value; of a day, its year."""
    text = " ".join(str(operand["text"]).split())
    edge = r"(?<![\d.,/]){}(?![\d/]|[.,]\d)" if text[:1].isdigit() else r"{}(?![\d/]|[.,]\d)"
    found = re.search(edge.format(re.escape(text)), " ".join(place.split()))
    numbers = _numbers(text)
    values = (numbers[0], numbers[-1]) if _DAY.search(text) else numbers[:1]
    return found is not None and any(abs(abs(float(operand["value"])) - value) < _NEAR for value in values)


def _numbers(text: str) -> list[float]:
    """The numbers of a text, both of "58/168"; the digits of a code ("trang A4") are none."""
    parts = [part for _, _, token in all_number_tokens(text) for part in token.split("/")]
    return [parse_number(part) for part in parts if re.fullmatch(r"\d[\d.,]*", part)]


def _equations(formula: str) -> list[str]:
    """The parts of a formula between semicolons that stand in no brackets."""
    return [part.strip() for part in re.split(r";(?![^()]*\))", formula)]


def _checked(equation: str, allowed: Sequence[float]) -> list[float] | None:
    """The numbers that an equation brings in, when it may use what it uses and comes out; else None."""
    call = _CALL.fullmatch(equation)
    if call:
        return _called(call, allowed)
    left, sign, right = equation.rpartition(" = ")
    value = _TOKEN.fullmatch(right)
    if not sign or value is None or not value["number"]:
        return None
    terms = _tokens(left)
    if terms is None or not all(any(abs(t - a) < _NEAR for a in allowed) for t in terms if isinstance(t, float)):
        return None
    got, rest = _sum(terms)
    printed = parse_number(right)
    decimals = len(right.partition(",")[2])
    if rest or got is None or abs(got - printed) > 0.5 * 10**-decimals + _NEAR:
        return None
    return [*(t for t in terms if isinstance(t, float)), printed]


def _places_counted(equation: str, places: Mapping[int, str]) -> list[float] | None:
    """The number of cited places that an equation counts, each once, when it comes out; None where it counts none."""
    call = _CALL.fullmatch(equation)
    terms = [t.strip() for t in call["terms"].split(";")] if call and call["name"] == "đếm" else []
    if call is None or not all(map(_PLACES.fullmatch, terms)):
        return None
    cited = {int(term.strip("[]")) for term in terms}
    whole = len(cited) == len(terms) and cited <= places.keys()
    return [parse_number(call["value"])] if whole and parse_number(call["value"]) == len(terms) else None


def _called(call: re.Match[str], allowed: Sequence[float]) -> list[float] | None:
    texts = [t for t in (t.strip() for t in call["terms"].split(";")) if t]
    terms = [parse_number(t) for t in texts]
    if not all(any(abs(t - a) < _NEAR for a in allowed) for t in terms):
        return None
    value = parse_number(call["value"])
    right = len(terms) if call["name"] == "đếm" else (max if call["name"] == "max" else min)(terms, default=None)
    return [*terms, value] if right is not None and abs(right - value) < _NEAR else None


def _tokens(text: str) -> list[float | str] | None:
    out: list[float | str] = []
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        out.append(parse_number(match["number"]) if match["number"] else match["sign"].replace("−", "-"))
        at = match.end()
    return out


def _sum(terms: list[float | str]) -> tuple[float | None, list[float | str]]:
    """A sum of products, read from the left; what is not read is given back."""
    value, rest = _product(terms)
    while value is not None and rest and rest[0] in ("+", "-"):
        right, after = _product(rest[1:])
        if right is None:
            return None, rest
        value, rest = (value + right if rest[0] == "+" else value - right), after
    return value, rest


def _product(terms: list[float | str]) -> tuple[float | None, list[float | str]]:
    value, rest = _atom(terms)
    while value is not None and rest and rest[0] in ("×", "/"):
        right, after = _atom(rest[1:])
        if right is None or (rest[0] == "/" and not right):
            return None, rest
        value, rest = (value * right if rest[0] == "×" else value / right), after
    return value, rest


def _atom(terms: list[float | str]) -> tuple[float | None, list[float | str]]:
    if not terms:
        return None, terms
    first, rest = terms[0], terms[1:]
    if isinstance(first, float):
        return first, rest
    if first == "(":
        value, after = _sum(rest)
        return (value, after[1:]) if after and after[0] == ")" else (None, terms)
    return None, terms
