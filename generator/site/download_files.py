"""The downloads as files of the site: made again where a row, the title or the order changed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from generator.exchange import (
    DESCRIBED,
    DESCRIPTIONS,
    SUFFIXES,
    descriptions,
    documents,
    download_tables,
)
from generator.site.trace import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from generator.exchange import Table
    from generator.site.hands import Hand
    from generator.site.ledger import Ledger
    from generator.site.scope import Scope
    from generator.site.trace import LookUp
    from generator.site.view import View
    from generator.site.writer import Writer

# Each row is made of one of these, which its table names, and of look-ups in the other tables.
_ROWS = frozenset({"items", "records"})


class DownloadFiles:
    """Every table in every format, and what describes them all."""

    def __init__(self, view: View, ledger: Ledger, scope: Scope) -> None:
        self._view = view
        self._ledger = ledger
        self._scope = scope

    @cached_property
    def _tables(self) -> list[tuple[Table, str]]:
        """The tables with their recipes."""
        stamp = self._view.trace.stamp_of
        tables = (t for t in download_tables(self._view.whole) if self._scope.holds(t.stem))
        return [(table, stamp((table.title, tuple(table.rows)))) for table in tables]

    @cached_property
    def _recipes(self) -> dict[str, str]:
        return {table.stem: recipe for table, recipe in self._tables}

    def recipe(self, path: str) -> str | None:
        """Return the recipe of a download, None for any other path."""
        stem, _, suffix = path.rpartition(".")
        return self._recipes.get(stem) if suffix in SUFFIXES else None

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every download of the site."""
        tables = (f"{table.stem}.{suffix}" for table, _ in self._tables for suffix in SUFFIXES)
        return frozenset((*tables, *(DESCRIPTIONS if self._scope.whole else ())))

    def jobs(self) -> Iterator[Callable[[Hand], None]]:
        """Yield what writes the tables that don't stand, the longest first."""
        for suffix in reversed(SUFFIXES):
            stale = [
                (table, recipe)
                for table, recipe in self._tables
                if not self._ledger.stands(f"{table.stem}.{suffix}", recipe)
            ]
            if stale:
                yield partial(self._write, suffix, stale)

    def _write(self, suffix: str, stale: list[tuple[Table, str]], hand: Hand) -> None:
        with self._view.trace.apart() as seen:
            tables = [table for table, _ in stale]
            for path, pieces in documents(self._view.catalog, suffix, tables):
                hand.writer.write_pieces(path, pieces)
        # Rows look things up in few tables, so those count whole.
        others: list[LookUp] = [(name, ALL) for name in sorted({name for name, _ in seen} - _ROWS)]
        for table, recipe in stale:
            rows = ((table.of, key) for key in table.rows)
            hand.notes.note(f"{table.stem}.{suffix}", recipe, (*rows, *others))

    def describe(self, writer: Writer, new: Container[str]) -> None:
        """Write what describes the tables, after all of them; ``new``: what was made now."""
        stands = all(path in self._ledger.files for path in DESCRIPTIONS)
        if stands and not any(path in new for path in DESCRIBED):
            return
        content = {path: (writer.folder / path).read_bytes() for path in DESCRIBED}
        writer.write_all(descriptions(self._view.whole, content.__getitem__))
