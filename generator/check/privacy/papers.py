"""Texts of Word documents: paragraphs, tables, notes, headers, text boxes, deleted words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.check.privacy.markup import open_package
from generator.check.privacy.pieces import Found, Piece, UnreadableError
from generator.check.privacy.scanner import is_suspect
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_BODY = "word/document.xml"
_PARTS = (
    (regex(r"word/document\.xml"), "正文"),
    (regex(r"word/header[0-9]*\.xml"), "页眉"),
    (regex(r"word/footer[0-9]*\.xml"), "页脚"),
    (regex(r"word/(?:foot|end)notes\.xml"), "脚注"),
    (regex(r"word/comments.*\.xml"), "批注"),
    (regex(r"word/(?:glossary|charts|diagrams)/[^/]+\.xml"), "图表或者文档部件"),
    (regex(r"(?:docProps|customXml)/[^/]+\.xml"), "文件属性"),
)
_BREAKS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_TEXTS = frozenset({"t", "v", "instrText"})


def read_paper(path: Path) -> Iterator[Found]:
    """Yield a document's paragraphs and cells."""
    package = open_package(path)
    with package.file:
        if _BODY not in package.names:
            raise UnreadableError("不是 docx 文档")
        for part in package.names:
            title = next((name for fits, name in _PARTS if fits.fullmatch(part)), None)
            if title:
                text = _Text(title, any_text=title == "文件属性")
                package.walk(part, text)
                yield from text.found
        yield from package.leftovers("word/")


class _Table(Struct):
    """A table that is open: where we are in it, its heads, the cell's paragraphs so far."""

    number: int
    row: int = 0
    column: int = 0
    heads: dict[int, str] = field(default_factory=dict)
    cell: list[str] = field(default_factory=list)


class _Text:
    def __init__(self, title: str, *, any_text: bool) -> None:
        self.found: list[Piece] = []
        self._title = title
        self._any = any_text
        self._tables: list[_Table] = []
        self._paragraphs: list[list[str]] = []
        self._deleted: list[str] = []
        self._count = self._table_count = 0
        self._open = ""

    def start(self, name: str, values: Mapping[str, str]) -> None:  # noqa: ARG002
        self._open = name
        if name == "p":
            self._paragraphs.append([])
        elif name == "tbl":
            self._table_count += 1
            self._tables.append(_Table(self._table_count))
        elif name in _BREAKS:
            self._add(_BREAKS[name])
        elif self._tables and name == "tr":
            self._tables[-1].row += 1
            self._tables[-1].column = 0
        elif self._tables and name == "tc":
            self._tables[-1].column += 1
            self._tables[-1].cell = []

    def end(self, name: str) -> None:
        self._open = ""
        if name == "p" and self._paragraphs:
            self._close_paragraph("".join(self._paragraphs.pop()))
        elif name == "tc" and self._tables:
            self._close_cell(self._tables[-1])
        elif name == "tbl" and self._tables:
            self._tables.pop()

    def data(self, text: str) -> None:
        if self._open == "delText":
            self._deleted.append(text)
        elif self._open in _TEXTS or (self._any and self._open):
            self._add(text)

    def _keep(self, piece: Piece) -> None:
        if is_suspect(piece.text):
            self.found.append(piece)

    def _add(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].append(text)
        else:
            self._keep(Piece(text, self._title, self._title))

    def _close_paragraph(self, text: str) -> None:
        self._count += 1
        where = f"{self._title}第 {self._count} 段"
        if self._deleted:
            self._keep(Piece("".join(self._deleted), f"{where}（修订里删去的文字）", self._title))
            self._deleted = []
        if self._tables:
            self._tables[-1].cell.append(text)
        elif text:
            self._keep(Piece(text, where, self._title))

    def _close_cell(self, table: _Table) -> None:
        text = " ".join(table.cell)
        table.cell = []
        if table.row == 1:
            table.heads[table.column] = text
        if text:
            name = f"{self._title}第 {table.number} 个表"
            self._keep(
                Piece(
                    text,
                    f"{name}第 {table.row} 行第 {table.column} 列",
                    f"{name}第 {table.column} 列",
                    table.heads.get(table.column, "") if table.row > 1 else "",
                )
            )
