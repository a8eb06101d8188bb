"""`hoidap serve` and `hoidap telegram`: the faces that keep running."""

import ipaddress
import socket

import typer

from bots import replies


def serve() -> None:
    """Phục vụ API HTTP trên chính máy này (HOIDAP_HOST, HOIDAP_PORT)."""
    import uvicorn

    from bots.api.app import create_app
    from bots.commands.load import load_first_time
    from bots.health import parts_ready
    from ingest.catalogue import Catalogue
    from rag.assistant import Assistant
    from rag.settings import load_settings

    settings = load_settings()
    listening = open_loopback(settings.host, settings.port)
    with listening:
        load_first_time(settings)
        catalogue = Catalogue.open(settings.catalogue_url)
        with Assistant.open(settings) as assistant:
            app = create_app(assistant, catalogue.documents, lambda: parts_ready(catalogue))
            host, port = listening.getsockname()[:2]
            typer.echo(replies.SERVING.format(url=f"http://{f'[{host}]' if ':' in host else host}:{port}"))
            uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
        catalogue.close()


def telegram() -> None:
    """Trả lời trên Telegram (HOIDAP_TELEGRAM_TOKEN)."""
    import logging

    from bots.telegram_bot.main import run
    from rag.assistant import Assistant
    from rag.settings import load_settings

    settings = load_settings()
    token = settings.telegram_token.get_secret_value()
    require_token(token)
    from bots.commands.load import load_first_time

    load_first_time(settings)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    with Assistant.open(settings) as assistant:
        run(token, assistant.ask, base_url=settings.telegram_base_url, allowed=settings.telegram_allowed)


def require_token(token: str) -> None:
    """UserError where no token is set."""
    from rag.errors import UserError

    if not token:
        raise UserError(replies.TELEGRAM_NO_TOKEN, replies.TELEGRAM_NO_TOKEN_HINT, status=3)


def open_loopback(host: str, port: int) -> socket.socket:
    """A listening socket on `host`; UserError where others could reach it (nobody could be told apart without keys)
    or the port cannot be had. Port 0 takes a free one.
    """
    from rag.errors import UserError

    address = "127.0.0.1" if host == "localhost" else host
    if not is_loopback(address):
        raise UserError(replies.NOT_LOOPBACK.format(host=host), replies.NOT_LOOPBACK_HINT)
    try:
        return socket.create_server(
            (address, port), family=socket.AF_INET6 if ":" in address else socket.AF_INET, backlog=128
        )
    except OSError as error:
        said = replies.PORT_TAKEN.format(host=host, port=port, reason=error.strerror)
        raise UserError(said, replies.PORT_TAKEN_HINT, status=3) from error


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`; a name is not looked up, so it is not.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("example.vn")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
