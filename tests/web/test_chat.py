"""Asking in the browser: stream, sources, follow-ups, stop, what goes wrong, history, feedback."""

import re

import pytest
from playwright.sync_api import expect

from tests.fake_portal import QUOTE, TITLE, Service
from tests.web.conftest import Visit
from tests.web.steps import NOTICE, ask, focused, in_view, question_box, send

SIGNED = "tỷ lệ ký số xã phường quý 1?"


def test_a_question_is_answered_with_figure_warning_sources_and_suggestion(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    answer = ask(page, SIGNED)
    expect(answer.locator(".figure")).to_have_text("93,5%")
    expect(answer).to_contain_text("Tỷ lệ ký số tại xã phường (Quý 1 năm 2026)")
    expect(answer).to_contain_text("Phụ lục ghi tổng 2.27.235 văn bản đi")
    expect(answer.get_by_role("button", name=f"Nguồn 1: {TITLE}, trang 4")).to_be_visible()
    expect(answer.get_by_role("button", name="Còn sở ngành thì sao?")).to_be_visible()
    assert in_view(page, page.get_by_text(NOTICE))
    assert service.asked == [{"question": SIGNED}]


def test_while_it_streams_the_text_is_seen_and_the_log_is_busy(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    send(page, "treo")
    log = page.get_by_role("log", name="Nội dung hỏi đáp")
    expect(log).to_have_attribute("aria-busy", "true")
    streaming = page.locator(".streaming")
    expect(streaming).to_have_text("93,")
    expect(streaming).to_have_attribute("aria-hidden", "true")  # read out when it is finished, not piece by piece
    expect(page.get_by_role("status").filter(has_text="Đang tìm trong văn bản…")).to_be_attached()


def test_a_running_question_is_stopped_and_what_was_half_written_is_not_kept(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    send(page, "treo")
    expect(page.locator(".streaming")).to_have_text("93,")
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_text("Đã dừng trước khi trả lời xong.")).to_be_visible()
    expect(page.locator(".streaming")).to_have_count(0)
    expect(question_box(page)).to_be_focused()
    expect(ask(page, SIGNED).locator(".figure")).to_have_text("93,5%")


def test_a_citation_opens_the_page_with_the_sentence_in_view(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    ask(page, SIGNED).get_by_role("button", name="Nguồn 1:").click()
    panel = page.get_by_role("region", name="Nguồn 1")
    expect(panel.get_by_role("heading", name="Nguồn 1")).to_be_focused()
    for said in (TITLE, "chưa ghi số", "12/03/2026", "II. HIỆN ĐẠI HOÁ > 2. Ký số", "Trang 4 / 9"):
        expect(panel).to_contain_text(said)
    expect(panel.locator("blockquote")).to_have_text(QUOTE)
    expect(panel.locator("blockquote mark")).to_have_text("93,5%")  # of the two figures the one that was given
    expect(panel.get_by_role("img", name="Ảnh trang 4, câu được dẫn đã đánh dấu")).to_be_visible()
    assert in_view(page, panel.locator(".box").last)
    panel.get_by_role("button", name="Chữ").click()
    expect(panel.locator(".page-text mark")).to_have_text(
        ["* Số liệu (từ ngày 13/12/2025 đến ngày 11/03/2026):", QUOTE]
    )
    assert in_view(page, panel.locator(".page-text mark").last)
    assert panel.get_by_role("link", name="Mở văn bản gốc").get_attribute("href") == (
        f"{service.url}/api/v1/documents/bao-cao-a/file#page=4"
    )


@pytest.mark.parametrize(("width", "larger"), [(1280, 2), (390, 2 / 1.3)])
def test_a_page_is_enlarged_on_demand(service: Service, visit: Visit, width: int, larger: float) -> None:
    page = visit(service.url, viewport={"width": width, "height": 800})
    ask(page, SIGNED).get_by_role("button", name="Nguồn 1:").click()
    panel = page.get_by_role("region", name="Nguồn 1")
    expect(panel.get_by_role("img")).to_be_visible()
    assert in_view(page, panel.locator(".box").last)  # the whole line, on a phone too
    before = panel.locator("canvas").bounding_box()
    panel.get_by_role("button", name="Phóng to").click()
    after = panel.locator("canvas").bounding_box()
    assert before
    assert after
    assert after["width"] / before["width"] == pytest.approx(larger, abs=0.02)


def test_a_source_without_pages_shows_its_text_and_names_row_and_column(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    ask(page, SIGNED).get_by_role("button", name="Nguồn 2:").click()
    panel = page.get_by_role("region", name="Nguồn 2")
    for said in ("124/KH-UBND", "chưa ghi ngày", "tệp không chia trang", "Tỷ lệ ký số", "Quý 1"):
        expect(panel).to_contain_text(said)
    expect(panel.locator(".page-text mark")).to_have_text("Cấp xã: 96,81%.")
    assert in_view(page, panel.locator(".page-text mark"))


@pytest.mark.parametrize("width", [1280, 390])
def test_escape_closes_the_source_and_the_focus_returns(service: Service, visit: Visit, width: int) -> None:
    page = visit(service.url, viewport={"width": width, "height": 800})
    ask(page, SIGNED).get_by_role("button", name="Nguồn 1:").click()
    expect(page.get_by_role("heading", name="Nguồn 1")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Nguồn 1")).to_have_count(0)
    page.wait_for_function("() => document.activeElement.shadowRoot?.activeElement?.className === 'marker'")
    assert focused(page).startswith("Nguồn 1:")


def test_turning_the_page_leaves_the_citation_and_comes_back(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    ask(page, SIGNED).get_by_role("button", name="Nguồn 1:").click()
    panel = page.get_by_role("region", name="Nguồn 1")
    panel.get_by_role("button", name="Trang sau").click()
    expect(panel).to_contain_text("Trang 5 / 9")
    expect(panel.locator(".box")).to_have_count(0)
    panel.get_by_role("button", name="Trang trước").click()
    expect(panel.locator(".box")).to_have_count(2)


def test_a_follow_up_carries_the_conversation(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    answer = ask(page, SIGNED)
    answer.get_by_role("button", name="Còn sở ngành thì sao?").click()
    expect(page.get_by_role("article", name="Trả lời")).to_have_count(2)
    expect(page.get_by_role("article", name="Trả lời").last).to_have_attribute("aria-busy", "false")
    assert service.asked[1] == {"question": "Còn sở ngành thì sao?", "conversation_id": "hoi-thoai-1"}


def test_a_comparison_is_drawn_with_its_table(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    answer = ask(page, "so sánh tỷ lệ ký số")
    expect(answer).to_contain_text("Tính từ số liệu trong văn bản")
    bars = answer.locator(".bar rect[class^=fill]")
    widths = bars.evaluate_all("all => all.map(each => each.getBoundingClientRect().width)")
    assert widths[1] / widths[0] == pytest.approx(92.2 / 97.32, abs=0.01)
    answer.get_by_text("Xem bảng số liệu").click()
    expect(answer.get_by_role("row", name="Quý 1 năm 2024 97,32%")).to_be_visible()


def test_a_refusal_is_said_plainly(service: Service, visit: Visit) -> None:
    answer = ask(visit(service.url), "không có")
    expect(answer).to_contain_text("Không có trong văn bản")
    expect(answer).to_contain_text("Không tìm thấy thông tin này")


def test_a_broken_stream_shows_no_half_answer_and_can_be_tried_again(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    answer = ask(page, "đứt")
    expect(answer).to_contain_text("Câu trả lời bị ngắt giữa chừng")
    expect(answer).not_to_contain_text("93,")
    answer.get_by_role("button", name="Thử lại").click()
    expect(page.get_by_role("article", name="Trả lời")).to_have_count(1)
    expect(page.get_by_text("Câu trả lời bị ngắt giữa chừng")).to_be_visible()
    assert [each["question"] for each in service.asked] == ["đứt", "đứt"]


def test_a_busy_service_says_when_to_try_again(service: Service, visit: Visit) -> None:
    page = visit(service.url, expected=("429",))
    answer = ask(page, "bận")
    expect(answer).to_contain_text("Đang có nhiều người hỏi")
    expect(answer.get_by_role("button", name=re.compile(r"Thử lại sau \d giây"))).to_be_disabled()
    expect(answer.get_by_role("button", name="Thử lại", exact=True)).to_be_enabled()


def test_an_answer_that_does_not_go_on_is_given_up_after_a_while_and_can_be_asked_again(
    service: Service, visit: Visit
) -> None:
    page = visit(service.url)
    page.clock.install()
    send(page, "treo máy")
    answer = page.get_by_role("article", name="Trả lời")
    expect(answer).to_contain_text("93,")
    page.clock.fast_forward("00:40")
    expect(answer).to_have_attribute("aria-busy", "true")
    page.clock.fast_forward("00:10")
    expect(answer).to_contain_text("Máy chủ lâu chưa trả lời")
    expect(answer).not_to_contain_text("93,")
    answer.get_by_role("button", name="Thử lại").click()
    expect(answer).to_contain_text("93,")
    assert [each["question"] for each in service.asked] == ["treo máy", "treo máy"]
    page.get_by_role("button", name="Dừng").click()


def test_offline_is_said_and_the_question_is_kept(service: Service, visit: Visit) -> None:
    page = visit(service.url, expected=("ERR_INTERNET_DISCONNECTED",))
    question_box(page).wait_for()
    page.wait_for_load_state("networkidle")  # the page is whole: what it loads late would be cut off with it
    page.context.set_offline(True)
    answer = ask(page, SIGNED)
    expect(answer).to_contain_text("Không nối được tới máy chủ")
    expect(page.locator(".question")).to_have_text(f"Câu hỏi: {SIGNED}")
    page.context.set_offline(False)
    answer.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".figure")).to_have_text("93,5%")


def test_a_question_that_is_too_long_is_not_sent(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    send(page, "a" * 2001)
    expect(page.get_by_role("alert")).to_contain_text("dài quá 2.000 ký tự")
    assert service.asked == []


def test_the_history_stays_for_the_session_and_is_cleared_on_demand(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    ask(page, SIGNED)
    page.reload()
    expect(page.locator(".figure")).to_have_text("93,5%")
    ask(page, "còn sở ngành?")
    assert service.asked[1]["conversation_id"] == "hoi-thoai-1"
    page.get_by_role("button", name="Cuộc hỏi mới").click()
    expect(page.get_by_role("article", name="Trả lời")).to_have_count(0)
    expect(question_box(page)).to_be_focused()
    page.reload()
    expect(page.get_by_role("heading", name="Anh/chị cần số liệu nào?")).to_be_visible()
    assert service.forgotten == ["hoi-thoai-1"]


def test_what_another_program_left_in_the_history_is_not_shown(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    page.evaluate(
        """() => { for (const name of [`hoidap:${location.origin}:page`])
            sessionStorage.setItem(name, '{"turns":[{"question":"x","reply":{"answer":7}},{"question":{}}]}') }"""
    )
    page.reload()
    expect(page.get_by_role("heading", name="Anh/chị cần số liệu nào?")).to_be_visible()


def test_an_answer_is_judged_with_a_reason(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    answer = ask(page, SIGNED)
    answer.get_by_role("button", name="Câu trả lời đúng").click()
    expect(answer.get_by_role("button", name="Câu trả lời đúng")).to_have_attribute("aria-pressed", "true")
    answer.get_by_role("button", name="Câu trả lời chưa đúng").click()
    answer.get_by_label("Sai kỳ hoặc nơi").check()
    answer.get_by_label("Câu trả lời đúng (nếu biết)").fill("96,81%")
    answer.get_by_role("button", name="Gửi góp ý").click()
    expect(page.get_by_role("status").filter(has_text="Cảm ơn anh/chị đã góp ý.")).to_be_visible()
    expect(answer.get_by_role("button", name="Câu trả lời chưa đúng")).to_be_focused()
    thumbs = [{name: value for name, value in each.items() if name != "answer_id"} for each in service.feedback]
    assert thumbs == [{"thumb": 1}, {"thumb": -1, "reason": "Sai kỳ hoặc nơi", "corrected": "96,81%"}]


def test_an_answer_is_copied_with_its_sources(service: Service, visit: Visit) -> None:
    page = visit(service.url, permissions=["clipboard-read", "clipboard-write"])
    ask(page, SIGNED).get_by_role("button", name="Sao chép kèm nguồn").click()
    expect(page.get_by_role("status").filter(has_text="Đã sao chép")).to_be_visible()
    text = page.evaluate("() => navigator.clipboard.readText()")
    assert text.startswith("93,5% — Tỷ lệ ký số tại xã phường (Quý 1 năm 2026) [1]")
    assert f"[1] {TITLE} (chưa ghi số, trang 4): “{QUOTE}”" in text
    assert "hãy kiểm tra nguồn" in text


def test_only_the_chosen_documents_are_asked(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    page.get_by_role("checkbox", name="Kế hoạch Nâng cao").check()
    ask(page, SIGNED)
    assert service.asked == [{"question": SIGNED, "document_ids": ["ke-hoach-b"]}]


def test_english_is_second(service: Service, visit: Visit) -> None:
    page = visit(service.url)
    page.get_by_role("button", name="EN").click()
    expect(page.get_by_role("textbox", name="Question")).to_be_visible()
    expect(page.get_by_text("Answered by a machine, please check the source")).to_be_visible()
    assert page.evaluate("() => document.documentElement.lang") == "en"
