"""Names of numbers in front of which nothing is said: the words behind them, or what an earlier number is told of."""

import re

from ingest.clauses import NOUN
from ingest.named import ADDS, Named, Said
from ingest.phrases import is_thin, tidy

_PARTED = re.compile(r";")
_ABOUT = re.compile(r"(?<!\w)về\s+(.+)")
_VERB = re.compile(r"(?<!\w)(?:đạt|chiếm|bằng|là|tăng|giảm|còn|vượt|ước|hơn)(?!\w)", re.IGNORECASE)
_REACHES = re.compile(  # "33 chỉ tiêu đạt và vượt": a state
    r"(?:\s+(?:chủ yếu|cơ bản))?(?=\s+(?:(?:không|chưa)\s+)?(?:đạt|vượt)(?!\w))"
    r"(?:\s+[^\W\d_]+){1,8}?(?=\s*(?:[,.;()]|$)|\s+và\s*$)"
)
_IN_A_STATE = re.compile(r"\s*(?:đang|chưa|còn|bị|đã|quá|trong|(?:không\s+)?(?:đạt|vượt))(?!\w)")
"""Said of things of which the verb before does not hold: "hoàn thành 39 nhiệm vụ, 15 nhiệm vụ đang thực hiện"."""
_CONSISTS = re.compile(  # what is made of so many: "Khu vực Vành đai 2, gồm 14 phường", "Hồ sơ gồm: 01 bộ"
    r"(?P<what>[^.;:]*[^\W\d_][^.;:]*?)[\s,]+(?:bao )?gồm(?:\s+có)?[\s:]*$", re.IGNORECASE
)


def _rank(said: Said) -> Named | None:
    about = _ABOUT.search(said.after) if said.number.kind == "rank" else None
    return said.own(about[1]) if about else None


def _counted(said: Said) -> Named | None:
    """What is counted, with what was done to it, said here or of the number before."""
    if not said.counted:
        return None
    before, after, unit, head = said.before, said.after, said.unit, said.head
    if "tổng số" in before.lower():
        return said.own("tổng số", unit, after, keep_start=True)
    if head is not None and before.strip().lower() == "cho" and not is_thin(after):
        whole = said.named[head].indicator.partition(" (")[0]  # "tiêm ít nhất 01 mũi cho 12.400 trẻ"
        return said.own(whole, unit, after, keep_start=True)
    if head is None and ADDS.match(before):  # "Tăng thêm 04 Thứ trưởng"
        return said.own(tidy(before) or before.strip(" ,"), unit, after, keep_start=True)
    doing = head is not None and said.named[head].verb and not before.strip(" ,") and not _PARTED.search(said.front)
    if head is not None and doing and not _IN_A_STATE.match(after):
        return said.own(said.named[head].verb, unit, after, keep_start=True)  # "thành lập mới 50 hợp tác xã, 02 …"
    return None


def _measured(said: Said) -> Named | None:
    """ "trên 63.000 ha cây trồng ngắn ngày" """
    if said.number.kind == "measure" and NOUN.match(said.after) and not is_thin(said.after):
        return said.own(said.after, keep_start=True)
    return None


def _state(said: Said) -> Named | None:
    state = _REACHES.match(said.after) if said.counted and said.unit else None
    return said.plain(f"{said.unit}{state.group()}") if state else None


def _where(said: Said) -> Named | None:
    """ "bàn giao 305 tài khoản cho 30/30 đơn vị" """
    placed = said.before.strip().lower() in ("cho", "tại", "ở") and is_thin(said.after)
    if said.head is not None and said.counted and placed:
        return said.own(said.named[said.head].indicator, said.before, said.unit)
    return None


def _as_before(said: Said) -> Named | None:
    """Numbers that say nothing of their own are of what the number before them is."""
    if said.head is None:
        return None
    number, context = said.number, said.context
    if said.counted:
        printed = context.text[context.left : number.start].strip(" ,:")
        same = context.numbers[said.head].unit == number.unit and bool(printed) and is_thin(said.after)
    else:
        verb = _VERB.search(said.before) or said.whole or not NOUN.match(said.after)
        same = bool(number.kind == "rank" or verb)
    return said.inherited(said.head, said.whole) if same else None


def _consists(said: Said) -> Named | None:
    whose = _CONSISTS.search(said.front) if said.counted and said.head is None else None
    if whose is None:
        return None
    return said.plain(f"{tidy(f'{said.unit} {said.after}', keep_start=True)} ({tidy(whose['what'])})")


def _behind(said: Said) -> Named | None:
    if said.counted or not is_thin(said.after):
        return said.own(said.unit, said.after, keep_start=True)
    return None


RULES = (_rank, _counted, _measured, _state, _where, _as_before, _consists, _behind)
