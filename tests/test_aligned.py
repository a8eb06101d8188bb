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


def test_heads_that_span_others_are_not_guessed() -> None:
    assert aligned_tables(SPANNED) == []
