"""Bytes of a text file → Unicode: UTF-8 and UTF-16 with or without a mark, cp1258, and text typed in old fonts."""

import codecs

from ingest.vietnamese.normalize import decode_legacy

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The high bytes of Latin letters with Vietnamese marks and of common signs in UTF-16.
HIGH = frozenset((0x00, 0x01, 0x03, 0x1E, 0x20))
SURE = 0.97
# ơ, ư, ă, đ, ₫ and the combining tones of Windows-1258; as Windows-1252 they are rare signs inside words.
CP1258 = frozenset("ƠơƯưĂăĐđ\u0300\u0301\u0303\u0309\u0323")


def decode(data: bytes) -> str:
    """The text of a text file. Never raises: what no encoding explains is read as Windows-1252.

    >>> decode("Ninh Bình".encode("utf-16")), decode("Nghị".encode("utf-8"))
    ('Ninh Bình', 'Nghị')
    >>> decode("Céng hoµ x· héi chñ nghÜa ViÖt Nam".encode("cp1252"))
    'Cộng hoà xã hội chủ nghĩa Việt Nam'
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return decode_legacy(data[len(mark) :].decode(name, "replace"))
    wide = utf16_without_mark(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return decode_legacy(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    western = data.decode("cp1252", "replace")
    mended = decode_legacy(western)
    if mended != western:
        return mended
    vietnamese = data.decode("cp1258", "replace")
    return vietnamese if sum(character in CP1258 for character in vietnamese) else western


def utf16_without_mark(data: bytes) -> str:
    """The name of the UTF-16 that Vietnamese text is in, "" if none: nearly every second byte is one of HIGH."""
    head = data[:4000]
    half = len(head) // 2
    if half < 4:
        return ""
    little, big = (sum(byte in HIGH for byte in head[start::2]) for start in (1, 0))
    if little >= SURE * half and big < 0.5 * half:
        return "utf-16-le"
    return "utf-16-be" if big >= SURE * half and little < 0.5 * half else ""
