"""The downloads as files of the site: made again where a row, the title or the order changed."""

from __future__ import annotations

import hashlib
from functools import cached_property, partial
from typing import TYPE_CHECKING

from generator.exchange import (
    DESCRIBED,
    DESCRIPTIONS,
    SUFFIXES,
    descriptions,
    documents,
    download_tables,
    runs_of,
)
from generator.resolve.record_table import Records
from generator.site.hands import Bench, Job, begin_jobs
from generator.site.kept_runs import KeptRuns
from generator.site.trace import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.exchange import Table
    from generator.load.aside import Aside
    from generator.site.hands import Hand, Sum
    from generator.site.ledger import Ledger
    from generator.site.scope import Scope
    from generator.site.stamps import Stamp
    from generator.site.view import View
    from generator.site.writer import Writer

# Each row is made of one of these, whose stamp is in the recipe, and of look-ups elsewhere.
_ROWS = frozenset({"items", "records"})


def _recipes_of(view: View, scope: Scope) -> dict[str, Stamp]:
    """Return the recipe of each table by its stem, the same in every format.

    It holds the stamps of the title and of each run's rows: a look-up for each of a million rows
    would fill memory.
    """
    whole, stamp = view.whole, view.trace.stamp_of
    records = Records.of(whole.records)
    told = {"items": whole.items.__getitem__, "records": records.stampable}
    recipes = {}
    for table in _tables(view, scope):
        runs = [stamp([*map(told[table.of], rows)]) for rows in runs_of(table.rows)]
        recipes[table.stem] = " ".join((stamp(table.title), *runs))
    return recipes


def _tables(view: View, scope: Scope) -> Iterator[Table]:
    return (table for table in download_tables(view.whole) if scope.holds(table.stem))


class DownloadFiles:
    """Every table in every format, and what describes them all."""

    def __init__(self, view: View, ledger: Ledger, scope: Scope) -> None:
        self._view = view
        self._ledger = ledger
        self.scope = scope
        self._recipes = _recipes_of(view, scope)
        self._made: set[str] = set()  # paths of what doesn't stand
        self._begun: Aside[Hand] | None = None

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
        bench = Bench(folder, {}, [*map(Job, self._jobs())], self._view.trace.stamp)
        self._begun = begin_jobs(bench)

    @property
    def begun(self) -> int:
        """How many files were begun: so many numbers are taken."""
        return len(self._made) if self._begun else 0

    def hands(self) -> Iterator[Hand]:
        """Yield the hand that has begun, once it is done. Raises what it raised."""
        if self._begun:
            yield self._begun.result()
            self._begun = None

    def jobs(self) -> list[Job]:
        """Return what writes the tables that don't stand and aren't begun, the longest first."""
        return [] if self._begun else [*map(Job, self._jobs())]

    def _jobs(self) -> Iterator[Callable[[Hand], None]]:
        tables = list(_tables(self._view, self.scope))
        for suffix in reversed(SUFFIXES):
            stale = [
                table
                for table in tables
                if not self._ledger.stands(f"{table.stem}.{suffix}", self._recipes[table.stem])
            ]
            self._made.update(f"{table.stem}.{suffix}" for table in stale)
            if stale:
                yield partial(self._write, suffix, stale)

    def _write(self, suffix: str, stale: Sequence[Table], hand: Hand) -> None:
        stamps = {table.stem: self._recipes[table.stem].split()[1:] for table in stale}
        kept = KeptRuns(self._ledger, hand.writer.folder, stamps)
        with self._view.trace.apart() as seen:
            for path, pieces in documents(self._view.catalog, suffix, stale, kept):
                noted = kept.noting(path, pieces, hand.notes.runs)
                if path in DESCRIBED:
                    noted = _summed(path, noted, hand.sums)
                hand.writer.write_pieces(path, noted)
        # Rows look things up in few tables, so those count whole.
        others = [(name, ALL) for name in sorted({name for name, _ in seen} - _ROWS)]
        for table in stale:
            path = f"{table.stem}.{suffix}"
            hand.notes.note((path,), self._recipes[table.stem], others)

    def describe(self, writer: Writer, sums: Mapping[str, Sum]) -> None:
        """Write what describes the tables, after all of them; ``sums``: of those made now."""
        stands = all(path in self._ledger.files for path in DESCRIPTIONS)
        if stands and self._made.isdisjoint(DESCRIBED):
            return
        made = descriptions(
            self._view.whole, lambda path: sums.get(path) or _look(writer.folder / path)
        )
        writer.write_all(made)


def _summed(path: str, pieces: Iterable[bytes], sums: dict[str, Sum]) -> Iterator[bytes]:
    """Yield a file's pieces; afterwards ``sums`` has its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
        yield piece
    sums[path] = size, digest.hexdigest()


def _look(file: Path) -> Sum:
    """Return a file's size and SHA-256, read in pieces: a province's tables have 300 MB each."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return stream.tell(), digest
