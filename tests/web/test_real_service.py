"""The pages against the real service on one of the bundled reports: what a person would try first."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI, Response
from playwright.sync_api import expect

from bots.api.app import create_app
from ingest.access import Access
from rag.assistant import Assistant
from rag.settings import Settings
from tests.api_room import real
from tests.fake_portal import served
from tests.room import REPORT, TODAY, take_in
from tests.web.conftest import Visit
from tests.web.steps import ask, in_view

FILE = Path(__file__).parents[2] / "corpus" / "bao-cao-nq131-quy-1-2026.pdf"
TITLE = "Tình hình, kết quả triển khai thực hiện Nghị quyết số 131/NQ-CP"
CLAIM = "Tỷ lệ ký số tại sở ngành: 92,2%; Tỷ lệ ký số tại xã phường: 93,5%."
PUBLIC = Access("cong_khai", telegram=False)
SIGNED = "ty le ky so xa phuong quy 1"


@contextmanager
def on_file(folder: Path, *paths: Path) -> Iterator[tuple[Assistant, str]]:
    """The real service with these files on it, and its address."""
    with Assistant.open(Settings(data_dir=folder, corpus_dir=folder / "corpus", today=TODAY)) as assistant:
        take_in(assistant, *paths)
        with real(assistant, folder) as service, served(create_app(service)) as url:
            yield assistant, url


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that nobody needs a key for."""
    with on_file(tmp_path_factory.mktemp("report"), FILE) as (_, url):
        yield url


def test_asked_followed_up_and_looked_up_on_the_printed_page(report: str, visit: Visit) -> None:
    page = visit(report)
    answer = ask(page, SIGNED)
    expect(answer.locator(".figure")).to_have_text("93,5%")
    answer.get_by_role("button", name=re.compile("^Nguồn 1:")).click()
    panel = page.get_by_role("region", name="Nguồn 1")
    expect(panel.get_by_role("img", name="Ảnh trang 4, câu được dẫn đã đánh dấu")).to_be_visible()
    assert in_view(page, panel.locator(".box").last)
    panel.get_by_role("button", name="Chữ").click()
    expect(panel.locator(".page-text mark").last).to_contain_text(CLAIM)
    assert in_view(page, panel.locator(".page-text mark").last)
    page.keyboard.press("Escape")
    expect(ask(page, "còn sở ngành?").locator(".figure")).to_have_text("92,2%")
    expect(ask(page, "giá vàng hôm nay?").locator(".outcome")).to_be_visible()
    page.reload()
    expect(page.locator(".figure")).to_have_text(["93,5%", "92,2%"])


def test_the_document_its_outline_and_its_figures(report: str, visit: Visit) -> None:
    page = visit(report + "/#/van-ban/bao-cao-nq131-quy-1-2026")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    outline = page.get_by_role("navigation", name="Mục lục")
    outline.get_by_role("link", name="2. Triển khai việc ký số").click()
    expect(page.get_by_text("Trang 4 / 8")).to_be_visible()
    expect(page.locator(".sheet canvas")).to_be_visible()
    page.goto(report + "/#/so-lieu?indicator=ty%20le%20ky%20so&scope=cap%20xa")
    row = page.get_by_role("row", name=re.compile("93,5%"))
    expect(row).to_contain_text("trang 4")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải về CSV").click()
    assert "93,5%" in download.value.path().read_text(encoding="utf-8-sig")


def test_a_report_is_handed_in_and_answers(report: str, visit: Visit) -> None:
    page = visit(report + "/#/nap-van-ban", expected=("415",))
    file = {"name": "../bao cao lao cai.txt", "mimeType": "text/plain", "buffer": REPORT.encode()}
    wrong = {"name": "anh.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\0\0"}
    page.get_by_label("Chọn tệp").set_input_files([file, wrong])
    page.get_by_role("button", name="Nạp", exact=True).click()
    expect(page.get_by_text("Đã nạp xong")).to_be_visible(timeout=30_000)
    expect(page.locator(".failed-card .error").first).not_to_be_empty()
    page.get_by_role("link", name="Hỏi đáp", exact=True).click()
    answer = ask(page, "hạ tầng số ở Lào Cai đầu tư bao nhiêu kinh phí?")
    expect(answer).to_contain_text("35,6 tỷ đồng")


def test_50_mb_are_refused_while_they_are_sent_where_the_page_does_not_know_the_limit(
    report: str, visit: Visit, tmp_path: Path
) -> None:
    large = tmp_path / "ban-quet.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-1.4")
        file.truncate(50 * 2**20)
    page = visit(report, expected=("413",))
    page.route("**/api/v1/me", lambda route: route.fulfill(json={"role": "admin", "access": "han_che"}))
    page.goto("about:blank")
    page.goto(report + "/#/nap-van-ban")
    page.get_by_label("Chọn tệp").set_input_files([large])
    page.get_by_role("button", name="Nạp", exact=True).click()
    expect(page.locator(".failed-card .error")).to_have_text("Nội dung gửi lên không được quá 40 MB.", timeout=30_000)


def test_a_judged_answer_and_an_open_question_reach_the_administrator(report: str, visit: Visit) -> None:
    page = visit(report)
    ask(page, "giá vàng hôm nay?")
    answer = ask(page, SIGNED)
    answer.get_by_role("button", name="Câu trả lời đúng").click()
    expect(answer.get_by_role("button", name="Câu trả lời đúng")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Quản trị").click()
    expect(page.get_by_role("row", name=re.compile("giá vàng")).first).to_be_visible()
    expect(page.locator(".card").filter(has_text=SIGNED)).to_contain_text("Đúng")


def test_a_portal_of_another_origin_with_its_key(tmp_path: Path, visit: Visit) -> None:
    with on_file(tmp_path, FILE) as (assistant, url):
        site = FastAPI()
        policy = f"default-src 'none'; script-src {url}; connect-src {url}"
        tag = ""

        @site.get("/")
        def root() -> Response:
            text = f'<!doctype html><html lang="vi"><title>Cổng</title><link rel="icon" href="/i">{tag}</html>'
            return Response(text, media_type="text/html", headers={"Content-Security-Policy": policy})

        with served(site) as portal:
            _, key = assistant.catalogue.keys.add("widget", "cong_khai", origins=[portal])
            tag = f'<script src="{url}/widget.js" data-key="{key}" async></script>'
            assistant.catalogue.label([FILE.stem], None)
            page = visit(portal, expected=("/i",))
            page.get_by_role("button", name="Hỏi báo cáo").click()
            expect(ask(page, SIGNED).locator(".figure")).to_have_count(0)  # a report without a label is nobody's
            page.evaluate("() => Hoidap.clear()")
            assistant.catalogue.label([FILE.stem], PUBLIC)
            answer = ask(page, SIGNED)
            expect(answer.locator(".figure")).to_have_text("93,5%")
            answer.get_by_role("button", name=re.compile("^Nguồn 1:")).click()
            expect(page.get_by_role("region", name="Nguồn 1").get_by_role("img")).to_be_visible()
