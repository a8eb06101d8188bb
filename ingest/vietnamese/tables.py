"""Reading the tables that lie beside the code: tab-separated, `#` starts a comment line."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def rows(name: str, folder: Path = _FOLDER) -> list[list[str]]:
    """The rows of a table of `folder` (default: this one), each a list of its columns.

    A table that is missing or not UTF-8 raises, as a broken installation should.
    """
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
