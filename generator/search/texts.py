"""The texts of documents in files of even size, of which a question reads few.

How long they are says where each stands: no text is needed to know that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TEXTS = 16  # texts in one file, fewer where they are long:
PAGE = 6_000  # a file with so many characters takes no further text,
PIECE = 8_000  # and none takes more than these: a longer text has several files
USUAL = 2  # KB of a file of texts whose row tells none
KILOBYTE = 800  # characters of a text that take 1 KB compressed


class TextFile(Struct):
    """The texts of the places from ``first`` up to ``past`` in a segment, some of them none.

    ``size``: characters of all; ``start``: from which of its characters on the first stands here.
    """

    first: int
    past: int
    size: int
    start: int = 0

    def fits(self, at: int, length: int) -> bool:
        """Tell whether the text of a place may still come in."""
        few = at - self.first < TEXTS and self.size < PAGE
        return few and self.size + length <= PIECE

    def texts(self, of: Callable[[int], str]) -> list[str]:
        """Return what stands here; ``of`` tells the text of a place."""
        piece = of(self.first)[self.start : self.start + PIECE]
        return [piece, *map(of, range(self.first + 1, self.past))]


class Texts:
    """The texts of a segment in files that no text makes large.

    ``files`` are called from 1 on. ``cells``, by place: the first file a text stands in (0: none);
    where that is more than usual how many KB it takes; of a text in several files, how many.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        self.files: list[TextFile] = []
        places = [self._put(at, length) for at, length in enumerate(lengths)]
        self.cells = [self._cells(*place) for place in places]

    def _put(self, at: int, length: int) -> tuple[int, int]:
        """File a text; return its first file, and in how many it stands."""
        if not length:
            return 0, 0
        if self.files and self.files[-1].fits(at, length):
            last = self.files[-1]
            last.past, last.size = at + 1, last.size + length
            return len(self.files), 1
        first, starts = len(self.files) + 1, range(0, length, PIECE)
        self.files += [TextFile(at, at + 1, min(PIECE, length - s), s) for s in starts]
        return first, len(starts)

    def _cells(self, file: int, pieces: int) -> list[int]:
        kilobytes = -(-self.files[file - 1].size // KILOBYTE) if file else 0
        if pieces > 1:
            return [file, kilobytes, pieces]
        return [file, kilobytes] if kilobytes > USUAL else [file]
