"""/bieudo and the button 📊: the figures of an answer, or of one indicator over its periods, as a picture."""

import re
from collections.abc import Iterable, Sequence

from telegram import InputFile, Message, Update
from telegram.constants import ChatAction, MessageLimit, ParseMode

from bots.replies import NO_PAGES, NO_TITLE, document_number, source_heading, source_page
from bots.telegram_bot import replies
from bots.telegram_bot.delivery import Uncertain, answer_tap, deliver, send
from bots.telegram_bot.desk import Context, Desk, access_in, off
from bots.telegram_bot.drawing import Chart, chart_png
from bots.telegram_bot.html import middle_short, safe
from bots.telegram_bot.questions import Place, answer
from bots.telegram_bot.service import Known, Shelved
from bots.telegram_bot.taps import tapped_answer
from ingest.vietnamese.fold import fold
from rag.contract import from_json
from rag.records import Answer, AnswerFigure

NAME_ROOM, NAME_END = 90, 35


async def chart(desk: Desk, update: Update, context: Context) -> None:
    """/bieudo …: asks, then draws what was answered."""
    message = update.effective_message
    assert message is not None
    text = " ".join(context.args or ())
    if not text:
        await send(context.application, message.chat_id, replies.CHART_WHAT)
        return
    await answer(desk, update, context, text, Place(message, reply=True, alone=True))
    known = await off(desk.chats.exchange_of_update, update.update_id)
    if known is not None and known.answer is not None and known.state == "sent":
        await _draw(desk, context, message, from_json(known.answer))


async def draw(desk: Desk, update: Update, context: Context) -> None:
    """The button under an answer that compares."""
    found = await tapped_answer(desk, context, update)
    if found is None:
        return
    query, message, known, _ = found
    await answer_tap(context.application, query)
    if known.answer is not None:
        await _draw(desk, context, message, from_json(known.answer))


async def _draw(desk: Desk, context: Context, message: Message, found: Answer) -> None:
    app, chat_id = context.application, message.chat_id
    ids = await off(desk.service.allowed, access_in(context.person, message.chat))
    made, sources = of_answer(found)
    if made is None and found.figures and not found.abstained:
        known = await off(desk.service.figures, ids, found.figures[0].indicator)
        points = series(known, found.figures[0])
        points = points if len(points) > 1 else side_by_side(known, found.figures[0])
        if len(points) > 1:
            made = of_points(points)
            documents = {each.id: each for each in await off(desk.service.documents, [p.document_id for p in points])}
            sources = [_source(at, p, documents[p.document_id]) for at, p in enumerate(points, 1)]
    if made is None:
        await send(app, chat_id, replies.CHART_NONE, reply_to=message.message_id)
        return
    await deliver(app, lambda: app.bot.send_chat_action(chat_id, ChatAction.UPLOAD_PHOTO))
    photo = InputFile(await off(chart_png, made), "bieu-do.png")
    caption = _caption(made.title, sources)
    try:
        await deliver(
            app,
            lambda: app.bot.send_photo(
                chat_id, photo, caption=caption, parse_mode=ParseMode.HTML, reply_to_message_id=message.message_id
            ),
        )
    except Uncertain:
        await send(app, chat_id, caption, reply_to=message.message_id)


def of_answer(found: Answer) -> tuple[Chart | None, list[str]]:
    """The chart that an answer brings, with its sources in a line each."""
    told = found.chart or {}
    if len(told.get("values") or ()) < 2:
        return None, []
    title = (found.standalone_question or found.question).strip(" ?")
    made = Chart(f"{title[:1].upper()}{title[1:]}", told["labels"], told["values"], str(told.get("unit", "")))
    return made, [
        replies.CHART_SOURCE.format(
            marker=c.marker, heading=middle_short(source_heading(c), NAME_ROOM, NAME_END), page=source_page(c)
        )
        for c in found.citations
    ]


def series(known: Iterable[Known], wanted: AnswerFigure) -> list[Known]:
    """The results of one indicator at one place, one a period, the oldest first; the last document read wins.

    Only figures whose identity is the wanted one's in all but the period, and of periods alike (quarters with
    quarters, years with years): a series of mixed things would lie.
    """
    points: dict[str, Known] = {}
    for figure in known:
        same = (fold(figure.indicator), fold(figure.scope), figure.unit, figure.kind, _shape(figure.period))
        identity = (fold(wanted.indicator), fold(wanted.scope), wanted.unit, wanted.kind, _shape(wanted.period))
        if figure.period and same == identity:
            points[figure.period] = figure
    return [points[key] for key in sorted(points)]


def _shape(period: str) -> str:
    """What kind of period a key names: "2024-Q1" and "2026-Q4" are alike, "2024" is not."""
    return re.sub(r"[0-9]", "0", period)


def side_by_side(known: Iterable[Known], wanted: AnswerFigure) -> list[Known]:
    """The results of one indicator in one period, one a place, the largest first."""
    points: dict[str, Known] = {}
    for figure in known:
        same = (fold(figure.indicator), figure.period, figure.unit, figure.kind)
        if figure.scope and same == (fold(wanted.indicator), wanted.period, wanted.unit, wanted.kind):
            points[figure.scope] = figure
    return sorted(points.values(), key=lambda point: -point.value)


def of_points(points: Sequence[Known]) -> Chart:
    """A series, or several places in one period, as a chart; its title says what they share."""
    first = points[0]
    over_time = len({point.period for point in points}) > 1
    shared = first.scope if over_time else first.period_text
    more = "" if fold(shared) in fold(first.indicator) else f" — {shared}"
    title = f"{first.indicator[:1].upper()}{first.indicator[1:]}{more}"
    labels = [point.period_text if over_time else point.scope for point in points]
    return Chart(title, labels, [point.value for point in points], first.unit, over_time)


def _source(marker: int, point: Known, document: Shelved) -> str:
    heading = f"{document.title or NO_TITLE} ({document_number(document.number)})"
    page = f"trang {point.page}" if point.page else NO_PAGES
    return replies.CHART_SOURCE.format(marker=marker, heading=middle_short(heading, NAME_ROOM, NAME_END), page=page)


def _caption(title: str, sources: Sequence[str]) -> str:
    """The title and as many sources as fit under a photo."""
    lines = [f"<b>{safe(title)}</b>", replies.CHART_SOURCES]
    for source in sources:
        if len("\n".join([*lines, safe(source)])) > MessageLimit.CAPTION_LENGTH:
            break
        lines.append(safe(source))
    return "\n".join(lines)
