"""Texts of csv and txt files, in the encodings they are saved in here."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from generator.check.privacy.pieces import Found, Piece, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_table(path: Path) -> Iterator[Found]:
    """Yield the cells of a csv file, each with its column's head."""
    text = _decode(path.read_bytes())
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    heads: list[str] = []
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(rows, 1):
            heads = heads or row
            for column, cell in enumerate(row):
                head = heads[column] if number > 1 and column < len(heads) else ""
                group = f"第 {column + 1} 列"
                yield Piece(cell, f"第 {number} 行{group}", group, head)
    except csv.Error as error:
        raise UnreadableError("表格的格式不对") from error


def read_lines(path: Path) -> Iterator[Found]:
    """Yield the lines of a text file."""
    for number, line in enumerate(_decode(path.read_bytes()).splitlines(), 1):
        yield Piece(line, f"第 {number} 行")


def _decode(data: bytes) -> str:
    if data.startswith(_UTF16):
        text = data.decode("utf-16", errors="replace")
    else:
        text = next(filter(None, (_try(data, name) for name in _ENCODINGS)), "")
    if (data and not text) or "\0" in text or "\ufffd" in text:
        raise UnreadableError("不是 UTF-8 或者 GB18030 编码的文字")
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
