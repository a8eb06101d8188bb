"""Phrases of the genre: cue words by role (figure_cues.tsv), and an indicator's words freed of what joins them."""

import re
from collections.abc import Sequence
from pathlib import Path

_LONGEST = 28  # syllables of an indicator: the longest label of a table row in reports has about twenty


def _cues() -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("figure_cues.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            role, words, _ = line.split("\t")
            roles.setdefault(role, []).extend(words.split("|"))
    return roles


CUES = _cues()


def cue(role: str, *, at_end: bool = False) -> re.Pattern[str]:
    """A pattern for the words of a role; `at_end` only where they close the text (a comparator's place)."""
    words = "|".join(re.escape(word) for word in sorted(CUES[role], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" + (r"[\s:]*$" if at_end else ""), re.IGNORECASE)


_THIN = cue("thin")
_TRAILING = re.compile(
    r"(?:[\s,:;(\-–]|(?<!\w)(?:và|với|là|(?<!không )(?<!chưa )đạt|chiếm|còn|(?<!tồn )tại|của|cho"
    r"|có|được|trong đó|đạt tỷ lệ|với tổng số|tổng số|gồm"
    r"|bao gồm|tương ứng|(?<!gia )tăng|(?<!cắt )(?<!suy )(?<!tinh )giảm|gấp|trên|khoảng từ|khoảng|ước|cụ thể|nhưng"
    r"|không được(?: quá)?"
    r"|không vượt quá|không vượt|không thấp hơn|không cao hơn|không lớn hơn|không nhỏ hơn|không dưới|dưới"
    r"|đạt từ|có từ"
    r"|lớn hơn hoặc bằng|nhỏ hơn hoặc bằng|chậm nhất|muộn nhất|(?<!sắp )xếp|xếp thứ"
    r"|tối thiểu|ít nhất|tối đa|không quá|gần|hơn"
    r"|(?:mới|chỉ|mới chỉ)\s+(?:đạt|được|có|bằng|là|chiếm)|quá|vào"
    r"|(?:thời điểm\s+)?(?<!lần )(?<!ban )(?<!bước )(?<!hàng )(?<!đứng )(?<!dẫn )(?<!bắt )(?:cuối|đầu)"
    r"|theo|ở|(?<!lý )do|(?<!kể )từ(?:\s+đến)?|(?<!trở )lên|(?<!trở )xuống|phải"
    r"|(?<!bên )trong|cả năm|ước cả năm|ước thực hiện|uớc thực hiện))+$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:[\s,;:.\-–+*•]|\(\d{1,2}\)\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|(?<!\w)(?:và|đã|trong đó có|trong đó"
    r"|lũy kế|luỹ kế|đến cuối năm|trong (?:năm|tháng|quý|kỳ)|năm(?=\s+dự)|cả năm|năm học|phấn đấu|để|nhằm"
    r"|(?:đến|tính đến) thời điểm (?:báo cáo|hiện nay|hiện tại|này)|hiện(?=\s+(?:có|tỉnh|toàn|cả))|tuy nhiên"
    r"|tuy vậy|song|mặt khác|đồng thời|bên cạnh đó|do đó|vì vậy|ngoài ra|qua đó|trong khi(?: đó)?"
    r"|cụ thể|gồm|bao gồm|với|hiện tại|hiện nay|đến nay|của|tại|cho|trong(?! hạn)|là|có|đạt|được|riêng)(?!\w)"
    r"|kết quả(?=\s*[,:]))+",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\[\d+\]|[*_“”\"]")


def tidy(text: str, *, keep_start: bool = False) -> str:
    """Words of an indicator: marks, list numbers and joining words at both ends taken off.

    Of too many the last are kept, which stand at the number, or the first with `keep_start`.

    >>> tidy("- Tỷ lệ ký số tại sở ngành đạt:")
    'tỷ lệ ký số tại sở ngành'
    """
    words = re.sub(r"\s+", " ", _MARKS.sub("", text)).strip()
    words = _TRAILING.sub("", _LEADING.sub("", words))
    syllables = words.replace(" ,", ",").split()
    words = " ".join(syllables[:_LONGEST] if keep_start else syllables[-_LONGEST:]).strip(" ,;:")
    if words.isupper() and " " in words:  # a heading in capitals
        return words.lower()
    return words if words[:2].isupper() or not words else words[0].lower() + words[1:]


def plain_label(text: str) -> str:
    """The label of a row: only its list mark and closing punctuation taken off.

    >>> plain_label("(2) Kinh tế - xã hội của địa phương tốt hơn;")
    'kinh tế - xã hội của địa phương tốt hơn'
    """
    words = re.sub(r"\s+", " ", _MARKS.sub("", text)).strip()
    words = re.sub(r"^(?:[-+*•]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))\s+", "", words).strip(" ,;:.")
    if words.isupper() and " " in words:
        return words.lower()
    return words if words[:2].isupper() or not words else words[0].lower() + words[1:]


def is_thin(text: str) -> bool:
    """True where nothing but joining words, marks and spaces is left."""
    return not re.search(r"[^\W\d_]", _THIN.sub(" ", text))


def blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spaces in place of the spans: offsets stay."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
