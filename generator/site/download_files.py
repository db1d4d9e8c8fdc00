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
    from collections.abc import Callable, Iterator, Mapping

    from generator.exchange import Table
    from generator.site.hands import Hand
    from generator.site.ledger import Ledger
    from generator.site.scope import Scope
    from generator.site.view import View
    from generator.site.writer import Writer

# Each row is made of one of these, whose stamp is in the recipe, and of look-ups elsewhere.
_ROWS = frozenset({"items", "records"})


class DownloadFiles:
    """Every table in every format, and what describes them all."""

    def __init__(self, view: View, ledger: Ledger, scope: Scope) -> None:
        self._view = view
        self._ledger = ledger
        self._scope = scope
        self._made: set[str] = set()  # paths of what doesn't stand

    @cached_property
    def _tables(self) -> list[tuple[Table, str]]:
        """The tables with their recipes: a look-up for each of a million rows would fill memory."""
        whole, stamp = self._view.whole, self._view.trace.stamp_of
        entries: dict[str, Mapping[str, object]] = {"items": whole.items, "records": whole.records}
        tables = (t for t in download_tables(whole) if self._scope.holds(t.stem))
        return [(t, stamp((t.title, [entries[t.of][key] for key in t.rows]))) for t in tables]

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
            self._made.update(f"{table.stem}.{suffix}" for table, _ in stale)
            if stale:
                yield partial(self._write, suffix, stale)

    def _write(self, suffix: str, stale: list[tuple[Table, str]], hand: Hand) -> None:
        with self._view.trace.apart() as seen:
            tables = [table for table, _ in stale]
            for path, pieces in documents(self._view.catalog, suffix, tables):
                hand.writer.write_pieces(path, pieces)
        # Rows look things up in few tables, so those count whole.
        others = [(name, ALL) for name in sorted({name for name, _ in seen} - _ROWS)]
        for table, recipe in stale:
            hand.notes.note((f"{table.stem}.{suffix}",), recipe, others)

    def describe(self, writer: Writer) -> None:
        """Write what describes the tables, after all of them."""
        stands = all(path in self._ledger.files for path in DESCRIPTIONS)
        if stands and self._made.isdisjoint(DESCRIBED):
            return
        content = {path: (writer.folder / path).read_bytes() for path in DESCRIBED}
        writer.write_all(descriptions(self._view.whole, content.__getitem__))
