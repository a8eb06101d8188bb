"""A model's reply as sentences with the keys they cite, where its provider lets the form of a reply be prescribed.

`SCHEMA` is that form; `as_lines` turns the pieces of such a reply into the lines that a model without it writes
("… [a1b2c3]"), each as soon as it is whole, so that everything behind it is the same for both.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from langchain_core.utils.json import parse_partial_json

_AROUND = re.compile(r"^\s*(?:<think>.*?</think>\s*)?(?:```(?:json)?\s*)?", re.DOTALL)
SCHEMA: dict[str, Any] = {
    "title": "cau_tra_loi",
    "description": "Các câu của câu trả lời, theo thứ tự.",
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string", "description": "Một câu, không có khóa."},
                    "keys": {
                        "type": "array",
                        "items": {"type": "string"},
                        "description": "Khóa của các đoạn chứa điều câu đó nói.",
                    },
                },
                "required": ["text", "keys"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


def as_lines(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of a reply in the form of SCHEMA as its pieces complete them; a reply in words passes as it is.

    >>> list(as_lines(['{"sentences": [{"text": "Đạt 5%.", "ke', 'ys": ["a1"]}, {"text": "Chậm.", "keys": []}', "]}"]))
    ['Đạt 5%. [a1]\\n', 'Chậm. \\n']
    >>> list(as_lines(["Đạt ", "5% [a1]."]))
    ['Đạt 5% [a1].']
    """
    held, given = "", 0
    arrived = iter(pieces)
    for piece in arrived:
        held += piece
        if not _opened(held):
            continue
        if in_words(held):
            yield held
            yield from arrived
            return
        whole = _sentences(held)
        yield from whole[given:-1]  # the last one may not be at its end
        given = max(given, len(whole) - 1)
    if in_words(held):
        yield held
    elif _bare(held).endswith("}"):
        yield from _sentences(held)[given:]


def in_words(reply: str) -> bool:
    """Whether a reply that was asked for in the form of SCHEMA came in words: the endpoint knows nothing of forms."""
    return bool(_bare(reply)) and not _bare(reply).startswith("{")


def _opened(held: str) -> bool:
    """Whether enough has come to tell a form, with its thoughts and fence, from words."""
    start = held.lstrip()
    if start.startswith("<think>"):
        return "</think>" in start
    return bool(_bare(held)) and (start.startswith("{") or len(start) > len("```json"))


def _bare(reply: str) -> str:
    """A reply without the thoughts and the fence that a model may put around its JSON."""
    return _AROUND.sub("", reply).strip("` \n")


def _sentences(held: str) -> list[str]:
    try:
        found = parse_partial_json(_bare(held))
    except ValueError:  # not JSON yet
        return []
    listed = found.get("sentences") if isinstance(found, dict) else None
    return [_line(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _line(one: dict[str, Any]) -> str:
    keys = one.get("keys")
    marks = "".join(f"[{key}]" for key in keys if isinstance(key, str)) if isinstance(keys, list) else ""
    return f"{' '.join(str(one.get('text', '')).split())} {marks}\n"
