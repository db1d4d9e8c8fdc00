"""Official tables, CSV or XLSX, as rows of the official columns.

Counties publish the same table in many hands: merged cells, 同上, blanks under a first-level title,
■ and □ before every channel, one column a channel, two header rows. All of it comes out as the
same columns, lists joined with ``；``; whatever can't be read is a diagnostic with file and row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.diagnostics import Diagnostic, Severity, Span
from generator.exchange.grids import UnreadableError, read_grid
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: The official columns in the official order, then the two this project adds.
COLUMNS: Final = (
    "序号",
    "一级事项",
    "二级事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "公开对象",
    "公开方式",
    "公开层级",
    "核对",
    "来源",
)
REQUIRED: Final = ("一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体")
#: Columns whose cells are lists.
LISTS: Final = frozenset({"公开内容", "公开依据", "公开主体", "公开渠道和载体", "公开层级", "来源"})
SEPARATOR: Final = "；"

_SYNONYMS: Final[Mapping[str, str]] = {
    "编号": "序号",
    "公开事项": "一级事项",
    "一级公开事项": "一级事项",
    "二级公开事项": "二级事项",
    "公开内容要素": "公开内容",
    "公开内容（要素）": "公开内容",
    "公开要素": "公开内容",
    "法定依据": "公开依据",
    "公开时间": "公开时限",
    "责任主体": "公开主体",
    "公开责任主体": "公开主体",
    "公开渠道和载体": "公开渠道和载体",
    "公开渠道": "公开渠道和载体",
    "公开载体": "公开渠道和载体",
    "公开层次": "公开层级",
}
#: A column of ticks in a second header row → its official column and the word a tick stands for.
_TICKED: Final[Mapping[str, tuple[str, str]]] = {
    "全社会": ("公开对象", "全社会"),
    "特定群体": ("公开对象", "特定群体"),
    "特定群众": ("公开对象", "特定群体"),
    "主动": ("公开方式", "主动公开"),
    "主动公开": ("公开方式", "主动公开"),
    "依申请": ("公开方式", "依申请公开"),
    "依申请公开": ("公开方式", "依申请公开"),
    "县级": ("公开层级", "县级"),
    "县（区）级": ("公开层级", "县级"),
    "乡级": ("公开层级", "乡级"),
    "乡镇级": ("公开层级", "乡级"),
    "乡、村级": ("公开层级", "乡级"),
    "乡（镇）级": ("公开层级", "乡级"),
}
_TICKS: Final = frozenset("√✓✔■☑●是")
_CHOSEN: Final = "■☑√✓✔"
_NOT_CHOSEN: Final = "□☐"
_BULLET: Final = regex(r"^(?:[●•·◆▪]|[0-9]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[)）])\s*")
_HEADER_WITHIN: Final = 10  # titles and notes stand above the header


class Row(Struct, frozen=True):
    """One row of the official table: its line in the file and its official columns."""

    line: int
    cells: Mapping[str, str]

    def list_of(self, column: str) -> list[str]:
        """Return the entries of a list column, in order."""
        text = self.cells.get(column, "")
        return text.split(SEPARATOR) if text else []


class Table(Struct, frozen=True):
    """What a file held: rows that can be used, and what was wrong with the others."""

    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_table(path: Path, shown: str) -> Table:
    """Return the rows of the official table in ``path``; ``shown`` names it in diagnostics."""
    try:
        grid = read_grid(path)
    except UnreadableError as error:
        return Table((), (_fault("table-unreadable", shown, None, error.what, error.fix),))
    header = _header(grid)
    if header is None:
        what = "找不到表头：前十行里没有“一级事项”“公开内容”等官方列名。"
        fix = f"第一行写官方列名：{'、'.join(COLUMNS[:11])}。"
        return Table((), (_fault("table-no-header", shown, 1, what, fix),))
    missing = [name for name in REQUIRED if name not in header.officials]
    if missing:
        what = f"缺少列：{'、'.join(missing)}。"
        fix = "补上这些列；列名照官方表样写。"
        return Table((), (_fault("table-missing-column", shown, header.row + 1, what, fix),))
    return _rows(grid, header, shown)


class _Header(Struct, frozen=True):
    row: int  # index of its last row in the grid
    columns: Mapping[int, tuple[str, str]]  # grid column → official column, word of its ticks

    @property
    def officials(self) -> set[str]:
        return {column for column, _ in self.columns.values()}


def _header(grid: Sequence[Sequence[str]]) -> _Header | None:
    """Find the header, of one row or two, within the first rows."""
    for index, row in enumerate(grid[:_HEADER_WITHIN]):
        columns = {i: (name, "") for i, cell in enumerate(row) if (name := _official(cell))}
        if len(columns) < len(REQUIRED) - 1:
            continue
        below = grid[index + 1] if index + 1 < len(grid) else []
        ticked = _tick_columns(below)
        seconds = {i: ("二级事项", "") for i, cell in enumerate(below) if _bare(cell) == "二级事项"}
        if seconds or _are_side_by_side(ticked):
            return _Header(index + 1, {**columns, **ticked, **seconds})
        return _Header(index, {**columns, **_tick_columns(row)})
    return None


def _tick_columns(row: Sequence[str]) -> dict[int, tuple[str, str]]:
    return {i: _TICKED[key] for i, cell in enumerate(row) if (key := _bare(cell)) in _TICKED}


def _are_side_by_side(ticked: Mapping[int, tuple[str, str]]) -> bool:
    """Tell whether one official column has several columns of ticks: only headers have them.

    A first row of data may hold 全社会 and 县级 too, but each once.
    """
    groups = [column for column, _ in ticked.values()]
    return len(groups) > len(set(groups))


def _official(cell: str) -> str:
    name = _bare(cell)
    if name in COLUMNS:
        return name
    # Some tables explain in the heading: 公开渠道和载体（在标注范围内至少选择其一公开，…）.
    return _SYNONYMS.get(name) or _SYNONYMS.get(name.partition("（")[0], "")


def _bare(cell: str) -> str:
    return re.sub(r"\s+", "", cell).replace("(", "（").replace(")", "）").replace("﻿", "")


def _rows(grid: Sequence[Sequence[str]], header: _Header, shown: str) -> Table:
    rows: list[Row] = []
    faults: list[Diagnostic] = []
    above = ""
    for index in range(header.row + 1, len(grid)):
        cells = _cells(grid[index], header)
        if not any(cells.values()):
            continue
        if cells["一级事项"] in {"", "同上"}:
            cells["一级事项"] = above
        above = cells["一级事项"]
        empty = [name for name in REQUIRED if not cells[name]]
        if empty:
            what = f"这一行没有写：{'、'.join(empty)}。"
            fix = "补上；二级事项与一级事项相同的，照写一遍。"
            faults.append(_fault("table-empty-cell", shown, index + 1, what, fix))
        elif (same := [name for name in COLUMNS[2:] if cells.get(name) == "同上"]) != []:
            what = f"“同上”写在了{'、'.join(same)}里，只有一级事项可以这样写。"
            fix = "把上一行的文字照抄到这一格。"
            faults.append(_fault("table-ditto", shown, index + 1, what, fix))
        else:
            rows.append(Row(index + 1, cells))
    return Table(tuple(rows), tuple(faults))


def _cells(row: Sequence[str], header: _Header) -> dict[str, str]:
    cells = dict.fromkeys(COLUMNS, "")
    for index, (column, word) in header.columns.items():
        raw = row[index].strip() if index < len(row) else ""
        text = _ticked(raw, word) if word else _folded(column, raw)
        if text and cells[column] and text not in cells[column].split(SEPARATOR):
            text = f"{cells[column]}{SEPARATOR}{text}"
        cells[column] = text or cells[column]
    return cells


def _ticked(raw: str, word: str) -> str:
    """Return the word a tick stands for; text in a tick column says which group (被征收人)."""
    if not raw or raw in {"×", "否", "/", "—", "-"}:
        return ""
    return word if set(raw) <= _TICKS or raw == word else f"{word}（{raw.strip('√✓✔■☑')}）"


def _folded(column: str, raw: str) -> str:
    if column not in LISTS:
        return re.sub(r"\s*\n\s*", "", raw)
    if column == "公开渠道和载体" and set(raw) & set(_CHOSEN + _NOT_CHOSEN):
        return SEPARATOR.join(_chosen(raw))
    if "\n" not in raw:
        return raw
    lines = (_BULLET.sub("", line.strip()).rstrip("；;。") for line in raw.split("\n"))
    return SEPARATOR.join(line for line in lines if line)


def _chosen(raw: str) -> list[str]:
    """Return the channels behind ■; the words behind □ stand for nothing."""
    pieces = re.findall(rf"([{_CHOSEN}{_NOT_CHOSEN}])([^{_CHOSEN}{_NOT_CHOSEN}]*)", raw)
    return [
        name for mark, text in pieces if mark in _CHOSEN and (name := text.strip(" 　\n；;，,"))
    ]


def _fault(code: str, shown: str, line: int | None, what: str, fix: str) -> Diagnostic:
    span = Span.at(line) if line else None
    return Diagnostic(code, Severity.ERROR, shown, span, what, fix=fix)


def read_columns(path: Path, shown: str, required: Sequence[str]) -> Table:
    """Return the rows of a plain table whose first line names its columns; every column is kept."""
    try:
        grid = read_grid(path)
    except UnreadableError as error:
        return Table((), (_fault("table-unreadable", shown, None, error.what, error.fix),))
    header = [cell.strip() for cell in grid[0]] if grid else []
    missing = [name for name in required if name not in header]
    if missing:
        what = f"缺少列：{'、'.join(missing)}。"
        fix = f"第一行写列名，至少有：{'、'.join(required)}。"
        return Table((), (_fault("table-missing-column", shown, 1, what, fix),))
    rows = [
        Row(line, dict(zip(header, (cell.strip() for cell in row), strict=False)))
        for line, row in enumerate(grid[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    return Table(tuple(rows), ())
