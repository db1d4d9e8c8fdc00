"""Office documents are zipped XML from strangers: read in small steps, against hard limits.

Nothing is unpacked to memory or disk as a whole, no document type is accepted, so no entity is
ever defined, and the sizes a file claims are not believed.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, NoReturn, Protocol
from xml.parsers import expat

from msgspec import Struct

from generator.check.privacy.pieces import (
    MAX_ELEMENTS,
    MAX_UNPACKED,
    PICTURE,
    Unread,
    UnreadableError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_STEP = 65_536
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Handler(Protocol):
    """Takes a part's elements; names come without namespace prefixes."""

    def start(self, name: str, values: Mapping[str, str]) -> None:
        """Take the start of an element and its attributes."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def data(self, text: str) -> None:
        """Take text, perhaps in several calls."""


class Package(Struct):
    """An opened document; what is left of its limits."""

    file: zipfile.ZipFile
    bytes_left: int = MAX_UNPACKED
    elements_left: int = MAX_ELEMENTS

    @property
    def names(self) -> list[str]:
        """Return the names of its parts."""
        return self.file.namelist()

    def walk(self, name: str, handler: Handler) -> None:
        """Send one part through a handler; raises UnreadableError."""
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def start(tag: str, values: dict[str, str]) -> None:
            self.elements_left -= 1
            if self.elements_left < 0:
                raise UnreadableError("内容太多")
            handler.start(_local(tag), {_local(key): value for key, value in values.items()})

        parser.StartElementHandler = start
        parser.EndElementHandler = lambda tag: handler.end(_local(tag))
        parser.CharacterDataHandler = handler.data
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            self._feed(name, parser)
        except (
            expat.ExpatError, zipfile.BadZipFile, zlib.error, OSError, EOFError,
            NotImplementedError, RuntimeError, KeyError, ValueError,
        ) as error:  # fmt: skip
            raise UnreadableError("文件已损坏，或者有密码") from error

    def _feed(self, name: str, parser: expat.XMLParserType) -> None:
        part = self.file.getinfo(name)
        if part.compress_type not in _METHODS:
            raise UnreadableError("用了不常见的压缩方法")
        with self.file.open(part) as stream:
            while chunk := stream.read(_STEP):
                self.bytes_left -= len(chunk)
                if self.bytes_left < 0:
                    raise UnreadableError("解压以后太大")
                parser.Parse(chunk, False)
            parser.Parse(b"", True)

    def leftovers(self, prefix: str) -> Iterator[Unread]:
        """Yield what such documents carry that is no text: files within, large pictures."""
        embedded = sum(name.startswith(f"{prefix}embeddings/") for name in self.names)
        if embedded:
            yield Unread(f"里面嵌有 {embedded} 个文件，没有打开")
        pictures = sum(
            part.filename.startswith(f"{prefix}media/") and part.file_size > PICTURE
            for part in self.file.infolist()
        )
        if pictures:
            yield Unread(f"有 {pictures} 张图片，图上的文字读不出")


def open_package(path: Path) -> Package:
    """Open a zipped document; raises UnreadableError."""
    try:
        return Package(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError("打不开：文件已损坏，有密码，或者其实是别的格式") from error


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> NoReturn:
    raise UnreadableError("含有不应有的文档类型声明")
