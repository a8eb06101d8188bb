"""The rows that the numbers of a column choose: beyond a limit or a mean, in a place of a ranking, or at an end."""

from collections.abc import Sequence
from dataclasses import replace

from rag.library import Library
from rag.reading.grid import Row
from rag.records import Question
from rag.tables.against import against, asks_mean
from rag.tables.amounts import Amounts, column, moved
from rag.tables.choice import Chosen, narrowed
from rag.tables.ends import at_place, placed, stands
from rag.tables.limits import limit, of_plan, threshold
from rag.tables.moves import changes
from rag.tables.picked import at_end, beyond, rank_column, unknown
from rag.tables.prose import whole_at

RANKS = (
    "cao thấp lớn nhỏ nhiều ít tốt kém nhanh chậm mạnh yếu nhất cao nhất thấp nhất nhiều nhất ít nhất lớn nhất đứng đầu"
    " đội sổ cuối bảng top dẫn đầu tăng giảm hụt vượt dưới trên từ trở lên trở xuống hơn thấp hơn cao hơn không đạt"
    " chưa đạt hoàn thành hay gặp thường gặp tổng cộng lại gộp cả thảy đứng chót đứng cuối xếp cuối xếp hạng thứ hạng"
    " chấm điểm chưa tới chưa được ngoài trong lọt nằm rớt rơi khỏi tốp"
    " thứ nhì thứ hai thứ ba thứ tư áp chót á quân hạng nhì kế cuối từ dưới lên"
)
"""Words of comparing, which a column of numbers answers."""
_MOVED = (
    "so với năm ngoái năm trước cùng kỳ năm nay kỳ trước tháng trước quý trước tăng lên giảm đi giữ nguyên không đổi"
    " thay đổi cải thiện tụt rớt xuống lên hạng bậc nhảy lùi mức giao được giao vượt kế hoạch chỉ tiêu dự toán cả năm"
)
"""Words of changing, which a column of changes answers."""
_MONEY = "tiền kinh phí chi phí tốn tốn kém ngốn đắt vốn"


def by_number(text: str) -> bool:
    """Whether a question sets a limit in figures, places of a ranking, or a mean."""
    return threshold(text) is not None or placed(text) is not None or asks_mean(text)


def by_amount(question: Question, made: Chosen, library: Library, said: list[str]) -> Chosen:
    """The rows beyond the limit or the mean that the question sets, in the places it names, or the extreme ones."""
    wanted = limit(question)
    if made.wish.end and wanted is not None and wanted.head is not None:
        wanted = None
    sums = made.wish.sums and wanted is None
    means = asks_mean(question.text) and threshold(question.text) is None
    if wanted is not None and wanted.head is not None and made.grid.intro:
        return replace(made, rows=())  # prose says itself which of its members rose or fell
    if (wanted is None and made.wish.end is None and not sums and not means) or not made.rows:
        return made
    if made.wish.end and made.grid.intro and not whole_at(made.grid.intro, made.wish.end.most):
        return replace(made, rows=())
    if means:
        return _beyond_mean(question, made, library, said)
    end, places = made.wish.end, placed(question.text)
    nth = end.nth if end and at_place(question.text) else 0
    ranks = rank_column(made.grid, made.rows) if places or nth or stands(question.text) else None
    if (places or nth) and ranks is not None and (nth or max(ranks.of.values()) > len(made.rows)):
        first, inside = places or (nth, True)
        own = [(r, ranks.of[r.statement.id]) for r in made.rows if r.statement.id in ranks.of]
        rows = tuple(r for r, rank in own if (rank == nth if nth else (rank <= first) == inside))
        if nth and not rows:  # "xã nào hạng 3" where a ward is
            rows = tuple(r for r in made.grid.data if ranks.of.get(r.statement.id) == nth)
            made = replace(made, rows=rows)
        return _compared(made, rows, ranks, said)
    told = wanted or (of_plan() if end and end.planned else None)
    against = told.against if told else "time" if moved(question.text) else ""
    reckoned = tuple(changes(made.grid, question.text, against, end is not None)) if against else ()
    amounts = column(question, made.grid, made.rows, library.rarity, told, reckoned)
    amounts = amounts or (ranks if wanted is None else None)
    if amounts is None:
        return replace(made, rows=())
    if sums:
        rows = made.rows if len(made.rows) < len(made.grid.data) else ()
    elif wanted is not None:
        rows = beyond(amounts, made.rows, wanted)
    else:
        rows = at_end(amounts, made.rows, end, made.wish.top) if end else ()
    return _compared(made, rows, amounts, said)


def _compared(made: Chosen, rows: Sequence[Row], amounts: Amounts, said: list[str]) -> Chosen:
    """The choice of the rows that a column of numbers chose."""
    empty = unknown(amounts, made.rows)
    said += [amounts.header, RANKS, _MONEY if "đồng" in amounts.unit else "", _MOVED if amounts.changes else ""]
    made = replace(narrowed(made, rows, amounts.header, amounts.columns), amounts=amounts, blank=empty)
    return replace(made, rows=tuple(rows))


def _beyond_mean(question: Question, made: Chosen, library: Library, said: list[str]) -> Chosen:
    """The rows above or below the mean that the table prints; none where it prints none."""
    found = against(
        question, made.grid, made.rows, lambda: column(question, made.grid, made.rows, library.rarity, None)
    )
    if found is None:
        return replace(made, rows=())
    heads = " ".join(made.grid.headers[c] for c in found.columns)
    said += [heads, RANKS, "trung bình bình quân mức chung mặt bằng thua kém so với cả tỉnh toàn tỉnh điểm chỉ số"]
    return narrowed(made, found.rows, heads, found.columns)
