"""The rules of the house: imports point left, one heavy library a file, rooms of a size that can be read."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("ingest", "rag", "bots", "eval")
MAY_IMPORT = {"ingest": {"ingest"}, "rag": {"ingest", "rag"}, "bots": {"ingest", "rag", "bots", "eval"}, "eval": {"ingest", "rag", "eval"}}
# Each heavy library is imported by this one file (training and measuring commands, which a service never runs, aside).
HEAVY = {
    "chromadb": "rag/store.py",
    "sentence_transformers": "rag/embed.py",
    "model2vec": "rag/embed.py",
    "telegram": "bots/telegram_bot/",
    "fastapi": "bots/api/",
    "typer": "bots/",
    "docx": "ingest/loaders/",
    "pdfplumber": "ingest/loaders/",
    "pypdf": "ingest/loaders/",
    "pydantic_settings": "rag/settings.py",
}
LONGEST = 280
"""Lines of a room: about 250, with a little room for docstrings."""


def sources() -> list[Path]:
    return [p for room in ROOMS for p in sorted((ROOT / room).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_left(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    rooms = {name.split(".")[0] for name in imported(path)} & set(ROOMS)
    assert rooms <= MAY_IMPORT[room]


@pytest.mark.parametrize("library", HEAVY)
def test_each_heavy_library_has_one_file(library: str) -> None:
    users = {str(p.relative_to(ROOT)) for p in sources() if any(n.split(".")[0] == library for n in imported(p))}
    strangers = {u for u in users if not u.startswith(HEAVY[library]) and not u.startswith(("rag/training/", "eval/bench"))}
    assert users, f"{library} is named as a package of this project and must be used"
    assert not strangers


def test_the_environment_is_read_in_one_place() -> None:
    readers = [p for p in sources() if "os.environ" in p.read_text(encoding="utf-8") or "getenv" in p.read_text(encoding="utf-8")]
    assert [str(p.relative_to(ROOT)) for p in readers] == []


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_can_be_read_at_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
