"""Records ↔ compact JSON: the form in which the catalogue keeps what has no column of its own.

A record becomes the list of its field values, without names, so that thousands of statements load in
milliseconds. Fields may be appended to a record (with a default): older rows then lack the last values and
the defaults step in. Any other change of a record needs the documents to be read again (pipeline.py does
that by itself, because the parser's version changes).
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

R = TypeVar("R")
Reader = Callable[[Any], Any]


def pack(record: Any) -> str:
    """A record as JSON.

    >>> from ingest.records import Period, Span
    >>> pack(Span(3, 10, 25, ((56.7, 70.0, 538.5, 84.2),)))
    '[3,10,25,[[56.7,70.0,538.5,84.2]]]'
    >>> pack(Period("year", date(2026, 1, 1), date(2026, 12, 31), "2026"))
    '["year","2026-01-01","2026-12-31","2026",""]'
    """
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def unpack(kind: type[R], packed: Iterable[str]) -> tuple[R, ...]:
    """The records of one kind that `pack` made, in order; one JSON reading for all of them.

    >>> from ingest.records import Span
    >>> unpack(Span, ["[3,10,25,[]]", "[4,0,5]"])
    (Span(page=3, start=10, end=25, boxes=()), Span(page=4, start=0, end=5, boxes=()))
    """
    read: Reader | None = _reader(cast(Any, kind))
    assert read is not None, f"{kind} is not a record"
    return tuple(map(read, json.loads(f"[{','.join(packed)}]")))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _reader(kind: Any) -> Reader | None:
    """What turns a JSON value back into `kind`; None where JSON gives it back as it was."""
    if is_dataclass(kind):
        return _record_reader(kind)
    if kind is date:
        return cache(date.fromisoformat)
    arguments, origin = get_args(kind), get_origin(kind)
    if origin in (Union, UnionType):
        (inner,) = [_reader(part) for part in arguments if part is not NoneType]
        return None if inner is None else lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_reader(arguments)
    return None


def _tuple_reader(arguments: tuple[Any, ...]) -> Reader:
    if arguments[-1] is not Ellipsis:
        # Fixed tuples of the records hold plain values only: boxes, cells, abbreviations.
        assert not any(map(_reader, arguments)), f"tuple{arguments} holds records"
        return tuple
    inner = _reader(arguments[0])
    return tuple if inner is None else lambda values: tuple(map(inner, values)) if values else ()


def _record_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = [(place, _reader(hints[field.name])) for place, field in enumerate(fields(kind))]
    nested = [(place, read) for place, read in readers if read is not None]

    def read_record(values: list[Any]) -> Any:
        for place, read in nested:
            if place < len(values):
                values[place] = read(values[place])
        return kind(*values)

    return read_record
