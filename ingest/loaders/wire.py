"""Messages between the reader's own process and ours: a length, then a pickle of plain values and our records.

The other side has just parsed a file nobody vouches for, so what comes back may name no class but those records.
"""

import io
import pickle
import struct
from typing import Any, BinaryIO

HEADER = struct.Struct("!Q")
RECORDS = "ingest.printed"


class WireError(Exception):
    """The stream ended, or holds something that is not ours."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module != RECORDS:
            raise WireError(f"{module}.{name}")
        return super().find_class(module, name)


def encode(message: tuple[Any, ...]) -> bytes:
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return HEADER.pack(len(body)) + body


def decode(body: bytes) -> tuple[Any, ...]:
    """Raises WireError for anything but a tuple of plain values and records.

    >>> decode(encode(("page", 3, 8))[HEADER.size :])
    ('page', 3, 8)
    """
    try:
        message = _Unpickler(io.BytesIO(body)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, IndexError, ValueError) as error:
        raise WireError(str(error)) from error
    if not isinstance(message, tuple):
        raise WireError(type(message).__name__)
    return message


def read(stream: BinaryIO) -> tuple[Any, ...]:
    """The next message. Raises WireError at the end of the stream."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        raise WireError("end")
    return decode(stream.read(HEADER.unpack(header)[0]))
