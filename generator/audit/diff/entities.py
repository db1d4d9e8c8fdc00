"""What files declare beside items, as plain fields: rows, areas, units, bodies, bases, words.

A thing is known by the code it declares; its fields are what is written in the file, under the
names editors know.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.audit.diff.model import Thing, Value
from generator.audit.diff.outcome import parted
from generator.check import typed
from generator.check.privacy.scanner import BLOCKING, conceal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.load import Document
    from generator.resolve import Catalog


class Entity(Struct, frozen=True):
    """One declared thing: what it is called, whose it is, what is written of it."""

    thing: Thing
    key: str
    title: str
    place: str
    body: str
    path: str
    data: Mapping[str, Any]


def declared(documents: Iterable[Document], catalog: Catalog) -> dict[tuple[Thing, str], Entity]:
    """Return the things some documents of a catalog declare, items left out."""
    found = {}
    for document in documents:
        read = _READERS.get(document.kind)
        for entity in read(document, typed(document), catalog) if read else ():
            found[entity.thing, entity.key] = entity
    return found


def value(raw: Any) -> Value:
    """Return what is written in a field as a text or a list of texts."""
    if isinstance(raw, list):
        return tuple(_line(entry) for entry in raw)
    if isinstance(raw, dict):
        return tuple(f"{key}：{_line(entry)}" for key, entry in raw.items())
    return _line(raw)


def _line(raw: Any) -> str:
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, dict):
        return "，".join(f"{key}：{_line(entry)}" for key, entry in raw.items())
    if isinstance(raw, list):
        return "、".join(map(_line, raw))
    return "" if raw is None else str(raw)


def shown(written: Value) -> Value:
    """Return a value with people's numbers masked: what is compared is read by more people."""
    if isinstance(written, tuple):
        return tuple(conceal(text, BLOCKING) for text in written)
    return conceal(written, BLOCKING)


def _standard(document: Document, data: dict[str, Any], catalog: Catalog) -> Iterator[Entity]:
    del catalog
    slug, path = PurePosixPath(document.path).stem, document.path
    rest = {key: entry for key, entry in data.items() if key != "事项"}
    yield Entity(Thing.AREA, slug, data["名称"], "", "", path, rest)
    for code, row in data["事项"].items():
        title = "·".join(dict.fromkeys((row["一级事项"], row["二级事项"])))
        yield Entity(Thing.ROW, code, title, data["名称"], "", path, row)


def _unit(document: Document, data: dict[str, Any], catalog: Catalog) -> Iterator[Entity]:
    del catalog
    yield Entity(Thing.UNIT, data["区划代码"], data["名称"], data["名称"], "", document.path, data)


def _body(document: Document, data: dict[str, Any], catalog: Catalog) -> Iterator[Entity]:
    folder = document.path.rpartition("/")[0]
    body = next(body for body in catalog.bodies.values() if body.folder == folder)
    place = catalog.units[body.unit].name
    yield Entity(Thing.BODY, body.id, body.name, place, body.name, document.path, data)


def _record(document: Document, data: dict[str, Any], catalog: Catalog) -> Iterator[Entity]:
    record = catalog.records[PurePosixPath(document.path).stem]
    body = catalog.bodies[record.body]
    place = catalog.units[body.unit].name
    fields = parted(data)
    yield Entity(Thing.RECORD, record.id, record.title, place, body.name, document.path, fields)


def _waivers(document: Document, data: dict[str, Any], catalog: Catalog) -> Iterator[Entity]:
    """Yield what a file of items publishes in spite of a finding; a record's stands with it."""
    if "豁免" in data:
        folder, path = document.path.rpartition("/")[0], document.path
        body = next(body for body in catalog.bodies.values() if body.folder == folder)
        place, fields = catalog.units[body.unit].name, {"豁免": data["豁免"]}
        yield Entity(Thing.WAIVER, path, path, place, body.name, path, fields)


def _table(thing: Thing, table: str) -> Callable[..., Iterator[Entity]]:
    def read(document: Document, data: dict[str, Any], catalog: Catalog) -> Iterator[Entity]:
        del catalog
        for key, entry in data.get(table, {}).items():
            fields = entry if isinstance(entry, dict) else {table: entry}
            yield Entity(thing, key, fields.get("名称", key), "", "", document.path, fields)
        rest = {name: entry for name, entry in data.items() if name != table}
        for name, entry in rest.items():
            yield Entity(thing, name, name, "", "", document.path, _fields(name, entry))

    return read


def _fields(name: str, entry: Any) -> Mapping[str, Any]:
    return entry if isinstance(entry, dict) else {name: entry}


def _settings(thing: Thing) -> Callable[..., Iterator[Entity]]:
    def read(document: Document, data: dict[str, Any], catalog: Catalog) -> Iterator[Entity]:
        del catalog
        yield Entity(thing, thing.value, thing.value, "", "", document.path, data)

    return read


_READERS: Mapping[str, Callable[..., Iterator[Entity]]] = {
    "standard": _standard,
    "unit": _unit,
    "body": _body,
    "record": _record,
    "items": _waivers,
    "bases": _table(Thing.BASIS, "依据"),
    "subjects": _table(Thing.SUBJECT, "主体"),
    "terms": _table(Thing.TERM, "群众用语"),
    "site": _settings(Thing.SITE),
    "audit": _settings(Thing.POLICY),
}
