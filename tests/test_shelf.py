"""After an ingest only what changed is read again, and what is on file is what a fresh reading would give."""

from collections.abc import Collection
from pathlib import Path

import pytest

from ingest.catalogue import Catalogue
from ingest.records import Statement
from rag.library import Library
from rag.shelf import Shelf, shelved
from tests.room import on_file, take_in

ONE = "BÁO CÁO\nKết quả quý I năm 2026\n\nI. KẾT QUẢ\n\nTỷ lệ ký số đạt 97,4%.\n"
OTHER = "BÁO CÁO\nKết quả quý II năm 2026\n\nI. KẾT QUẢ\n\nTiếp nhận 12.480 hồ sơ, trễ hạn 75 hồ sơ.\n"


def _content(library: Library) -> list[object]:
    statements = list(library.statements.values())
    return [dict(library.documents), statements, [library.figures(s.id) for s in statements], library.doubts]


def test_only_documents_that_came_or_changed_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Collection[str] | None] = []
    read = Catalogue.statements

    def noted(
        self: Catalogue, ids: Collection[str] | None = None, document_ids: Collection[str] | None = None
    ) -> tuple[Statement, ...]:
        asked.append(document_ids)
        return read(self, ids, document_ids)

    with on_file(tmp_path, {"one.md": ONE, "other.md": OTHER}) as assistant:
        corpus = tmp_path / "corpus"
        before = assistant.library
        (corpus / "third.md").write_text(ONE.replace("97,4", "95,1"), encoding="utf-8")
        (corpus / "other.md").write_text(OTHER.replace("75", "57"), encoding="utf-8")
        shelf = Shelf(before, assistant.catalogue.revisions())
        take_in(assistant, corpus)
        monkeypatch.setattr(Catalogue, "statements", noted)
        made = shelved(assistant.catalogue, tmp_path / "counts.json", shelf)
        monkeypatch.undo()
        fresh = shelved(assistant.catalogue, tmp_path / "counts.json")
        assert asked == [["other", "third"]]
        assert _content(made.library) == _content(fresh.library) == _content(assistant.library)
        assert any("57" in s.text for s in assistant.library.statements.values())
        assert all(s is made.library.statements[s.id] for s in before.in_order("one"))


def test_a_document_that_went_is_gone(tmp_path: Path) -> None:
    with on_file(tmp_path, {"one.md": ONE, "other.md": OTHER}) as assistant:
        assistant.catalogue.remove("one")
        assistant.refresh()
        assert set(assistant.library.documents) == {"other"}
        assert {s.document_id for s in assistant.library.statements.values()} == {"other"}
