"""What disagrees between documents that none of them has alone: one name, one date, one figure said in two ways.

See compared.py for how a catalogue finds them by looking up what a new document says, without reading the others.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.audit.cited import DATES, cited, group_keys
from ingest.audit.names import PERSON, signed
from ingest.audit.passages import finding
from ingest.audit.renamed import NAMED, SLIP, misprinted, renamed, told_apart
from ingest.audit.twice import TWICE, stated
from ingest.compared import APART, Found, Said, in_order
from ingest.records import Finding, Parsed, Statement
from ingest.vietnamese.fold import fold
from ingest.vietnamese.normalize import canonical_tone

_SIGNER, _DATE, _FIGURE = "1 signer", "2 date", "3 figure"
"""How a key begins: the findings on one subject stand together, in this order."""


def sayings(parsed: Parsed) -> tuple[Said, ...]:
    """All that other documents may say otherwise, in order."""
    made = (*_signer(parsed), *_dates(parsed), *_figures(parsed), *renamed(parsed))
    return tuple(
        Said(parsed.document.id, position, APART.join(key), value, statement.id, name, text)
        for position, (key, value, statement, name, text) in enumerate(made)
    )


_Made = tuple[tuple[str, ...], str, Statement, str, str]


def _signer(parsed: Parsed) -> Iterator[_Made]:
    document, statement = parsed.document, signed(parsed)
    if statement is not None:
        name = canonical_tone(document.signer).title()
        yield (_SIGNER, fold(document.issuer), fold(document.signer)), name, statement, "", name


def _dates(parsed: Parsed) -> Iterator[_Made]:
    for each in cited(parsed):
        if each.national:  # elsewhere one number and one year name a document of each issuer
            for key in group_keys(each):
                yield (_DATE, *key), "-".join(map(str, each.day)), each.statement, each.name, each.date


def _figures(parsed: Parsed) -> Iterator[_Made]:
    document = parsed.document
    if document.period is None:
        return
    for each in stated(parsed):
        for whose in dict.fromkeys((fold(document.issuer), "")):  # an appendix names no issuer
            key = (_FIGURE, whose, document.period.key, *each.key)
            name = f"{each.name}{APART}{fold(document.issuer)}"
            yield key, repr(each.figure.value), each.statement, name, each.figure.text


def disagreements(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    """The findings on one key; `group` is in the order of documents, `statements` holds theirs by id."""
    subject = group[0].key.partition(APART)[0]
    yield from _RULES[subject](group, statements)


def _signers(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    first: dict[str, Said] = {}
    for each in group:
        first.setdefault(each.value, each)
    for a, b in combinations(first.values(), 2):
        quoted = (statements[a.statement_id], statements[b.statement_id])
        yield finding(PERSON, f"Người ký in là “{a.text}” và “{b.text}”.", *quoted, severity="thấp")


def _two_dates(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    days = Counter(each.value for each in group)
    if len(days) < 2 or _says_two(group):
        return
    first = {value: next(each for each in group if each.value == value) for value, _ in days.most_common()}
    printed = " và ".join(f"“{each.text}”" for each in first.values())
    name = max((each.name for each in group), key=len)  # "104/QĐ-TTg" rather than "104/QĐTTg"
    quoted = (statements[each.statement_id] for each in first.values())
    yield finding(DATES, f"{name} được ghi nhiều ngày khác nhau: {printed}.", *quoted, severity="trung bình")


def _two_values(group: Sequence[Said], statements: Mapping[str, Statement]) -> Iterator[Finding]:
    if len({each.value for each in group}) != 2 or len({(each.document_id, each.value) for each in group}) > 2:
        return
    first = group[0]
    other = next(each for each in group if each.value != first.value)
    (name, _, whose), (_, _, others) = (each.name.partition(APART) for each in (first, other))
    if whose and others and whose != others:
        return
    message = f"“{name}” in là {first.text} và {other.text}."
    yield finding(TWICE, message, statements[first.statement_id], statements[other.statement_id])


def _says_two(group: Sequence[Said]) -> bool:
    """Whether a document disagrees with itself, which is found there."""
    values = {(each.document_id, each.value) for each in group}
    return len(values) > len({document_id for document_id, _ in values})


_Rule = Callable[[Sequence[Said], Mapping[str, Statement]], Iterator[Finding]]
_RULES: Mapping[str, _Rule] = {
    _SIGNER: _signers,
    _DATE: _two_dates,
    _FIGURE: _two_values,
    SLIP: misprinted,
    NAMED: told_apart,
}


def found(said: Iterable[Said], read: Callable[[Collection[str]], Iterable[Statement]]) -> tuple[Found, ...]:
    """The findings of each key that has any; `read` gives statements by their ids."""
    groups: dict[str, list[Said]] = {}
    for each in sorted(said, key=lambda each: (each.document_id, each.position)):
        groups.setdefault(each.key, []).append(each)
    several = [group for group in groups.values() if len({each.value for each in group}) > 1]
    statements = {s.id: s for s in read({each.statement_id for group in several for each in group})}
    made = (
        Found(group[0].key, (group[0].document_id, group[0].position), tuple(disagreements(group, statements)))
        for group in several
    )
    return tuple(each for each in made if each.findings)


def audit_between(documents: Iterable[Parsed]) -> tuple[Finding, ...]:
    """The disagreements between documents that none of them has alone; each is filed under the first it quotes.

    Each document is read once and only what can be compared is kept of it.
    """
    said: list[Said] = []
    statements: dict[str, Statement] = {}
    for parsed in documents:
        mine = sayings(parsed)
        said.extend(mine)
        wanted = {each.statement_id for each in mine}
        statements.update((s.id, s) for s in parsed.statements if s.id in wanted)
    return in_order(found(said, lambda ids: (statements[key] for key in ids)))
