"""What the browser tests share: Debian's Chromium, opened once and closed before tests of other folders run."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.fake_portal import Service, create_service, served

CHROMIUM = shutil.which("chromium")
Visit = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium chưa được cài trên máy này (apt-get install chromium)")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def service() -> Iterator[Service]:
    """The service of tests/fake_portal.py, running, with nothing asked of it yet."""
    made = Service()
    with served(create_service(made)) as url:
        made.url = url
        yield made


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens an address in a browser of its own; `expected` are words of console errors that the test brings about."""
    contexts, said = [], []

    def go(url: str, expected: tuple[str, ...] = (), **looks: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}, "locale": "vi-VN"} | looks))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: said.append(str(error)))

        def heard(message: Any) -> None:
            if message.type in ("error", "warning") and not any(word in message.text for word in expected):
                said.append(message.text)

        page.on("console", heard)
        page.goto(url)
        return page

    yield go
    hacked = [page.evaluate("() => window.hacked") for context in contexts for page in context.pages]
    for context in contexts:
        context.close()
    assert said == []
    assert not any(hacked), "markup of an answer ran as a script"
