"""Long tables are made of runs of rows, and whether a run is new or old doesn't show."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from exchange_export_catalog import make_catalog
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.exchange import SUFFIXES, Run, documents, download_tables, runs, runs_of
from generator.exchange.runs import joined_crc

if TYPE_CHECKING:
    from generator.resolve import Catalog


@dataclass(frozen=True)
class Shelf:
    """A stock of one file's runs; those that have changed aren't in it."""

    runs: list[Run]
    changed: frozenset[int]

    def has(self, path: str, number: int, first: int) -> bool:
        """Tell whether it is here, for the place where it stood."""
        del path
        return number not in self.changed and self.runs[number].first == first

    def take(self, path: str, number: int, first: int) -> Run:
        """Return it."""
        del path, first
        return self.runs[number]


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_the_sum_of_two_pieces_is_that_of_the_whole(one: bytes, two: bytes) -> None:
    """Sums are joined without the bytes they are of."""
    assert joined_crc(zlib.crc32(one), zlib.crc32(two), len(two)) == zlib.crc32(one + two)


@given(st.lists(st.text("abc/-09", max_size=9), unique=True, max_size=60), st.data())
def test_a_row_more_leaves_the_other_runs(rows: list[str], data: st.DataObject) -> None:
    """Runs hold every row in order; one row more changes the run it comes into, at most two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "SHORT", 0)
        patch.setattr(runs, "MEAN", 4)
        before = [tuple(run) for run in runs_of(rows)]
        place = data.draw(st.integers(0, len(rows)))
        after = [tuple(run) for run in runs_of([*rows[:place], "another", *rows[place:]])]
    assert [row for run in before for row in run] == rows
    assert all(before)
    assert len(set(before) - set(after)) <= 1
    assert len(set(after) - set(before)) <= 2


def _written(catalog: Catalog, suffix: str, shelf: Shelf | None = None) -> list[bytes]:
    (table,) = (table for table in download_tables(catalog) if table.stem == "data/catalog")
    return [piece for _, pieces in documents(catalog, suffix, [table], shelf) for piece in pieces]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_of_old_runs_is_the_file_made_anew(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one entry changed, its run is made and the others are taken; the bytes are the same."""
    monkeypatch.setattr(runs, "SHORT", 0)
    monkeypatch.setattr(runs, "MEAN", 1)
    old = make_catalog()
    shelf = [piece for piece in _written(old, suffix) if isinstance(piece, Run)]
    assert len(shelf) == len(old.items) > 2
    (table,) = (table for table in download_tables(old) if table.stem == "data/catalog")
    key = table.rows[1]
    items = dict(old.items) | {key: replace(old.items[key], level1="另一个一级事项")}
    new = replace(old, items=items)
    spliced = b"".join(_written(new, suffix, Shelf(shelf, frozenset({1}))))
    assert spliced == b"".join(_written(new, suffix))
    assert spliced != b"".join(_written(old, suffix))
