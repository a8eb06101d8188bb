"""Tables that a converter has laid out with spaces, their cells over several lines."""

from ingest.loaders.aligned import aligned_tables

TASKS = """TT           Nội dung                   Chủ trì                Phối hợp              Hoàn thành
 1    Mở cao điểm xử lý nồng     Công an tỉnh           UBND các xã, phường   Từ 15/10 đến
      độ cồn, ma túy                                                          31/12/2026
 2    Thí điểm xe buýt tại 04    Sở Xây dựng            Sở Tài chính           01/12/2026
      trường THPT
 3    Báo cáo tổng kết           Văn phòng Ban                                Trước 20/12/2026
                                 An toàn giao thông

Nơi nhận:""".splitlines()

SPANNED = """ TT        Địa bàn             9 tháng năm 2026        Cùng kỳ
                              Số vụ     Số người     Số vụ
  1     Huyện An Trạch          41         23          52
  2     Huyện Mỹ Giang          37         20          46
  3     Huyện Phú Khê           35         22          33""".splitlines()


def test_cells_over_several_lines_are_whole() -> None:
    (table,) = aligned_tables(TASKS)
    assert (table.start, table.end, table.columns, table.rows) == (0, 7, 5, 4)
    rows = [[cell.text.replace("\n", " ") for cell in table.cells if cell.row == row] for row in range(4)]
    assert rows[0] == ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Hoàn thành"]
    assert rows[1] == [
        "1", "Mở cao điểm xử lý nồng độ cồn, ma túy", "Công an tỉnh", "UBND các xã, phường", "Từ 15/10 đến 31/12/2026",
    ]  # fmt: skip
    assert rows[3] == ["3", "Báo cáo tổng kết", "Văn phòng Ban An toàn giao thông", "", "Trước 20/12/2026"]


TWO_STORIES = """                                       9 tháng năm 2026                Cùng kỳ năm 2025
 TT        Địa bàn
                                     Số vụ      Số người            Số vụ      Số người
  1     Huyện An Trạch                 41          23                 52          30
  2     Huyện Mỹ Giang                 37          20                 46          28
  3     Huyện Phú Khê                  35          22                 33          19
        Tổng cộng                     113          65                131          77""".splitlines()

SHORT = """STT   Đơn vị                Tổng số    Năm 2026              Tỷ lệ
                                    Nam       Nữ           (%)
 1    Sở Y tế                  120      50        70           58,3
 2    Sở Tài chính              80      40        40           50,0
 3    Sở Nội vụ                 65      30        35           53,8""".splitlines()

UNCLEAR = """ TT        Địa bàn                   2026               Cùng kỳ
                              Số vụ  Số người  Chết    Số vụ  Chết
  1     Huyện An Trạch          41      23       5        52     4
  2     Huyện Mỹ Giang          37      20       4        46     5
  3     Huyện Phú Khê           35      22       6        33     7""".splitlines()


def _heads(lines: list[str]) -> list[tuple[str, int, int]]:
    (table,) = aligned_tables(lines)
    return [(cell.text, cell.column, cell.column_span) for cell in table.cells if cell.row < table.header_rows]


def test_a_head_spans_what_stands_under_its_letters() -> None:
    assert _heads(SPANNED) == [
        ("TT", 0, 1), ("Địa bàn", 1, 1), ("9 tháng năm 2026", 2, 2), ("Cùng kỳ\nSố vụ", 4, 1), ("Số vụ", 2, 1),
        ("Số người", 3, 1),
    ]  # fmt: skip
    assert _heads(TWO_STORIES)[2:4] == [("9 tháng năm 2026", 2, 2), ("Cùng kỳ năm 2025", 4, 2)]
    (table,) = aligned_tables(TWO_STORIES)
    last = [cell.text for cell in table.cells if cell.row == table.rows - 1]
    assert last == ["", "Tổng cộng", "113", "65", "131", "77"]


def test_a_short_head_stands_in_the_middle_over_two() -> None:
    assert _heads(SHORT)[3:] == [("Năm 2026", 3, 2), ("Tỷ lệ", 5, 1), ("Nam", 3, 1), ("Nữ", 4, 1), ("(%)", 5, 1)]


def test_heads_that_may_span_this_or_that_are_not_guessed() -> None:
    assert aligned_tables(UNCLEAR) == []
    astray = [SPANNED[0].replace("9 tháng năm 2026        Cùng kỳ", "        9 tháng năm 2026 Cùng kỳ"), *SPANNED[1:]]
    assert aligned_tables(astray) == []
