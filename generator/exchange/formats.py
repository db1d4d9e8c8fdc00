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

from generator.exchange.columns import OFFICIAL, row_of
from generator.exchange.runs import Run
from generator.exchange.safety import cell
from generator.exchange.workbook import Heading, Workbook
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.exchange.columns import Column, Value
    from generator.resolve.model import Catalog

T = TypeVar("T")
_Told = tuple["Column[T]", "Callable[[Catalog, T], Value]", "dict[Value, str]"]

DEMONSTRATION = "演示数据，非官方网站"
_LISTED = "；"  # between the entries of a list in a CSV cell, as in the official texts
_MANY = 4096  # values of a column that are kept
_QUOTED = regex('[",\r\n]')  # what a CSV cell is quoted for
# Kept: ``json.dumps`` makes an encoder each time, two thirds of the time of 300,000 cells.
_plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_BOM = "\ufeff"  # without it Excel reads UTF-8 as GBK


class Format(Protocol):
    """Rows, runs of them and documents of one kind of file.

    ``counting``: a run's bytes tell which rows of the table it has.
    """

    counting: bool

    def row(self, entry: Any) -> bytes:
        """Return one entry's row, the same in every table."""
        ...

    def run(self, rows: Iterable[bytes], first: int) -> Run:
        """Return the bytes of rows that stand together; ``first``: rows of the table before."""
        ...

    def document(self, title: str, runs: Iterable[Run], count: int) -> Iterator[bytes]:
        """Yield the finished file of ``count`` rows in pieces, the runs as they are given."""
        ...


class CsvFormat(Generic[T]):
    """CSV as Excel reads it: UTF-8 with BOM, CRLF, first line the names, no formula anywhere.

    The demonstration line is a last column: a line above the names would break every reader.
    """

    counting = False

    def __init__(self, catalog: Catalog, columns: Sequence[Column[T]]) -> None:
        self._catalog, self._columns = catalog, columns
        self._note = () if catalog.site.official else (DEMONSTRATION,)
        names = (*(column.name for column in columns), *(f"声明：{note}" for note in self._note))
        self._head = (_BOM + _csv_line(names)).encode()
        self._end = _csv_line(("", *self._note)) if self._note else "\r\n"
        self._cells = Cells(columns, self._cell)

    def row(self, entry: T) -> bytes:
        """Return a line; lists joined by ``；``."""
        return (self._cells.row(self._catalog, entry) + self._end).encode()

    @staticmethod
    def _cell(_column: Column[T], value: Value) -> str:
        text = cell(str(_flat(value, _LISTED)))
        # A writer for each of 300,000 cells took half the time of a table of 50,000 documents.
        return _csv_line((text, ""))[: -len(",\r\n")] if _QUOTED.search(text) else text

    def run(self, rows: Iterable[bytes], first: int) -> Run:  # noqa: ARG002
        """Return the lines."""
        return Run.of(b"".join(rows))

    def document(self, title: str, runs: Iterable[Run], count: int) -> Iterator[bytes]:  # noqa: ARG002
        """Yield the names and the rows; a CSV file has no place for its title."""
        yield self._head
        yield from runs


class JsonFormat(Generic[T]):
    """JSON with the title, the date and the entries, one a line, keys in the columns' order."""

    counting = False

    def __init__(self, catalog: Catalog, columns: Sequence[Column[T]]) -> None:
        self._catalog = catalog
        self._cells = Cells(columns, self._cell)

    def row(self, entry: T) -> bytes:
        """Return an object; lists stay lists, counts stay numbers."""
        return f"{{{self._cells.row(self._catalog, entry)}}}".encode()

    @staticmethod
    def _cell(column: Column[T], value: Value) -> str:
        return f"{_plain(column.name)}:{_plain(value)}"

    def run(self, rows: Iterable[bytes], first: int) -> Run:  # noqa: ARG002
        """Return the objects."""
        return Run.of(b",\n".join(rows))

    def document(self, title: str, runs: Iterable[Run], count: int) -> Iterator[bytes]:
        """Yield ``{名称, 声明, 截至, 条数, 条目: […]}``."""
        site = self._catalog.site
        head = {"名称": title} | ({} if site.official else {"声明": DEMONSTRATION})
        head |= {"截至": self._catalog.as_of.isoformat()}
        opening = json.dumps(head, ensure_ascii=False)[:-1]
        yield f'{opening}, "条数": {count}, "条目": ['.encode()
        for place, run in enumerate(runs):
            yield b",\n" if place else b"\n"
            yield run
        yield b"\n]}\n"


class XlsxFormat(Generic[T]):
    """A workbook as the official form has it: lists as lines, channels as ■/□."""

    counting = True

    def __init__(self, catalog: Catalog, columns: Sequence[Column[T]]) -> None:
        self._catalog = catalog
        headings = [Heading(column.name, column.width) for column in columns]
        self._book = Workbook(headings, author=catalog.site.title, created=catalog.as_of)
        self._places = {column: place for place, column in enumerate(columns)}
        self._cells = Cells(columns, self._cell, between="")

    def row(self, entry: T) -> bytes:
        """Return the entry's row of cells."""
        return self._book.row(self._cells.row(self._catalog, entry))

    def _cell(self, column: Column[T], value: Value) -> str:
        text = column.printed(self._catalog, value) if column.printed else _flat(value, "\n")
        return self._book.cell(self._places[column], text)

    def run(self, rows: Iterable[bytes], first: int) -> Run:
        """Return the rows, numbered and packed."""
        return self._book.run(rows, first)

    def document(self, title: str, runs: Iterable[Run], count: int) -> Iterator[bytes]:
        """Yield the workbook; the note tells date and count, and what the data isn't."""
        note = f"截至{self._catalog.as_of.isoformat()}　共{count}条"
        if not self._catalog.site.official:
            note = f"{DEMONSTRATION}　{note}"
        return self._book.document(title, note, runs, count)


class Cells(Generic[T]):
    """Rows of cells, each distinct value of a column written once, the official ones of a row too.

    Nine of ten cells say what their standard row says, in every unit again: 23,000 rows took
    0.45 s without this, 0.13 s with it.
    """

    def __init__(
        self,
        columns: Sequence[Column[T]],
        write: Callable[[Column[T], Value], str],
        between: str = ",",
    ) -> None:
        told: list[_Told[T]] = [(column, column.value, {}) for column in columns]
        official = [column.name for column in columns if column.origin == OFFICIAL]
        self._official, self._ours = told[: len(official)], told[len(official) :]
        assert official == [column.name for column, *_ in self._official], "they come first"
        self._known: dict[tuple[int, ...], tuple[object, list[str]]] = {}
        self._write = write
        self._between = between

    def row(self, catalog: Catalog, entry: T) -> str:
        """Return the cells of an entry's row, joined."""
        first = self._of_row(catalog, entry) if self._official else []
        return self._between.join(first + self._made(self._ours, catalog, entry))

    def _of_row(self, catalog: Catalog, entry: T) -> list[str]:
        """Return the official cells, told by which objects they are made of."""
        made_of = row_of(entry)
        key = tuple(map(id, made_of))
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MANY:
                self._known.clear()
            cells = [self._between.join(self._made(self._official, catalog, entry))]
            known = self._known[key] = made_of, cells  # kept, so that no other has their ids
        return known[1]

    def _made(self, columns: Sequence[_Told[T]], catalog: Catalog, entry: T) -> list[str]:
        cells = []
        for column, value_of, known in columns:
            value = value_of(catalog, entry)
            text = known.get(value)
            if text is None:
                if len(known) >= _MANY:  # a column of its own for each entry: nothing repeats
                    known.clear()
                text = known[value] = self._write(column, value)
            cells.append(text)
        return cells


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
