"""`hoidap telegram`: the bot; and who may ask it: `telegram invite`, `people`, `remove`, `log`."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bots import replies
from bots.commands.access import AccessOption
from bots.commands.browse import opened_catalogue
from bots.logs import FORMAT

if TYPE_CHECKING:
    from bots.telegram_bot.desk import Desk
    from bots.telegram_bot.service import Service
    from ingest.catalogue import Catalogue
    from rag.assistant import Assistant
    from rag.settings import Settings

INVITE_DAYS = 7
"""How long an invitation waits for its person."""
UPLOADS = "uploads"
"""The folder in the data folder where files sent to the bot are kept."""


def telegram(context: typer.Context) -> None:
    """Trả lời trên Telegram (HOIDAP_TELEGRAM_TOKEN); `telegram invite` mời người được hỏi."""
    if context.invoked_subcommand is not None:
        return
    from bots.telegram_bot.main import require_token, run
    from rag.settings import load_settings

    settings = load_settings()
    token = require_token(settings.telegram_token.get_secret_value())
    logging.basicConfig(format=FORMAT, level=logging.INFO)
    with one_bot(settings.data_dir), opened_desk(settings) as desk:
        run(token, desk, settings.data_dir / UPLOADS, base_url=settings.telegram_base_url)


def invite(
    role: Annotated[str, typer.Option("--role", metavar="VAI", help="reader, uploader hoặc admin.")] = "reader",
    access: AccessOption = "công-khai",
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=90, help="Hết hạn sau N ngày.")] = INVITE_DAYS,
) -> None:
    """Tạo đường dẫn mời một người hỏi bot; dùng được một lần."""
    from bots.telegram_bot.admission import digest, new_word
    from bots.telegram_bot.main import USER_NAME
    from bots.telegram_bot.names import invite_text, person_role
    from ingest.access import label_named

    word, ends = new_word(), datetime.now(UTC) + timedelta(days=days)
    with opened_catalogue() as catalogue:
        catalogue.chat_people.add_invite(digest(word), person_role(role), label_named(access), ends)
        print(invite_text(catalogue.chat_people.fact(USER_NAME), word, ends))


def people() -> None:
    """Liệt kê những người đã được mời."""
    from bots.telegram_bot.names import person_line

    with opened_catalogue() as catalogue:
        print("\n".join(map(person_line, catalogue.chat_people.people())) or replies.NOBODY_INVITED)


def remove(user: Annotated[int, typer.Argument(metavar="MÃ_NGƯỜI", show_default=False)]) -> None:
    """Gỡ quyền hỏi của một người; có hiệu lực ngay."""
    from rag.errors import UserError

    with opened_catalogue() as catalogue:
        if not catalogue.chat_people.remove_person(user):
            raise UserError(replies.NOT_INVITED.format(id=user), replies.NOT_INVITED_HINT)
    print(replies.NO_LONGER_INVITED.format(id=user))


def log(last: Annotated[int, typer.Option("--last", metavar="N", min=1, help="Chỉ N câu cuối.")] = 50) -> None:
    """Nhật ký câu hỏi trên Telegram: lúc nào, mã người hỏi, ở đâu, kết quả, câu hỏi."""
    with opened_catalogue() as catalogue:
        for each in catalogue.chat_people.logged(last):
            print(each.at[:19], each.user_id, each.place, each.outcome, f"{each.took_ms} ms", each.question, sep="\t")


@contextmanager
def one_bot(data_dir: Path) -> Iterator[None]:
    """Holds the bot's own lock on a data folder; UserError while another bot does."""
    from bots.telegram_bot import replies as said
    from ingest.owner import OwnedElsewhere, own
    from rag.errors import UserError

    try:
        with own(data_dir / "telegram"):
            yield
    except OwnedElsewhere as error:
        raise UserError(said.SECOND_HERE.format(pid=error.pid or "?"), said.SECOND_HINT, status=3) from error


@contextmanager
def bot_inside(include: Callable[[Any], None], assistant: "Assistant", settings: "Settings") -> Iterator[None]:
    """With HOIDAP_TELEGRAM_WEBHOOK_URL set, the bot runs inside the API while this lasts, and Telegram calls it.

    `include` adds the bot's route to the API.
    """
    if not settings.telegram_webhook_url:
        yield
        return
    from bots.api.telegram import telegram_router
    from bots.telegram_bot.local import Local
    from bots.telegram_bot.main import require_token
    from bots.telegram_bot.webhook import NotKept, hooked

    token = require_token(settings.telegram_token.get_secret_value())
    desk, folder = desk_of(Local(assistant), assistant.catalogue, settings), settings.data_dir / UPLOADS
    url, base_url = settings.telegram_webhook_url, settings.telegram_base_url
    with hooked(token, desk, folder, url, base_url=base_url) as hook:
        include(telegram_router(hook, NotKept))
        yield


@contextmanager
def opened_desk(settings: "Settings") -> "Iterator[Desk]":
    """What the bot works with: a service that runs elsewhere where one is set, the one that runs on the data folder
    where one does, else the assistant of this process.
    """
    from bots.client import running_service
    from bots.commands.load import load_first_time
    from bots.telegram_bot.local import Local
    from bots.telegram_bot.remote import Remote
    from rag.assistant import Assistant

    url, key = settings.telegram_service_url, settings.telegram_service_key.get_secret_value()
    running = None if url else running_service(settings.data_dir)
    if running is not None:
        url, key = running.url, running.secret
    if url:
        find = (lambda: None) if running is None else partial(_service_on, settings.data_dir)
        with opened_catalogue() as catalogue, closing(Remote(url, key, find=find)) as remote:
            yield desk_of(remote, catalogue, settings)
    else:
        with Assistant.open(settings) as assistant:
            load_first_time(assistant, settings)
            yield desk_of(Local(assistant), assistant.catalogue, settings)


def _service_on(data_dir: Path) -> tuple[str, str] | None:
    from bots.client import running_service

    running = running_service(data_dir)
    return (running.url, running.secret) if running else None


def desk_of(service: "Service", catalogue: "Catalogue", settings: "Settings") -> "Desk":
    """The desk around a service; what the bot keeps is in the catalogue's database."""
    from bots.telegram_bot.desk import Desk
    from bots.telegram_bot.replies import CONTACT

    contact = settings.telegram_contact or CONTACT
    return Desk(service, catalogue.chats, catalogue.chat_people, settings.telegram_allowed, contact)
