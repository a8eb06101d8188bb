"""The bot's token stands in every URL it calls; nothing that is logged may show it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

HIDDEN = "[mã bot]"
QUIET = {"httpx": logging.WARNING, "httpcore": logging.WARNING, "telegram": logging.CRITICAL}
"""httpx logs whole URLs at INFO; the bot library logs, with a traceback, what our error handler tells better."""
_FORMATTER = logging.Formatter()


@contextmanager
def token_hidden(token: str) -> Iterator[None]:
    """While inside, no record of any logger carries the secret part of `token` ("<bot id>:<secret>").

    Records are cleaned where they are made, so handlers added later are covered too: message, arguments and
    exception text; the exception object itself is dropped, for handlers that would print it anew.
    """
    secret = token.rpartition(":")[2]
    make_record = logging.getLogRecordFactory()

    def clean(*args: object, **kwargs: object) -> logging.LogRecord:
        record = make_record(*args, **kwargs)
        record.msg, record.args = record.getMessage().replace(secret, HIDDEN), ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = _FORMATTER.formatException(record.exc_info).replace(secret, HIDDEN)
            record.exc_info = None
        return record

    levels = {name: logging.getLogger(name).level for name in QUIET}
    logging.setLogRecordFactory(clean)
    _set_levels(QUIET)
    try:
        yield
    finally:
        logging.setLogRecordFactory(make_record)
        _set_levels(levels)


def _set_levels(levels: dict[str, int]) -> None:
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
