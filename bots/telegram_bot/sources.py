"""A source, one tap away: its words, section and page, and a picture of the page with them marked."""

from telegram import InputFile, Update
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest

from bots.replies import short, source_heading, source_page
from bots.telegram_bot import replies
from bots.telegram_bot.delivery import Uncertain, answer_tap, deliver, send
from bots.telegram_bot.desk import Context, Desk, access_in, off
from bots.telegram_bot.html import length, safe
from bots.telegram_bot.service import ServiceDown, Shelved
from bots.telegram_bot.taps import tapped_answer
from ingest.loaders.errors import LoadError
from rag.contract import from_json
from rag.records import Citation

QUOTE_ROOM = 3000
"""Characters of a quote that fit in a message with everything around them, escaped."""


async def source(desk: Desk, update: Update, context: Context) -> None:
    """The source whose button was tapped, in a reply to the answer; only while its document may still be shown."""
    found = await tapped_answer(desk, context, update)
    if found is None:
        return
    query, message, known, (_, marker) = found
    citations = from_json(known.answer).citations if known.answer else ()
    cited = next((each for each in citations if each.marker == marker), None)
    allowed = await off(desk.service.allowed, access_in(context.person, message.chat))
    if cited is None or cited.document_id not in allowed:
        await answer_tap(context.application, query, replies.NO_LONGER_SHOWN, alert=True)
        return
    await answer_tap(context.application, query)
    [document] = await off(desk.service.documents, [cited.document_id])
    text, picture = source_text(cited, document), None
    if cited.page and context.person.settings.get("pictures", True):
        try:
            picture = await off(desk.service.picture, cited.document_id, cited.page, cited.quote)
        except (LoadError, ServiceDown):
            text = f"{text}\n\n{replies.PICTURE_FAILED}"
    await _send(context, message.chat_id, message.message_id, text, picture, f"{cited.document_id}-{cited.page}.png")


def source_text(cited: Citation, document: Shelved) -> str:
    """What is said of a source: document, day, section, place, words."""
    lines = [f"<b>{safe(replies.SOURCE_TITLE.format(marker=cited.marker, heading=source_heading(cited)))}</b>"]
    if document.issued:
        lines.append(
            safe(replies.SOURCE_ISSUED.format(issued=", ".join(filter(None, (document.issued, document.issuer)))))
        )
    if cited.section:
        lines.append(safe(replies.SOURCE_SECTION.format(section=cited.section.replace(" > ", " › "))))
    place = [source_page(cited)]
    place += [replies.SOURCE_ROW.format(row=cited.row)] if cited.row else []
    place += [replies.SOURCE_COLUMN.format(column=cited.column)] if cited.column else []
    where = ", ".join(place)
    lines.append(f"<i>{safe(where[:1].upper() + where[1:])}</i>")
    return "\n".join([*lines, f"<blockquote>{safe(short(cited.quote, QUOTE_ROOM))}</blockquote>"])


async def _send(context: Context, chat_id: int, reply_to: int, text: str, picture: bytes | None, name: str) -> None:
    """The text under its picture where it fits there; else the picture first and the text after it."""
    app = context.application
    fits = length(text) <= MessageLimit.CAPTION_LENGTH
    if picture is not None:
        photo = InputFile(picture, name)
        caption = text if fits else None
        try:
            await deliver(
                app,
                lambda: app.bot.send_photo(
                    chat_id, photo, caption=caption, parse_mode=ParseMode.HTML, reply_to_message_id=reply_to
                ),
            )
        except Uncertain:
            pass
        except BadRequest:
            fits = False  # a page too long or wide for a photo: its words are told all the same
        if fits:
            return
    await send(app, chat_id, text, reply_to=reply_to)
