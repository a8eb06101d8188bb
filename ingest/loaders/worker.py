"""The reader's own process: reads one file after another for sandbox.py, which starts it.

In: ("load", path, limits as a tuple). Out: ("page", n, of) as it goes, then ("done", Loaded) or ("refused", reason).
A file that needs more memory than allowed ends as "refused", or kills this process, which the other side notices.
"""

import os
import resource
import sys
from pathlib import Path
from typing import BinaryIO

from ingest.loaders import LoadError, load
from ingest.loaders.errors import Limits
from ingest.loaders.wire import WireError, encode, read

MEMORY = "Đọc tệp này cần quá {limit} MB bộ nhớ nên đã dừng; hãy tách nhỏ tệp rồi nạp lại."


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until they end."""
    while True:
        try:
            _, path, values = read(requests)
        except WireError:
            return
        limits = Limits(*values)
        _limit_memory(limits.memory_mb)

        def page(number: int, count: int) -> None:
            replies.write(encode(("page", number, count)))
            replies.flush()

        try:
            reply = encode(("done", load(Path(path), limits, page)))
        except LoadError as error:
            reply = encode(("refused", str(error)))
        except (MemoryError, RecursionError):
            reply = encode(("refused", MEMORY.format(limit=limits.memory_mb)))
        replies.write(reply)
        replies.flush()


def _limit_memory(megabytes: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def main() -> None:
    """Keep the pipe for replies to ourselves: whatever a library prints goes to the error stream."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, replies)
