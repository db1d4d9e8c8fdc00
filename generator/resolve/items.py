"""Items: the standard's row, with what the unit wrote over it, and where each value came from."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.check import duties_of
from generator.check.days import parse_date
from generator.limits import parse_limit
from generator.resolve.declared import read_citations
from generator.resolve.model import WEBSITE, Citation, Item, Origin
from generator.resolve.record_table import Chosen
from generator.resolve.records import records_by_item, ticked_elements
from generator.resolve.states import Facts, Judgement, judge

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from generator.check import Entry, Index
    from generator.limits import Clause
    from generator.resolve.model import Body, StandardItem, Unit
    from generator.resolve.record_table import Records


class Books(Struct, frozen=True, dict=True):
    """Everything items are resolved from."""

    index: Index
    as_of: dt.date
    standards: Mapping[str, StandardItem]
    units: Mapping[str, Unit]
    bodies: Mapping[str, Body]
    records: Records

    @cached_property
    def unit_by_folder(self) -> Mapping[str, Unit]:
        """Return the units by catalog folder."""
        return {unit.folder: unit for unit in self.units.values()}

    @cached_property
    def body_by_folder(self) -> Mapping[str, Body]:
        """Return the bodies by catalog folder."""
        return {body.folder: body for body in self.bodies.values()}

    @cached_property
    def body_by_duty(self) -> Mapping[tuple[str, str], str]:
        """Return (unit, duty) → body id."""
        return {
            (body.unit, duty): body.id
            for body in self.bodies.values()
            for duty in body.duties
            if not (body.ended and body.ended <= self.as_of)
        }

    @cached_property
    def inherited(self) -> Mapping[str, _Columns]:
        """Return the columns of each row as a unit has them that writes none of its own."""
        return {
            code: _Columns(*(getattr(row, name) for name in _NAMES))
            for code, row in self.standards.items()
        }

    @cached_property
    def silent(self) -> Mapping[bool, Judgement]:
        """Return what is said of an item of which nobody wrote a word, by whether it is online."""
        return {
            online: judge(
                Facts(
                    written="",
                    reason="",
                    date=None,
                    basis="",
                    formed=None,
                    online=online,
                    complete=False,
                    clauses=(),
                    days=(),
                    as_of=self.as_of,
                )
            )
            for online in (True, False)
        }

    @cached_property
    def records_by_item(self) -> Mapping[tuple[str, str], Chosen]:
        """Return (unit, code) → records published by ``as_of``, newest first."""
        return records_by_item(self.records, self.bodies, self.as_of)

    @cached_property
    def no_records(self) -> Chosen:
        """Return what an item has that nothing was published of."""
        return Chosen(self.records, ())


def resolve_items(books: Books) -> dict[str, Item]:
    """Return every item by id: units in order, areas in order, rows in the official order."""
    place = {code: rank for rank, code in enumerate(books.standards)}
    unit_place = {code: rank for rank, code in enumerate(books.units)}
    area_place: dict[str, int] = {}
    for row in books.standards.values():
        area_place.setdefault(row.area, len(area_place))
    items = [_item(books, entry, code, data) for entry, code, data in books.index.items]
    items.sort(
        key=lambda i: (
            unit_place[i.unit],
            area_place[i.area],
            place.get(i.code, len(place)),
            i.code,
        )
    )
    return {item.id: item for item in items}


class _Columns(Struct, frozen=True):
    """The ten columns of one item, whoever wrote them."""

    level1: str
    level2: str
    elements: tuple[str, ...]
    citations: tuple[Citation, ...]
    limit: str
    clauses: tuple[Clause, ...]
    subjects_text: tuple[str, ...]
    channels: tuple[str, ...]
    audience: str
    manner: str
    levels: tuple[str, ...]


# Official column → the fields it fills and how the written text becomes them.
_READERS: Mapping[str, Callable[[Index, Any], dict[str, Any]]] = {
    "一级事项": lambda _, text: {"level1": text},
    "二级事项": lambda _, text: {"level2": text},
    "公开内容": lambda _, texts: {"elements": tuple(texts)},
    "公开依据": lambda index, texts: {"citations": read_citations(index, texts)},
    "公开时限": lambda _, text: {"limit": text, "clauses": parse_limit(text)},
    "公开主体": lambda _, texts: {"subjects_text": tuple(texts)},
    "公开渠道和载体": lambda _, texts: {"channels": tuple(texts)},
    "公开对象": lambda _, text: {"audience": text},
    "公开方式": lambda _, text: {"manner": text},
    "公开层级": lambda _, texts: {"levels": tuple(texts)},
}


_NAMES = _Columns.__struct_fields__


def _columns(books: Books, row: StandardItem | None, data: Mapping[str, Any]) -> _Columns:
    """Return the row's columns with the local ones in their place."""
    if row and not data:
        return books.inherited[row.code]
    fields: dict[str, Any] = {name: getattr(row, name) for name in _NAMES} if row else {}
    for column, read in _READERS.items():
        if column in data:
            fields |= read(books.index, data[column])
    return _Columns(**fields)


def _item(books: Books, entry: Entry, code: str, data: Mapping[str, Any]) -> Item:
    body = books.body_by_folder[entry.folder]
    unit = books.units[body.unit]
    row = books.standards.get(code)
    columns = _columns(books, row, data)
    records = books.records_by_item.get((unit.code, code), books.no_records)
    judgement = _judge(books, unit, columns, data, records)
    return Item(
        id=f"{unit.code}/{code}",
        unit=unit.code,
        code=code,
        area=entry.data["领域"],
        body=body.id,
        joint=_joint(books, body, columns.subjects_text, data.get("共同主体")),
        standard=row.code if row else "",
        level1=columns.level1,
        level2=columns.level2,
        elements=columns.elements,
        citations=columns.citations,
        limit=columns.limit,
        clauses=columns.clauses,
        subjects_text=columns.subjects_text,
        channels=columns.channels,
        audience=columns.audience,
        manner=columns.manner,
        levels=columns.levels,
        verified=row.verified if row else "",
        sources=row.sources if row else (),
        provenance=_provenance(row, data),
        state=judgement.state,
        state_reason=judgement.reason,
        state_date=judgement.date,
        state_basis=judgement.basis,
        due=judgement.due,
        records=tuple(records.pick(books.records.columns.ids)),
        path=entry.path,
        line=entry.lines[code],
        ticked=ticked_elements(columns.elements, records),
        local=data,
    )


_INHERITED: Mapping[str, Origin] = MappingProxyType(dict.fromkeys(_READERS, Origin.STANDARD))


def _provenance(row: StandardItem | None, data: Mapping[str, Any]) -> Mapping[str, Origin]:
    if row and not data:
        return _INHERITED
    return MappingProxyType(
        {c: Origin.LOCAL if c in data or row is None else Origin.STANDARD for c in _READERS}
    )


def _joint(
    books: Books, owner: Body, texts: Iterable[str], written: Iterable[str] | None
) -> tuple[str, ...]:
    """Return the other bodies of the unit that answer for the item: written ones, or the row's."""
    if written is not None:
        return tuple(f"{owner.unit}/{slug}" for slug in written)
    if not owner.slug:  # a town keeps all its items itself
        return ()
    held = (books.body_by_duty.get((owner.unit, duty)) for duty in duties_of(books.index, texts))
    return tuple(dict.fromkeys(b for b in held if b and b != owner.id))


def _judge(
    books: Books,
    unit: Unit,
    columns: _Columns,
    data: Mapping[str, Any],
    records: Chosen,
) -> Judgement:
    ended = unit.ended if unit.ended and unit.ended <= books.as_of else None
    if not (ended or data or records):
        return books.silent[WEBSITE in columns.channels]
    told = books.records.columns
    return judge(
        Facts(
            written="停止公开" if ended else data.get("状态", ""),
            reason=f"{unit.name}已经撤销" if ended else data.get("理由", ""),
            date=ended or parse_date(data.get("日期")),
            basis="" if ended else data.get("依据", ""),
            formed=parse_date(data.get("形成日期")),
            online=WEBSITE in columns.channels,
            complete=unit.complete,
            clauses=columns.clauses,
            days=[*records.pick(told.published), *records.pick(told.formed)],
            as_of=books.as_of,
        )
    )
