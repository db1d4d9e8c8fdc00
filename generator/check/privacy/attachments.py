"""Published documents kept in the repository, looked at for personal data."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.check.privacy.papers import read_paper
from generator.check.privacy.pdfs import read_pdfs
from generator.check.privacy.pieces import MAX_SUSPECT, Piece, Unread, UnreadableError
from generator.check.privacy.scanner import Hit, is_suspect, scan
from generator.check.privacy.sheets import read_sheets
from generator.check.privacy.tables import read_lines, read_table
from generator.load import MAX_BYTES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.check.privacy.pieces import Found

_READERS: Mapping[str, Callable[[Path], Iterator[Found]]] = {
    "xlsx": read_sheets,
    "docx": read_paper,
    "csv": read_table,
    "txt": read_lines,
}
_PDF = "pdf"


class Examined(Struct):
    """What was found in one file: hits with their place and group, and what was not checked."""

    hits: list[tuple[Hit, Piece]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def examine(root: Path, paths: Sequence[str], today: dt.date) -> Iterator[tuple[str, Examined]]:
    """Yield each file, by its path from ``root``, with what was found in it."""
    pdfs = {root / path: path for path in paths if _ending(path) == _PDF}
    sound = [file for file in pdfs if not _too_large(file)]
    texts = dict(read_pdfs(sound))
    for path in paths:
        file = root / path
        found = texts[file] if file in texts else _read(file, _ending(path))
        name = Piece(path.rpartition("/")[2], "文件名")
        yield path, _examined(chain([name], found), today)


def _read(file: Path, ending: str) -> Iterator[Found]:
    if _too_large(file):
        yield Unread("文件太大")
        return
    reader = _READERS.get(ending)
    if reader is None:
        yield Unread("不认识这种格式")
        return
    try:
        yield from reader(file)
    except UnreadableError as error:
        yield Unread(str(error))
    except OSError:
        yield Unread("读不了这个文件")


def _examined(found: Iterable[Found], today: dt.date) -> Examined:
    result = Examined()
    left = MAX_SUSPECT
    for piece in found:
        if isinstance(piece, Unread):
            result.unread.append(piece.reason)
        elif is_suspect(piece.text):
            left -= len(piece.text)
            if left < 0:
                result.unread.append("数字太多，没有查完")
                break
            result.hits += [(hit, piece) for hit in scan(piece.text, today, piece.context)]
    return result


def _ending(path: str) -> str:
    return path.rpartition(".")[2]


def _too_large(file: Path) -> bool:
    try:
        return file.stat().st_size > MAX_BYTES
    except OSError:
        return False
