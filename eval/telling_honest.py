"""Honest paraphrases of printed sentences, made mechanically: what a secretary may do without changing what is said.

Each kind is a generator of true sentences; together they are `HONEST`. `merged` tells two cited sentences in one.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from ingest.vietnamese.levels import find_scopes

_PARTS = re.compile(r";\s+")
_TIME = re.compile(
    r"^((?:Đến|Trong|Tính đến|Từ|Sau|Trước)\s(?:hết |ngày |quý |năm |tháng |thời hạn |nay)[^,;:]{0,60}),\s+([^;:]+)$"
)
_ASIDE = re.compile(r"\s*\((?!\d+\)|[a-zđ]\))[^()]*\)")
_LEANING = re.compile(
    r"^(?:trong đó|đạt|bằng|tăng|giảm|chiếm|cao|thấp|riêng|còn|trường hợp|các trường|nếu|sau đó|đồng thời|và|hoặc|"
    r"những|việc này|nhưng|tuy)\b",
    re.IGNORECASE,
)
"""A part that needs the one before it to be understood."""
_LEADS = re.compile(
    r"^(?P<body>[^,;:()]{4,80}?) (?P<verb>chủ trì|ban hành|tổ chức|quyết định|phê duyệt|quy định|hướng dẫn|thẩm định)"
    r" (?P<what>(?!và|hoặc|phối|của)[^,;:()]{12,160}?)\.?$"
)
SAME: Sequence[tuple[str, str]] = (
    (r"tối thiểu(?= \d)", "ít nhất"),
    (r"ít nhất(?= \d)", "tối thiểu"),
    (r"tối đa(?= \d)", "không quá"),
    (r"không quá(?= \d)", "tối đa"),
    (r"Ủy ban nhân dân(?! [A-ZĐ])", "UBND"),
    (r"(?<![-/])UBND(?![-/])", "Ủy ban nhân dân"),
    (r"thủ tục hành chính", "TTHC"),
    (r"đạt(?= \d[\d.,]*%)", "là"),
    (r"đạt(?= \d[\d.,]*%)", "ở mức"),
    (r"là(?= \d[\d.,]*(?:%| (?:tỷ|triệu) đồng))", "đạt"),
    (r"trong vòng(?= \d)", "trong"),
    (r"trong thời hạn(?= \d)", "trong vòng"),
    (r"kể từ ngày nhận", "tính từ ngày nhận"),
    (r"nhưng không", "song không"),
    (r"hằng năm", "mỗi năm"),
    (r"đồng thời", "cùng với đó"),
    (r"gồm(?= \d)", "có"),
    (r"(?<!do )(?<!được )do(?= (?:chưa|thiếu|không|còn))", "vì"),
    (r"phấn đấu(?= (?:đạt|đến|có))", "mục tiêu là"),
    (r"bao gồm", "gồm có"),
    (r"có trách nhiệm", "phải"),
    (r"được thực hiện", "thực hiện"),
    (r"theo quy định", "đúng quy định"),
)
"""(what is printed, what says the same)."""
Made = Iterator[str]


def parts_left(text: str) -> Made:
    """One part of a sentence of several, which stands by itself."""
    parts = _whole_parts(text)
    if len(parts) > 1:
        yield _sentence(parts[0])
        yield from (_sentence(part) for part in parts[1:] if not _LEANING.match(part))


def reordered(text: str) -> Made:
    """The last of the parts told first, where none leans on another."""
    parts = _whole_parts(text)
    if len(parts) > 1 and not any(_LEANING.match(part) for part in parts):
        yield _sentence("; ".join((parts[-1], *(_small(p) for p in parts[:-1]))))


def _whole_parts(text: str) -> list[str]:
    """The parts between semicolons, none where a list hangs on an introduction or a bracket spans them."""
    parts = [part.strip(" .;") for part in _PARTS.split(text)]
    plain = not re.search(r":(?=\s)", text) and all(p.count("(") == p.count(")") for p in parts)
    return parts if plain and all(len(p) > 25 for p in parts) else []


def time_moved(text: str) -> Made:
    """When it was, told last instead of first."""
    match = _TIME.match(text.rstrip(" .;"))
    if match and match[2].count(",") < 2:
        yield f"{match[2][0].upper()}{match[2][1:]} {_small(match[1])}."


def without_aside(text: str) -> Made:
    """The sentence without what it says in brackets."""
    kept = _ASIDE.sub("", text)
    if kept != text and len(kept) > 40 and "(" not in kept:
        yield kept


def passive(text: str) -> Made:
    """What a body does told as done by it: "Sở A tổ chức B" → "B do Sở A tổ chức"."""
    match = _LEADS.match(text)
    if match and any(s.start == 0 and s.end == len(match["body"]) for s in find_scopes(match["body"])):
        what = match["what"].strip()
        yield f"{what[0].upper()}{what[1:]} do {match['body']} {match['verb']}."


def in_other_words(text: str) -> Made:
    """One expression said by another that means the same."""
    for printed, told in SAME:
        found = list(re.finditer(rf"(?<!\w){printed}(?!\w)" if printed[0] != "(" else printed, text))
        if len(found) == 1:
            yield text[: found[0].start()] + told + text[found[0].end() :]


def introduced(text: str) -> Made:
    """The sentence after the words by which a secretary points to a document."""
    if text[:1].isupper() and not re.match(r"\w{1,3}[.:)]|(?:Theo|Bước|Ví dụ|Căn cứ|Điều|Nội dung|Ghi chú)\b", text):
        yield f"Theo văn bản, {_small(text)}"
        yield f"Văn bản nêu rõ {_small(text)}"


def merged(first: str, second: str) -> str:
    """Two sentences in one."""
    return f"{first.rstrip(' .;:')}; {_small(second)}"


def _small(text: str) -> str:
    """A sentence to stand inside another: its first letter small where its first word is no name."""
    word = re.match(r"\w*", text)
    named = find_scopes(text[:80])[:1]
    keep = word and (word[0].isupper() or word[0] in ("Sở", "Bộ", "Ủy", "Uỷ", "Chính", "Quốc", "Nhà", "Hội", "Thủ"))
    if keep or (named and named[0].start == 0) or re.match(r"\w+ [A-ZĐÂÊÔƠƯ]", text):
        return text
    return text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


HONEST: Mapping[str, Callable[[str], Made]] = {
    "as printed": lambda text: iter((text,)),
    "a part": parts_left,
    "reordered": reordered,
    "time moved": time_moved,
    "without aside": without_aside,
    "passive": passive,
    "in other words": in_other_words,
    "introduced": introduced,
}
