"""Workbooks (xlsx) by the hundred: XlsxWriter lays one out, each table's rows are set into it.

XlsxWriter writes one small workbook per kind of table: styles, widths, page setup, frozen and
repeated head. What differs between tables is title, note and rows. An item stands in five tables,
so its row is written once, here, as inline strings, and XlsxWriter isn't asked to format each cell
five times (tried: 10 s for the real catalog's 920 workbooks with it, 1.6 s this way).

A text cell is always an inline string: no program takes one for a formula, a number or a link.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.exchange.archive import Part, archive, filled, packed
from generator.exchange.safety import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.exchange.runs import Run

_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_TITLE, _NOTE = "@title@", "@note@"  # stand in the template's strings until a table's own are set
_HEAD = 3  # rows: title, note, column names
_ROW = "\0"  # stands for the number of a written row; can't occur in XML
_A4 = 9
_INK, _LINE, _FILL, _WARN = "#1B3A6B", "#B8C4D6", "#E8EEF7", "#A61B1B"


class Heading(Struct, frozen=True):
    """One column as the sheet shows it; ``width`` in characters."""

    name: str
    width: float


class Workbook:
    """The layout of one kind of table; ``document`` makes any number of workbooks of it.

    ``created``: the date written into each workbook, so that equal catalogs give equal bytes.
    """

    def __init__(self, headings: Sequence[Heading], *, author: str, created: dt.date) -> None:
        template = _template(headings, author, created)
        with zipfile.ZipFile(io.BytesIO(template)) as source:
            content = {name: source.read(name) for name in source.namelist()}
        opening, rest = content.pop(_STRINGS).split(_TITLE.encode())
        between, closing = rest.split(_NOTE.encode())
        self._strings = packed(opening), packed(between)
        self._last_strings = packed(closing, last=True)
        sheet = content.pop(_SHEET).decode()
        self._static = [Part.of(name, data) for name, data in content.items()]
        sample = re.search(rf'<row r="{_HEAD + 1}".*?</row>', sheet)
        assert sample, "the template has a sample row"
        self._style = re.findall(r' s="(\d+)"', sample[0])
        self._before, after = sheet.split(sample[0])
        self._openings: dict[int, Run] = {}
        self._closing = packed(after.encode(), last=True)
        from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - as below

        self._names = [xl_col_to_name(index) for index in range(len(headings))]

    def row(self, cells: str) -> bytes:
        """Return the row of some cells, one per heading, for any place in any table."""
        return f'<row r="{_ROW}">{cells}</row>'.encode()

    def cell(self, column: int, value: str | int) -> str:
        """Return the cell of ``value`` in a column, counted from 0, for any row."""
        place = f'r="{self._names[column]}{_ROW}" s="{self._style[column]}"'
        if isinstance(value, int):
            return f"<c {place}><v>{value}</v></c>"
        if not value:
            return f"<c {place}/>"
        text = xml_text(value)
        # Programs drop blanks at either end of an element that doesn't say so, and only there.
        kept = ' xml:space="preserve"' if text.strip() != text else ""
        return f'<c {place} t="inlineStr"><is><t{kept}>{text}</t></is></c>'

    def run(self, rows: Iterable[bytes], first: int) -> Run:
        """Return rows that stand together in the sheet, packed; ``first``: rows before them."""
        mark = _ROW.encode()
        numbered = enumerate(rows, start=first + _HEAD + 1)
        return packed(b"".join([row.replace(mark, b"%d" % at) for at, row in numbered]), first)

    def document(self, title: str, note: str, runs: Iterable[Run], count: int) -> Iterator[bytes]:
        """Yield the xlsx file in pieces: ``title`` and ``note`` above the head, the rows below."""
        told = xml_text(title).encode(), xml_text(note).encode()
        strings = Part.joined(_STRINGS, filled(self._strings, told), (), self._last_strings)
        sheet = Part.joined(_SHEET, self._opening(count), runs, self._closing)
        return archive((*self._static, strings, sheet))

    def _opening(self, count: int) -> Run:
        """Return what stands before so many rows; tables by the hundred have as many."""
        if count not in self._openings:
            last = f"{self._names[-1]}{_HEAD + count}"
            before = re.sub(r'(<dimension ref="A1:)[^"]+', rf"\g<1>{last}", self._before, count=1)
            self._openings[count] = packed(before.encode())
        return self._openings[count]


def _template(headings: Sequence[Heading], author: str, created: dt.date) -> bytes:
    """Return a workbook with the head and one sample row, which tells the style of each column."""
    # Imported here: a rebuild hardly ever makes a workbook, and it takes 15 ms.
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    midnight = dt.datetime.combine(created, dt.time(), tzinfo=dt.UTC).replace(tzinfo=None)
    book.set_properties({"title": author, "author": author, "created": midnight})
    sheet = book.add_worksheet("目录")
    styles = {name: book.add_format(style) for name, style in _STYLES.items()}
    last = len(headings) - 1
    sheet.merge_range(0, 0, 0, last, _TITLE, styles["title"])
    sheet.merge_range(1, 0, 1, last, _NOTE, styles["note"])
    for index, heading in enumerate(headings):
        sheet.set_column(index, index, heading.width)
        sheet.write_string(_HEAD - 1, index, heading.name, styles["head"])
        sheet.write_blank(_HEAD, index, None, styles["cell"])
    _set_page(sheet)
    book.close()
    return out.getvalue()


def _set_page(sheet: Any) -> None:
    """Lay the sheet out for A4 across, one page wide, the head frozen and on every page."""
    sheet.freeze_panes(_HEAD, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, _HEAD - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.set_row(0, 30)
    sheet.set_row(_HEAD - 1, 32)


_FONT: dict[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_BOX: dict[str, Any] = {**_FONT, "text_wrap": True, "border": 1, "border_color": _LINE}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {**_FONT, "font_size": 16, "bold": True, "font_color": _INK, "align": "center"},
    "note": {**_FONT, "font_color": _WARN, "align": "center"},
    "head": {**_BOX, "bold": True, "align": "center", "bg_color": _FILL, "font_color": _INK},
    "cell": {**_BOX, "valign": "top"},
}
