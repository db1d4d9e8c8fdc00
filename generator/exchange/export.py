"""Downloads: every list of the site as csv, json and xlsx, with the official columns.

An item stands in five tables (its unit's, its body's, its area's, its unit's in that area, and the
whole catalog), so each format writes an item's row once and sets it into the five documents.
A long table is made of runs of rows (``runs``), which may be had from the last time.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from generator.exchange.columns import ITEM_COLUMNS, RECORD_COLUMNS
from generator.exchange.dataset import CATALOG, RECORDS, File, dataset, dictionary
from generator.exchange.formats import FORMATS
from generator.exchange.runs import NoStock, runs_of
from generator.exchange.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.exchange.formats import Format
    from generator.exchange.runs import Stock
    from generator.resolve.model import Body, Catalog, Unit


class Table(Struct, frozen=True, dict=True):
    """One list to download: its site path without a suffix, its title, the ids of its rows.

    ``of``: the catalog's table the rows are of.
    """

    stem: str
    title: str
    rows: Sequence[str]
    of: str = "items"

    @cached_property
    def runs(self) -> Sequence[Sequence[str]]:
        """The ids of its rows run by run: the same in every format."""
        return tuple(runs_of(self.rows))


SUFFIXES = tuple(FORMATS)
DESCRIBED = tuple(f"{stem}.{suffix}" for stem in (CATALOG, RECORDS) for suffix in SUFFIXES)
DESCRIPTIONS = ("data/fields.json", "data/dcat.jsonld")


def download_tables(catalog: Catalog) -> Iterator[Table]:
    """Yield every table there is to download, the records' last."""
    yield from item_tables(catalog)
    yield Table(RECORDS, f"{catalog.site.title}公开信息", tuple(catalog.records), "records")


def downloads(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Yield (site path, content) of every download; paths have no leading slash.

    Every unit, area and body with a page has its list, an empty one only the head.
    Equal catalogs give equal bytes (on one build of zlib), in the same order.
    """
    tables = list(download_tables(catalog))
    described: dict[str, tuple[int, str]] = {}
    for suffix in SUFFIXES:
        for path, pieces in documents(catalog, suffix, tables):
            content = b"".join(pieces)
            if path in DESCRIBED:
                described[path] = len(content), hashlib.sha256(content).hexdigest()
            yield path, content
    yield from descriptions(catalog, described.__getitem__)


def documents(
    catalog: Catalog, suffix: str, tables: Sequence[Table], stock: Stock | None = None
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield (site path, content in pieces) of some tables in one format, each to be taken once.

    The pieces that are runs of rows are of ``Run``; those in ``stock`` are taken from there.
    """
    kinds = ("items", ITEM_COLUMNS, catalog.items), ("records", RECORD_COLUMNS, catalog.records)
    for kind, columns, entries in kinds:
        wanted = [table for table in tables if table.of == kind]
        if wanted:
            form = FORMATS[suffix](catalog, columns)
            yield from _documents(form, suffix, wanted, entries, stock or NoStock())


def _documents(
    form: Format,
    suffix: str,
    tables: Sequence[Table],
    entries: Mapping[str, Any],
    stock: Stock,
) -> Iterator[tuple[str, Iterable[bytes]]]:
    with Spool() as written:
        cuts = [(table, list(_cut(f"{table.stem}.{suffix}", table, form))) for table in tables]
        new = (cut.rows for _, some in cuts for cut in some if not stock.has(*cut.place))
        for key in dict.fromkeys(chain.from_iterable(new)):
            written.put(key, form.row(entries[key]))
        for table, some in cuts:
            runs = (
                stock.take(*cut.place)
                if stock.has(*cut.place)
                else form.run(written.get_all(cut.rows), cut.first)
                for cut in some
            )
            yield f"{table.stem}.{suffix}", form.document(table.title, runs, len(table.rows))


class _Cut(NamedTuple):
    """A run of a table: the ids of its rows, the rows before, and where a stock has it."""

    rows: Sequence[str]
    first: int
    place: tuple[str, int, int]


def _cut(path: str, table: Table, form: Format) -> Iterator[_Cut]:
    first = 0
    for number, rows in enumerate(table.runs):
        yield _Cut(rows, first, (path, number, first if form.counting else 0))
        first += len(rows)


def descriptions(
    catalog: Catalog, look: Callable[[str], tuple[int, str]]
) -> Iterator[tuple[str, bytes]]:
    """Yield what describes the tables; ``look`` tells size and SHA-256 of one of ``DESCRIBED``."""
    files = [File(path, *look(path)) for path in DESCRIBED]
    made = dictionary(catalog), dataset(catalog, files)
    yield from zip(DESCRIPTIONS, made, strict=True)


def item_tables(catalog: Catalog) -> Iterator[Table]:
    """Yield the lists of items: units, unit × area, bodies, areas, the whole catalog."""
    by_unit: defaultdict[str, list[str]] = defaultdict(list)
    by_area: defaultdict[str, list[str]] = defaultdict(list)
    by_body: defaultdict[str, list[str]] = defaultdict(list)
    for unit in catalog.units.values():
        for area in catalog.areas.values():
            ids = catalog.items_of.get((unit.code, area.slug), ())
            by_unit[unit.code] += ids
            by_area[area.slug] += ids
            for key in ids:
                by_body[catalog.items[key].body].append(key)
            if ids:
                title = f"{unit.name}{area.name}领域{catalog.site.title}"
                yield Table(f"{unit.path}/{area.slug}/items", title, ids)
        yield Table(f"{unit.path}/items", unit.name + catalog.site.title, by_unit[unit.code])
    for body in catalog.bodies.values():
        if body.slug:  # a town is its own body and has its unit's list
            unit = catalog.units[body.unit]
            title = _full_name(unit, body) + catalog.site.title
            yield Table(f"{unit.path}/bumen/{body.slug}/items", title, by_body[body.id])
    for area in catalog.areas.values():
        title = f"{area.name}领域{catalog.site.title}"
        yield Table(f"areas/{area.slug}/items", title, by_area[area.slug])
    whole = [key for unit in catalog.units for key in by_unit[unit]]
    yield Table(CATALOG, catalog.site.title, whole)


def _full_name(unit: Unit, body: Body) -> str:
    return body.name if body.name.startswith(unit.name) else unit.name + body.name
