"""What a person does with the chat, and what can be seen of it."""

from playwright.sync_api import Locator, Page, expect

NOTICE = "Trả lời bởi máy, hãy kiểm tra nguồn"


def question_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Câu hỏi")


def send(page: Page, question: str) -> None:
    question_box(page).fill(question)
    question_box(page).press("Enter")


def ask(page: Page, question: str) -> Locator:
    """Asks, waits until the answer is whole, and gives it."""
    before = page.get_by_role("article", name="Trả lời").count()
    send(page, question)
    answer = page.get_by_role("article", name="Trả lời").nth(before)
    expect(answer).to_have_attribute("aria-busy", "false")
    return answer


def in_view(page: Page, element: Locator) -> bool:
    """Whether an element stands wholly inside the window and inside all that scrolls around it."""
    return bool(
        element.evaluate(
            """(element) => {
                const inner = element.getBoundingClientRect();
                let outer = { top: 0, left: 0, bottom: innerHeight, right: innerWidth };
                const inside = () =>
                    inner.height > 0 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1 &&
                    inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
                if (!inside()) return false;
                for (let each = element.parentElement; each; each = each.parentElement) {
                    if (getComputedStyle(each).overflowY === "visible") continue;
                    outer = each.getBoundingClientRect();
                    if (!inside()) return false;
                }
                return true;
            }"""
        )
    )


def focused(page: Page) -> str:
    """The accessible name, or the text, of what has the focus, also inside the chat's shadow tree."""
    return str(
        page.evaluate(
            """() => {
                let active = document.activeElement;
                while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
                return active?.getAttribute("aria-label") || active?.textContent.trim() || "";
            }"""
        )
    )


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth"))
