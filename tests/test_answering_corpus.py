"""The five documents of corpus/, read from their files and asked, with every way out of the machine blocked."""

import re
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.loaders import load
from ingest.parse import parse
from ingest.pipeline import ingest
from rag.assistant import Assistant
from rag.settings import Settings

CORPUS = Path(__file__).parent.parent / "corpus"
EXAMPLE = "tỷ lệ ký số xã phường quý 1?"


@pytest.fixture(scope="module")
def tried() -> Iterator[list[object]]:
    """Where this process tried to connect to or look up; none of it comes through."""
    found: list[object] = []

    def refuse(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:
            found.append(address)
            raise OSError(f"blocked: {address}")

    def look_up(*address: object, **_: object) -> None:
        found.append(address)
        raise OSError(f"blocked: {address}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket.socket, "connect_ex", refuse)
        patch.setattr(socket, "getaddrinfo", look_up)
        yield found


@pytest.fixture(scope="module")
def corpus(tried: list[object], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant on the corpus, ingested in this process so that nothing escapes the block."""
    with Assistant.open(Settings(data_dir=tmp_path_factory.mktemp("corpus"), today=date(2026, 4, 15))) as assistant:
        report = ingest([CORPUS], assistant.catalogue, load, parse)
        assert (len(report.added), report.failed) == (5, ())
        assistant.refresh()
        yield assistant


def test_the_example_of_the_readme(corpus: Assistant) -> None:
    answer = corpus.ask(EXAMPLE)
    assert (answer.outcome, answer.abstained) == ("answered", False)
    first = answer.answer.split("\n")[0]
    assert first.startswith("93,5%")
    assert "Quý 1 năm 2026" in first
    assert "96" not in first

    cited = answer.citations[0]
    assert (cited.document_id, cited.page) == ("bao-cao-nq131-quy-1-2026", 4)
    assert re.search(r"Tỷ lệ ký số tại xã phường: 93,5%", cited.quote)
    page = next(p for p in corpus.catalogue.pages(cited.document_id) if p.number == cited.page)
    assert "93,5%" in page.text

    figure = answer.figures[0]
    assert (figure.text, figure.value, figure.unit, figure.scope) == ("93,5%", 93.5, "%", "cấp xã")


@pytest.mark.parametrize(
    ("question", "first", "document"),
    [
        ("ty le ky so xa phuong quy 1?", "93,5%", "nq131-quy-1-2026"),
        ("tỷ lệ ký số tại sở ngành quý 1 năm 2026?", "92,2%", "nq131-quy-1-2026"),
        ("tỷ lệ văn bản ký số cấp xã quý 1 năm 2024?", "96", "bao-cao-cai-cach-tthc-quy-1-2024"),
        ("ký số tại sở, ngành của tỉnh trong quý 1/2026 đạt tỷ lệ bao nhiêu?", "92,2%", "nq131-quy-1-2026"),
    ],
)
def test_near_twins(question: str, first: str, document: str, corpus: Assistant) -> None:
    answer = corpus.ask(question)
    assert answer.answer.startswith(first), answer.answer
    assert answer.citations[0].document_id.endswith(document)  # the report and its appendix say the same


def test_a_follow_up_about_the_other_level(corpus: Assistant) -> None:
    first = corpus.ask(EXAMPLE)
    second = corpus.ask("còn sở ngành?", first.conversation_id)
    assert second.standalone_question == "tỷ lệ ký số sở ngành quý 1?"
    assert second.answer.startswith("92,2%")


def test_the_weather_is_not_its_business(corpus: Assistant) -> None:
    answer = corpus.ask("thời tiết hôm nay thế nào?")
    assert (answer.abstained, answer.figures) == (True, ())


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("giá vàng hôm nay bao nhiêu?", "out_of_scope"),
        ("tỷ lệ ký số xã phường quý 3 năm 2022?", "other_period"),
        ("tỷ lệ ký số xã phường tỉnh Thanh Hóa quý 1 năm 2026 là bao nhiêu?", "not_found"),
        ("Kế hoạch 124 do ai ký?", "not_found"),
    ],
)
def test_an_honest_no(question: str, outcome: str, corpus: Assistant) -> None:
    answer = corpus.ask(question)
    assert (answer.outcome, answer.abstained, answer.figures) == (outcome, True, ())


def test_a_document_says_whom_it_is_sent_to(corpus: Assistant) -> None:
    answer = corpus.ask("Kế hoạch 124 gửi tới những nơi nào?")
    assert "Báo, Đài Phát thanh và Truyền hình tỉnh" in answer.answer
    assert answer.citations[0].document_id == "ke-hoach-124-nang-cao-chi-so-cchc-2025"


def test_nothing_reached_out(corpus: Assistant, tried: list[object]) -> None:
    corpus.ask(EXAMPLE)
    assert tried == []


def test_the_block_would_have_caught_it(tried: list[object]) -> None:
    with pytest.raises(OSError, match="blocked"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    assert tried.pop() is not None
