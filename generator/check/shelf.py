"""The published documents as the index has them: cards at hand, entries made when asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, overload

from generator.check.batches import KIND, Batch, columns_of
from generator.check.cards import PERSONAL, UNQUOTED, card_fields, card_of, characters_in
from generator.check.entry import Entry
from generator.check.facts import facts_of, read
from generator.check.packing import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.load import Desk


class Shelf(Sequence[Entry]):
    """The documents by folder and name; ``batches``: their folders with the cards.

    Whoever goes through all entries has them made once. ``desk``, ``root``: where text is had from.
    """

    def __init__(
        self, batches: Sequence[Batch], desk: Desk | None = None, root: Path | None = None
    ) -> None:
        self.batches = batches
        self._desk, self._root = desk, root
        self._entries: tuple[Entry, ...] | None = None

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Shelf:
        """Return a shelf of entries, which may be one already."""
        if isinstance(entries, Shelf):
            return entries
        folders = groupby(entries, attrgetter("folder"))
        shelf = cls([_batch(folder, [*some]) for folder, some in folders])
        shelf._entries = tuple(entries)
        return shelf

    def __len__(self) -> int:
        """Return how many documents there are."""
        return self._starts[-1]

    @overload
    def __getitem__(self, at: int) -> Entry: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...

    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        """Return the entry at a place, made for this alone."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if self._entries is not None:
            return self._entries[at]
        batch, place = self._place(range(len(self))[at])
        return self._entry(batch, place)

    def __iter__(self) -> Iterator[Entry]:
        """Yield every entry; they are kept, since one rule after another asks for all."""
        if self._entries is None:
            self._entries = tuple(
                self._entry(batch, at) for batch in self.batches for at in range(len(batch.names))
            )
        return iter(self._entries)

    def opened(self, places: Iterable[int]) -> Iterator[tuple[int, Entry]]:
        """Yield some places and their entries, one file of the memory after another.

        For whoever looks at many just once: no file stays open, so that they needn't all be held.
        """
        if self._entries is not None:
            yield from ((at, self._entries[at]) for at in places)
            return
        found = [(at, *self._place(at)) for at in places]
        found.sort(key=lambda told: id(told[1].lines))
        for _, of_one in groupby(found, key=lambda told: id(told[1].lines)):
            for at, batch, place in of_one:
                yield at, self._entry(batch, place)
            batch.close()

    @cached_property
    def _starts(self) -> list[int]:
        """The place of each batch's first document, and of what would follow the last."""
        return [*accumulate((len(batch.names) for batch in self.batches), initial=0)]

    def _place(self, at: int) -> tuple[Batch, int]:
        number = bisect_right(self._starts, at) - 1
        return self.batches[number], at - self._starts[number]

    def _entry(self, batch: Batch, at: int) -> Entry:
        assert self._desk is not None
        path, flags = f"{batch.folder}/{batch.names[at]}", batch.column("flags")[at]
        return Entry(
            path, KIND, self._data(batch, at, path), self._desk, {},
            UNQUOTED in flags, PERSONAL in flags, batch.column("seal")[at],
        )  # fmt: skip

    def _data(self, batch: Batch, at: int, path: str) -> Mapping[str, Any]:
        """Return a document's data, from the file again where the memory has lost it meanwhile.

        Raises OSError where that was changed, too.
        """
        try:
            kept: dict[str, Any] = unpacked(batch.line(at))
            return kept | card_fields(batch.card(at))
        except (OSError, ValueError):
            assert self._root is not None
            data = facts_of(self._root, path, KIND, read(self._root, path)).data
            if data is None:
                raise OSError(f"{path} was changed while it was read") from None
            return data

    def column(self, field: str) -> list[Any]:
        """Return one field of every document's card."""
        return [*chain.from_iterable(batch.column(field) for batch in self.batches)]

    @property
    def paths(self) -> list[str]:
        """The paths of all documents."""
        return [f"{batch.folder}/{name}" for batch in self.batches for name in batch.names]

    @property
    def stems(self) -> list[str]:
        """The names of all documents, without their ending."""
        return [name.removesuffix(".yml") for batch in self.batches for name in batch.names]

    def flagged(self, flag: str) -> Iterator[Entry]:
        """Yield the entries that have a flag."""
        return (self[at] for at, flags in enumerate(self.column("flags")) if flag in flags)

    @property
    def characters(self) -> str:
        """The characters of all words that are searched, each once."""
        if self._desk is None:
            return characters_in(entry.data for entry in self)
        return "".join(sorted(set().union(*(batch.characters for batch in self.batches))))


def _batch(folder: str, entries: Sequence[Entry]) -> Batch:
    """Return a batch of entries that are at hand: nobody will open its lines."""
    cards = [
        card_of(e.data, e.digest, UNQUOTED * e.unquoted + PERSONAL * e.personal) for e in entries
    ]
    names = [entry.path.rpartition("/")[2] for entry in entries]
    return Batch(folder, names, [], columns_of(cards), "", [])
