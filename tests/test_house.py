"""The rules of the house: imports point left, one heavy library a file, rooms of a size that can be read."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("ingest", "rag", "bots", "eval")
MAY_IMPORT = {
    "ingest": {"ingest"},
    "rag": {"ingest", "rag"},
    "bots": {"ingest", "rag", "bots", "eval"},
    "eval": {"ingest", "rag", "eval"},
}
# Each heavy library is imported by this file or folder alone (training and measuring commands, which a service never
# runs, aside).
HEAVY = {
    "PIL": "ingest/loaders/",
    "chromadb": "rag/store.py",
    "docx": "ingest/loaders/docx.py",
    "fastapi": "bots/api/",
    "lxml": "ingest/loaders/",
    "matplotlib": "bots/telegram_bot/drawing.py",
    "openpyxl": ("ingest/loaders/xlsx.py", "bots/sheets.py"),
    "prometheus_client": "bots/api/metrics.py",
    "pydantic_settings": "rag/settings.py",
    "pypdf": "ingest/loaders/pdf_file.py",
    "pypdfium2": ("ingest/loaders/pdf_page.py", "ingest/loaders/pdf_drawn.py"),
    "sentence_transformers": "rag/embed.py",
    "telegram": "bots/telegram_bot/",
    "typer": "bots/",
}
COMMANDS = (
    "rag/training/",
    "eval/",
    "bots/",
    "ingest/vietnamese/accents_asked.py",
    "ingest/vietnamese/accents_training.py",
    "ingest/vietnamese/accents_measure.py",
)
"""What a person runs and reads the output of."""
NOT_IMPORTED = {
    "httptools": "uvicorn reads HTTP with it (bots/api/hanging.py)",
    "python-multipart": "FastAPI reads forms with it",
}
"""Declared all the same, with the reason."""
LONGEST = 265
"""Lines of a room: about 250."""


def sources() -> list[Path]:
    return [p for room in ROOMS for p in sorted((ROOT / room).rglob("*.py")) if "node_modules" not in p.parts]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", sources(), ids=name)
def test_imports_point_left(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    rooms = {name.split(".")[0] for name in imported(path)} & set(ROOMS)
    assert rooms <= MAY_IMPORT[room]


@pytest.mark.parametrize("library", HEAVY)
def test_each_heavy_library_has_one_file(library: str) -> None:
    users = {name(path) for path in sources() if any(n.split(".")[0] == library for n in imported(path))}
    home = HEAVY[library] if isinstance(HEAVY[library], tuple) else (HEAVY[library],)
    strangers = {user for user in users if not user.startswith((*home, "rag/training/", "eval/bench"))}
    assert users, f"{library} is named as a package of this project and must be used"
    assert not strangers


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    stated, dev, bench = (
        {re.split(r"[^\w-]", line)[0].lower() for line in lines}
        for lines in (project["dependencies"], extras["dev"], extras["bench"])
    )
    distributions = metadata.packages_distributions()
    modules = {n.split(".")[0] for path in sources() for n in imported(path)}
    used = {
        distributions.get(module, [module])[0].lower().replace("_", "-")  # those of "bench" need not be installed
        for module in modules - set(sys.stdlib_module_names) - set(ROOMS) - {"__future__"}
    }
    assert used - stated - dev - bench == set()
    assert stated - used == set(NOT_IMPORTED)


def test_the_environment_is_read_in_one_place() -> None:
    readers = [name(path) for path in sources() if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))]
    assert readers == []


@pytest.mark.parametrize("path", sources(), ids=name)
def test_a_room_can_be_read_at_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", sources(), ids=name)
def test_a_file_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", sources(), ids=name)
def test_only_named_errors_are_caught(path: Path) -> None:
    handlers = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler)]
    names = [{n.id for n in ast.walk(each.type) if isinstance(n, ast.Name)} if each.type else {""} for each in handlers]
    assert not [found for found in names if found & {"", "Exception", "BaseException"}]


@pytest.mark.parametrize("path", [path for path in sources() if not name(path).startswith(COMMANDS)], ids=name)
def test_only_commands_print(path: Path) -> None:
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]


def test_data_files_are_shipped() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    shipped = {pattern.removeprefix("*") for pattern in tool["setuptools"]["package-data"]["*"]}
    unbuilt = set((ROOT / "bots/widget").rglob("*")) - set((ROOT / "bots/widget/dist").rglob("*"))  # node builds dist
    found = {path.suffix for room in ROOMS for path in set((ROOT / room).rglob("*")) - unbuilt if path.is_file()}
    assert found - {".py", ".pyc", ".md"} <= shipped
