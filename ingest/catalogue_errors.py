"""What can go wrong with the catalogue's database, as errors of our own that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError


class CatalogueError(Exception):
    """The catalogue cannot be used: `message` says what is wrong, `hint` what to do (both Vietnamese).

    `status` is the exit status of the command line: 3, the environment is at fault.
    """

    status = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


class CatalogueConflict(CatalogueError):
    """What was to be stored contradicts itself (two statements with one id, a text that is no text): nothing was."""


@contextmanager
def spoken_errors() -> Iterator[None]:
    """Turns the database's own errors into CatalogueError; what they said stays in `__cause__`."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise CatalogueConflict(f"Dữ liệu đọc được tự mâu thuẫn nên không lưu: {error.orig}.") from error
    except DBAPIError as error:
        raise _explained(error) from error


def _explained(error: DBAPIError) -> CatalogueError:
    said = str(error.orig)
    if "not a database" in said or "malformed" in said or "disk image" in said:
        return CatalogueError(
            "Cơ sở dữ liệu danh mục bị hỏng hoặc không phải là tệp SQLite; tệp vẫn được giữ nguyên.",
            "Chạy `hoidap doctor` để kiểm tra; phục hồi từ bản sao lưu, hoặc chuyển tệp đi nơi khác rồi "
            "chạy `hoidap ingest` để nạp lại các văn bản.",
        )
    if "locked" in said or "busy" in said:
        return CatalogueError("Danh mục đang được một tiến trình khác ghi.", "Đợi tiến trình đó xong rồi chạy lại.")
    if "disk is full" in said or "disk I/O" in said:
        return CatalogueError("Không ghi được danh mục: đĩa đầy hoặc lỗi đĩa.", "Giải phóng dung lượng rồi chạy lại.")
    if "readonly" in said or "unable to open" in said:
        return CatalogueError("Không mở được danh mục để ghi.", "Kiểm tra quyền trên thư mục dữ liệu rồi chạy lại.")
    if isinstance(error, OperationalError) and "connect" in said:
        return CatalogueError("Không kết nối được cơ sở dữ liệu.", "Kiểm tra HOIDAP_DATABASE_URL và máy chủ.")
    return CatalogueError(f"Cơ sở dữ liệu báo lỗi: {said}.", "Chạy `hoidap doctor` để kiểm tra.")
