"""A document sent by an uploader: who may see it is asked first; then it is taken in, with progress and findings."""

import asyncio
import logging
import re
from pathlib import Path

from telegram import Chat, InlineKeyboardMarkup, Update
from telegram.constants import FileSizeLimit
from telegram.error import TelegramError

from bots.failures import sentence, shown_errors
from bots.replies import NO_TITLE, document_number, short
from bots.telegram_bot import replies
from bots.telegram_bot.delivery import answer_tap, edit, send
from bots.telegram_bot.desk import Context, Desk, off
from bots.telegram_bot.html import safe
from bots.telegram_bot.keyboards import button, parts_of
from bots.telegram_bot.questions import CRASHES
from bots.telegram_bot.queue import UPLOADS
from bots.telegram_bot.service import ServiceDown, Taken
from bots.telegram_bot.taps import tapped
from ingest.chat_people import Upload
from ingest.walk import SUFFIXES

MAY_UPLOAD = ("uploader", "admin")
BETWEEN_EDITS = 3.0
"""Seconds: edits of a message count as messages, and Telegram allows a chat about one a second."""
FINDINGS_TOLD = 5
"""Findings told in the chat; the rest is counted, and all are on the web page."""
FINDING_ROOM = 400
NAME_ROOM = 120
"""Characters of a file's name that are kept: file systems take 255 bytes, and Vietnamese letters have up to three."""
log = logging.getLogger(__name__)


async def offered(desk: Desk, update: Update, context: Context) -> None:
    """A file came: asks who may see it, or says why it is not taken."""
    message = update.effective_message
    assert message is not None
    assert message.document is not None
    name, size = message.document.file_name or "", message.document.file_size or 0
    refusal = ""
    if context.person.role not in MAY_UPLOAD:
        refusal = replies.UPLOAD_NOT_ALLOWED
    elif message.chat.type != Chat.PRIVATE:
        refusal = replies.UPLOAD_IN_GROUP
    elif Path(name).suffix.lower() not in SUFFIXES:
        refusal = replies.UPLOAD_BAD_KIND
    elif size > FileSizeLimit.FILESIZE_DOWNLOAD:
        refusal = replies.UPLOAD_TOO_BIG.format(limit=FileSizeLimit.FILESIZE_DOWNLOAD // 1_000_000)
    if refusal:
        await send(context.application, message.chat_id, refusal, reply_to=message.message_id)
        return
    number = await off(desk.people.add_upload, context.person.user_id, message.document.file_id, name)
    labels = [[button(text, *_data(number), at)] for at, (_, _, text) in enumerate(replies.UPLOAD_LABELS)]
    keyboard = InlineKeyboardMarkup([*labels, [button(replies.UPLOAD_CANCEL, *_data(number), len(labels))]])
    text = replies.UPLOAD_ASK.format(name=safe(name))
    await send(context.application, message.chat_id, text, keyboard, reply_to=message.message_id)


async def labelled(desk: Desk, folder: Path, update: Update, context: Context) -> None:
    """The label was tapped: fetches the file into `folder`, has it taken in, tells how far it is and how it ended."""
    found = await tapped(context, update)
    if found is None:
        return
    query, message = found
    number, at = parts_of(query.data)
    upload = await off(desk.people.upload, number)
    if upload is None or upload.state == "done" or upload.user_id != context.person.user_id:
        await answer_tap(context.application, query, replies.UPLOAD_OVER)
        return
    await answer_tap(context.application, query)
    ended = replies.UPLOAD_CANCELLED.format(name=safe(upload.name))
    if at < len(replies.UPLOAD_LABELS) and context.person.role in MAY_UPLOAD:
        telling = Telling(context, message.chat_id, message.message_id, upload.name)
        ended = await _take_in(desk, folder, context, upload, at, telling)
    await off(desk.people.set_upload, number, "done")
    await edit(context.application, message.chat_id, message.message_id, ended)


class Telling:
    """Progress in one message: the newest stage, an edit every few seconds at most."""

    def __init__(self, context: Context, chat_id: int, message_id: int, name: str) -> None:
        self._context, self._chat, self._message, self._name = context, chat_id, message_id, name
        self._stage = self._told = ""

    def __call__(self, stage: str) -> None:
        """Called from any thread."""
        self._stage = stage

    async def run(self) -> None:
        """Tells until cancelled."""
        while True:
            if self._stage != self._told:
                self._told = self._stage
                stage = replies.UPLOAD_STAGES[self._stage]
                text = replies.UPLOAD_STAGE.format(name=safe(self._name), stage=stage)
                await edit(self._context.application, self._chat, self._message, text)
            await asyncio.sleep(BETWEEN_EDITS)


async def _take_in(desk: Desk, folder: Path, context: Context, upload: Upload, at: int, telling: Telling) -> str:
    access, telegram, label = replies.UPLOAD_LABELS[at]
    telling("fetching")
    task = asyncio.create_task(telling.run())
    try:
        # A folder a person: nobody's file takes the place of another's, whatever it is called.
        file = folder / str(upload.user_id) / plain_name(upload.name)
        await off(file.parent.mkdir, parents=True, exist_ok=True)
        await (await context.bot.get_file(upload.file_id)).download_to_drive(file)
        taken = await off(desk.service.take_in, file, access, telegram, telling, context.person.access)
    except TelegramError:
        taken = Taken(None, reason=replies.UPLOAD_NOT_FETCHED)
    except ServiceDown:
        taken = Taken(None, reason=replies.UPLOAD_LATER)
    except shown_errors() as error:
        taken = Taken(None, reason=sentence(error))
    except CRASHES:
        log.exception("Không nạp được tệp gửi qua Telegram")
        taken = Taken(None, reason=replies.UPLOAD_CRASHED)
    finally:
        task.cancel()
    return ended_text(upload.name, taken, label)


def ended_text(name: str, taken: Taken, label: str) -> str:
    """What is told at the end: what the document was read as, who may see it, and what does not add up in it."""
    document = taken.document
    if document is None:
        return replies.UPLOAD_FAILED.format(name=safe(name), reason=safe(taken.reason))
    kind = f"{document.kind[:1].upper()}{document.kind[1:]} " if document.kind else ""
    heading = f"{kind}{document.title or NO_TITLE} ({document_number(document.number)})"
    pages = replies.SHELF_PAGES.format(pages=document.pages) if document.pages else ""
    lines = [replies.UPLOAD_DONE.format(name=safe(name), heading=safe(heading), pages=pages, label=label), ""]
    if not taken.findings:
        return "\n".join([*lines, replies.UPLOAD_NO_FINDINGS])
    lines.append(replies.UPLOAD_FINDINGS.format(count=len(taken.findings)))
    lines += [f"• {safe(short(each, FINDING_ROOM))}" for each in taken.findings[:FINDINGS_TOLD]]
    more = len(taken.findings) - FINDINGS_TOLD
    return "\n".join([*lines, *([replies.UPLOAD_MORE.format(count=more)] if more > 0 else [])])


def plain_name(name: str) -> str:
    """A file name without folders or signs that a file system may not like; its ending is kept.

    >>> plain_name("../../etc/Báo cáo: quý 1.pdf"), plain_name("..pdf")
    ('Báo cáo_ quý 1.pdf', 'van-ban.pdf')
    """
    path = Path(name.replace("\\", "/")).name
    stem, _, suffix = path.rpartition(".")
    clean = re.sub(r"[^\w .()-]", "_", stem).strip(" .")[:NAME_ROOM]
    return f"{clean or 'van-ban'}.{suffix.lower()}"


def _data(number: int) -> tuple[str, int]:
    return UPLOADS.rstrip(":"), number
