"""Files of the memory with a digest of themselves: above them with the code's, or as last line."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def sealed(body: bytes, code: str) -> bytes:
    """Return what is to be kept of some bytes."""
    return sha256(code.encode() + body).hexdigest().encode() + b"\n" + body


class Top(NamedTuple):
    """The sealed line a file begins with; ``end``: where the rest starts, which no seal holds."""

    seal: bytes
    head: bytes
    end: int


def unsealed_head(place: Path, code: str) -> Top | None:
    """Return the sealed line a file begins with, None where no such line is."""
    try:
        with place.open("rb") as file:
            seal, head = file.readline(), file.readline()
    except OSError:
        return None
    whole = head.removesuffix(b"\n")
    if sealed(whole, code) != seal + whole:
        return None
    return Top(seal, whole, len(seal) + len(head))


def unsealed(place: Path, code: str) -> bytes | None:
    """Return what is kept below a right seal, None where nothing is."""
    try:
        seal, _, body = place.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if seal == sha256(code.encode() + body).hexdigest().encode() else None


def sealed_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines as they are kept: one more, the seal, tells whether those above are all there."""
    seal = sha256()
    for line in lines:
        seal.update(line)
        yield line
    yield seal.hexdigest().encode()


def unsealed_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines above the seal; raises ValueError at the end when it isn't theirs."""
    seal, last = sha256(), b""
    for line in lines:
        if last:
            seal.update(last)
            yield last
        last = line
    if last != seal.hexdigest().encode():
        raise ValueError("cut off or damaged")
