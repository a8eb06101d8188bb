"""`hoidap serve`: the HTTP API, for as long as it runs."""

import errno
import ipaddress
import logging
import socket

from bots import replies

REASONS = {
    errno.EADDRINUSE: replies.ADDRESS_IN_USE,
    errno.EACCES: replies.ADDRESS_FORBIDDEN,
    errno.EADDRNOTAVAIL: replies.ADDRESS_UNKNOWN,
}
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def serve() -> None:
    """Phục vụ API HTTP trên chính máy này (HOIDAP_HOST, HOIDAP_PORT)."""
    import uvicorn

    from bots.api.app import create_app
    from bots.commands.load import load_first_time
    from bots.commands.telegram import bot_inside
    from bots.health import parts_ready
    from rag.assistant import Assistant
    from rag.settings import load_settings

    settings = load_settings()
    logging.basicConfig(format=LOG_FORMAT, level=logging.WARNING)
    with open_loopback(settings.host, settings.port) as listening, Assistant.open(settings) as assistant:
        load_first_time(assistant, settings)
        app = create_app(
            assistant,
            assistant.catalogue.documents,
            lambda: parts_ready(assistant.catalogue),
            assistant.catalogue.pages,
        )
        with bot_inside(app.include_router, assistant, settings):
            print(replies.SERVING.format(url=url_of(listening)), flush=True)
            uvicorn.Server(uvicorn.Config(app, log_config=None)).run(sockets=[listening])


def open_loopback(host: str, port: int) -> socket.socket:
    """A listening socket on `host`; port 0 takes a free one.

    UserError where others could reach it (without keys nobody could be told apart), or the port cannot be had.
    """
    from rag.errors import UserError

    address = "127.0.0.1" if host == "localhost" else host
    if not is_loopback(address):
        raise UserError(replies.NOT_LOOPBACK.format(host=host), replies.NOT_LOOPBACK_HINT)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as error:
        reason = REASONS.get(error.errno or 0, error.strerror)
        said = replies.PORT_TAKEN.format(host=host, port=port, reason=reason)
        raise UserError(said, replies.PORT_TAKEN_HINT, status=3) from error


def url_of(listening: socket.socket) -> str:
    """What to type into a browser to reach the socket."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`; a name is not looked up, so it is not.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("example.vn")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
