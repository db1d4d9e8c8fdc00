"""The shards of one run of documents: rows, texts, and where it pays postings and their table."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.search.former import BLOCK, LOST, STANDS, Former, Kept
from generator.search.postings import Shards, gaps, join
from generator.search.texts import Texts
from generator.search.told import Keys, Publishers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.resolve.model import Catalog
    from generator.resolve.record_table import Chosen
    from generator.search.former import Mended, Posting, Standing
    from generator.search.told import Numbered, Told

SMALL = 64  # a segment of so many documents or fewer is read whole,
SHORT = 40_000  # if all its texts have no more characters


class Made(NamedTuple):
    """Plain data of a segment's shards by name, or STANDS; what is to be remembered of it."""

    parts: dict[str, Any]
    kept: Kept


class Segment:
    """One run of documents, called by its ``number``."""

    def __init__(self, number: int, records: Chosen, catalog: Catalog, numbers: Numbered) -> None:
        self._number = number
        self._records = records
        self._catalog = catalog
        self._numbers = numbers
        self._publishers = Publishers(catalog, numbers)

    def made(self, squash: Callable[[str], str], standing: Standing | None) -> Made:
        """Return the shards, from those that are ``standing`` where they are of use."""
        keys = Keys(self._publishers, squash)
        if standing:
            try:
                former = Former(self._number, standing, self._records.tokens, self._tell)
                return self._made(former, keys)
            except LOST:
                pass
        return self._made(_Anew([*map(self._tell, range(len(self._records)))]), keys)

    def _tell(self, at: int) -> Told:
        return self._publishers.told(self._records[at])

    def _made(self, documents: Former | _Anew, keys: Keys) -> Made:
        parts, number, lengths = dict(self._shown(documents)), self._number, documents.lengths
        titles: dict[str, int] = {}
        texts: dict[str, int] = {}
        if len(lengths) > SMALL or sum(lengths) > SHORT:
            found: tuple[_Postings | Mended, ...] = documents.postings(keys)
            shards = [postings.shards for postings in found]
            parts[str(number)] = {"titles": shards[0].table, "texts": shards[1].table}
            for kind, postings, spread in zip("tx", found, shards, strict=True):
                prefix = f"{number}{kind}"
                parts |= {prefix + name: data for name, data in postings.parts(spread)}
            titles, texts = (spread.sizes for spread in shards)
        return Made(parts, Kept([*self._records.tokens], lengths, titles, texts))

    def _shown(self, documents: Former | _Anew) -> Iterator[tuple[str, Any]]:
        texts, count = documents.texts, len(documents.lengths)
        for start in range(0, count, BLOCK):
            name, block = f"{self._number}d{start // BLOCK}", slice(start, start + BLOCK)
            if documents.has_rows(block):
                yield name, STANDS
            else:
                rows = (documents.told(at).row for at in range(*block.indices(count)))
                cells = texts.cells[block]
                yield name, [[*row, *of_text] for row, of_text in zip(rows, cells, strict=True)]
        for at, file in enumerate(texts.files):
            name = f"{self._number}f{at + 1}"
            if documents.has_texts(at):
                yield name, STANDS
            else:
                yield name, [file.first, *file.texts(lambda place: documents.told(place).text)]

    def columns(self) -> dict[str, str]:
        """Return what filters count by: publishers; areas from 1 on, 0 ends a document's."""
        columns, pick = self._records.table.columns, self._records.pick
        bodies, items = pick(columns.bodies), pick(columns.items)
        numbers = {body: self._publishers.number(body) for body in set(bodies)}
        # Documents of one body and of the same items are many.
        told = [*zip(bodies, map(tuple, items), strict=True)]
        areas = {pair: self._areas(*pair) for pair in set(told)}
        fields = chain.from_iterable(map(areas.__getitem__, told))
        publishers = join([*map(numbers.__getitem__, bodies)])
        return {"publishers": publishers, "areas": join([*fields])}

    def _areas(self, body: str, codes: Iterable[str]) -> list[int]:
        unit = self._catalog.bodies[body].unit
        found = (self._area_of.get(f"{unit}/{code}") for code in codes)
        return [*sorted({area + 1 for area in found if area is not None}), 0]

    @cached_property
    def _area_of(self) -> dict[str, int]:
        """The number of each item's area: of all, since a look-up each of 3,900 costs 0.02 s."""
        areas = self._numbers.areas
        return {key: areas[item.area] for key, item in self._catalog.items.items()}


class _Anew:
    """A segment's documents of which no file stands; in all else as ``Former``."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.told = told.__getitem__
        self.lengths = [len(one.text) for one in told]
        self.texts = Texts(self.lengths)
        self._sought = [one.sought for one in told]

    def has_rows(self, _block: slice) -> bool:
        """Tell that no rows stand."""
        return False

    def has_texts(self, _at: int) -> bool:
        """Tell that no text stands."""
        return False

    def postings(self, keys: Keys) -> tuple[_Postings, _Postings]:
        """Return the postings of titles and of texts."""
        places: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for at, document in enumerate(self._sought):
            for key in keys.of_units(document):
                places[key][0].append(at)
            for key, spot in keys.of_title(document):
                found, spots = places[key]
                found.append(at)
                spots.append(spot)
            for key in keys.of_text(document):
                holders[key].append(at)
        titles = {key: [gaps(found), join(spots)] for key, (found, spots) in places.items()}
        return _Postings(titles), _Postings({key: [gaps(at)] for key, at in holders.items()})


class _Postings:
    """All postings of a kind."""

    def __init__(self, postings: Mapping[str, Posting]) -> None:
        self._postings = postings
        self.shards = Shards({key: sum(map(len, value)) for key, value in postings.items()})

    def parts(self, shards: Shards) -> Iterator[tuple[str, Any]]:
        """Yield (name, postings by key) of every file of ``shards``."""
        for name, keys in shards.files().items():
            yield name, {key: self._postings[key] for key in keys}
