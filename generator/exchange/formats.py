"""How a table is written: csv, json, xlsx.

A format is made once for a set of columns; it writes each entry's row once (``row``) and sets rows
into any number of documents (``document``). Until ``site.official``, every document says that it is
a demonstration.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from generator.exchange.safety import cell
from generator.exchange.workbook import Heading, Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.exchange.columns import Column, Value
    from generator.resolve.model import Catalog

T = TypeVar("T")

DEMONSTRATION = "演示数据，非官方网站"
_LISTED = "；"  # between the entries of a list in a CSV cell, as in the official texts
_BOM = "\ufeff"  # without it Excel reads UTF-8 as GBK


class Format(Protocol):
    """Rows and documents of one kind of file."""

    def row(self, entry: Any) -> bytes:
        """Return one entry's row, the same in every table."""
        ...

    def document(self, title: str, rows: Sequence[bytes]) -> bytes:
        """Return the finished file."""
        ...


class CsvFormat(Generic[T]):
    """CSV as Excel reads it: UTF-8 with BOM, CRLF, first line the names, no formula anywhere.

    The demonstration line is a last column: a line above the names would break every reader.
    """

    def __init__(self, catalog: Catalog, columns: Sequence[Column[T]]) -> None:
        self._catalog, self._columns = catalog, columns
        self._note = () if catalog.site.official else (DEMONSTRATION,)
        names = (*(column.name for column in columns), *(f"声明：{note}" for note in self._note))
        self._head = (_BOM + _csv_line(names)).encode()

    def row(self, entry: T) -> bytes:
        """Return a line; lists joined by ``；``."""
        values = (_flat(column.value(self._catalog, entry), _LISTED) for column in self._columns)
        return _csv_line((*(cell(str(value)) for value in values), *self._note)).encode()

    def document(self, title: str, rows: Sequence[bytes]) -> bytes:  # noqa: ARG002
        """Return the names and the rows; a CSV file has no place for its title."""
        return b"".join((self._head, *rows))


class JsonFormat(Generic[T]):
    """JSON with the title, the date and the entries, one a line, keys in the columns' order."""

    def __init__(self, catalog: Catalog, columns: Sequence[Column[T]]) -> None:
        self._catalog, self._columns = catalog, columns

    def row(self, entry: T) -> bytes:
        """Return an object; lists stay lists, counts stay numbers."""
        fields = {column.name: column.value(self._catalog, entry) for column in self._columns}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()

    def document(self, title: str, rows: Sequence[bytes]) -> bytes:
        """Return ``{名称, 声明, 截至, 条数, 条目: […]}``."""
        site = self._catalog.site
        head = {"名称": title} | ({} if site.official else {"声明": DEMONSTRATION})
        head |= {"截至": self._catalog.as_of.isoformat()}
        opening = json.dumps(head, ensure_ascii=False)[:-1]
        start = f'{opening}, "条数": {len(rows)}, "条目": ['.encode()
        return b"".join((start, b"\n" if rows else b"", b",\n".join(rows), b"\n]}\n"))


class XlsxFormat(Generic[T]):
    """A workbook as the official form has it: lists as lines, channels as ■/□."""

    def __init__(self, catalog: Catalog, columns: Sequence[Column[T]]) -> None:
        self._catalog, self._columns = catalog, columns
        headings = [Heading(column.name, column.width) for column in columns]
        self._book = Workbook(headings, author=catalog.site.title, created=catalog.as_of)

    def row(self, entry: T) -> bytes:
        """Return the entry's row of cells."""
        return self._book.row([self._printed(column, entry) for column in self._columns])

    def _printed(self, column: Column[T], entry: T) -> str | int:
        if column.printed:
            return column.printed(self._catalog, entry)
        return _flat(column.value(self._catalog, entry), "\n")

    def document(self, title: str, rows: Sequence[bytes]) -> bytes:
        """Return the workbook; the note tells date and count, and what the data isn't."""
        note = f"截至{self._catalog.as_of.isoformat()}　共{len(rows)}条"
        if not self._catalog.site.official:
            note = f"{DEMONSTRATION}　{note}"
        return self._book.document(title, note, rows)


def _flat(value: Value, between: str) -> str | int:
    return between.join(value) if isinstance(value, tuple) else value


def _csv_line(values: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(values)
    return out.getvalue()


FORMATS: dict[str, Callable[[Catalog, Sequence[Column[Any]]], Format]] = {
    "csv": CsvFormat,
    "json": JsonFormat,
    "xlsx": XlsxFormat,
}
