"""One file as the rules see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.load import Desk, Document


class Entry(Struct, frozen=True):
    """One valid file: its place and its data, typed by its schema; of its facts what rules need.

    ``lines``, ``unquoted``, ``personal``: as in ``Facts``. ``digest``: of the file's bytes, a
    record's of its path too; "" where nobody told it. ``desk``: where its text is had from.
    """

    path: str
    kind: str
    data: Mapping[str, Any]
    desk: Desk
    lines: Mapping[str, int] = field(default_factory=dict)
    unquoted: bool = False
    personal: bool = False
    digest: str = ""

    @property
    def document(self) -> Document:
        """Return the file with the positions of everything in it, read once more."""
        return self.desk.document(self.path)

    @property
    def folder(self) -> str:
        """Return the folder the file stands in."""
        return self.path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Return the file's name without its ending."""
        return self.path.rpartition("/")[2].removesuffix(".yml")
