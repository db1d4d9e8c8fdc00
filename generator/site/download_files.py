"""The downloads as files of the site: made again where a row, the title or the order changed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from generator.exchange import DESCRIPTIONS, SUFFIXES, Standing, download_tables, downloads
from generator.site.trace import ALL

if TYPE_CHECKING:
    from pathlib import Path

    from generator.site.hands import Hand
    from generator.site.ledger import Ledger
    from generator.site.trace import LookUp
    from generator.site.view import View

# Each row is made of one of these, which its table names, and of look-ups in the other tables.
_ROWS = frozenset({"items", "records", "items_of"})


class DownloadFiles:
    """Every table in every format, and what describes them all."""

    def __init__(self, view: View, ledger: Ledger, folder: Path) -> None:
        self._view = view
        self._ledger = ledger
        self._folder = folder

    @cached_property
    def _tables(self) -> dict[str, tuple[str, list[LookUp]]]:
        """Recipe and rows of each table by its path without a suffix."""
        stamp = self._view.trace.stamp_of
        return {
            table.stem: (
                stamp((table.title, tuple(table.rows))),
                [(table.of, key) for key in table.rows],
            )
            for table in download_tables(self._view.whole)
        }

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every download of the site."""
        tables = (f"{stem}.{suffix}" for stem in self._tables for suffix in SUFFIXES)
        return frozenset((*tables, *DESCRIPTIONS))

    def write(self, hand: Hand) -> None:
        """Write what doesn't stand. Rows look things up in few tables, so those count whole."""
        stands = self._ledger.stands
        standing = {
            f"{stem}.{suffix}"
            for stem, (recipe, _) in self._tables.items()
            for suffix in SUFFIXES
            if stands(f"{stem}.{suffix}", recipe)
        }
        if len(standing) == len(self._tables) * len(SUFFIXES) and self._described():
            return
        made = []
        with self._view.trace.apart() as seen:
            for path, content in downloads(self._view.catalog, Standing(standing, self._read)):
                hand.writer.write(path, content)
                made.append(path)
        others: list[LookUp] = [(name, ALL) for name in sorted({name for name, _ in seen} - _ROWS)]
        for path in made:
            recipe, rows = self._tables.get(path.rpartition(".")[0], ("", []))
            hand.notes.note(path, recipe, (*rows, *others))

    def _described(self) -> bool:
        return all(path in self._ledger.files for path in DESCRIPTIONS)

    def _read(self, path: str) -> bytes:
        return (self._folder / path).read_bytes()
