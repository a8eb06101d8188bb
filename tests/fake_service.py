"""A service for the bot that a person can compute by hand, on two documents, one of them internal."""

import io
import threading
from collections.abc import Collection, Sequence
from pathlib import Path

from PIL import Image

from bots.telegram_bot.service import Known, Shelved, Taken, Tell
from ingest.access import Label, up_to
from rag.records import Answer
from tests.fake_assistant import SIGNED, FakeAssistant

REPORT = Shelved("bao-cao-a", "Chuyển đổi số Quý 1 năm 2026", "", "báo cáo", "UBND TỈNH", "31/03/2026", 2026, 8)
OLDER = Shelved("bao-cao-b", "Thủ tục hành chính Quý 1 năm 2024", "12/BC-UBND", "báo cáo", "UBND TỈNH", "", 2024, 0)
INTERNAL = Shelved("ke-hoach-c", "Kế hoạch nội bộ năm 2026", "3/KH", "kế hoạch", "UBND TỈNH", "", 2026, 4)
LABELS: dict[str, Label] = {"bao-cao-a": "cong_khai", "bao-cao-b": "cong_khai", "ke-hoach-c": "noi_bo"}


def known(value: float, period: str, text: str, document: str) -> Known:
    """A signing rate of the communes."""
    shown = f"{value}%".replace(".", ",")
    return Known(shown, value, "%", "tỷ lệ ký số", "cấp xã", period, text, "kết quả", document, 3)


FIGURES = (
    known(93.5, "2026-Q1", "Quý 1 năm 2026", "bao-cao-a"),
    known(96.81, "2024-Q1", "Quý 1 năm 2024", "bao-cao-b"),
)


class FakeService:
    """Answers with its assistant's answer; `asked` keeps (question, conversation, documents)."""

    def __init__(self, answer: Answer = SIGNED, error: Exception | None = None) -> None:
        self.assistant = FakeAssistant(answer, error)
        self.shown = dict(LABELS)
        self.figures_on_file: Sequence[Known] = FIGURES
        self.ratings: list[tuple[str, int, str]] = []
        self.taken: list[tuple[str, bytes, Label, bool]] = []
        self.upload = Taken(REPORT, ("Tổng 10 không bằng 4 + 5 = 9.",))
        self.pictures: list[tuple[str, int, str]] = []
        self.hold = threading.Event()
        """Cleared, questions wait."""
        self.hold.set()

    @property
    def asked(self) -> list[tuple[str, str | None, tuple[str, ...]]]:
        return self.assistant.questions

    def ask(
        self, question: str, conversation_id: str | None = None, document_ids: Collection[str] | None = None
    ) -> Answer:
        self.hold.wait(20)
        return self.assistant.ask(question, conversation_id, sorted(document_ids or ()))

    def allowed(self, access: Label) -> frozenset[str]:
        return frozenset(name for name, label in self.shown.items() if label in up_to(access))

    def documents(self, ids: Collection[str]) -> Sequence[Shelved]:
        return [each for each in (REPORT, INTERNAL, OLDER) if each.id in ids]

    def figures(self, ids: Collection[str], indicator: str = "") -> Sequence[Known]:
        return [each for each in self.figures_on_file if each.document_id in ids and indicator in each.indicator]

    def picture(self, document_id: str, page: int, quote: str) -> bytes | None:
        self.pictures.append((document_id, page, quote))
        kept = io.BytesIO()
        Image.new("RGB", (60, 85), "white").save(kept, "PNG")
        return kept.getvalue()

    def rate(self, answer_id: str, thumb: int, reason: str = "") -> None:
        self.ratings.append((answer_id, thumb, reason))

    def forget(self, conversation_id: str) -> None:
        pass

    def take_in(self, file: Path, access: Label, telegram: bool, tell: Tell, seen: Label) -> Taken:
        for stage in ("queued", "reading", "indexing"):
            tell(stage)
        self.taken.append((file.name, file.read_bytes(), access, telegram))
        return self.upload
