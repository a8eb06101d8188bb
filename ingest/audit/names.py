"""Names printed in two ways: a signer with two sets of accents, a body now with "-" and now with "và"."""

import re
from collections.abc import Iterator

from ingest.audit.passages import finding
from ingest.records import Finding, Parsed, Statement
from ingest.vietnamese.fold import fold
from ingest.vietnamese.letters import UPPER
from ingest.vietnamese.normalize import canonical_tone

PERSON = "tên người in hai cách"
BODY = "tên cơ quan in hai cách"
_FEWEST_SYLLABLES = 3  # two people may well be Nguyễn Tấn and Nguyễn Tân; three syllables alike but for accents are one
_WORD = r"[^\W\d_]+"
_BODY = re.compile(
    rf"(?:Sở|Bộ)\s+(?:{_WORD}\s+){{1,4}}?(?:-|–|và)\s+[{UPPER}]{_WORD}(?:\s+(?!và\s|-\s|của\s){_WORD}){{0,1}}"
)
_JOIN = re.compile(r"\s+(?:-|–|và)\s+")


def signed(parsed: Parsed) -> Statement | None:
    """The statement that names who signed; None where that cannot be compared with other documents."""
    signer = parsed.document.signer
    if len(signer.split()) < _FEWEST_SYLLABLES or not parsed.document.issuer:
        return None
    return next((s for s in parsed.statements if s.kind == "metadata" and signer in s.text), None)


def names(parsed: Parsed) -> Iterator[Finding]:
    """Findings on the names in one document."""
    yield from _signer(parsed)
    forms: dict[str, dict[str, tuple[str, Statement]]] = {}
    for statement in parsed.statements:
        for match in _BODY.finditer(statement.text):
            printed = " ".join(match.group().split())
            key = " ".join(_JOIN.sub(" ", canonical_tone(printed).lower()).split())
            joins = " ".join(_JOIN.findall(printed)).replace("–", "-")
            forms.setdefault(key, {}).setdefault(" ".join(joins.split()), (printed, statement))
    for ways in forms.values():
        if len(ways) > 1:
            printed_ways = " và ".join(f"“{printed}”" for printed, _ in ways.values())
            yield finding(
                BODY,
                f"Tên cơ quan in là {printed_ways}.",
                *(statement for _, statement in ways.values()),
                severity="thấp",
            )


def _signer(parsed: Parsed) -> Iterator[Finding]:
    signer = parsed.document.signer
    if len(signer.split()) < _FEWEST_SYLLABLES:
        return
    pattern = re.compile(rf"(?<!\w){re.escape(fold(signer))}(?!\w)")
    signature = next((s for s in parsed.statements if s.kind == "metadata" and signer in s.text), None)
    for statement in parsed.statements:
        for match in pattern.finditer(fold(statement.text)):
            printed = statement.text[match.start() : match.end()]
            other = canonical_tone(printed).lower() != canonical_tone(signer).lower()
            if signature is not None and other and all(word[0].isupper() for word in printed.split()):
                yield finding(PERSON, f"Tên in là “{signer}” và “{printed}”.", signature, statement, severity="thấp")
                return
