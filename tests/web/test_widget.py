"""The widget on other people's pages: one tag, another origin, a strict policy, hostile styles, markup as data."""

import gzip
import html
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from fastapi import FastAPI, Response
from playwright.sync_api import Page, expect

from bots.api.pages import BUILT
from tests.fake_portal import EVIL, Service, doubt, served
from tests.web.conftest import Visit
from tests.web.steps import NOTICE, ask, focused, in_view, no_sideways_scroll, question_box

KEY = "wk_thu"
HOSTILE = """
* { all: unset !important; color: red !important; background: yellow !important; font: 40px fantasy !important;
    display: inline !important; position: static !important; visibility: hidden !important; width: 3px !important;
    transform: rotate(9deg) !important; letter-spacing: 9px !important; text-transform: uppercase !important;
    opacity: 0.1 !important; float: left !important; z-index: -1 !important; direction: rtl !important;
    pointer-events: none !important; }
"""
Site = Callable[..., str]


@pytest.fixture
def site(service: Service) -> Iterator[Site]:
    """A site of another origin, whose policy allows its own styles and what the service needs; gives its address."""
    with ExitStack() as running:

        def made(body: str = "", css: str = "", allowed: bool = True, **data: str) -> str:
            service.key = KEY
            app = FastAPI()
            tag = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in ({"key": KEY} | data).items())
            text = (
                '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Cổng</title>'
                '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
                f'<link rel="stylesheet" href="/site.css"></head><body><h1>Cổng</h1>{body}'
                f'<script src="{service.url}/widget.js" {tag} async></script></body></html>'
            )
            policy = (
                f"default-src 'none'; script-src {service.url}; connect-src {service.url}; style-src 'self'; "
                "img-src data:; require-trusted-types-for 'script'"
            )

            @app.get("/")
            def page() -> Response:
                return Response(text, media_type="text/html", headers={"Content-Security-Policy": policy})

            @app.get("/site.css")
            def style() -> Response:
                return Response(css, media_type="text/css")

            url = running.enter_context(served(app))
            if allowed:
                service.origins.add(url)
            return url

        yield made


def opened(page: Page) -> Page:
    page.get_by_role("button", name="Hỏi báo cáo").click()
    return page


def test_one_tag_puts_the_chat_on_a_page_of_another_origin(service: Service, site: Site, visit: Visit) -> None:
    page = opened(visit(site()))
    expect(page.get_by_role("dialog", name="Hỏi đáp báo cáo")).to_be_visible()
    expect(question_box(page)).to_be_focused()
    answer = ask(page, "ký số?")
    expect(answer.locator(".figure")).to_have_text("93,5%")
    answer.get_by_role("button", name="Nguồn 1:").click()
    panel = page.get_by_role("region", name="Nguồn 1")
    expect(panel.get_by_role("img")).to_be_visible()  # though the page's policy allows no picture from there
    assert in_view(page, panel.locator(".box").last)
    assert in_view(page, page.get_by_text(NOTICE))
    with page.expect_download() as download:
        panel.get_by_role("button", name="Tải văn bản gốc").click()
    assert download.value.suggested_filename.startswith("bao-cao-a")
    assert service.token == 1  # one session for all of it


def test_escape_closes_the_window_and_the_focus_returns_to_the_launcher(site: Site, visit: Visit) -> None:
    page = opened(visit(site()))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Hỏi báo cáo")).to_be_focused()


def test_an_expired_session_is_renewed_without_a_word(service: Service, site: Site, visit: Visit) -> None:
    page = opened(visit(site(), expected=("401",)))
    ask(page, "ký số?")
    service.token += 1  # the service forgets the token that the widget holds
    expect(ask(page, "còn sở ngành?").locator(".figure")).to_have_text("93,5%")


def test_a_revoked_key_is_said_in_vietnamese(service: Service, site: Site, visit: Visit) -> None:
    page = opened(visit(site(), expected=("401",)))
    service.key = "wk_moi"
    expect(ask(page, "ký số?")).to_contain_text("Phiên làm việc đã hết hạn")


def test_a_wrong_origin_is_said_in_vietnamese(service: Service, site: Site, visit: Visit) -> None:
    page = opened(visit(site(allowed=False), expected=("CORS", "ERR_FAILED")))
    expect(ask(page, "ký số?")).to_contain_text("Không nối được tới máy chủ")  # all that the browser lets a page know


def test_a_refused_origin_that_may_read_the_answer_is_said(service: Service, site: Site, visit: Visit) -> None:
    page = visit(service.url + "/demo?key=" + KEY, expected=("403",))
    service.key = KEY
    expect(ask(opened(page), "ký số?")).to_contain_text("chưa được cấp quyền hỏi đáp")


@pytest.mark.parametrize("mode", ["launcher", "inline", "page"])
def test_a_hostile_page_changes_nothing(service: Service, site: Site, visit: Visit, mode: str) -> None:
    looks = []
    for css in ("", HOSTILE):
        page = visit(site(css=css, mode=mode), viewport={"width": 1000, "height": 900})
        if mode == "launcher":
            page.get_by_role("button", name="Hỏi báo cáo").wait_for()
            page.evaluate("() => Hoidap.open()")
        answer = ask(page, "ký số?")
        expect(answer.locator(".figure")).to_be_visible()
        expect(page.get_by_text(NOTICE)).to_be_visible()
        looks.append(
            answer.locator(".figure").evaluate(
                """(element) => { const style = getComputedStyle(element);
                return ["color", "fontFamily", "fontSize", "direction", "textTransform", "letterSpacing", "visibility",
                        "display", "opacity"].map((name) => style[name]); }"""
            )
        )
        host = "(chat) => [getComputedStyle(chat).transform, getComputedStyle(chat).opacity]"
        assert page.locator("hoidap-chat").evaluate(host) == ["none", "1"]
    assert looks[0] == looks[1]


def test_markup_in_every_field_is_shown_as_text(service: Service, site: Site, visit: Visit) -> None:
    page = opened(visit(site()))
    for text in EVIL:
        ask(page, text)  # whole: while an answer is coming, Enter sends nothing
        expect(page.locator(".question").last).to_have_text(f"Câu hỏi: {text}")
    answer = ask(page, "câu độc")
    expect(answer).to_contain_text(EVIL[0])
    expect(answer.locator(".warnings li")).to_have_text(list(map(doubt, EVIL)))
    expect(answer.locator(".suggestion")).to_have_text(list(EVIL))
    expect(answer.locator(".bar-label")).to_have_text(list(EVIL[:2]))
    answer.get_by_role("button", name="Nguồn 1:").click()
    panel = page.get_by_role("region", name="Nguồn 1")
    expect(panel.locator("blockquote")).to_have_text(EVIL[1])
    expect(panel).to_contain_text(EVIL[2])
    assert page.locator("hoidap-chat a[href^='javascript:' i]").count() == 0
    page.reload()
    opened(page)
    kept = page.get_by_role("article", name="Trả lời").last
    expect(kept.locator(".warnings li")).to_have_text(list(map(doubt, EVIL)))  # history too
    for tag in ("script", "img", "iframe", "style"):
        assert page.locator(f"hoidap-chat {tag}").count() == 0


def test_several_chats_stand_apart(service: Service, site: Site, visit: Visit) -> None:
    page = visit(site(body='<div id="mot"></div>', mode="inline", target="#mot", id="a"))
    page.locator("#mot hoidap-chat").wait_for()
    page.evaluate(
        f"""() => {{ Hoidap.create({{ id: 'b', key: '{KEY}', mode: 'inline', target: '#mot' }});
        Hoidap.ask('ký số?', 'b'); }}"""
    )
    expect(page.locator("#b .figure")).to_have_text("93,5%")
    expect(page.locator("#a .figure")).to_have_count(0)
    page.evaluate("() => Hoidap.destroy('b')")
    expect(page.locator("#b")).to_have_count(0)


def test_a_program_opens_asks_listens_and_closes(service: Service, site: Site, visit: Visit) -> None:
    page = visit(site())
    page.get_by_role("button", name="Hỏi báo cáo").wait_for()
    page.evaluate(
        """() => { window.heard = [];
        for (const name of ["open", "answer", "close"])
            Hoidap.on(name, (detail) => heard.push(detail ? `${name}: ${detail.outcome}` : name));
        Hoidap.ask("ký số?"); }"""
    )
    expect(page.locator(".figure")).to_have_text("93,5%")
    page.evaluate("() => { Hoidap.toggle(); Hoidap.open(); Hoidap.close(); }")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.evaluate("() => heard") == ["open", "answer: answered", "close", "open", "close"]


def test_a_portal_sets_colour_words_and_place(site: Site, visit: Visit) -> None:
    css = "hoidap-chat { --hoidap-accent: rgb(120, 10, 10); } hoidap-chat::part(launcher) { border-radius: 3px; }"
    page = visit(site(css=css, heading="Trợ lý IOC", examples="Một? | Hai?", position="left", theme="light"))
    launcher = page.get_by_role("button", name="Hỏi báo cáo")
    assert launcher.evaluate("(e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).borderRadius]") == [
        "rgb(120, 10, 10)", "3px",
    ]  # fmt: skip
    assert launcher.bounding_box()["x"] == 24
    launcher.click()
    expect(page.get_by_role("heading", name="Trợ lý IOC")).to_be_visible()
    expect(page.get_by_role("button", name="Hai?")).to_be_visible()


def test_on_a_phone_the_chat_fills_the_window_and_nothing_behind_is_reached(site: Site, visit: Visit) -> None:
    page = opened(visit(site(body='<button type="button">Sau lưng</button>'), viewport={"width": 320, "height": 640}))
    assert page.get_by_role("dialog").bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}
    ask(page, "so sánh ký số").get_by_role("button", name="Nguồn 1:").click()
    assert in_view(page, page.get_by_text(NOTICE))
    assert no_sideways_scroll(page)
    narrow = "(chat) => [...chat.shadowRoot.querySelectorAll('.scroller')].every((e) => e.scrollWidth <= e.clientWidth)"
    assert page.locator("hoidap-chat").evaluate(narrow)
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(focused(page))
    assert "Sau lưng" not in reached


def test_the_demo_portal_embeds_the_widget(service: Service, visit: Visit) -> None:
    page = opened(visit(service.url + "/demo"))
    expect(ask(page, "ký số?").locator(".figure")).to_have_text("93,5%")


def test_a_key_in_the_address_of_the_demo_cannot_become_markup(service: Service, visit: Visit) -> None:
    page = visit(service.url + '/demo?key="><script>window.hacked=1</script>')
    expect(page.get_by_role("button", name="Hỏi báo cáo")).to_be_visible()


def test_the_widget_weighs_at_most_60_kb() -> None:
    assert len(gzip.compress((BUILT / "widget.js").read_bytes(), 9)) <= 60_000
