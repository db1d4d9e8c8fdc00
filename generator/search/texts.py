"""The texts of documents in files of even size, of which a question reads few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = 16  # texts in one file, fewer where they are long:
PAGE = 6_000  # a file with so many characters takes no further text,
PIECE = 8_000  # and none takes more than these: a longer text has several files
USUAL = 2  # KB of a file of texts whose row tells none
KILOBYTE = 800  # characters of a text that take 1 KB compressed


class _File(Struct, frozen=True):
    """Texts from one place in a segment on; "" where a document has none."""

    first: int
    texts: list[str]

    @property
    def size(self) -> int:
        return sum(map(len, self.texts))

    def fits(self, at: int, text: str) -> bool:
        """Tell whether the text of a place may still come in."""
        few = at - self.first < TEXTS and self.size < PAGE
        return few and self.size + len(text) <= PIECE

    def add(self, at: int, text: str) -> None:
        """Put in the text of a place after the last."""
        self.texts.extend([""] * (at - self.first - len(self.texts)))
        self.texts.append(text)


class Texts:
    """The texts of a segment in files that no text makes large.

    ``files`` are called from 1 on. ``cells``, by place: the first file a text stands in (0: none);
    where that is more than usual how many KB it takes; of a text in several files, how many.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.files: list[_File] = []
        places = [self._put(at, text) for at, text in enumerate(texts)]
        self.cells = [self._cells(*place) for place in places]

    def _put(self, at: int, text: str) -> tuple[int, int]:
        """File a text; return its first file, and in how many it stands."""
        if not text:
            return 0, 0
        if self.files and self.files[-1].fits(at, text):
            self.files[-1].add(at, text)
            return len(self.files), 1
        first = len(self.files) + 1
        pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
        self.files += [_File(at, [piece]) for piece in pieces]
        return first, len(pieces)

    def _cells(self, file: int, pieces: int) -> list[int]:
        kilobytes = -(-self.files[file - 1].size // KILOBYTE) if file else 0
        if pieces > 1:
            return [file, kilobytes, pieces]
        return [file, kilobytes] if kilobytes > USUAL else [file]
