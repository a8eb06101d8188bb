"""Are question files sound? Each quote stands in its document, each answer stands in (or beside) its quote.

    python -m eval.check_questions eval/questions/*.jsonl --texts FOLDER…

Documents whose text is in none of the folders are listed, not passed over.
"""

import argparse
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from eval.load import load
from eval.records import Gold
from eval.verdict import SHORT, holds, normalise

CATEGORIES = SHORT | {"list", "explain", "document", "unanswerable", "compare", "conflict", "compute"}
AROUND = (2500, 1500)
"""Characters before and after a quote in which an answer may stand: the body that a task is given to is printed in the
heading above it, seldom more than a page away."""


def texts(folders: Iterable[Path]) -> dict[str, str]:
    """The text of every .txt and .md file, NFC, by file stem."""
    files = (file for folder in folders for file in sorted(folder.iterdir()) if file.suffix in {".txt", ".md"})
    return {file.stem: unicodedata.normalize("NFC", file.read_text(encoding="utf-8")) for file in files}


def problems(golds: list[Gold], documents: Mapping[str, str]) -> list[str]:
    """What is wrong, a line each, with the question's id. Empty when all is sound."""
    known = {gold.id for gold in golds}
    found = [f"{gold.id}: {text}" for gold in golds for text in _problems(gold, documents)]
    found += [f"{gold.id}: bản gõ lại của {gold.twin} ở tệp khác" for gold in golds if gold.twin not in known | {""}]
    asked = Counter(gold.turns for gold in golds)
    return found + [f"hỏi {n} lần: {' ▸ '.join(turns)}" for turns, n in asked.items() if n > 1]


def _problems(gold: Gold, documents: Mapping[str, str]) -> list[str]:
    found = [] if gold.category in CATEGORIES else [f"loại lạ {gold.category}"]
    if gold.abstain:
        return found + (["phải từ chối mà lại có lời đáp"] if gold.all_of or gold.sources else [])
    if not gold.sources:
        return [*found, "thiếu chỗ dẫn"]
    clash = [form for form in gold.none_of if any(form == right for forms in gold.all_of for right in forms)]
    found += [f"vừa đòi vừa cấm {form}" for form in clash]
    nearby = []
    for source in gold.sources:
        text = documents.get(source.document)
        if text is None:
            continue
        quote = unicodedata.normalize("NFC", source.quote)
        at = text.find(quote)
        if at < 0:
            found.append(f"không thấy trong {source.document}: {source.quote[:60]}")
        nearby.append(text[max(0, at - AROUND[0]) : at + len(quote) + AROUND[1]])
    if nearby and not gold.derived:
        beside = normalise(" ".join(nearby))
        lacking = [forms[0] for forms in gold.all_of if not any(holds(beside, form) for form in forms)]
        found += [f"không dẫn nào chứa {form}" for form in lacking]
    return found


def absent(golds: list[Gold], documents: Mapping[str, str]) -> list[str]:
    """The documents that questions refer to and whose text is not at hand."""
    return sorted({name for gold in golds for name in gold.documents} - set(documents))


def main(argv: list[str]) -> int:
    """Prints the problems and the counts; 1 when there is a problem."""
    parser = argparse.ArgumentParser(description="Soát tệp câu hỏi.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--texts", nargs="*", type=Path, default=[])
    options = parser.parse_args(argv)
    golds, documents = load(options.files), texts(options.texts)
    found = problems(golds, documents)
    print(*found, sep="\n")
    print(f"{len(golds)} câu, {len(found)} lỗi; chưa có văn bản: {', '.join(absent(golds, documents)) or 'không'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
