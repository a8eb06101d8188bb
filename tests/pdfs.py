"""Small PDFs written by hand, byte by byte, so that a test says all that is in them."""

from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842


def text(line: str, x: int = 72, y: int = 700, size: float = 12, how: str = "") -> str:
    """Operators that print a line of ASCII; `how` stands before it ("3 Tr" invisible, "1 g" white)."""
    return f"q BT {how} /F1 {size} Tf {x} {y} Td ({line}) Tj ET Q"


def pdf(pages: Sequence[str], extra: Sequence[str] = (), catalogue: str = "", info: str = "", cmap: str = "") -> bytes:
    """A PDF whose pages draw these operators. `extra` are objects from number 10 on, `cmap` the font's /ToUnicode."""
    first = 10 + len(extra)
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(pages)))
    unicode_map = " /ToUnicode 4 0 R" if cmap else ""
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        3: f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica{unicode_map} >>",
        4: stream(cmap),
        5: f"<< {info} >>",
    }
    objects |= {10 + index: thing for index, thing in enumerate(extra)}
    for index, drawn in enumerate(pages):
        number = first + 2 * index
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects[number + 1] = stream(drawn)
    body, places = b"%PDF-1.7\n", {}
    for number, thing in objects.items():
        places[number] = len(body)
        body += f"{number} 0 obj\n{thing}\nendobj\n".encode()
    table = [f"xref\n0 {max(objects) + 1}\n0000000000 65535 f \n"]
    table += [
        f"{places[number]:010d} 00000 n \n" if number in places else "0000000000 65535 f \n"
        for number in range(1, max(objects) + 1)
    ]
    end = f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + "".join(table).encode() + end.encode()


def stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
