"""What the bot keeps in SQL: each update once, what is unanswered to be found again, invitations that one may use."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.catalogue import Catalogue
from ingest.chat_people import Asked, Person

SOON = datetime.now(UTC) + timedelta(hours=1)
ANSWER = {"id": "a-1", "conversation_id": "c-1"}
A_LONG_ID = 7_000_000_000
"""Telegram's ids no longer fit into 32 bits."""


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    yield opened
    opened.close()


def test_an_update_is_received_once_and_found_until_it_is_finished(catalogue: Catalogue) -> None:
    chats = catalogue.chats
    assert [chats.receive(number, f"update {number}") for number in (2, 1, 2)] == [True, True, False]
    assert chats.unanswered() == ["update 1", "update 2"]
    chats.finish(1)
    assert chats.unanswered() == ["update 2"]
    assert not chats.receive(1, "again")


def test_what_a_replica_is_at_work_on_is_left_to_it(catalogue: Catalogue) -> None:
    chats = catalogue.chats
    chats.receive(1, "update 1")
    assert chats.unanswered(datetime.now(UTC) - timedelta(seconds=60)) == []
    later = datetime.now(UTC) + timedelta(seconds=1)
    assert chats.unanswered(later) == ["update 1"]
    chats.keep_claims([1])
    assert chats.unanswered(datetime.now(UTC) - timedelta(seconds=60)) == []


def test_old_updates_are_forgotten_but_not_the_unanswered(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats = catalogue.chats
    long_ago = (datetime.now(UTC) - timedelta(days=4)).isoformat(timespec="milliseconds")
    monkeypatch.setattr("ingest.chats.now", lambda: long_ago)
    chats.receive(1, "done")
    chats.finish(1)
    chats.receive(2, "waiting")
    monkeypatch.undo()
    chats.forget_old_updates()
    assert chats.receive(1, "its number is free again")
    assert not chats.receive(2, "still known")


def test_another_bots_updates_may_have_the_same_numbers(catalogue: Catalogue) -> None:
    catalogue.chats.receive(1, "the first bot's")
    catalogue.chats.finish(1)
    catalogue.chats.forget_old_updates(everything=True)
    assert catalogue.chats.receive(1, "the second bot's")


def test_an_exchange_is_found_by_its_update_its_question_and_its_messages(catalogue: Catalogue) -> None:
    chats = catalogue.chats
    made = chats.open_exchange(5, A_LONG_ID, A_LONG_ID, 10, "ký số?", ANSWER)
    chats.shown(made.id, [12, 11], A_LONG_ID)
    chats.prompted(made.id, A_LONG_ID, 13)
    kept = chats.exchange(made.id)
    assert kept == chats.exchange_of_update(5) == chats.exchange_about(A_LONG_ID, 10)
    assert kept is not None
    assert (kept.answer, kept.state) == (ANSWER, "sent")
    assert chats.messages_of(made.id) == [11, 12]
    assert chats.exchange_shown_in(A_LONG_ID, 13) == (kept, "reason")
    assert chats.exchange_shown_in(A_LONG_ID, 99) is None
    assert chats.conversation(A_LONG_ID, A_LONG_ID) == "c-1"
    chats.set_conversation(A_LONG_ID, A_LONG_ID, "")
    assert chats.conversation(A_LONG_ID, A_LONG_ID) is None


def test_an_invitation_is_used_once(catalogue: Catalogue) -> None:
    people = catalogue.chat_people
    people.add_invite("digest", "uploader", "noi_bo", SOON)
    found = people.accept_invite("digest", A_LONG_ID)
    assert found is not None
    assert (found.role, found.access) == ("uploader", "noi_bo")
    assert people.person(A_LONG_ID) == found
    assert people.accept_invite("digest", 8) is None
    assert people.accept_invite("another", 8) is None


def test_settings_stay_with_a_person_and_let_nobody_in(catalogue: Catalogue) -> None:
    people = catalogue.chat_people
    people.set_settings(7, {"quotes": False})
    assert people.people() == []
    people.put_person(Person(8, "reader", "cong_khai"))
    people.set_settings(8, {"pictures": False})
    [kept] = people.people()
    assert (kept.user_id, kept.role, kept.settings) == (8, "reader", {"pictures": False})
    assert people.remove_person(8)
    assert not people.remove_person(8)


def test_the_audit_log_keeps_its_order(catalogue: Catalogue) -> None:
    for number in range(3):
        catalogue.chat_people.log(Asked(7, "private", f"câu {number}", "answered", f"a-{number}", 12))
    assert [each.question for each in catalogue.chat_people.logged(2)] == ["câu 1", "câu 2"]
    assert catalogue.chat_people.logged()[0].at
