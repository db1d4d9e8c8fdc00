"""A table's file, CSV or XLSX, as a grid of text: merged cells filled in, positions kept."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.utils import column_index_from_string

from generator.patterns import regex

if TYPE_CHECKING:
    import re
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

_SIZE: Final = 20 * 1024 * 1024  # bytes of a file; a county's largest table has under 1 MB
_ROWS: Final = 20_000
_WIDTH: Final = 100
_CELLS: Final = 300_000
# What openpyxl may be given: it takes about 1 µs a tag and 500 bytes a cell, and makes every cell
# of a merged or linked range, all sixteen thousand million of A1:XFD1048576.
_UNPACKED: Final = 32 * 1024 * 1024
_TAGS: Final = 250_000  # 2,500 rows of 12 columns
_SPREAD: Final = 50_000  # cells of all merged and linked ranges
_SPREADS: Final = regex(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^<>]{0,500}?\bref=[\"']"
    rb"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})[\"']"
)


class UnreadableError(Exception):
    """The file is no table: ``what`` is wrong with it and how to ``fix`` that, in Chinese."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


def read_grid(path: Path) -> list[list[str]]:
    """Return every cell as text; the index of a row is its line or row number less one.

    Raises ``UnreadableError``.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= _SIZE else None
    except OSError as error:
        raise UnreadableError(f"打不开：{error.strerror}。", "检查路径和权限。") from error
    if data is None:
        raise UnreadableError("文件超过 20 MB。", "官方表不会这么大，检查是不是选错了文件。")
    if path.suffix.lower() == ".xlsx":
        return _xlsx(data)
    return _csv(data)


def _csv(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableError("文字编码不是 UTF-8，也不是 GB18030。", "另存为“CSV UTF-8”再导入。")
    if "\0" in text:
        raise UnreadableError("不是文本文件。", "另存为“CSV UTF-8”或者 xlsx 再导入。")
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        grid: list[list[str]] = []
        cells = 0
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in reader:
            # A quoted cell may hold line breaks: pad, so that an index stays a line number.
            grid += [[] for _ in range(reader.line_num - len(grid) - 1)]
            grid.append(row)
            cells += len(row)
            if len(grid) > _ROWS or len(row) > _WIDTH or cells > _CELLS:
                raise _too_large(f"表格超过 {_ROWS} 行、{_WIDTH} 列或者 {_CELLS} 格。")
    except csv.Error as error:
        raise UnreadableError(
            f"CSV 格式有误：{error}。", "用电子表格软件打开，另存一份。"
        ) from error
    return grid


def _xlsx(data: bytes) -> list[list[str]]:
    advice = "用电子表格软件打开，另存为 xlsx，或者另存为“CSV UTF-8”。"
    try:
        fits = _fits(data)
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True) if fits else None
    except Exception as error:  # broken XML makes openpyxl raise whatever it stumbles on
        raise UnreadableError("不是完好的 xlsx 文件。", advice) from error
    if book is None:
        raise _too_large(f"工作簿太大：官方列最多 {_TAGS // 100} 行左右。")
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise UnreadableError("没有工作表。", advice)
    return _sheet(sheets[0])


def _fits(data: bytes) -> bool:
    """Tell whether openpyxl can be given the file; raises whatever broken archives raise."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))]
        if sum(info.file_size for info in parts) > _UNPACKED:
            return False
        tags = spread = 0
        for info in parts:
            text = archive.read(info)
            if b"\0" in text or b"<!DOCTYPE" in text:
                raise zipfile.BadZipFile(info.filename)
            tags += text.count(b"<")
            spread += sum(map(_area, _SPREADS.finditer(text)))
    return tags <= _TAGS and spread <= _SPREAD


def _area(found: re.Match[bytes]) -> int:
    """Return how many cells a range has."""
    left, top, right, bottom = (part.decode() for part in found.groups())
    width = abs(column_index_from_string(right) - column_index_from_string(left)) + 1
    return width * (abs(int(bottom) - int(top)) + 1)


def _too_large(what: str) -> UnreadableError:
    return UnreadableError(what, "删去空白的行和列；表格很大时，分成几个文件再导入。")


def _sheet(sheet: Worksheet) -> list[list[str]]:
    if sheet.max_row > _ROWS or sheet.max_column > _WIDTH:
        size = f"{sheet.max_row} 行 {sheet.max_column} 列"
        raise _too_large(f"工作表有 {size}，超过 {_ROWS} 行 {_WIDTH} 列。")
    if sheet.max_row * sheet.max_column > _CELLS:
        raise _too_large(f"工作表有 {sheet.max_row} 行 {sheet.max_column} 列，超过 {_CELLS} 格。")
    grid = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = merged.bounds
        for row in range(top - 1, min(bottom, len(grid))):
            for column in range(left - 1, min(right, len(grid[row]))):
                grid[row][column] = grid[top - 1][left - 1]
    return grid


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value).replace("\r\n", "\n")
