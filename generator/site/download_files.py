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
from generator.resolve.record_table import Records
from generator.site.hands import Bench, Job, begin_jobs
from generator.site.kept_runs import KeptRuns, sum_of
from generator.site.trace import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.exchange import Table
    from generator.load.aside import Aside
    from generator.site.hands import Hand
    from generator.site.ledger import Ledger
    from generator.site.scope import Scope
    from generator.site.stamps import Stamp
    from generator.site.view import View
    from generator.site.writer import Writer

# Each row is made of one of these, whose stamp is in the recipe, and of look-ups elsewhere.
_ROWS = frozenset({"items", "records"})


def _recipes_of(view: View, tables: Iterable[Table]) -> dict[str, Stamp]:
    """Return the recipe of each table by its stem, the same in every format.

    It holds the stamps of the title and of each run's rows: a look-up for each of a million rows
    would fill memory.
    """
    stamp = view.trace.stamp_of
    return {
        table.stem: " ".join((stamp(table.title), *map(stamp, _told(view, table))))
        for table in tables
    }


def _told(view: View, table: Table) -> Iterator[Sequence[object]]:
    """Yield what tells a table's rows, run by run."""
    if table.of == "items":
        yield from ([*map(view.whole.items.__getitem__, rows)] for rows in table.runs)
        return
    told, start = Records.of(view.whole.records).all.stampable, 0
    for rows in table.runs:  # all documents, in their order
        yield told[start : start + len(rows)]
        start += len(rows)


class DownloadFiles:
    """Every table in every format, and what describes them all."""

    def __init__(self, view: View, ledger: Ledger, scope: Scope) -> None:
        self._view = view
        self._ledger = ledger
        self.scope = scope
        self._tables = [table for table in download_tables(view.whole) if scope.holds(table.stem)]
        self._recipes = _recipes_of(view, self._tables)
        self._made: set[str] = set()  # paths of what doesn't stand
        self.begun: Aside[Hand] | None = None  # where a process beside makes them

    def recipe(self, path: str) -> str | None:
        """Return the recipe of a download, None for any other path."""
        stem, _, suffix = path.rpartition(".")
        return self._recipes.get(stem) if suffix in SUFFIXES else None

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every download of the site."""
        tables = (f"{stem}.{suffix}" for stem in self._recipes for suffix in SUFFIXES)
        return frozenset((*tables, *(DESCRIPTIONS if self.scope.whole else ())))

    def begin(self, folder: Path) -> None:
        """Start on all tables in a process beside, below a folder where nothing stands."""
        bench = Bench(folder, {}, [*map(Job, self._jobs())], self._view.trace.stamps)
        self.begun = begin_jobs(bench)

    @property
    def numbers(self) -> int:
        """How many numbers of files are taken by the process beside."""
        return len(self._made) if self.begun else 0

    def hands(self) -> Iterator[Hand]:
        """Yield the hand that has begun, once it is done. Raises what it raised."""
        if self.begun:
            yield self.begun.result()
            self.begun = None

    def jobs(self) -> list[Job]:
        """Return what writes the tables that don't stand and aren't begun, the longest first."""
        return [] if self.begun else [*map(Job, self._jobs())]

    def _jobs(self) -> Iterator[Callable[[Hand], None]]:
        for suffix in reversed(SUFFIXES):
            stale = [
                table
                for table in self._tables
                if not self._stands(f"{table.stem}.{suffix}", self._recipes[table.stem])
            ]
            self._made.update(f"{table.stem}.{suffix}" for table in stale)
            if stale:
                yield partial(self._write, suffix, stale)

    def _stands(self, path: str, recipe: Stamp) -> bool:
        """Tell whether a table is still right, and what has to be told of it known."""
        told = path not in DESCRIBED or path in self._ledger.runs
        return told and self._ledger.stands(path, recipe)

    def _write(self, suffix: str, stale: Sequence[Table], hand: Hand) -> None:
        stamps = {table.stem: self._recipes[table.stem].split()[1:] for table in stale}
        kept = KeptRuns(self._ledger, hand.writer.folder, stamps)
        with self._view.trace.apart() as seen:
            for path, pieces in documents(self._view.catalog, suffix, stale, kept):
                hand.writer.write_pieces(path, kept.noting(path, pieces, hand.notes.runs))
        # Rows look things up in few tables, so those count whole.
        others = [(name, ALL) for name in sorted({name for name, _ in seen} - _ROWS)]
        for table in stale:
            path = f"{table.stem}.{suffix}"
            hand.notes.note((path,), self._recipes[table.stem], others)

    def describe(self, writer: Writer) -> None:
        """Write what describes the tables, after all of them."""
        ledger = self._ledger
        stands = all(path in ledger.files for path in DESCRIPTIONS)
        if stands and self._made.isdisjoint(DESCRIBED):
            return
        writer.write_all(descriptions(self._view.whole, lambda path: sum_of(ledger.runs[path])))
