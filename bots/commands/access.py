"""`hoidap label` and `hoidap keys …`: who may see which document, and who may come in."""

from typing import TYPE_CHECKING, Annotated

import typer

from bots import replies
from bots.commands.browse import opened_catalogue

if TYPE_CHECKING:
    from ingest.access import Access
    from ingest.keys import Key

AccessOption = Annotated[str, typer.Option("--access", metavar="MỨC", help="công-khai, nội-bộ hoặc hạn-chế.")]
TelegramOption = Annotated[
    bool | None, typer.Option("--telegram/--no-telegram", help="Có được trả lời trên Telegram không.")
]


def label(
    documents: Annotated[list[str], typer.Argument(metavar="VĂN_BẢN", show_default=False)],
    access: AccessOption = "",
    telegram: TelegramOption = None,
    remove: Annotated[bool, typer.Option("--remove", help="Bỏ mức truy cập: chỉ người quản trị còn thấy.")] = False,
) -> None:
    """Đặt mức truy cập của văn bản; văn bản chưa có mức thì chỉ người quản trị thấy."""
    from ingest.access import Access, is_stricter, label_named
    from rag.errors import UserError

    with opened_catalogue() as catalogue:
        if remove:
            catalogue.label(documents, None)
            print("\n".join(replies.UNLABELLED.format(id=each) for each in documents))
            return
        old = catalogue.labels.all()
        for document in documents:
            before = old.get(document)
            if not access and before is None:
                raise UserError(replies.LABEL_MISSING.format(id=document), replies.LABEL_MISSING_HINT)
            wanted = label_named(access) if access else before.label if before else "han_che"
            kept = before is not None and before.telegram and not is_stricter(wanted, before.label)
            may = kept if telegram is None else telegram
            catalogue.label([document], Access(wanted, may))
            print(f"{document}: {access_line(Access(wanted, may))}")


def add(
    role: Annotated[str, typer.Option("--role", metavar="VAI", help="reader, uploader, admin hoặc widget.")],
    access: AccessOption = "công-khai",
    name: Annotated[str, typer.Option("--name", metavar="TÊN", help="Của ai, để làm gì.")] = "",
    origin: Annotated[
        list[str] | None,
        typer.Option("--origin", metavar="ĐỊA_CHỈ", help="Trang được nhúng widget: https://portal.tinh.gov.vn."),
    ] = None,
) -> None:
    """Tạo khóa; khóa chỉ hiện một lần này, máy chỉ giữ mã băm."""
    from ingest.access import label_named
    from ingest.keys import role_named

    with opened_catalogue() as catalogue:
        made, text = catalogue.keys.add(role_named(role), label_named(access), name, origin or ())
    print(replies.KEY_MADE.format(id=made.id, key=text))


def list_keys() -> None:
    """Liệt kê các khóa, kể cả khóa đã thu hồi."""
    with opened_catalogue() as catalogue:
        print("\n".join(map(key_line, catalogue.keys.all())) or replies.NO_KEYS)


def revoke(key: Annotated[str, typer.Argument(metavar="MÃ_KHÓA", show_default=False)]) -> None:
    """Thu hồi khóa; có hiệu lực ngay."""
    from rag.errors import UserError

    with opened_catalogue() as catalogue:
        if not catalogue.keys.revoke(key):
            raise UserError(replies.NO_SUCH_KEY.format(id=key), replies.NO_SUCH_KEY_HINT)
    print(replies.KEY_REVOKED.format(id=key))


def access_line(access: "Access") -> str:
    """A label with what it adds: "nội bộ, được trả lời trên Telegram"."""
    from ingest.access import LABEL_NAMES

    return ", ".join([LABEL_NAMES[access.label], *([replies.MAY_GO_TO_TELEGRAM] if access.telegram else [])])


def key_line(key: "Key") -> str:
    """A key on one line: its id, role, label, whose it is, where it may stand, since when, whether it still holds."""
    from ingest.access import LABEL_NAMES

    state = replies.REVOKED_AT.format(day=key.revoked_at[:10]) if key.revoked_at else ""
    made = replies.MADE_AT.format(day=key.made_at[:10])
    parts = (key.role, LABEL_NAMES[key.access], key.name, ", ".join(key.origins), made, state)
    return f"{key.id}  " + "; ".join(part for part in parts if part)
