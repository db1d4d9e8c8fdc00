"""Zip archives whose parts are packed once and written often, the same bytes every time.

``zipfile`` packs each part anew for each archive; nine tenths of the parts of our workbooks are the
same in all of them. Layout after the ZIP specification (APPNOTE 6.3.3), without its extensions:
no archive of ours comes near 4 GB or 65,535 parts.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.exchange.runs import Run, joined_crc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Deflate's level; all workbooks of 铜陵's size: level 1 0.34 s 8.3 MB, 2 0.35 s 8.0 MB,
# 4 0.66 s 7.4 MB, 6 0.94 s 7.0 MB.
_LEVEL = 2
_VERSION, _DEFLATED = 20, 8
_UTF8_NAMES = 1 << 11
_TIME, _DATE = 0, (0 << 9) | (1 << 5) | 1  # 1980-01-01 00:00, the earliest date a zip knows
_STORED = struct.Struct("<B2H")  # the head of a block that isn't packed (RFC 1951, 3.2.4)
_LONGEST = 0xFFFF  # bytes of such a block
_FIELDS = struct.Struct("<5H3I2H")  # what a part's header and its directory entry share


class Part(Struct, frozen=True):
    """A packed file; ``name`` is its path in the archive, ``pieces`` its bytes there."""

    name: bytes
    pieces: tuple[bytes, ...]
    fields: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> Part:
        """Pack a file."""
        return cls.joined(name, Run.of(b""), (), packed(content, last=True))

    @classmethod
    def joined(cls, name: str, opening: Run, runs: Iterable[Run], closing: Run) -> Part:
        """Join what was packed piece by piece, ``closing`` as the last; ``runs`` stay ``Run``."""
        runs = tuple(runs)
        crc = length = size = 0
        for piece in (opening, *runs, closing):
            crc = joined_crc(crc, piece.crc, piece.size)
            length, size = length + len(piece), size + piece.size
        path = name.encode()
        fields = _FIELDS.pack(
            *(_VERSION, _UTF8_NAMES, _DEFLATED, _TIME, _DATE),
            *(crc, length, size, len(path), 0),
        )
        return cls(path, (bytes(opening), *runs, bytes(closing)), fields)


def packed(content: bytes, first: int = 0, *, last: bool = False) -> Run:
    """Return a piece of a file, packed so that it can stand behind any other."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(content) + packer.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)
    return Run.of(data, first, zlib.crc32(content), len(content))


def filled(pieces: Iterable[Run], texts: Iterable[bytes]) -> Run:
    """Return packed pieces, each with a text behind it that is kept as it is.

    To pack a table's title took 20 µs of each workbook, most of it to set zlib up.
    """
    data, crc, size = bytearray(), 0, 0
    for piece, text in zip(pieces, texts, strict=True):
        data += piece
        for start in range(0, len(text), _LONGEST):
            block = text[start : start + _LONGEST]
            data += _STORED.pack(0, len(block), len(block) ^ _LONGEST) + block
        crc = zlib.crc32(text, joined_crc(crc, piece.crc, piece.size))
        size += piece.size + len(text)
    return Run.of(bytes(data), 0, crc, size)


def archive(parts: Iterable[Part]) -> Iterator[bytes]:
    """Yield the zip archive of ``parts`` in their order, in pieces."""
    directory, place, count = bytearray(), 0, 0
    for count, part in enumerate(parts, start=1):  # noqa: B007 (the count outlives the loop)
        where = struct.pack("<HHHII", 0, 0, 0, 0, place)
        directory += b"PK\1\2" + struct.pack("<H", _VERSION) + part.fields + where + part.name
        head = b"PK\3\4" + part.fields + part.name
        yield head
        yield from part.pieces
        place += len(head) + sum(map(len, part.pieces))
    end = struct.pack("<4H2IH", 0, 0, count, count, len(directory), place, 0)
    yield bytes(directory + b"PK\5\6" + end)
