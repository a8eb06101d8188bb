"""`hoidap serve`: the HTTP API, for as long as it runs."""

import errno
import logging
import signal
import socket
import sys
from functools import partial
from typing import TYPE_CHECKING

from bots import replies
from bots.logs import FORMAT

if TYPE_CHECKING:
    from rag.settings import Settings

REASONS = {
    errno.EADDRINUSE: replies.ADDRESS_IN_USE,
    errno.EACCES: replies.ADDRESS_FORBIDDEN,
    errno.EADDRNOTAVAIL: replies.ADDRESS_UNKNOWN,
}
FAREWELL = 5
"""Seconds that a stopping service gives to the answers on their way."""


def serve() -> None:
    """Phục vụ API HTTP và trang hỏi đáp (HOIDAP_HOST, HOIDAP_PORT); chưa có khóa thì chỉ trên chính máy này."""
    import uvicorn

    from bots import serving
    from bots.api.app import create_app
    from bots.api.hanging import PatientProtocol
    from bots.api.service import Service
    from bots.api.worker import working
    from bots.commands.load import load_first_time
    from bots.commands.telegram import bot_inside
    from bots.health import service_parts
    from rag.assistant import Assistant
    from rag.read import warm
    from rag.settings import load_settings

    settings = load_settings()
    logging.basicConfig(format=FORMAT, level=logging.WARNING)
    secret = serving.new_secret()
    with open_socket(settings) as listening, Assistant.open(settings) as assistant:
        load_first_time(assistant, settings)
        warm(assistant.library)
        with working(assistant, settings.data_dir) as worker:
            checks = partial(service_parts, assistant)
            app = create_app(Service(assistant, assistant.catalogue, settings, worker, checks, secret))
            config = uvicorn.Config(
                app,
                http=PatientProtocol,
                log_config=None,
                server_header=False,
                timeout_graceful_shutdown=FAREWELL,
            )
            address = serving.Address(near_url(listening), secret)
            with bot_inside(app.include_router, assistant, settings), serving.announced(settings.data_dir, address):
                print(replies.SERVING.format(url=url_of(listening)), flush=True)
                if not assistant.catalogue.keys.any():
                    print(replies.NO_KEY_YET, flush=True)
                signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # uvicorn passes it on: the blocks here must end
                uvicorn.Server(config).run(sockets=[listening])


def open_socket(settings: "Settings") -> socket.socket:
    """A listening socket on the host and port of the settings; port 0 takes a free one.

    UserError where others could reach it and no key was made (nobody could be told apart), or the port is taken.
    """
    from bots.api.doors import is_loopback
    from ingest.catalogue import Catalogue
    from rag.errors import UserError

    host, port = settings.host, settings.port
    address = "127.0.0.1" if host == "localhost" else host
    if not is_loopback(address):
        catalogue = Catalogue.open(settings.catalogue_url)
        keyed = catalogue.keys.any()
        catalogue.close()
        if not keyed:
            raise UserError(replies.NOT_LOOPBACK.format(host=host), replies.NOT_LOOPBACK_HINT)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as error:
        reason = REASONS.get(error.errno or 0, error.strerror)
        said = replies.PORT_TAKEN.format(host=host, port=port, reason=reason)
        raise UserError(said, replies.PORT_TAKEN_HINT, status=3) from error


def near_url(listening: socket.socket) -> str:
    """How this machine itself reaches the socket, also where it listens on all addresses."""
    host, port = listening.getsockname()[:2]
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{near}]' if ':' in near else near}:{port}"


def url_of(listening: socket.socket) -> str:
    """What to type into a browser to reach the socket."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
