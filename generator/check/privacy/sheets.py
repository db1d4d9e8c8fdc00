"""Texts of workbooks, hidden sheets, rows and columns included, and of pivot tables' copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.privacy.markup import Package, open_package
from generator.check.privacy.pieces import MAX_STRINGS, Found, Piece, UnreadableError
from generator.check.privacy.scanner import SHORTEST, is_suspect
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_HEADS = 5  # rows in which a column's words may stand
_HEAD_LENGTH = 40
_CELL = regex(r"([A-Z]{1,3})([0-9]{1,7})")
_SHEET = regex(r"xl/worksheets/[^/]+\.xml")
_STRINGS = "xl/sharedStrings.xml"
_READ = regex(r"xl/(?:workbook|sharedStrings|styles|theme/.*)\.xml|.*\.rels|\[Content_Types\].xml")


def read_sheets(path: Path) -> Iterator[Found]:
    """Yield the cells of a workbook, then its comments, drawings, pivot copies and the like."""
    package = open_package(path)
    strings = _Strings()
    names = {}
    with package.file:
        if _STRINGS in package.names:
            package.walk(_STRINGS, strings)
        names = _sheet_names(package)
        for part in package.names:
            if _SHEET.fullmatch(part):
                sheet = _Sheet(names.get(part, f"工作表“{part.rpartition('/')[2]}”"), strings.all)
                package.walk(part, sheet)
                yield from sheet.found
            elif part.endswith(".xml") and not _READ.fullmatch(part):
                rest = _Rest()
                package.walk(part, rest)
                yield from (
                    Piece(text, f"批注、图形或者透视表里（{part}）", part) for text in rest.texts
                )
        yield from package.leftovers("xl/")


class Texts:
    """Takes nothing; the base of the handlers here."""

    def start(self, name: str, values: Mapping[str, str]) -> None:
        """Take the start of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def data(self, text: str) -> None:
        """Take text."""


class _Strings(Texts):
    """The table of texts that cells refer to by number; phonetic guides are left out."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._parts: list[str] = []
        self._open = False
        self._guide = False

    def start(self, name: str, values: Mapping[str, str]) -> None:  # noqa: ARG002
        self._guide = self._guide or name == "rPh"
        self._open = name == "t" and not self._guide

    def end(self, name: str) -> None:
        self._open = False
        if name == "rPh":
            self._guide = False
        elif name == "si":
            self.all.append("".join(self._parts))
            self._parts.clear()
            if len(self.all) > MAX_STRINGS:
                raise UnreadableError("内容太多")

    def data(self, text: str) -> None:
        if self._open:
            self._parts.append(text)


class _Sheet(Texts):
    """One sheet's cells as pieces, each with its column's head."""

    def __init__(self, title: str, strings: list[str]) -> None:
        self.found: list[Piece] = []
        self._title = title
        self._strings = strings
        self._hidden_columns: list[tuple[int, int]] = []
        self._hidden_row = False
        self._cell = self._type = ""
        self._row = self._column = 0
        self._text: list[str] = []
        self._open = False
        self._heads: dict[str, list[str]] = {}

    def start(self, name: str, values: Mapping[str, str]) -> None:
        if name == "c":
            self._column += 1
            self._cell = values.get("r", f"{_letters(self._column)}{self._row}")
            self._type = values.get("t", "n")
            self._text = []
        elif name == "row":
            self._row, self._column = self._row + 1, 0
            self._hidden_row = values.get("hidden") in ("1", "true")
        elif name == "col" and values.get("hidden") in ("1", "true"):
            self._hidden_columns.append((int(values["min"]), int(values["max"])))
        self._open = name in ("v", "t")

    def end(self, name: str) -> None:
        self._open = False
        if name == "c":
            self._take("".join(self._text))

    def data(self, text: str) -> None:
        if self._open:
            self._text.append(text)

    def _take(self, raw: str) -> None:
        place = _CELL.fullmatch(self._cell)
        text = self._value(raw)
        if not place or not text:
            return
        letters, row = place[1], int(place[2])
        heads = self._heads.setdefault(letters, [])
        if row <= _HEADS and len(text) <= _HEAD_LENGTH and not text.isdecimal():
            heads.append(text)
        if len(text) >= SHORTEST and is_suspect(text):
            hidden = self._hidden(letters)
            where = f"{self._title}{self._cell}" + (f"（{hidden}）" if hidden else "")
            group = f"{self._title}{letters}列"
            self.found.append(Piece(text, where, group, "；".join(heads)))

    def _value(self, raw: str) -> str:
        if self._type == "s":
            return (
                self._strings[int(raw)] if raw.isdecimal() and int(raw) < len(self._strings) else ""
            )
        if self._type == "n" and ("E" in raw or "." in raw):
            # A number too long for its cell: 1.3812345678E+10.
            try:
                return f"{float(raw):.0f}"
            except (ValueError, OverflowError):
                return raw
        return raw

    def _hidden(self, letters: str) -> str:
        column = _number(letters)
        if any(first <= column <= last for first, last in self._hidden_columns):
            return "隐藏的列"
        return "隐藏的行" if self._hidden_row else ""


class _Rest(Texts):
    """Any text of any other part, and the values that pivot tables keep copies of."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def start(self, name: str, values: Mapping[str, str]) -> None:  # noqa: ARG002
        value = values.get("v", "")
        if len(value) >= SHORTEST and is_suspect(value):
            self.texts.append(value)

    def data(self, text: str) -> None:
        if len(text) >= SHORTEST and is_suspect(text):
            self.texts.append(text)


class _Names(Texts):
    def __init__(self) -> None:
        self.rows: list[Mapping[str, str]] = []

    def start(self, name: str, values: Mapping[str, str]) -> None:
        if name in ("sheet", "Relationship"):
            self.rows.append(values)


def _sheet_names(package: Package) -> dict[str, str]:
    """Return part → how the sheet is called and whether it is hidden."""
    book, links = _Names(), _Names()
    for part, names in (("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", links)):
        if part not in package.names:
            raise UnreadableError("不是 xlsx 表格")
        package.walk(part, names)
    targets = {row.get("Id"): row.get("Target", "") for row in links.rows}
    found = {}
    for row in book.rows:
        target = targets.get(row.get("id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        hidden = "" if row.get("state", "visible") == "visible" else "（隐藏的工作表）"
        found[part] = f"工作表“{row.get('name', '')}”{hidden}"
    return found


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
