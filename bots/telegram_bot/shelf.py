"""/tailieu: the documents on file, by year and kind, a page at a time."""

from collections.abc import Sequence
from itertools import groupby

from telegram import InlineKeyboardMarkup, Update

from bots.replies import NO_TITLE, document_number
from bots.telegram_bot import replies
from bots.telegram_bot.delivery import answer_tap, edit, send
from bots.telegram_bot.desk import Context, Desk, access_in, off
from bots.telegram_bot.html import middle_short, safe
from bots.telegram_bot.keyboards import Row, button, in_rows, parts_of
from bots.telegram_bot.service import Shelved
from bots.telegram_bot.taps import tapped

ON_A_PAGE = 8
TITLE_ROOM, TITLE_END = 110, 40
FILTERS_IN_A_ROW = 4
ANY = 0
"""The year or kind of a filter that lets all through; kinds are counted from 1 in the order of the alphabet."""


async def shelf(desk: Desk, update: Update, context: Context) -> None:
    """The first page."""
    assert update.effective_message is not None
    chat = update.effective_message.chat
    text, keyboard = shelf_page(await _documents(desk, update, context), 0, ANY, ANY)
    await send(context.application, chat.id, text, keyboard)


async def turn(desk: Desk, update: Update, context: Context) -> None:
    """Another page, year or kind, in the same message."""
    found = await tapped(context, update)
    if found is None:
        return
    query, message = found
    await answer_tap(context.application, query)
    text, keyboard = shelf_page(await _documents(desk, update, context), *parts_of(query.data))
    await edit(context.application, message.chat_id, message.message_id, text, keyboard)


async def _documents(desk: Desk, update: Update, context: Context) -> Sequence[Shelved]:
    ids = await off(desk.service.allowed, access_in(context.person, update.effective_chat))
    return await off(desk.service.documents, ids)


def shelf_page(
    documents: Sequence[Shelved], page: int, year: int, kind: int
) -> tuple[str, InlineKeyboardMarkup | None]:
    """What a page says, and the buttons to other pages, years and kinds."""
    if not documents:
        return replies.SHELF_NONE, None
    kinds = sorted({each.kind or replies.SHELF_OTHER_KIND.lower() for each in documents})
    wanted = kinds[kind - 1] if 0 < kind <= len(kinds) else ""
    found = [each for each in documents if (not year or each.year == year) and (not wanted or _kind(each) == wanted)]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = min(max(page, 0), pages - 1)
    lines = [replies.SHELF.format(count=len(found))]
    shown = found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    for of_year, group in groupby(shown, key=lambda each: each.year):
        lines.append(replies.SHELF_YEAR.format(year=of_year) if of_year else replies.SHELF_NO_YEAR)
        lines += [_line(each) for each in group]
    return "\n\n".join([lines[0], "\n".join(lines[1:])]), _keyboard(documents, kinds, page, pages, year, kind)


def _kind(document: Shelved) -> str:
    return document.kind or replies.SHELF_OTHER_KIND.lower()


def _line(document: Shelved) -> str:
    kind = f"{document.kind[:1].upper()}{document.kind[1:]}: " if document.kind else ""
    title = document.title or NO_TITLE
    pages = replies.SHELF_PAGES.format(pages=document.pages) if document.pages else ""
    return replies.SHELF_LINE.format(
        kind=safe(kind),
        title=safe(middle_short(title, TITLE_ROOM, TITLE_END)),
        number=safe(document_number(document.number)),
        pages=pages,
    )


def _keyboard(
    documents: Sequence[Shelved], kinds: Sequence[str], page: int, pages: int, year: int, kind: int
) -> InlineKeyboardMarkup | None:
    years = sorted({each.year for each in documents if each.year}, reverse=True)
    rows: list[Row] = []
    if pages > 1:
        back = [button("◀", "d", page - 1, year, kind)] if page else []
        ahead = [button("▶", "d", page + 1, year, kind)] if page + 1 < pages else []
        count = replies.SHELF_PAGE.format(page=page + 1, pages=pages)
        rows.append([*back, button(count, "d", page, year, kind), *ahead])
    if len(years) > 1:
        names = [(ANY, replies.SHELF_ALL_YEARS), *((each, str(each)) for each in years)]
        rows += in_rows(
            [button(_ticked(name, each == year), "d", 0, each, kind) for each, name in names], FILTERS_IN_A_ROW
        )
    if len(kinds) > 1:
        names = [(ANY, replies.SHELF_ALL_KINDS), *((at, each.capitalize()) for at, each in enumerate(kinds, 1))]
        rows += in_rows(
            [button(_ticked(name, each == kind), "d", 0, year, each) for each, name in names], FILTERS_IN_A_ROW
        )
    return InlineKeyboardMarkup(rows) if rows else None


def _ticked(name: str, chosen: bool) -> str:
    return f"✓ {name}" if chosen else name
