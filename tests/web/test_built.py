"""The front end that is shipped is the one its sources give, and names no host."""

import gzip
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bots.api.pages import BUILT, POLICY, router

SOURCES = BUILT.parent
ASIDE = {"node_modules", "dist"}


def site() -> TestClient:
    app = FastAPI()
    app.include_router(router)
    return TestClient(app)


def test_the_shipped_files_were_built_from_these_sources() -> None:
    """The same hash as build.mjs writes: every source's path and bytes, in order of path."""
    names = sorted(
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*")
        if path.is_file() and not ASIDE & set(path.relative_to(SOURCES).parts)
    )
    made = hashlib.sha256()
    for name in names:
        made.update(f"{name}\0".encode() + (SOURCES / name).read_bytes() + b"\0")
    shipped = (BUILT / "sources.sha256").read_text().strip()
    assert shipped == made.hexdigest(), "chạy `make widget` rồi commit bots/widget/dist"


@pytest.mark.skipif(
    shutil.which("node") is None or not (SOURCES / "node_modules").is_dir(),
    reason="node hoặc bots/widget/node_modules chưa có (npm ci trong bots/widget)",
)
def test_building_again_gives_the_shipped_files(tmp_path: Path) -> None:
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=SOURCES, check=True, capture_output=True, timeout=300)
    built = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    shipped = {path.relative_to(BUILT).as_posix(): path.read_bytes() for path in BUILT.rglob("*") if path.is_file()}
    assert built.keys() == shipped.keys()
    assert [name for name in built if built[name] != shipped[name]] == []


def test_the_widget_is_one_small_file() -> None:
    assert len(gzip.compress((BUILT / "widget.js").read_bytes(), 9)) <= 60_000


def test_the_lock_names_no_registry() -> None:
    packages = json.loads((SOURCES / "package-lock.json").read_text())["packages"]
    assert [name for name, each in packages.items() if "resolved" in each] == []
    assert all("integrity" in each for name, each in packages.items() if name)


@pytest.mark.parametrize("path", ["/", "/demo"])
def test_a_page_has_a_policy_and_nothing_inline(path: str) -> None:
    response = site().get(path)
    assert response.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert "<style" not in response.text
    assert " style=" not in response.text
    assert all("src=" in tag.split(">")[0] for tag in response.text.split("<script")[1:])


def test_a_file_is_sent_once_and_then_only_confirmed() -> None:
    first = site().get("/widget.js")
    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["content-encoding"] == "gzip"
    again = site().get("/widget.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["..%2f..%2fpages.py", "%2e%2e", "khong-co.js", "..%5c..%5cpages.py"])
def test_only_built_files_are_served(name: str) -> None:
    assert site().get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize("key", ['"><script>', "a b", "é" * 300, ""])
def test_the_demo_takes_only_a_key_that_looks_like_one(key: str) -> None:
    assert 'data-key=""' in site().get("/demo", params={"key": key}).text


def test_the_demo_passes_a_key_on() -> None:
    assert 'data-key="wk_a-1.b"' in site().get("/demo?key=wk_a-1.b").text
