"""WCAG 2.2 AA: axe on every page in light, dark and on a phone; the keyboard alone; 320 px; 400 % zoom; less motion."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.fake_portal import Service
from tests.web.conftest import Visit
from tests.web.steps import NOTICE, ask, focused, in_view, no_sideways_scroll, question_box, send

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PAGES = (
    "/", "/#/van-ban", "/#/van-ban/bao-cao-a?trang=4", "/#/van-ban/bao-cao-a?phan=bang",
    "/#/van-ban/bao-cao-a?phan=khong-khop", "/#/so-lieu", "/#/so-lieu?chuoi=k%C3%BD&noi=x",
    "/#/nap-van-ban", "/#/quan-tri", "/demo",
)  # fmt: skip
LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}},
}


def violations(page: Page) -> list[str]:
    """What axe finds, in words."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(service: Service, visit: Visit, look: str) -> None:
    page = visit(service.url, **LOOKS[look])
    found = {}
    for path in PAGES:
        page.goto("about:blank")
        page.goto(service.url + path)
        page.wait_for_load_state("networkidle")
        found[path] = violations(page)
        assert no_sideways_scroll(page), path
    assert found == {path: [] for path in PAGES}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_the_chat_at_work(service: Service, visit: Visit, look: str) -> None:
    page = visit(service.url + "/demo", expected=("429",), **LOOKS[look])
    page.get_by_role("button", name="Hỏi báo cáo").click()
    assert violations(page) == []
    ask(page, "so sánh ký số").get_by_text("Xem bảng số liệu").click()
    ask(page, "bận")
    ask(page, "không có")
    answer = ask(page, "ký số?")
    answer.get_by_role("button", name="Câu trả lời chưa đúng").click()
    assert violations(page) == []
    answer.get_by_role("button", name="Nguồn 1:").click()
    expect(page.get_by_role("region", name="Nguồn 1").get_by_role("img")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Chữ").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    send(page, "treo")
    expect(page.locator(".streaming")).to_be_visible()
    assert violations(page) == []


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until what is focused has that name; fails after a round."""
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1].startswith(name):
            return
    raise AssertionError(f"{name!r} was not reached: {seen}")


def test_the_keyboard_alone_asks_opens_a_source_judges_and_leaves(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/demo")
    page.get_by_role("button", name="Hỏi báo cáo").wait_for()
    tab_to(page, "Hỏi báo cáo")
    page.keyboard.press("Enter")
    expect(question_box(page)).to_be_focused()
    page.keyboard.type("ký số?")
    page.keyboard.press("Enter")
    expect(page.locator(".figure")).to_have_text("93,5%")
    page.keyboard.press("Shift+Tab")  # back from the box: what can be done with the answer
    assert focused(page) == "Câu trả lời chưa đúng"
    page.keyboard.press("Enter")
    tab_to(page, "")  # into the form
    page.keyboard.press("Escape")
    assert focused(page) == "Câu trả lời chưa đúng"
    tab_to(page, "Câu hỏi")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if focused(page).startswith("Nguồn 1:"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nguồn 1")).to_be_focused()
    tab_to(page, "Chữ")
    page.keyboard.press("Space")
    expect(page.locator(".page-text mark").last).to_be_visible()
    assert in_view(page, page.locator(".page-text mark").last)
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Nguồn 1")).to_have_count(0)
    page.wait_for_function("() => document.activeElement.shadowRoot?.activeElement?.className === 'marker'")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Hỏi báo cáo")).to_be_focused()


def test_a_finished_answer_stands_in_the_live_log_and_the_log_is_no_longer_busy(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    ask(page, "ký số?")
    log = page.get_by_role("log", name="Nội dung hỏi đáp")
    expect(log).to_have_attribute("aria-busy", "false")
    expect(log.locator(".answer:not([aria-hidden])")).to_contain_text("93,5%")


@pytest.mark.parametrize("path", ["/", "/demo"])
def test_at_400_percent_zoom_everything_can_be_reached(service: Service, visit: Visit, path: str) -> None:
    page = visit(service.url + path, viewport={"width": 320, "height": 256})  # 1280 × 1024 at 400 %
    if path == "/demo":
        page.get_by_role("button", name="Hỏi báo cáo").click()
    send(page, "ký số?")
    figure = page.locator(".figure")
    figure.scroll_into_view_if_needed()
    assert in_view(page, figure)
    marker = page.get_by_role("button", name="Nguồn 1:")
    marker.scroll_into_view_if_needed()
    marker.click()
    expect(page.get_by_role("heading", name="Nguồn 1")).to_be_focused()
    assert in_view(page, page.get_by_text(NOTICE))
    assert no_sideways_scroll(page)


def test_targets_are_at_least_24_pixels(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    ask(page, "so sánh ký số").get_by_role("button", name="Nguồn 1:").click()
    page.get_by_role("region", name="Nguồn 1").get_by_role("img").wait_for()
    small = page.locator("hoidap-chat").evaluate(
        """(chat) => [...chat.shadowRoot.querySelectorAll("button, a, summary, input, textarea")]
            .filter((each) => { const box = each.getBoundingClientRect();
                                return box.width > 0 && (box.width < 24 || box.height < 24); })
            .map((each) => each.outerHTML)"""
    )
    assert small == []


def test_less_motion_is_respected(service: Service, visit: Visit) -> None:
    page = visit(service.url, reduced_motion="reduce")
    send(page, "treo")
    expect(page.locator(".streaming")).to_be_visible()
    assert page.locator(".dots i").first.evaluate("(dot) => getComputedStyle(dot).animationName") == "none"
