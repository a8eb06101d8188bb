"""What tests of the answering room share: the assistant on made documents, opened once."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from rag.library import Library
from tests.room import on_file


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant on the made documents of tests/room.py."""
    with on_file(tmp_path_factory.mktemp("made")) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def shelf(made: Assistant) -> Library:
    """What is on file there."""
    return made.library
