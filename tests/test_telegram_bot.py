"""The bot end to end: real HTTP to a strict fake of Telegram's server. Each test prints what was said."""

import threading
from dataclasses import replace

import pytest

from bots.telegram_bot import replies
from bots.telegram_bot.logs import token_hidden
from bots.telegram_bot.service import ServiceDown
from ingest.catalogue import Catalogue
from rag.errors import UserError
from tests.fake_assistant import SIGNED
from tests.fake_service import FakeService
from tests.fake_telegram import TOKEN, Dropped, FakeTelegram
from tests.running_bot import catalogue, desk_on, running, telegram

__all__ = ["catalogue", "telegram"]
SECRET = TOKEN.partition(":")[2]


def test_a_question_is_answered_figure_first_sources_last(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ty le ky so xa phuong quy 1")
        [sent] = telegram.wait_for_messages(1)
    assert sent.parse_mode == "HTML"
    assert sent.html.startswith("<b>93,5%</b> — tỷ lệ ký số")
    assert "[1] Báo cáo chuyển đổi số (chưa ghi số) — mục II. Kết quả, trang 3" in sent.seen
    assert list(sent.buttons) == ["📄 [1] trang 3", "📄 [2]", "👍", "👎", "Còn sở, ngành?"]
    assert service.asked == [("ty le ky so xa phuong quy 1", None, ("bao-cao-a", "bao-cao-b"))]


def test_typing_is_shown_while_the_answer_takes_long(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    service.hold.clear()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.wait_for_event("(typing)")
        service.hold.set()
        telegram.wait_for_messages(1)


def test_a_chat_keeps_its_own_conversation_until_a_new_one_is_begun(
    telegram: FakeTelegram, catalogue: Catalogue
) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        for text, user in (("ký số?", 1), ("còn sở ngành?", 1), ("hồ sơ?", 2), ("/moi", 1), ("ký số?", 1)):
            telegram.say(text, user)
            telegram.wait_for_messages(len(telegram.sent) + 1)
    assert [conversation for _, conversation, _ in service.asked] == [None, "c-1", None, None]
    assert telegram.sent[3].seen == replies.NEW_TALK


def test_help_and_unknown_commands(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    with running(telegram, desk_on(catalogue, FakeService())):
        telegram.say("/help")
        telegram.say("/xoa")
        seen = [sent.seen for sent in telegram.wait_for_messages(2)]
    assert "/tailieu — Các văn bản đang có" in seen[0]
    assert "/hoi@hoidap_test_bot câu hỏi" in seen[0]
    assert seen[1] == "Không có lệnh /xoa. Gõ /help để xem cách hỏi."


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker"])
def test_what_is_not_text_is_told_so(telegram: FakeTelegram, catalogue: Catalogue, kind: str) -> None:
    file = {"file_id": "f", "file_unique_id": "u"}
    content = {
        "photo": [{**file, "width": 9, "height": 9}],
        "voice": {**file, "duration": 3},
        "sticker": {**file, "type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False},
    }
    with running(telegram, desk_on(catalogue, FakeService())):
        telegram.say("", **{kind: content[kind]})
        [sent] = telegram.wait_for_messages(1)
    assert sent.seen == replies.TEXT_ONLY


def test_a_long_answer_arrives_whole_and_in_order_with_its_buttons_last(
    telegram: FakeTelegram, catalogue: Catalogue
) -> None:
    paragraphs = [f"{number}) {'nhiệm vụ & giải pháp < 5 ngày, ' * 40}".strip() for number in range(1, 9)]
    service = FakeService(replace(SIGNED, answer="\n\n".join(["8 nhiệm vụ [1]", *paragraphs])))
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("nhiệm vụ nào?")
        telegram.wait(lambda fake: bool(fake.sent) and "Nguồn" in fake.sent[-1].seen)
    together = "\n\n".join(sent.seen for sent in telegram.sent)
    places = [together.index(paragraph) for paragraph in paragraphs]
    assert places == sorted(places)
    assert [bool(sent.buttons) for sent in telegram.sent] == [False] * (len(telegram.sent) - 1) + [True]
    assert not any(event.startswith("! sendMessage") for event in telegram.events)


def test_an_edited_question_is_answered_in_place(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        asked = telegram.say("ty le ky xo")
        telegram.wait_for_messages(1)
        service.assistant.answer = replace(SIGNED, answer="92,2% — sở, ngành [1]", figures=())
        telegram.edit(asked, "tỷ lệ ký số sở ngành")
        telegram.wait_for_event("bot sửa tin")
        telegram.edit(asked, "tỷ lệ ký số sở ngành")  # Telegram tells of link previews as edits too
        telegram.say("/moi")
        telegram.wait_for_messages(2)
    assert telegram.sent[0].seen.startswith("92,2% — sở, ngành")
    assert [question for question, _, _ in service.asked] == ["ty le ky xo", "tỷ lệ ký số sở ngành"]


def test_an_edit_that_shortens_the_answer_takes_the_rest_away(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    long = "\n\n".join(["8 nhiệm vụ [1]", *("nhiệm vụ và giải pháp, " * 100 for _ in range(4))])
    service = FakeService(replace(SIGNED, answer=long))
    with running(telegram, desk_on(catalogue, service)):
        asked = telegram.say("nhiệm vụ?")
        telegram.wait(lambda fake: bool(fake.sent) and bool(fake.sent[-1].buttons))
        service.assistant.answer = SIGNED
        telegram.edit(asked, "ký số?")
        telegram.wait(lambda fake: len(fake.sent) == 1)
    assert telegram.sent[0].seen.startswith("93,5%")
    assert telegram.sent[0].buttons


# --- what goes wrong ------------------------------------------------------------------------------


def test_refused_markup_is_sent_again_as_plain_text(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    telegram.fail("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag")
    with running(telegram, desk_on(catalogue, FakeService())):
        telegram.say("ký số?")
        [sent] = telegram.wait_for_messages(1)
    assert sent.parse_mode is None
    assert sent.seen.startswith("93,5% — tỷ lệ ký số")
    assert sent.buttons


@pytest.mark.filterwarnings("ignore:.*retry_after")  # the library warns of its own next version
def test_a_flood_pause_is_waited_out(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    for _ in range(2):
        telegram.fail("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    with running(telegram, desk_on(catalogue, FakeService())):
        telegram.say("ký số?")
        [sent] = telegram.wait_for_messages(1)
    assert sent.seen.startswith("93,5%")


@pytest.mark.parametrize("code", [500, 502])
def test_a_server_error_of_telegram_is_tried_again(telegram: FakeTelegram, catalogue: Catalogue, code: int) -> None:
    telegram.fail("sendMessage", code, "Bad Gateway")
    with running(telegram, desk_on(catalogue, FakeService())):
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
    assert len(telegram.sent) == 1


def test_the_network_goes_and_comes_back(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    service.hold.clear()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.wait(lambda fake: "getUpdates" in fake.calls)
        telegram.wait_for_event("(typing)")
        with telegram.unreachable():
            service.hold.set()
            threading.Event().wait(1.5)  # the bot tries in vain meanwhile
            telegram.say("còn sở ngành?")
        telegram.wait_for_messages(2, 20)
    assert [sent.seen[:5] for sent in telegram.sent] == ["93,5%", "93,5%"]


def test_an_answer_that_may_have_arrived_is_not_sent_twice_but_offered(
    telegram: FakeTelegram, catalogue: Catalogue
) -> None:
    """Once Telegram had done it, once not: nobody can tell, so the person decides."""
    with running(telegram, desk_on(catalogue, FakeService())):
        telegram.meet("sendMessage", Dropped(after=True))
        telegram.say("ký số?")
        telegram.wait_for_messages(2)
        assert [sent.seen[:5] for sent in telegram.sent] == ["93,5%", replies.MAYBE_ARRIVED[:5]]
        telegram.meet("sendMessage", Dropped(after=False))
        telegram.say("ký số xã?")
        telegram.wait_for_messages(3)
        telegram.tap("Gửi lại")
        telegram.wait(lambda fake: fake.sent[-1].seen.startswith("93,5%"))
    assert [sent.seen[:5] for sent in telegram.sent] == ["93,5%", replies.MAYBE_ARRIVED[:5], "93,5%"]


def test_what_a_person_can_mend_is_said_in_its_own_words(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    error = UserError("Câu hỏi dài quá 2.000 ký tự.", "Hãy hỏi ngắn hơn.")
    with running(telegram, desk_on(catalogue, FakeService(error=error))):
        telegram.say("dài")
        [sent] = telegram.wait_for_messages(1)
    assert sent.seen == "Câu hỏi dài quá 2.000 ký tự. Hãy hỏi ngắn hơn."
    assert not sent.buttons


def test_the_service_is_down_and_comes_back(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService(error=ServiceDown("refused"))
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        [sent] = telegram.wait_for_messages(1)
        assert (sent.seen, list(sent.buttons)) == (replies.SERVICE_DOWN, [replies.RETRY_BUTTON])
        telegram.tap("Hỏi lại")
        telegram.wait_for_event(replies.STILL_DOWN)
        service.assistant.error = None
        telegram.tap("Hỏi lại")
        telegram.wait_for_event("bot sửa tin")
    [sent] = telegram.sent
    assert "93,5% — tỷ lệ ký số" in sent.seen
    assert "👍" in sent.buttons


def test_a_bug_is_one_sentence_to_the_user_and_in_the_log(
    telegram: FakeTelegram, catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    service = FakeService(error=ZeroDivisionError(f"at {TOKEN}"))
    with token_hidden(TOKEN), running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        [sent] = telegram.wait_for_messages(1)
    assert (sent.seen, list(sent.buttons)) == (replies.FAILED, [replies.RETRY_BUTTON])
    assert "ZeroDivisionError" in caplog.text
    assert SECRET not in caplog.text


def test_an_update_that_comes_twice_is_answered_once(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
        telegram.repeat()
        telegram.say("/moi")
        telegram.wait_for_messages(2)
    assert len(service.asked) == 1


def test_every_question_and_its_outcome_is_in_the_audit_log(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
        service.assistant.error = ServiceDown("refused")
        telegram.say("hồ sơ?", user=2)
        telegram.wait_for_messages(2)
    kept = [(each.user_id, each.place, each.question, each.outcome) for each in catalogue.chat_people.logged()]
    assert kept == [(1, "private", "ký số?", "answered"), (2, "private", "hồ sơ?", "down")]
    assert "Lan" not in str(catalogue.chat_people.logged())
