"""The rows that the numbers of a column choose: beyond a limit or a mean, in a place of a ranking, or at an end."""

from collections.abc import Sequence
from dataclasses import replace

from rag.library import Library
from rag.reading.grid import Row
from rag.records import Question
from rag.tables.against import against, asks_mean
from rag.tables.amounts import Amounts, at_top, beyond, column, of_ratio, rank_column, ranked, unknown
from rag.tables.choice import Chosen, narrowed
from rag.tables.ends import placed, stands
from rag.tables.limits import limit, threshold
from rag.tables.prose import whole_at

RANKS = (
    "cao thấp lớn nhỏ nhiều ít tốt kém nhanh chậm mạnh yếu nhất cao nhất thấp nhất nhiều nhất ít nhất lớn nhất đứng đầu"
    " đội sổ cuối bảng top dẫn đầu tăng giảm hụt vượt dưới trên từ trở lên trở xuống hơn thấp hơn cao hơn không đạt"
    " chưa đạt hoàn thành hay gặp thường gặp tổng cộng lại gộp cả thảy đứng chót đứng cuối xếp cuối xếp hạng thứ hạng"
    " chấm điểm chưa tới chưa được ngoài trong lọt nằm rớt rơi khỏi tốp"
)
"""Words of comparing, which a column of numbers answers."""
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
    places = placed(question.text)
    ranks = rank_column(made.grid, made.rows) if places or stands(question.text) else None
    if places and ranks is not None and max(ranks.of.values()) > len(made.rows):
        first, inside = places
        rows = tuple(
            r for r in made.rows if r.statement.id in ranks.of and (ranks.of[r.statement.id] <= first) == inside
        )
        return _compared(made, rows, ranks, said)
    amounts = column(question, made.grid, made.rows, library.rarity, wanted) or (ranks if wanted is None else None)
    if amounts is None:
        return replace(made, rows=())
    if sums:
        rows = made.rows if len(made.rows) < len(made.grid.data) else ()
    elif wanted is not None:
        rows = beyond(amounts, made.rows, of_ratio(amounts, wanted))
    else:
        end = made.wish.end
        rows = ranked(amounts, made.rows, end is None or at_top(amounts, end), made.wish.top)
    return _compared(made, rows, amounts, said)


def _compared(made: Chosen, rows: Sequence[Row], amounts: Amounts, said: list[str]) -> Chosen:
    """The choice of the rows that a column of numbers chose."""
    empty = unknown(amounts, made.rows)
    said += [amounts.header, RANKS, _MONEY if "đồng" in amounts.unit else ""]
    made = replace(narrowed(made, rows, amounts.header, (amounts.column,)), amounts=amounts, blank=empty)
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
