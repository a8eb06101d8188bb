"""Who comes in over HTTP, what they may do and see, and how often."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bots.api import doors
from bots.api.service import Service
from bots.health import service_parts
from ingest.access import Access
from ingest.catalogue import Catalogue
from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.pipeline import ingest
from rag.assistant import Assistant
from tests.api_room import ELSEWHERE, HERE, SECRET, caller, problem, service
from tests.fake_assistant import SIGNED, FakeAssistant
from tests.room import MADE, on_file
from tests.test_access import ASKED, CANARIES, CANARY
from tests.test_access import SECRET as DENIED

ASK = "/api/v1/ask"
QUESTION = {"question": "tỷ lệ ký số xã phường quý 1?"}
PORTAL = "https://portal.laocai.gov.vn"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")


def key(catalogue: Catalogue, role: Any = "reader", access: Any = "cong_khai", origins: Any = ()) -> str:
    return catalogue.keys.add(role, access, origins=origins)[1]


# --- with no key: the machine itself ----------------------------------------------------------------


def test_without_keys_the_machine_itself_is_let_in(catalogue: Catalogue) -> None:
    http = caller(service(catalogue))
    assert http.post(ASK, json=QUESTION).status_code == 200
    assert http.get("/metrics").status_code == 200
    same = {"origin": "http://127.0.0.1:8000"}
    assert http.post(ASK, json=QUESTION, headers=same).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},  # a page that the person has open
        {"host": "evil.example"},  # whose name was made to point here
        {"x-forwarded-for": "10.0.0.9"},  # through a proxy on this machine
        {"origin": "null"},
    ],
)
def test_a_page_of_another_site_does_not_pass_for_the_machine(catalogue: Catalogue, headers: dict[str, str]) -> None:
    problem(caller(service(catalogue)).post(ASK, json=QUESTION, headers=headers), 403)


def test_without_keys_nobody_else_is_let_in(catalogue: Catalogue) -> None:
    body = problem(caller(service(catalogue), at=ELSEWHERE).post(ASK, json=QUESTION), 403)
    assert "hoidap keys add" in body["detail"]


# --- with keys --------------------------------------------------------------------------------------


def test_with_keys_even_the_machine_shows_one(catalogue: Catalogue) -> None:
    text = key(catalogue)
    of = service(catalogue)
    response = caller(of).post(ASK, json=QUESTION)
    assert problem(response, 401)["detail"].startswith("Hãy gửi khóa")
    assert response.headers["www-authenticate"] == "Bearer"
    assert caller(of, text, ELSEWHERE).post(ASK, json=QUESTION).status_code == 200
    me = caller(of, text, ELSEWHERE).get("/api/v1/me").json()
    assert me == {"role": "reader", "access": "cong_khai", "name": "", "upload_limit": 40 * 2**20}
    for wrong in (text + "x", "hd_00000000_x", "hs_zz.yy", "sk-1"):
        problem(caller(of, wrong).post(ASK, json=QUESTION), 401)
    problem(caller(of).post(ASK, json=QUESTION, headers={"authorization": "Basic YTpi"}), 401)


def test_the_secret_of_the_note_is_the_machine_itself_and_from_there_only(catalogue: Catalogue) -> None:
    key(catalogue)
    of = service(catalogue)
    assert caller(of, SECRET, HERE).get("/metrics").status_code == 200
    problem(caller(of, SECRET, ELSEWHERE).get("/metrics"), 401)


def test_no_note_no_secret(catalogue: Catalogue) -> None:
    key(catalogue)
    of = service(catalogue)
    of.local_secret = ""
    problem(caller(of).get("/metrics", headers={"authorization": "Bearer "}), 401)


@pytest.mark.parametrize(
    ("role", "closed"),
    [
        ("reader", ["upload", "delete", "metrics", "feedback", "unanswered", "label"]),
        ("uploader", ["metrics", "feedback", "unanswered", "label"]),
        ("admin", []),
    ],
)
def test_what_each_role_may_do(catalogue: Catalogue, role: Any, closed: list[str]) -> None:
    http = caller(service(catalogue), key(catalogue, role), ELSEWHERE)
    tried = {
        "upload": http.post("/api/v1/documents", files={"file": ("a.exe", b"MZ")}),
        "delete": http.delete("/api/v1/documents/khong-co"),
        "metrics": http.get("/metrics"),
        "feedback": http.get("/api/v1/feedback"),
        "unanswered": http.get("/api/v1/unanswered"),
        "label": http.put("/api/v1/documents/khong-co/access", json={"access": "cong_khai"}),
    }
    assert [name for name, response in tried.items() if response.status_code == 403] == closed
    assert http.post(ASK, json=QUESTION).status_code == 200


# --- a widget's sessions ----------------------------------------------------------------------------


def session(of: Service, text: str, origin: str = PORTAL) -> Any:
    return caller(of, at=ELSEWHERE, origin=origin).post("/api/v1/session", json={"widget_key": text})


def test_a_widget_key_is_exchanged_for_a_session_on_its_own_pages(catalogue: Catalogue) -> None:
    text, of = key(catalogue, "widget", origins=[PORTAL]), service(catalogue)
    made = session(of, text)
    assert (made.status_code, made.json()["expires_in"]) == (200, 600)
    assert made.headers["access-control-allow-origin"] == PORTAL
    token = made.json()["token"]
    assert caller(of, token, ELSEWHERE, origin=PORTAL).post(ASK, json=QUESTION).status_code == 200
    problem(caller(of, token, ELSEWHERE, origin="https://evil.example").post(ASK, json=QUESTION), 403)
    problem(session(of, text, "https://evil.example"), 403)
    problem(caller(of, at=ELSEWHERE).post("/api/v1/session", json={"widget_key": text}), 403)
    problem(session(of, "hd_1_x"), 401)
    problem(session(of, key(catalogue)), 401)  # a reader's key has no business in a page
    problem(caller(of, text, ELSEWHERE, origin=PORTAL).post(ASK, json=QUESTION), 401)  # by itself it opens nothing


def test_a_session_ends(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    text, of = key(catalogue, "widget", origins=[PORTAL]), service(catalogue)
    token = session(of, text).json()["token"]
    later = time.time() + doors.SESSION_SECONDS + 2
    with monkeypatch.context() as clock:
        clock.setattr("itsdangerous.timed.time.time", lambda: later)
        body = problem(caller(of, token, ELSEWHERE, origin=PORTAL).post(ASK, json=QUESTION), 401)
    assert body["detail"] == "Phiên đã hết hạn; hãy xin phiên mới."
    catalogue.keys.revoke(text.split("_")[1])
    problem(caller(of, token, ELSEWHERE, origin=PORTAL).post(ASK, json=QUESTION), 401)


def test_a_session_cannot_be_forged_with_what_stands_in_the_page(catalogue: Catalogue) -> None:
    text, of = key(catalogue, "widget", origins=[PORTAL]), service(catalogue)
    token = session(of, text).json()["token"]
    head, _, tail = token.partition(".")
    forged = doors.URLSafeTimedSerializer(text, salt="hoidap-session").dumps({"s": "x", "o": PORTAL})
    for wrong in (f"{head}.{forged}", f"{head}.{tail[:-1]}", f"{head}.", head, f"{head}.{tail[::-1]}"):
        problem(caller(of, wrong, ELSEWHERE, origin=PORTAL).post(ASK, json=QUESTION), 401)


def test_only_the_pages_of_a_widget_may_ask_from_a_browser(catalogue: Catalogue) -> None:
    text, of = key(catalogue, "widget", origins=[PORTAL]), service(catalogue)
    asks = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type"}
    allowed = caller(of, at=ELSEWHERE, origin=PORTAL).options(ASK, headers=asks)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, PORTAL)
    assert "authorization" in allowed.headers["access-control-allow-headers"].lower()
    other = caller(of, at=ELSEWHERE, origin="https://evil.example").options(ASK, headers=asks)
    assert (other.status_code, "access-control-allow-origin" in other.headers) == (400, False)
    catalogue.keys.revoke(text.split("_")[1])
    assert caller(of, at=ELSEWHERE, origin=PORTAL).options(ASK, headers=asks).status_code == 400


# --- how often --------------------------------------------------------------------------------------


@pytest.mark.parametrize("limited", ["rate_key", "rate_address"])
def test_too_many_questions_are_put_off(catalogue: Catalogue, limited: str) -> None:
    text = key(catalogue)
    http = caller(service(catalogue, **{limited: 2}), text, ELSEWHERE)
    assert [http.post(ASK, json=QUESTION).status_code for _ in range(2)] == [200, 200]
    response = http.post(ASK, json=QUESTION)
    assert "chờ" in problem(response, 429)["detail"]
    assert 1 <= int(response.headers["retry-after"]) <= 31


def test_a_widget_session_has_a_bucket_of_its_own(catalogue: Catalogue) -> None:
    text = key(catalogue, "widget", origins=[PORTAL])
    of = service(catalogue, rate_session=1)
    first, second = (caller(of, session(of, text).json()["token"], ELSEWHERE, origin=PORTAL) for _ in range(2))
    assert first.post(ASK, json=QUESTION).status_code == 200
    problem(first.post(ASK, json=QUESTION), 429)
    assert second.post(ASK, json=QUESTION).status_code == 200


def test_guessing_keys_ends_soon(catalogue: Catalogue) -> None:
    key(catalogue)
    of = service(catalogue, rate_address=60)
    codes = [caller(of, f"hd_1_{guess}", ELSEWHERE).post(ASK, json=QUESTION).status_code for guess in range(4)]
    assert codes == [401, 401, 401, 429]


# --- what they see ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The made documents, open to all, and one that is restricted."""
    with on_file(tmp_path_factory.mktemp("doors"), {**MADE, f"{CANARY}.txt": DENIED}) as assistant:
        for document in assistant.library.documents:
            assistant.catalogue.label([document], Access("han_che" if document == CANARY else "cong_khai"))
        yield assistant


SEEN = (
    "/api/v1/documents",
    f"/api/v1/documents/{CANARY}",
    f"/api/v1/documents/{CANARY}/pages/0",
    f"/api/v1/documents/{CANARY}/pages/0/image",
    f"/api/v1/documents/{CANARY}/file",
    "/api/v1/findings",
    f"/api/v1/findings?document_id={CANARY}",
    "/api/v1/figures?limit=100000",
    f"/api/v1/figures?document_id={CANARY}",
    "/api/v1/figures?format=csv",
    "/api/v1/series?indicator=ty+le+ky+so",
    "/api/v1/indicators",
    "/api/v1/indicators?q=kim+quy",
)


@pytest.mark.parametrize("path", SEEN)
def test_what_is_denied_shows_at_no_address(shelf: Assistant, path: str) -> None:
    http = caller(service(shelf.catalogue, shelf), key(shelf.catalogue), ELSEWHERE)
    shown = http.get(path).text.replace(CANARY, "") if CANARY in path else http.get(path).text
    assert [canary for canary in CANARIES if canary in shown] == []
    if CANARY in path and "?" not in path:
        problem(http.get(path), 404)


def test_a_denied_document_answers_as_one_that_is_not_there(shelf: Assistant) -> None:
    http = caller(service(shelf.catalogue, shelf), key(shelf.catalogue), ELSEWHERE)
    denied, absent = (problem(http.get(f"/api/v1/documents/{each}"), 404) for each in (CANARY, "x" * len(CANARY)))
    assert denied["detail"].replace(CANARY, "") == absent["detail"].replace("x" * len(CANARY), "")


def test_the_restricted_document_is_seen_by_whom_it_is_for(shelf: Assistant) -> None:
    http = caller(service(shelf.catalogue, shelf), key(shelf.catalogue, access="han_che"), ELSEWHERE)
    assert CANARY in {each["id"] for each in http.get("/api/v1/documents").json()["documents"]}
    assert "71,3%" in http.get("/api/v1/figures?indicator=ky+so&limit=1000").text


def test_choosing_a_denied_document_opens_nothing(shelf: Assistant) -> None:
    http = caller(service(shelf.catalogue, shelf), key(shelf.catalogue), ELSEWHERE)
    reply = http.post(ASK, json={"question": "tỷ lệ ký số xã phường quý 1 năm 2025?", "document_ids": [CANARY]}).json()
    assert (reply["abstained"], reply["citations"]) == (True, [])


READER_SEES = (
    "/api/v1/documents",
    "/api/v1/findings",
    "/api/v1/figures?limit=100000",
    "/api/v1/figures?format=csv",
    "/api/v1/figures?indicator=ty+le&limit=3&offset=1",
    "/api/v1/series?indicator=ty+le+ky+so",
    "/api/v1/indicators?q=ty+le",
    f"/api/v1/documents/{CANARY}",
    "/api/v1/jobs/khong-co",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
)


def test_nothing_a_reader_is_sent_changes_when_a_restricted_document_is_added(tmp_path: Path) -> None:
    """Byte for byte, answers with their ranks, confidence, suggestions and warnings included."""
    with on_file(tmp_path) as assistant:
        assistant.catalogue.label(list(assistant.library.documents), Access("cong_khai"))
        of = service(assistant.catalogue, assistant, checks=partial(service_parts, assistant))
        http = caller(of, key(assistant.catalogue), ELSEWHERE)

        def everything() -> dict[str, Any]:
            seen: dict[str, Any] = {path: (http.get(path).status_code, http.get(path).text) for path in READER_SEES}
            for question in ASKED:
                reply = http.post(ASK, json={"question": question}).json()
                seen[question] = {n: v for n, v in reply.items() if n not in ("id", "conversation_id", "timings_ms")}
            return seen

        before = everything()
        new = tmp_path / f"{CANARY}.txt"
        new.write_text(DENIED, encoding="utf-8")
        ingest([new], assistant.catalogue, load_isolated, parse, access=Access("han_che"))
        half_way = http.get("/readyz")
        assert (half_way.status_code, half_way.text) == before["/readyz"]  # nor does an ingest show on its way
        assistant.refresh()
        after = everything()
        assert {name for name in before if before[name] != after[name]} == set()


def test_a_conversation_is_its_owners(shelf: Assistant) -> None:
    of = service(shelf.catalogue, shelf)
    mine = caller(of, key(shelf.catalogue, access="han_che"), ELSEWHERE)
    other = caller(of, key(shelf.catalogue, access="han_che"), ELSEWHERE)
    asked = {"question": "tỷ lệ ký số xã phường quý 1 năm 2025?", "conversation_id": "c-mine"}
    first = mine.post(ASK, json=asked).json()
    assert "61,9%" in first["answer"]
    follow_up = {"question": "còn sở ngành?", "conversation_id": "c-mine"}
    assert "71,3%" in mine.post(ASK, json=follow_up).json()["answer"]
    assert "71,3%" not in other.post(ASK, json=follow_up).json()["answer"]
    assert [turn["question"] for turn in other.get("/api/v1/conversations/c-mine").json()["turns"]] == ["còn sở ngành?"]
    problem(other.post("/api/v1/feedback", json={"answer_id": first["id"], "thumb": 1}), 404)
    assert other.delete("/api/v1/conversations/c-mine").status_code == 204
    assert len(mine.get("/api/v1/conversations/c-mine").json()["turns"]) == 2
    assert mine.delete("/api/v1/conversations/c-mine").status_code == 204
    problem(mine.get("/api/v1/conversations/c-mine"), 404)


def test_a_demotion_holds_at_once_also_for_what_was_said(shelf: Assistant) -> None:
    http = caller(service(shelf.catalogue, shelf), key(shelf.catalogue, access="noi_bo"), ELSEWHERE)
    asked = {"question": "tỷ lệ ký số xã phường quý 1 năm 2025?", "conversation_id": "c-was"}
    shelf.catalogue.label([CANARY], Access("noi_bo"))
    assert "61,9%" in http.post(ASK, json=asked).json()["answer"]
    shelf.catalogue.label([CANARY], Access("han_che"))
    again = http.post(ASK, json={**asked, "conversation_id": "c-new"}).json()
    assert "61,9" not in json.dumps(again, ensure_ascii=False)
    assert http.get("/api/v1/conversations/c-was").json()["turns"] == []


def test_feedback_and_open_questions_reach_the_admin(shelf: Assistant) -> None:
    of = service(shelf.catalogue, shelf)
    reader = caller(of, key(shelf.catalogue), ELSEWHERE)
    admin = caller(of, key(shelf.catalogue, "admin"), ELSEWHERE)
    reply = reader.post(ASK, json={"question": "giá vàng hôm nay bao nhiêu?"}).json()
    said = {"answer_id": reply["id"], "thumb": -1, "reason": "thiếu văn bản", "corrected": "hỏi Sở Tài chính"}
    assert reader.post("/api/v1/feedback", json=said).status_code == 204
    [entry] = admin.get("/api/v1/feedback").json()["feedback"]
    assert (entry["question"], entry["reason"]) == ("giá vàng hôm nay bao nhiêu?", "thiếu văn bản")
    open_questions = admin.get("/api/v1/unanswered").json()["questions"]
    assert ("giá vàng hôm nay bao nhiêu?", 1) in {(each["question"], each["count"]) for each in open_questions}


def test_what_a_chat_model_was_not_believed_is_shown_to_administrators_alone(catalogue: Catalogue) -> None:
    false = "Tỷ lệ ký số đạt 99,5%."
    of = service(catalogue, FakeAssistant(replace(SIGNED, withheld=(false,))))
    said = {}
    for role in ("reader", "admin"):
        reply = caller(of, key(catalogue, role), ELSEWHERE).post("/api/v1/ask", json={"question": "tỷ lệ?"})
        said[role] = [warning for warning in reply.json()["warnings"] if false in warning]
    assert (said["reader"], len(said["admin"])) == ([], 1)
