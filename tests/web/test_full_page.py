"""The full page in the browser: documents, viewer, figures, upload, administration, keys."""

import re

import pytest
from playwright.sync_api import expect

from tests.fake_portal import QUOTE, TITLE, Service
from tests.web.conftest import Visit
from tests.web.steps import ask, in_view

PDF = {"name": "báo cáo tháng 3.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}


def test_the_documents_say_number_date_issuer_period_and_who_may_see_them(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    page.get_by_role("link", name="Văn bản", exact=True).click()
    expect(page.get_by_role("heading", name="Văn bản đã nạp")).to_be_focused()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Kế hoạch Nâng cao"))
    for said in ("124/KH-UBND", "chưa ghi ngày", "Ủy ban nhân dân tỉnh Ninh Bình", "Năm 2025", "Nội bộ"):
        expect(card).to_contain_text(said)
    expect(card).to_contain_text("Trang 2 không đọc được")
    page.get_by_label("Lọc theo tên, số, cơ quan").fill("bao cao 131")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card")).to_contain_text("Quý I/2026")


def test_a_document_shows_its_outline_pages_tables_and_disagreements(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/van-ban/bao-cao-a")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    page.get_by_role("navigation", name="Mục lục").get_by_role("link", name="2. Triển khai việc ký số").click()
    expect(page.get_by_text("Trang 4 / 9")).to_be_visible()
    parts = page.get_by_role("navigation", name="Các phần của văn bản")
    parts.get_by_role("link", name="Bảng").click()
    expect(page.get_by_role("row", name="Xã, phường 96,81 93,5")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Quý 1 › 2026")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Cấp tỉnh")).to_have_count(1)  # one cell in print, one here
    parts.get_by_role("link", name="Chỗ không khớp").click()
    expect(page.get_by_text("Tỷ lệ in là 99,97% nhưng tính ra là 99,98%.")).to_be_visible()


def test_a_source_leads_to_the_viewer_with_the_sentence_in_view(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    ask(page, "ký số?").get_by_role("button", name="Nguồn 1:").click()
    page.get_by_role("link", name="Mở trong trình xem văn bản").click()
    page.locator(".sheet .box").last.wait_for()
    assert in_view(page, page.locator(".sheet .box").last)
    page.get_by_role("button", name="Chữ").click()
    expect(page.locator(".sheet mark").last).to_have_text(QUOTE)
    assert in_view(page, page.locator(".sheet mark").last)
    page.get_by_role("link", name="Hỏi đáp", exact=True).click()
    expect(page.locator(".figure")).to_be_visible()  # the conversation is still there


def test_a_document_that_is_not_there_is_said(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/van-ban/khong-co", expected=("404",))
    expect(page.get_by_role("alert")).to_contain_text("Không có văn bản này.")


def test_a_document_is_removed_after_one_more_question(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/van-ban/bao-cao-a")
    page.get_by_role("button", name="Gỡ văn bản").click()
    page.get_by_role("button", name="Giữ lại").click()
    expect(page.get_by_role("button", name="Gỡ văn bản")).to_be_focused()
    assert service.forgotten == []
    page.get_by_role("button", name="Gỡ văn bản").click()
    page.get_by_role("dialog").get_by_role("button", name="Gỡ", exact=True).click()
    expect(page.get_by_role("heading", name="Văn bản đã nạp")).to_be_visible()
    assert service.forgotten == ["bao-cao-a"]


def test_an_administrator_says_who_may_see_a_document(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/van-ban/bao-cao-a")
    page.get_by_role("combobox", name="Ai được xem văn bản này").select_option("han_che")
    expect(page.get_by_role("status").filter(has_text="Đã đổi nhãn.")).to_be_visible()
    page.get_by_role("checkbox", name="Telegram").uncheck()
    expect(page.get_by_role("checkbox", name="Telegram")).not_to_be_checked()
    page.get_by_role("combobox", name="Ai được xem văn bản này").select_option("")
    expect(page.get_by_role("checkbox", name="Telegram")).to_be_disabled()
    expect(page.get_by_role("status").filter(has_text="Đã đổi nhãn.")).to_be_visible()
    assert service.labels == [
        {"access": "han_che", "telegram": True},
        {"access": "han_che", "telegram": False},
        {"access": None, "telegram": False},
    ]


def test_figures_are_filtered_read_and_downloaded(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/so-lieu")
    expect(page.get_by_text("2 số liệu")).to_be_visible()
    page.get_by_label("Nơi, cấp").fill("cấp xã")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_text("1 số liệu")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("93,5%"))
    for said in ("tỷ lệ ký số", "Quý I/2026", "cấp xã", "kết quả", "trang 4"):
        expect(row).to_contain_text(said)
    for form in ("CSV", "XLSX"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Tải về {form}").click()
        assert download.value.suggested_filename == f"so-lieu.{form.lower()}"
    row.get_by_role("link", name=TITLE).click()
    expect(page.locator(".sheet .box").last).to_be_visible()


def test_a_series_is_drawn_over_periods_with_its_sources(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/so-lieu")
    page.get_by_role("link", name="tỷ lệ ký số").first.click()
    series = page.get_by_role("region", name="Chuỗi số liệu: tỷ lệ ký số")
    drawn = series.locator("g.line")
    expect(drawn.first.locator("circle")).to_have_count(3)  # the year is in the table: it is no quarter
    expect(series.get_by_role("row", name=re.compile("Năm 2024 .* 90%"))).to_be_visible()
    expect(series.locator("svg text.tick")).to_have_text(["Quý I/2024", "Quý I/2025", "Quý I/2026"])
    heights = drawn.first.locator("circle").evaluate_all("all => all.map((each) => +each.getAttribute('cy'))")
    assert heights == sorted(heights)  # 96,81 → 95,1 → 93,5: each lower than the one before
    expect(series.get_by_role("row", name=re.compile("Quý I.2024 .* 96,81%"))).to_contain_text("trang 4")


def test_a_plan_is_drawn_apart_from_results_and_a_change_not_at_all(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/so-lieu")
    page.get_by_role("link", name="tỷ lệ ký số").first.click()
    series = page.get_by_role("region", name="Chuỗi số liệu: tỷ lệ ký số")
    expect(series.locator(".legend li")).to_have_text(["cấp xã, kết quả", "cấp xã, chỉ tiêu"])
    dashes = series.locator("g.line polyline").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).strokeDasharray)"
    )
    assert (dashes[0], dashes[1] != "none") == ("none", True)
    expect(series.get_by_text("Hình vẽ 5 trong 7 số")).to_be_visible()
    expect(series.get_by_text("Trục đứng không bắt đầu từ 0.")).to_be_visible()  # 93,5 … 98: from 0 they would be flat
    expect(series.get_by_role("row", name=re.compile("Quý I.2026 .* từ 98% chỉ tiêu"))).to_be_visible()
    expect(series.get_by_role("row", name=re.compile("1,6% so sánh"))).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_two_texts_of_a_chart_overlap(service: Service, visit: Visit, width: int) -> None:
    page = visit(service.url + "/#/so-lieu", viewport={"width": width, "height": 800})
    page.get_by_role("link", name="tỷ lệ ký số").first.click()
    texts = page.locator(".lines svg text")
    expect(texts.first).to_be_visible()
    boxes = texts.evaluate_all(
        "all => all.map((each) => each.getBBox()).map(({x, y, width, height}) => [x, y, x + width, y + height])"
    )
    over = [
        (a, b)
        for at, a in enumerate(boxes)
        for b in boxes[at + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] + 3 < b[3] and b[1] + 3 < a[3]  # lines of print may touch
    ]
    assert over == []


def test_an_address_that_leads_nowhere_is_said(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/lung-tung")
    expect(page.get_by_role("heading", name="Không có trang này")).to_be_visible()
    page.get_by_role("link", name="Về trang hỏi đáp").click()
    expect(page.get_by_role("textbox", name="Câu hỏi")).to_be_visible()


def test_a_service_that_does_not_answer_is_said_after_a_while_and_asked_again_on_demand(
    service: Service, visit: Visit
) -> None:
    page = visit(service.url)
    page.clock.install()
    page.route("**/api/v1/documents", lambda route: None)  # taken, and never answered
    page.goto("about:blank")
    page.goto(service.url + "/#/van-ban")
    expect(page.get_by_text("Đang tải…").last).to_be_visible()
    page.clock.fast_forward("00:46")
    expect(page.get_by_role("alert").filter(has_text="Máy chủ lâu chưa trả lời").last).to_be_visible()
    page.unroute("**/api/v1/documents")
    page.locator("section:not([hidden])").get_by_role("button", name="Thử lại").click()
    expect(page.locator(".card")).to_have_count(2)


def test_a_file_is_handed_in_and_followed_to_the_end(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/nap-van-ban")
    expect(page.get_by_text("Không nạp tài liệu có độ mật")).to_be_visible()
    page.get_by_label("Chọn tệp").set_input_files([PDF])
    page.get_by_label("Ai được xem").select_option("cong_khai")
    page.get_by_label("Được trả lời qua Telegram").check()
    page.get_by_role("button", name="Nạp", exact=True).click()
    expect(page.get_by_text("Đã nạp xong")).to_be_visible()
    expect(page.get_by_text("2 chỗ cần đối chiếu")).to_be_visible()
    page.get_by_role("link", name="Xem văn bản").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    assert service.uploads == [{"name": PDF["name"], "bytes": 8, "access": "cong_khai", "telegram": "true"}]


def test_a_file_that_is_refused_says_why_and_the_others_go_on(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/nap-van-ban", expected=("415",))
    page.get_by_label("Chọn tệp").set_input_files([PDF, PDF | {"name": "../../x.exe"}])
    page.get_by_role("button", name="Nạp", exact=True).click()
    expect(page.get_by_text("Không đọc được loại tệp này.")).to_be_visible()
    expect(page.get_by_text("Đã nạp xong")).to_be_visible()


def test_a_file_that_is_too_large_is_named_before_it_is_sent_and_not_sent(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/nap-van-ban")
    large = PDF | {"name": "ban-quet.pdf", "buffer": b"%PDF-1.4" + bytes(service.upload_limit)}
    page.get_by_label("Chọn tệp").set_input_files([large])
    expect(page.locator(".chosen")).to_contain_text("Tệp lớn hơn 1 MB, mức lớn nhất được nhận")
    expect(page.get_by_role("button", name="Nạp", exact=True)).to_be_disabled()
    page.get_by_label("Chọn tệp").set_input_files([PDF, large])
    page.get_by_role("button", name="Nạp", exact=True).click()
    expect(page.locator(".failed-card")).to_contain_text("nên không gửi đi")
    expect(page.locator(".failed-card").get_by_role("button")).to_have_count(0)  # no use in trying again
    expect(page.get_by_text("Đã nạp xong")).to_be_visible()
    assert [each["name"] for each in service.uploads] == [PDF["name"]]


def test_a_file_that_is_on_file_leads_to_its_document(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/nap-van-ban", expected=("409",))
    page.get_by_label("Chọn tệp").set_input_files([PDF | {"name": "da-co.pdf"}])
    page.get_by_role("button", name="Nạp", exact=True).click()
    expect(page.locator(".failed-card")).to_contain_text("Tệp này đã được nạp.")
    page.get_by_role("link", name="Xem văn bản").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def test_a_line_that_breaks_while_a_file_is_read_is_taken_up_again(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/nap-van-ban", expected=("ERR_FAILED",))
    page.route("**/api/v1/jobs/*", lambda route: route.abort())
    page.get_by_label("Chọn tệp").set_input_files([PDF])
    page.get_by_role("button", name="Nạp", exact=True).click()
    expect(page.locator(".failed-card")).to_contain_text("Không nối được tới máy chủ")
    page.unroute("**/api/v1/jobs/*")
    page.get_by_role("link", name="Số liệu", exact=True).click()  # a look elsewhere drops nothing
    page.get_by_role("link", name="Nạp tệp", exact=True).click()
    page.get_by_role("button", name="Thử lại").click()
    expect(page.get_by_text("Đã nạp xong")).to_be_visible()
    assert len(service.uploads) == 1


def test_an_administrator_sees_what_was_not_answered_and_what_was_judged(service: Service, visit: Visit) -> None:
    page = visit(service.url + "/#/quan-tri")
    expect(page.get_by_role("row", name=re.compile("giá vàng"))).to_contain_text("Ngoài phạm vi văn bản")
    for said in ("Chưa đúng", "Sai kỳ hoặc nơi", "96,81%"):
        expect(page.locator(".card")).to_contain_text(said)


@pytest.mark.parametrize("role", ["reader", "uploader"])
def test_a_role_sees_only_its_parts(service: Service, visit: Visit, role: str) -> None:
    service.role = role
    page = visit(service.url)
    nav = page.get_by_role("navigation", name="Các phần")
    expect(nav.get_by_role("link", name="Hỏi đáp")).to_be_visible()
    expect(nav.get_by_role("link", name="Nạp tệp")).to_have_count(int(role == "uploader"))
    expect(nav.get_by_role("link", name="Quản trị")).to_have_count(0)


def test_a_locked_service_asks_for_a_key_and_keeps_it_for_the_tab(service: Service, visit: Visit) -> None:
    service.key, service.token = "khoa", 7
    page = visit(service.url, expected=("401",))
    page.get_by_label("Khóa truy cập").fill("sai")
    page.get_by_role("button", name="Vào").click()
    expect(page.get_by_role("alert")).to_contain_text("Khóa không đúng")
    page.get_by_label("Khóa truy cập").fill("phien-7")
    page.get_by_role("button", name="Vào").click()
    expect(ask(page, "ký số?").locator(".figure")).to_have_text("93,5%")
    page.reload()
    expect(page.locator(".figure")).to_have_text("93,5%")
    page.get_by_role("button", name="Bỏ khóa truy cập").click()
    expect(page.get_by_role("heading", name="Cần khóa truy cập")).to_be_visible()
