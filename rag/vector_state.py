"""What is indexed of a statement, and what the vectors stand at: the file `state.json`."""

import json
import os
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Point:
    """What is indexed of a statement."""

    statement_id: str
    document_id: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.statement_id}#{sha256(self.text.encode('utf-8', 'replace')).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class State:
    """`mark` names the state of the catalogue that the vectors hold, "" before there are any.

    `clean` says that no write is under way; `sizes` are those of Chroma's index files after the last write.
    """

    edition: int = 0
    count: int = 0
    clean: bool = False
    mark: str = ""
    sizes: dict[str, int] = field(default_factory=dict)


def read_state(folder: Path) -> State:
    """What state.json says; where it is not to be read, that nothing can be relied on."""
    try:
        return State(**json.loads((folder / "state.json").read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
        return State()


def write_state(folder: Path, state: State) -> None:
    """Puts a state in place of the one before, whole or not at all."""
    making = folder / "state.json.making"
    with making.open("w", encoding="utf-8") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    making.replace(folder / "state.json")
