"""The catalog as page renderers see it: every table is watched, so that look-ups are noted."""

from __future__ import annotations

from functools import partial
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from generator.audit import news_of
from generator.audit.proof.manifest import manifest_of
from generator.resolve.divisions import Divisions
from generator.site.audience import scopes_of
from generator.site.links import dialable
from generator.site.past import Life, life_of
from generator.site.sums import Sums
from generator.site.trace import Computed, Trace
from generator.site.versions import versions_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from generator.audit import History, Piece
    from generator.audit.proof.head import Head
    from generator.resolve.model import Body, Catalog, Item, Record, Unit, Waiver
    from generator.site.versions import Version

HOTLINE = "12345"
_UNTOLD = Life()
_TABLES = (
    "areas", "standards", "bases", "subjects", "units", "bodies", "items", "records",
    "children", "items_of", "records_of",
)  # fmt: skip


class Phone(Struct, frozen=True):
    """A telephone and whose it really is; ``own`` only when it is the body's."""

    number: str
    owner: str
    own: bool
    hotline: bool = False


class Known(Struct, frozen=True):
    """What every page may know of the history: whether it is whole, and since when there is one."""

    complete: bool
    established: dt.date | None


class _Places(Divisions, frozen=True):
    """The divisions of a watched catalog; what takes the whole of it was computed before."""

    @classmethod
    def of(cls, catalog: Catalog, whole: Divisions, trace: Trace) -> _Places:
        """Return those of ``catalog``, which are watched; ``whole`` are those that aren't."""
        heads = {"": tuple(unit.code for unit in whole.heads)}
        below = {code: whole.below(unit) for code, unit in whole.catalog.units.items()}
        places = cls(catalog)
        places.__dict__.update(
            words=whole.words,  # shared by all pages, so no look-up of any
            head_codes=trace.watch("heads", heads),
            head_of=trace.watch("head_of", whole.head_of),
            _below=trace.watch("below", below),
            members=trace.watch("members", whole.members),
            level_words=trace.watch("level_words", whole.level_words),
        )
        return places

    @property
    def heads(self) -> tuple[Unit, ...]:
        """The units readers choose first, in the catalog's order."""
        return tuple(self.catalog.units[code] for code in self.__dict__["head_codes"][""])


class View:
    """What every page renderer is given.

    ``whole`` is the catalog itself, ``lived`` its history, for what isn't made page by page.
    """

    def __init__(
        self, catalog: Catalog, history: History, head: Callable[[], Head | None] | None = None
    ) -> None:
        """Look at a catalog and its history; ``head``: what knows the history's tree head."""
        self.whole = catalog
        self.lived = history
        self.history = Known(history.complete, history.established)
        self.trace = Trace()
        watch = self.trace.watch
        tables: dict[str, Any] = {name: watch(name, getattr(catalog, name)) for name in _TABLES}
        self.catalog = replace(catalog, waivers=(), **tables)
        sums = Sums(catalog)
        self.divisions: Divisions = _Places.of(self.catalog, sums.divisions, self.trace)
        # Each table once, at the start: a process that renders no page must know them all too.
        self.compared = watch("compared", sums.compared)
        self.areas_of = watch("areas_of", sums.areas_of)
        self.bodies_of = watch("bodies_of", sums.bodies_of)
        self.codes_by_base = watch("codes_by_base", sums.codes_by_base)
        self.uses_by_base = watch("uses_by_base", sums.uses_by_base)
        self.items_by_code = watch("items_by_code", sums.items_by_code)
        self.items_by_area = watch("items_by_area", sums.items_by_area)
        self.items_by_unit = watch("items_by_unit", sums.items_by_unit)
        self.items_by_body = watch("items_by_body", sums.items_by_body)
        self._items_by_place = watch("items_by_place", sums.items_by_place)
        self.units_with = watch("units_with", _sizes(sums.items_by_code))
        self.total_in = watch("total_in", _sizes(sums.items_by_area))
        self.total_of = watch("total_of", _sizes(sums.items_by_unit))
        self.records_of_unit = watch("records_of_unit", sums.records_of_unit)
        self.records_in = watch("records_in", sums.records_in)
        self.records_on = watch("records_on", sums.records_on)
        self._waivers = watch("waivers", {"": catalog.waivers})
        with self.trace.apart():  # what is told of the history hangs on the whole catalog
            self.scopes = watch("scopes", scopes_of(self))
        self._lives = watch("lives", Computed(catalog.items, partial(life_of, self)))
        self._beside = watch("items_beside", Computed(sums.compared_rows, sums.items_beside))
        version = f"{history.revision} {history.complete}"
        whole = [""] if history.complete else []
        versions = Computed([""], lambda _: versions_of(history, self.pieces))
        known = head or (lambda: manifest_of(history).head)
        self._versions = watch("versions", versions, version)
        self._head = watch("head", Computed(whole, lambda _: known()), version)

    @property
    def head(self) -> Head | None:
        """The head of the tree over all versions, None where the history isn't whole."""
        return self._head.get("")

    @property
    def versions(self) -> tuple[Version, ...]:
        """The versions that readers may compare, the newest first."""
        return self._versions[""]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What changed since the catalog was founded, the newest commit first."""
        commits = groupby(news_of(self.lived), key=attrgetter("commit"))
        return tuple(chain.from_iterable([list(pieces) for _, pieces in commits][::-1]))

    def life_of(self, item: Item) -> Life:
        """Return what the history tells of an item."""
        return self._lives.get(item.id) or _UNTOLD

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """Waivers that still hold."""
        return self._waivers[""]

    @property
    def districts(self) -> tuple[Unit, ...]:
        """The units readers choose first: districts, cities of a province, a county alone."""
        return self.divisions.heads

    @property
    def district_of(self) -> Mapping[str, str]:
        """Unit → the district it lies in; the root lies in itself."""
        return self.divisions.head_of

    def ancestors(self, unit: Unit) -> Iterator[Unit]:
        """Yield the units above ``unit``, the nearest first."""
        while unit.parent:
            unit = self.catalog.units[unit.parent]
            yield unit

    def area_items(self, unit: Unit, area: str) -> tuple[Item, ...]:
        """Return the unit's items in ``area``, in the official order."""
        return self._items_by_place.get((unit.code, area), ())

    def items_beside(self, group: Unit, standard: str) -> Mapping[str, Item]:
        """Return a standard row's items in the units of a group, by unit."""
        return {item.unit: item for item in self._beside.get((group.code, standard), ())}

    def body_name(self, body: Body) -> str:
        """Return the body's name with its unit's before it, unless the name has it already."""
        unit = self.catalog.units[body.unit]
        if not body.slug:
            return body.name or unit.name
        return body.name if body.name.startswith(unit.name) else f"{unit.name}{body.name}"

    def publisher(self, record: Record) -> str:
        """Return the name of the body that published a record."""
        return self.body_name(self.catalog.bodies[record.body])

    def phone_of(self, body: Body) -> Phone:
        """Return the body's telephone, else the nearest above it, or 12345, named as such."""

        def found() -> Phone:
            if number := dialable(body.contact.phone):
                return Phone(number, self.body_name(body), own=True)
            unit = self.catalog.units[body.unit]
            return self.phone_above(unit, own=not body.slug)

        return self.trace.shared(("phone", body.id), found)

    def phone_above(self, unit: Unit, *, own: bool = False) -> Phone:
        """Return the telephone of ``unit`` or the nearest unit above, else 12345."""
        for place in (unit, *self.ancestors(unit)):
            if number := dialable(place.contact.phone):
                return Phone(number, place.name, own=own and place is unit)
        return Phone(HOTLINE, "政务服务便民热线", own=False, hotline=True)


def _sizes(table: Mapping[str, tuple[Item, ...]]) -> dict[str, int]:
    """Return how many items stand under each key: pages that only count rest on no more."""
    return {key: len(items) for key, items in table.items()}
