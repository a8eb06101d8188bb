"""What is on file, as answering reads it: documents, statements, their figures and places, at one generation.

A view in memory of the catalogue; places and matching zones are made when first looked at.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from ingest.records import Document, Figure, Finding, Statement
from rag.question.instructions import instructs
from rag.reading.grid import Grid, grid
from rag.reading.laid_out import Laid, laid_out
from rag.reading.match import Rarity
from rag.reading.places import Place, label_column, places

_FOR_DRAFTERS = ("số thứ tự mục",)
"""Kinds of findings that matter to who drafts a report, not to who asks for its figures."""
KEPT = 8192
"""Statements whose places are kept, with what is known of them: those of some twenty reports, about 50 kB each."""


class Library:
    """Documents, statements and figures by id. Statement order is reading order within a document."""

    def __init__(
        self,
        documents: Iterable[Document],
        statements: Iterable[Statement],
        figures: Iterable[Figure],
        findings: Iterable[Finding] = (),
        counts: Path | None = None,
    ) -> None:
        """`counts` is the file that keeps how rare terms are for this state of the catalogue, if any may."""
        self._counts = counts
        self._findings: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            for statement_id in finding.statement_ids:
                self._findings[statement_id].append(finding)
        self.documents: Mapping[str, Document] = {d.id: d for d in documents}
        self.statements: Mapping[str, Statement] = {s.id: s for s in statements}
        by_statement: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            by_statement[figure.statement_id].append(figure)
        self._figures = {key: tuple(value) for key, value in by_statement.items()}
        self._places = lru_cache(KEPT)(self._placed)
        self._label_columns: dict[tuple[str, int], int | None] = {}
        self._sets: dict[str, Mapping[str, tuple[Laid, ...]]] = {}
        self._grids: dict[tuple[str, int], Grid | None] = {}

    def within(self, document_ids: Collection[str], counts: Path | None = None) -> "Library":
        """What is on file of these documents alone, as if the others had never been: nothing of them is found,
        counted, weighed or warned of. A finding that involves another document is left out.
        """
        documents = [d for d in self.documents.values() if d.id in document_ids]
        kept = {key: s for key, s in self.statements.items() if s.document_id in document_ids}
        hidden = self.statements.keys() - kept.keys()
        findings = dict.fromkeys(f for found in self._findings.values() for f in found)
        sayable = (f for f in findings if f.document_id in document_ids and hidden.isdisjoint(f.statement_ids))
        return Library(documents, kept.values(), (f for key in kept for f in self.figures(key)), sayable, counts)

    def figures(self, statement_id: str) -> tuple[Figure, ...]:
        """The figures that stand in a statement, in order."""
        return self._figures.get(statement_id, ())

    def findings(self, document_id: str, quoted: str) -> tuple[Finding, ...]:
        """What the audit found wrong in the statements of a document that stand in a quote."""
        ids = (
            i for i, found in self._findings.items() if any(document_id in (f.document_id, *f.others) for f in found)
        )
        inside = (i for i in ids if i in self.statements and self.statements[i].text in quoted)
        own = (i for i in inside if self.statements[i].document_id == document_id)
        return tuple(dict.fromkeys(f for i in own for f in self._findings[i] if f.kind not in _FOR_DRAFTERS))

    @cached_property
    def doubts(self) -> tuple[Finding, ...]:
        """All that the audit found wrong, but what matters to drafters alone."""
        found = dict.fromkeys(f for each in self._findings.values() for f in each)
        return tuple(f for f in found if f.kind not in _FOR_DRAFTERS)

    def disagreements(self, document_id: str, quoted: str) -> tuple[str, ...]:
        """The same, one sentence each."""
        return tuple(dict.fromkeys(f.message for f in self.findings(document_id, quoted)))

    def places(self, statement: Statement) -> tuple[Place, ...]:
        """The places of a statement (see rag/reading/places.py)."""
        return self._places(statement.id)

    def _placed(self, statement_id: str) -> tuple[Place, ...]:
        statement = self.statements[statement_id]
        return places(statement, self.figures(statement_id), self._label_column(statement))

    def _label_column(self, statement: Statement) -> int | None:
        if statement.table is None:
            return None
        key = (statement.document_id, statement.table)
        if key not in self._label_columns:
            self._label_columns[key] = label_column(self.rows(statement))
        return self._label_columns[key]

    @cached_property
    def rarity(self) -> Rarity:
        """How rare terms are over all statements; counted once a state of the catalogue, then read from its file."""
        known = Rarity.load(self._counts) if self._counts else None
        if known is None:
            known = Rarity.of(s.text for s in self.statements.values())
            if self._counts:
                known.save(self._counts)
        return known

    @cached_property
    def _rows(self) -> Mapping[tuple[str, int], tuple[Statement, ...]]:
        rows: dict[tuple[str, int], list[Statement]] = defaultdict(list)
        for s in self.statements.values():
            if s.table is not None:
                rows[s.document_id, s.table].append(s)
        return {key: tuple(value) for key, value in rows.items()}

    def rows(self, statement: Statement) -> tuple[Statement, ...]:
        """All rows of the table that a row stands in."""
        return self._rows.get((statement.document_id, statement.table), ()) if statement.table is not None else ()

    def grid(self, document_id: str, table: int) -> Grid | None:
        """A table of a document as rows and columns (see rag/reading/grid.py); None where it is none to choose from."""
        key = (document_id, table)
        if key not in self._grids:
            self._grids[key] = grid(self._rows.get(key, ()), self._figures)
        return self._grids[key]

    def in_order(self, document_id: str) -> tuple[Statement, ...]:
        """The statements of a document in reading order."""
        return tuple(self._order.get(document_id, ()))

    def tables(self, document_id: str) -> tuple[int, ...]:
        """The numbers of a document's tables."""
        return self._tables.get(document_id, ())

    @cached_property
    def _tables(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, list[int]] = defaultdict(list)
        for document_id, number in self._rows:
            found[document_id].append(number)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def _lists(self) -> Mapping[tuple[str, str, tuple[str, ...]], tuple[Statement, ...]]:
        lists: dict[tuple[str, str, tuple[str, ...]], list[Statement]] = defaultdict(list)
        for s in self.statements.values():
            if s.kind == "item" and s.lead:
                lists[s.document_id, s.lead, s.path].append(s)
        return {key: tuple(value) for key, value in lists.items()}

    def quoted(self, document_id: str, quote: str) -> Statement | None:
        """The statement that a citation quotes, alone or after what introduces it."""
        return self._quoted.get((document_id, quote))

    @cached_property
    def _quoted(self) -> Mapping[tuple[str, str], Statement]:
        alone = {(s.document_id, s.text): s for s in self.statements.values()}
        return {(s.document_id, f"{s.lead} {s.text}"): s for s in self.statements.values() if s.lead} | alone

    def of_indicator(self, name: str) -> tuple[Figure, ...]:
        """The figures of an indicator of that very name, the newest period first."""
        return self._indicators.get(name.lower(), ())

    @cached_property
    def _indicators(self) -> Mapping[str, tuple[Figure, ...]]:
        named: dict[str, list[Figure]] = defaultdict(list)
        for figures in self._figures.values():
            for figure in figures:
                named[figure.indicator.lower()].append(figure)
        newest = {name: sorted(found, key=_newness, reverse=True) for name, found in named.items()}
        return {name: tuple(found) for name, found in newest.items()}

    def beside(self, statement: Statement, reach: int) -> tuple[Statement, ...]:
        """The statements of the document that stand at most `reach` before or after, the nearest first."""
        order = self._order.get(statement.document_id, ())
        at = bisect_left(order, statement.ordinal, key=lambda s: s.ordinal)
        near = (s for s in order[max(0, at - reach) : at + reach + 1] if s.id != statement.id)
        return tuple(sorted(near, key=lambda s: abs(s.ordinal - statement.ordinal)))

    @cached_property
    def _order(self) -> Mapping[str, tuple[Statement, ...]]:
        order: dict[str, list[Statement]] = defaultdict(list)
        for s in sorted(self.statements.values(), key=lambda s: s.ordinal):
            order[s.document_id].append(s)
        return {key: tuple(value) for key, value in order.items()}

    def siblings(self, statement: Statement) -> tuple[Statement, ...]:
        """The items introduced by the same sentence, in order; only the statement itself when it stands alone."""
        found = self._lists.get((statement.document_id, statement.lead, statement.path), (statement,))
        return tuple(s for s in found if not instructs(s.text))

    @cached_property
    def _children(self) -> Mapping[tuple[str, str], tuple[Statement, ...]]:
        children: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for s in self.statements.values():
            if s.kind in ("item", "sentence") and s.path:
                children[s.document_id, s.path[-1]].append(s)
        return {key: tuple(value) for key, value in children.items()}

    def introduced_by(self, statement: Statement) -> tuple[Statement, ...]:
        """The items that a sentence introduces, or that stand right under a heading; none when it does neither."""
        items = tuple(
            s
            for key, found in self._lists.items()
            if key[0] == statement.document_id and key[1] == statement.text
            for s in found
        )
        if not items and statement.kind == "heading":
            items = self._children.get((statement.document_id, statement.text), ())
        return tuple(s for s in items if not instructs(s.text))

    def sets(self, statement: Statement) -> tuple[Laid, ...]:
        """The sets that a statement introduces or is a member of, as its document is laid out (reading/laid_out.py)."""
        if statement.document_id not in self._sets:
            found: dict[str, dict[int, Laid]] = defaultdict(dict)
            for laid in laid_out(self._order.get(statement.document_id, ())):
                for s in (*laid.own, *(s for member in laid.members for s in member)):
                    found[s.id][id(laid)] = laid
            self._sets[statement.document_id] = {key: tuple(sets.values()) for key, sets in found.items()}
        return self._sets[statement.document_id].get(statement.id, ())

    def goes_on(self, statement: Statement, most: int = 2) -> tuple[Statement, ...]:
        """The next sentences of the same paragraph or item, at most `most`."""
        if statement.block is None:
            return ()
        following = self._blocks.get((statement.document_id, statement.block), ())
        return tuple(s for s in following if s.ordinal > statement.ordinal and not instructs(s.text))[:most]

    @cached_property
    def _blocks(self) -> Mapping[tuple[str, int], tuple[Statement, ...]]:
        blocks: dict[tuple[str, int], list[Statement]] = defaultdict(list)
        for s in self.statements.values():
            if s.block is not None:
                blocks[s.document_id, s.block].append(s)
        return {key: tuple(value) for key, value in blocks.items()}


def _newness(figure: Figure) -> date:
    return figure.period.end if figure.period else date.min
