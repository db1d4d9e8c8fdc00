"""Rows kept on the disk while documents are made of them: a province's fill 600 MB of memory."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

_HELD = 32_000_000  # bytes that stay in memory; a city's rows never reach the disk


class Spool:
    """Pieces of bytes by key, in a file without a name that is gone when the spool is left."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def put(self, key: str, data: bytes) -> None:
        """Keep a piece under a key. Raises OSError where the disk is full."""
        self._file.write(data)
        self._places[key] = self._end, len(data)
        self._end += len(data)

    def get_all(self, keys: Iterable[str]) -> Iterator[bytes]:
        """Yield the pieces kept under some keys."""
        for key in keys:
            start, size = self._places[key]
            self._file.seek(start)
            yield self._file.read(size)
