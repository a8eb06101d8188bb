"""Who may see what: labels, keys, and that what is denied shows nowhere, in no field of no answer."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bots.access import LOCAL, Caller, allowed, of_key, on_telegram
from ingest.access import Access, AccessError, folder_labels
from ingest.catalogue import Catalogue
from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.contract import to_json
from tests.room import MADE, on_file, take_in

CANARY = "bao-cao-mat-quy-1-2025"
SECRET = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI

Số: 777/BC-UBND

Lào Cai, ngày 21 tháng 3 năm 2025

BÁO CÁO
Kết quả chuyển đổi số Quý I năm 2025

I. KẾT QUẢ THỰC HIỆN

1. Ký số văn bản

Tỷ lệ ký số tại sở, ngành đạt 71,3%; tỷ lệ ký số tại xã, phường đạt 61,9%.

2. Hồ sơ trực tuyến

Toàn tỉnh tiếp nhận 9.999 hồ sơ trực tuyến, trong đó giải quyết đúng hạn 8.888 hồ sơ, trễ hạn 7 hồ sơ.

3. Hạ tầng số

Kinh phí đầu tư hạ tầng số là 19,4 tỷ đồng. Dự án Kim Quy do ông Quách Phúng phụ trách, căn cứ Quyết định số
1717/QĐ-UBND ngày 05 tháng 5 năm 2024.

III. NHIỆM VỤ

Trong quý II năm 2025, Sở Nội vụ chủ trì thực hiện các nhiệm vụ sau:

- Mua sắm máy quét Kim Quy;

- Thuê đường truyền Kim Quy.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Quách Phúng
"""
CANARIES = (
    CANARY, "777", "71,3", "61,9", "9.999", "8.888", "19,4", "Kim Quy", "Quách Phúng", "1717", "Quý I năm 2025",
    "2025-Q1",
    "05 tháng 5", "máy quét Kim",
)  # fmt: skip
ASKED = (
    "tỷ lệ ký số xã phường quý 1?",
    "tỷ lệ ký số xã phường quý 1 năm 2025?",
    "ty le ky so so nganh quy 1/2025",
    "so sánh tỷ lệ ký số xã phường quý 1 năm 2026 và quý 1 năm 2025",
    "tỷ lệ ký số xã phường tăng hay giảm so với cùng kỳ?",
    "bao nhiêu hồ sơ trực tuyến?",
    "kinh phí đầu tư hạ tầng số năm 2025 là bao nhiêu?",
    "báo cáo chuyển đổi số quý 1 năm 2025 do ai ký?",
    "báo cáo số 777 ban hành ngày nào?",
    "số hiệu của báo cáo chuyển đổi số quý 1/2025?",
    "Quyết định 1717/QĐ-UBND ghi ngày tháng có thống nhất không?",
    "hai báo cáo chuyển đổi số quý 1 năm 2026 và quý 1 năm 2025 có cùng người ký không?",
    "du an kim quy do ai phu trach?",
    "quach phung phu trach gi?",
    "Sở Nội vụ chủ trì những nhiệm vụ nào?",
    "có bao nhiêu văn bản?",
    "quý nào có tỷ lệ ký số cao nhất?",
    "có những báo cáo nào?",
)
OPEN = sorted(Path(name).stem for name in MADE)


@pytest.fixture(scope="module")
def with_secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The made documents and one that is denied."""
    with on_file(tmp_path_factory.mktemp("secret"), {**MADE, f"{CANARY}.txt": SECRET}) as assistant:
        yield assistant


def said(assistant: Assistant, question: str, ids: list[str] | None = None, conversation: str = "") -> dict[str, Any]:
    """The answer without what differs from one asking to the next."""
    reply = to_json(assistant.ask(question, conversation or None, document_ids=ids))
    return {name: value for name, value in reply.items() if name not in ("id", "conversation_id", "timings_ms")}


def test_the_admin_sees_the_canary(with_secret: Assistant) -> None:
    assert "61,9%" in said(with_secret, "tỷ lệ ký số xã phường quý 1 năm 2025?")["answer"]


@pytest.mark.parametrize("question", ASKED)
def test_what_is_denied_shows_in_no_field(with_secret: Assistant, question: str) -> None:
    reply = said(with_secret, question, OPEN)
    own = json.dumps({**reply, "question": "", "standalone_question": ""}, ensure_ascii=False)
    assert [canary for canary in CANARIES if canary in own and canary not in question] == []
    assert {each["document_id"] for each in reply["citations"]} <= set(OPEN)


@pytest.mark.parametrize("question", ASKED)
def test_an_answer_is_as_if_the_denied_document_had_never_been(
    with_secret: Assistant, made: Assistant, question: str
) -> None:
    assert said(with_secret, question, OPEN) == said(made, question)


def test_a_follow_up_is_answered_from_what_may_be_seen_now(with_secret: Assistant) -> None:
    said(with_secret, "tỷ lệ ký số xã phường quý 1 năm 2025?", conversation="c-admin")
    reply = said(with_secret, "còn sở ngành?", OPEN, conversation="c-admin")
    assert "71,3" not in json.dumps(reply, ensure_ascii=False)


def test_nothing_allowed_is_nothing_answered(with_secret: Assistant) -> None:
    reply = said(with_secret, "tỷ lệ ký số xã phường quý 1?", [])
    assert (reply["abstained"], reply["citations"]) == (True, [])


# --- labels ---------------------------------------------------------------------------------------


def a_catalogue(folder: Path, table: str | None) -> Catalogue:
    """The made documents, with this access.tsv in their folder."""
    source = folder / "corpus"
    source.mkdir(parents=True)
    for name, text in MADE.items():
        (source / name).write_text(text, encoding="utf-8")
    if table is not None:
        (source / "access.tsv").write_text(table, encoding="utf-8")
    catalogue = Catalogue.open(f"sqlite:///{folder / 'catalogue.db'}")
    assert ingest([source], catalogue, load_isolated, parse).failed == ()
    return catalogue


TABLE = "# tệp\tmức\nbao-cao-2024.txt\tcông khai\ttelegram\nke-hoach-kinh-te-so.md\tnội-bộ\n"


def test_a_document_without_a_label_is_denied_to_all_but_the_admin(tmp_path: Path) -> None:
    catalogue = a_catalogue(tmp_path, None)
    assert allowed(Caller("key:1", "reader", "han_che"), catalogue) == frozenset()
    assert allowed(LOCAL, catalogue) is None


def test_each_label_opens_itself_and_what_is_more_open(tmp_path: Path) -> None:
    catalogue = a_catalogue(tmp_path, TABLE)
    assert allowed(Caller("k", "reader", "cong_khai"), catalogue) == {"bao-cao-2024"}
    assert allowed(Caller("k", "uploader", "noi_bo"), catalogue) == {"bao-cao-2024", "ke-hoach-kinh-te-so"}
    assert allowed(on_telegram(7, "han_che"), catalogue) == {"bao-cao-2024"}
    assert allowed(Caller("k", "admin", "han_che", telegram=True), catalogue) == {"bao-cao-2024"}


def test_a_demotion_holds_at_once_and_outlives_the_next_ingest(tmp_path: Path) -> None:
    catalogue = a_catalogue(tmp_path, TABLE)
    reader = Caller("k", "reader", "cong_khai")
    catalogue.label(["bao-cao-2024"], Access("han_che"))
    assert allowed(reader, catalogue) == frozenset()
    ingest([tmp_path / "corpus"], catalogue, load_isolated, parse)
    assert catalogue.labels.all()["bao-cao-2024"] == Access("han_che")


def test_a_label_of_a_file_follows_the_file(tmp_path: Path) -> None:
    catalogue = a_catalogue(tmp_path, TABLE)
    (tmp_path / "corpus" / "access.tsv").write_text("bao-cao-2024.txt\thạn chế\n", encoding="utf-8")
    ingest([tmp_path / "corpus"], catalogue, load_isolated, parse)
    assert catalogue.labels.all() == {"bao-cao-2024": Access("han_che")}


def test_a_removed_document_leaves_no_label_to_the_next_of_its_name(tmp_path: Path) -> None:
    catalogue = a_catalogue(tmp_path, TABLE)
    catalogue.remove("bao-cao-2024")
    assert "bao-cao-2024" not in catalogue.labels.all()


def test_a_label_given_with_the_ingest(tmp_path: Path) -> None:
    catalogue = a_catalogue(tmp_path, TABLE)
    ingest([tmp_path / "corpus"], catalogue, load_isolated, parse, access=Access("noi_bo", True))
    assert set(catalogue.labels.all().values()) == {Access("noi_bo", True)}


@pytest.mark.parametrize(
    ("table", "said"),
    [("a.txt\n", "dòng 1"), ("#\na.txt\tbí mật\n", "bí mật"), ("a.txt\tnội bộ\tzalo\n", "telegram")],
)
def test_a_wrong_table_is_refused_before_a_file_is_read(tmp_path: Path, table: str, said: str) -> None:
    (tmp_path / "access.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(AccessError, match=said):
        folder_labels(tmp_path)


def test_a_file_that_bears_a_secrecy_stamp_is_not_taken_in(tmp_path: Path) -> None:
    with on_file(tmp_path) as assistant:
        stamped = tmp_path / "mat.txt"
        stamped.write_text("MẬT\n\n" + SECRET, encoding="utf-8")
        report = ingest([stamped], assistant.catalogue, load_isolated, parse)
        assert [failure.reason[:22] for failure in report.failed] == ["Văn bản đóng dấu MẬT: "]
        assert assistant.catalogue.document("mat") is None


def test_the_bundled_documents_are_open() -> None:
    corpus = Path(__file__).parent.parent / "corpus"
    documents = {path.name for path in corpus.iterdir() if path.suffix in (".pdf", ".docx")}
    assert folder_labels(corpus) == dict.fromkeys(documents, Access("cong_khai", telegram=True))


def test_a_newly_ingested_document_is_seen_by_whom_it_is_labelled_for(tmp_path: Path) -> None:
    with on_file(tmp_path) as assistant:
        new = tmp_path / f"{CANARY}.txt"
        new.write_text(SECRET, encoding="utf-8")
        take_in(assistant, new)
        reader = Caller("k", "reader", "noi_bo")
        for label, seen in (("han_che", False), ("noi_bo", True)):
            assistant.catalogue.label([CANARY], Access(label))  # type: ignore[arg-type]
            ids = allowed(reader, assistant.catalogue)
            answer = assistant.ask("tỷ lệ ký số xã phường quý 1 năm 2025?", document_ids=ids).answer
            assert ("61,9%" in answer) is seen


# --- keys -----------------------------------------------------------------------------------------


def test_a_key_is_stored_hashed_and_ends_when_revoked(tmp_path: Path) -> None:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    assert not catalogue.keys.any()
    made, text = catalogue.keys.add("reader", "noi_bo", "Sở A")
    assert catalogue.keys.of_text(text) == made
    assert of_key(made) == Caller(f"key:{made.id}", "reader", "noi_bo", name="Sở A")
    assert text.encode() not in (tmp_path / "catalogue.db").read_bytes()
    secret = text.removeprefix(text[: text.index(made.id) + len(made.id) + 1])  # it may hold "_" itself
    assert len(secret) == 43  # 32 bytes
    assert secret.encode() not in (tmp_path / "catalogue.db-wal").read_bytes()
    assert catalogue.keys.of_text(text + "x") is None
    assert catalogue.keys.revoke(made.id)
    assert (catalogue.keys.of_text(text), catalogue.keys.of_id(made.id)) == (None, None)
    assert not catalogue.keys.revoke(made.id)
    assert catalogue.keys.any()  # else revoking the last key would open the door


@pytest.mark.parametrize(("role", "origins"), [("widget", []), ("reader", ["https://a.vn"]), ("widget", ["a.vn"])])
def test_a_widget_key_and_only_that_has_origins(tmp_path: Path, role: Any, origins: list[str]) -> None:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    with pytest.raises(AccessError, match="--origin"):
        catalogue.keys.add(role, "cong_khai", origins=origins)
