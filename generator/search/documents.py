"""Published documents, indexed in shards of which a question fetches only its own.

Documents are numbered from the oldest to the newest and cut into segments: a new document changes
the last segment only, and a question begins with the newest and stops when it has enough. Within
a segment every pair of neighbouring characters leads to the documents that hold it:

- in titles, 文号 and 索引号 with the places it stands at, so that a phrase is found exactly from
  its pairs alone, without any document's text;
- in summaries and full texts without: what pairs promise there is checked against the text.

A last run of few and short documents has no pairs: reading them all costs less.

All are classic scripts that hand themselves in by name (``gongkaiSearch.part(name, data)``): they
load from ``file://`` too, where a page may not fetch.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from generator.resolve.record_table import Chosen, Records
from generator.search.folding import squasher
from generator.search.former import BLOCK
from generator.search.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.resolve.model import Catalog, Record
    from generator.search.former import Standing
    from generator.search.segment import Made
    from generator.search.told import Numbered

SEGMENT = 16_384  # documents a segment holds


class Documents:
    """The published documents from the oldest to the newest, in segments made one by one."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._table = Records.of(records)
        columns = self._table.columns
        # Documents without a date come before all others.
        self._days = columns.days
        keys = [f"{day} {key}" for day, key in zip(self._days, columns.ids, strict=True)]
        self.records = Chosen(self._table, sorted(range(len(keys)), key=keys.__getitem__))
        starts = range(0, max(1, len(self.records)), SEGMENT)
        self.segments = [self.records[start : start + SEGMENT] for start in starts]

    def rests_on(self, number: int) -> tuple[object, ...]:
        """Return which documents a segment is made of; the newest comes with what all have."""
        if number < len(self.segments) - 1:
            return (self.segments[number],)
        return self.segments[number], tuple(self._years), self._characters

    @cached_property
    def _years(self) -> list[tuple[int, int]]:
        """(Year, number of its first document); documents without a date have year 0."""
        years = [int(day[:4]) if day else 0 for day in self.records.pick(self._days)]
        return [(year, at) for at, year in enumerate(years) if not at or years[at - 1] != year]

    @cached_property
    def _characters(self) -> str:
        """The characters of all documents; only some of them have another form."""
        return self._table.words()

    def segment(
        self,
        number: int,
        catalog: Catalog,
        numbers: Numbered,
        simple: tuple[str, str],
        standing: Standing | None = None,
    ) -> Made:
        """Return a segment's shards; the browser starts from the one called ``documents``.

        ``catalog``: where the documents' bodies and items are looked up. ``simple`` are traditional
        characters and their forms; the browser is told those that occur. ``standing``: what was
        made last time, of the same units, departments and characters.
        """
        segment = Segment(number, self.segments[number], catalog, numbers)
        made = segment.made(squasher(simple), standing)
        if number == len(self.segments) - 1:
            # Every question needs the newest table: it comes with the list, not after it.
            made.parts["documents"] = {
                "count": len(self.records), "segment": SEGMENT, "block": BLOCK,
                "years": self._years, "simple": self._occurring(simple),
                "newest": made.parts.pop(str(number), None),
            }  # fmt: skip
        return made

    def columns(self, number: int, catalog: Catalog, numbers: Numbered) -> dict[str, str]:
        """Return what filters count a segment's documents by.

        This alone hangs on their items, which change more often than they do.
        """
        return Segment(number, self.segments[number], catalog, numbers).columns()

    def _occurring(self, simple: tuple[str, str]) -> tuple[str, str]:
        """Return what of the pairs some document's text needs."""
        present = set(squasher(("", ""))(self._characters))
        pairs = [(old, new) for old, new in zip(*simple, strict=True) if old in present]
        return "".join(old for old, _ in pairs), "".join(new for _, new in pairs)
