"""A report as a workbook: each changed item before and after in the official columns, marked.

Every text is written as a text: none can become a formula, a number or a link.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from generator.audit.diff.items import COLUMNS
from generator.audit.diff.model import Kind, Thing
from generator.audit.report import words
from generator.exchange.safety import fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.audit.diff.model import Change, FieldChange
    from generator.audit.verdict import Judged, Report

_HEAD = ("变化", "类别", "判断", "分量", "单位", "责任主体", "编号", "名称", "版本")
_ITEM_HEAD = (*_HEAD, *COLUMNS, "其他字段", "理由和依据")
_OTHER_HEAD = (*_HEAD[:4], "对象", "编号", "名称", "字段", "改前", "改后", "说明")
_WIDTHS = {"名称": 24, "公开内容": 30, "公开依据": 34, "公开时限": 20, "公开渠道和载体": 26,
           "其他字段": 30, "理由和依据": 30, "改前": 40, "改后": 40, "说明": 24}  # fmt: skip
_EPOCH = dt.date(2000, 1, 1)  # a workbook's date where the catalog has none: bytes stay equal
_FONT: dict[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True}
_BOX: dict[str, Any] = {**_FONT, "border": 1, "border_color": "#B8C4D6"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {**_FONT, "font_size": 16, "bold": True, "text_wrap": False},
    "plain": {**_FONT, "text_wrap": False},
    "head": {**_BOX, "bold": True, "bg_color": "#E8EEF7"},
    "cell": _BOX,
    "old": {**_BOX, "bg_color": "#EEF1F5", "font_strikeout": True},
    "new": {**_BOX, "bg_color": "#E8F0F9", "bold": True, "underline": 1},
}


def render_xlsx(report: Report) -> bytes:
    """Return the workbook: a summary, the items, everything else; equal reports, equal bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    day = report.comparison.new.date or _EPOCH
    created = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).replace(tzinfo=None)
    book.set_properties({"title": "目录变化", "created": created})
    styles = {name: book.add_format(style) for name, style in _STYLES.items()}
    _summary(_Sheet(book, "概要", styles), report)
    _items(_Sheet(book, "事项", styles), report)
    _others(_Sheet(book, "其他", styles), report)
    book.close()
    return out.getvalue()


class _Sheet:
    def __init__(self, book: Any, name: str, styles: dict[str, Any]) -> None:
        self._sheet = book.add_worksheet(name)
        self._styles = styles
        self._row = 0

    def row(self, cells: Sequence[tuple[str, str]]) -> None:
        """Write a row of (text, style)."""
        for column, (text, style) in enumerate(cells):
            self._sheet.write_string(self._row, column, fit(text), self._styles[style])
        self._row += 1

    def table(self, names: Sequence[str]) -> None:
        """Lay out the columns of a table, its head frozen and on every printed page."""
        for column, name in enumerate(names):
            self._sheet.set_column(column, column, _WIDTHS.get(name, 13))
        self.row([(name, "head") for name in names])
        self._sheet.freeze_panes(self._row, 0)
        self._sheet.repeat_rows(0, 0)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)


def _summary(sheet: _Sheet, report: Report) -> None:
    compared = report.comparison
    sheet.row([("目录变化", "title")])
    sheet.row([(words.between(compared.old, compared.new), "plain")])
    if compared.proof is None:
        sheet.row([(words.SAME, "plain")])
        return
    for line in (words.proof_head(compared.proof), *words.proof_sums(compared.proof)):
        sheet.row([(line, "plain")])
    for name, count in words.counts(compared.changes):
        sheet.row([(name, "cell"), (str(count), "cell")])
    for line in (*map(words.missed, compared.left_behind), *report.problems):
        sheet.row([(line, "plain")])


def _items(sheet: _Sheet, report: Report) -> None:
    sheet.table(_ITEM_HEAD)
    for one in report.judged:
        if one.change.thing in (Thing.ITEM, Thing.ROW):
            for row in _sides(one):
                sheet.row(row)


def _others(sheet: _Sheet, report: Report) -> None:
    sheet.table(_OTHER_HEAD)
    for one in report.judged:
        change = one.change
        if change.thing not in (Thing.ITEM, Thing.ROW):
            about = (*_about(one), change.thing.value, change.key, change.title)
            for name, old, new, note in _rows(change):
                marked = ((old, "old"), (new, "new"))
                sheet.row([*((text, "cell") for text in (*about, name)), *marked, (note, "cell")])


def _rows(change: Change) -> Iterator[tuple[str, str, str, str]]:
    for field in change.fields:
        yield field.name, _cell(field.old), _cell(field.new), field.note
    if not change.fields:
        yield "", "", "", ""


def _about(one: Judged) -> tuple[str, str, str, str]:
    meanings = "、".join(meaning.value for meaning in one.change.meanings)
    weight = "已接受" if one.acceptance else one.severity.value if one.severity else ""
    return one.change.id, one.change.kind.value, meanings, weight


def _sides(one: Judged) -> Iterator[list[tuple[str, str]]]:
    """Yield the row before and the row after; columns that didn't change are left empty."""
    change = one.change
    about = (*_about(one), change.place, change.body, change.key, change.title)
    fields = {field.name: field for field in change.fields}
    others = [field for name, field in fields.items() if name not in COLUMNS]
    why = "\n".join(
        (*filter(None, (words.lineage(change), words.reach(change))),
         *(f"{name}：{said}" for name, said in words.grounds(change)))
    )  # fmt: skip
    for side, style, version in (("old", "old", "改前"), ("new", "new", "改后")):
        if (change.kind, side) in ((Kind.ADDED, "old"), (Kind.VANISHED, "new")):
            continue
        cells = [(text, "cell") for text in (*about, version)]
        for name in COLUMNS:
            value = getattr(fields[name], side) if name in fields else ""
            cells.append((_cell(value), style if value else "cell"))
        cells += [(_beside(others, side), style if others else "cell"), (why, "cell")]
        yield cells


def _beside(fields: Sequence[FieldChange], side: str) -> str:
    return "\n".join(f"{f.name}：{words.one_line(getattr(f, side)) or words.EMPTY}" for f in fields)


def _cell(value: str | tuple[str, ...]) -> str:
    return "\n".join(value) if isinstance(value, tuple) else value
