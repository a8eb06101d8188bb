"""Answers as Telegram messages: what Telegram refuses is never sent, nothing of the answer is lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.telegram_bot.html import LIMIT, answer_messages, cut, length, plain
from rag.records import Citation
from tests.fake_assistant import QUOTE, REFUSED, SIGNED
from tests.telegram_text import Refused, parsed_text

CLAUSE = "Tỷ lệ hồ sơ < 5 ngày & đúng hạn đạt 98,7% so với cùng kỳ; "


def test_a_short_answer_is_one_message_with_its_sources() -> None:
    [message] = answer_messages(SIGNED)
    first, _, rest = message.partition("\n")
    assert first == "<b>93,5%</b> — tỷ lệ ký số tại xã, phường, Quý 1 năm 2026 [1]"
    assert "<b>Nguồn</b>\n[1] Báo cáo chuyển đổi số (chưa ghi số) — <i>mục II. Kết quả, trang 3</i>" in rest
    assert f"<blockquote>{QUOTE}</blockquote>" in rest
    assert "[2] Báo cáo thủ tục (số 12/BC-UBND) — <i>tệp không chia trang, dòng “Xã”, cột “Quý 1”</i>" in rest
    assert "⚠️ Hai văn bản ghi khác nhau." in rest


def test_a_refusal_is_not_bold() -> None:
    assert answer_messages(REFUSED) == ["Không tìm thấy trong các văn bản đã nạp."]


def test_an_answer_without_a_figure_is_bold_when_short() -> None:
    named = replace(SIGNED, answer="Ông Nguyễn Văn A [1]", figures=(), citations=(), warnings=())
    assert answer_messages(named) == ["<b>Ông Nguyễn Văn A [1]</b>"]
    told = replace(named, answer=CLAUSE * 5)
    assert not answer_messages(told)[0].startswith("<b>")


def test_markup_in_a_document_is_shown_not_obeyed() -> None:
    hostile = replace(
        SIGNED,
        answer="<b>5 & 3 < 8</b> [1]",
        figures=(),
        citations=(replace(SIGNED.citations[0], title="A < B </i>", quote="x </blockquote><a href='tg://x'>y</a>"),),
    )
    [message] = answer_messages(hostile)
    assert "<b>5 & 3 < 8</b> [1]" in parsed_text(message, "HTML")
    assert "x </blockquote><a href='tg://x'>y</a>" in parsed_text(message, "HTML")


def test_a_long_answer_is_cut_between_paragraphs_and_keeps_its_sources_together() -> None:
    paragraphs = [f"{number}. " + CLAUSE * 12 for number in range(1, 12)]
    long = replace(SIGNED, answer="\n\n".join(["11 nhiệm vụ [1]", *paragraphs]))
    messages = answer_messages(long)
    assert len(messages) > 1
    seen = [parsed_text(message, "HTML") for message in messages]
    assert all(any(paragraph.strip() in message for message in seen) for paragraph in paragraphs)
    assert "\n11. " in seen[-1] or seen[-1].startswith("11. ")
    assert "[1] Báo cáo chuyển đổi số" in seen[-1]
    assert "[2] Báo cáo thủ tục" in seen[-1]
    assert sum("Nguồn\n" in message for message in seen) == 1


def test_many_sources_show_shorter_quotes() -> None:
    many = [replace(SIGNED.citations[0], marker=marker, quote=CLAUSE * 20) for marker in range(1, 16)]
    messages = answer_messages(replace(SIGNED, citations=tuple(many)))
    assert sum("Nguồn" in parsed_text(message, "HTML") for message in messages) == 1
    assert "[15] Báo cáo" in messages[-1]
    assert "…</blockquote>" in messages[-1]


def test_one_paragraph_longer_than_a_message() -> None:
    parts = cut(CLAUSE * 200, 1000)
    assert "".join(parts).replace(" ", "") == (CLAUSE * 200).replace(" ", "")
    assert all(part.endswith(";") for part in parts)
    assert cut("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_an_emoji_counts_as_two() -> None:
    assert length("😀ă") == 3


def test_the_plain_form_loses_only_the_tags() -> None:
    [message] = answer_messages(SIGNED)
    assert plain(message) == parsed_text(message, "HTML")


TEXT = st.text(st.sampled_from("aă <>&\"'.;\n😀1/b"), min_size=1, max_size=300).map(lambda text: text * 40)


@settings(max_examples=60, deadline=None)
@given(answer=TEXT, quotes=st.lists(TEXT, max_size=5), warning=TEXT)
def test_whatever_the_text_telegram_takes_it(answer: str, quotes: list[str], warning: str) -> None:
    citations = tuple(Citation(n, "d", quote[:900], "", quote, n, quote, "") for n, quote in enumerate(quotes, 1))
    for message in answer_messages(replace(SIGNED, answer=answer, citations=citations, warnings=(warning,))):
        assert length(message) <= LIMIT
        parsed_text(message, "HTML")


@pytest.mark.parametrize(
    "wrong", ["5 < 8", "<b>5", "5</b>", "<b><i>5</b></i>", "<p>5</p>", "", "a" * 4097, "<!-- 5 -->"]
)
def test_the_fake_is_as_strict_as_telegram(wrong: str) -> None:
    with pytest.raises(Refused):
        parsed_text(wrong, "HTML")
