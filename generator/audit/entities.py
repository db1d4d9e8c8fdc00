"""What one file of the catalog holds, by permanent codes instead of places.

Values are the texts as written, types left aside: a schema that changes its mind about a type
must not change what was said in the past.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from generator.load import Mapping, kind_of, plain, read_text

if TYPE_CHECKING:
    from collections import abc
    from collections.abc import Callable, Iterator

Data = dict[str, Any]
ITEM, RECORD, ROW, AREA = "item", "record", "row", "area"
UNIT, BODY, BASIS, SUBJECT, TERM = "unit", "body", "basis", "subject", "term"
SITE = "site"
MOVED_FROM, MERGED_FROM = "移自", "合并自"
MUST_STAY = frozenset({ITEM, RECORD, ROW, UNIT, BODY})  # what goes without a word has vanished


class Entity(NamedTuple):
    """One thing of the catalog as one file has it.

    ``key``: what names it for ever. In an item's and a body's the unit is still missing: only the
    catalog knows the code of the folder they stand in.
    """

    kind: str
    key: str
    data: Data


def read_entities(path: str, data: bytes) -> tuple[Entity, ...] | None:
    """Return what the file at ``path`` holds; None when it can't be read for certain."""
    kind = kind_of(path)
    read = _READERS.get(kind or "")
    if read is None:  # such as the rules for audits: no part of what is published
        return ()
    node = read_text(data, path).node
    if not isinstance(node, Mapping):
        return None
    return tuple(read(path, plain(node)))


def same_body(one: abc.Mapping[str, Any], other: abc.Mapping[str, Any]) -> bool:
    """Tell whether two folders, one gone and one new, are of the same body.

    Its 统一社会信用代码 says so; where one of them has none, its name does.
    """
    codes = [data.get("统一社会信用代码") for data in (one, other)]
    if all(codes):
        return codes[0] == codes[1]
    return bool(one.get("名称")) and one.get("名称") == other.get("名称")


def named(data: Data) -> Iterator[str]:
    """Yield the numbers an item says it comes from, each once."""
    merged = data.get(MERGED_FROM)
    written = (data.get(MOVED_FROM), *(merged if isinstance(merged, list) else ()))
    yield from dict.fromkeys(str(number) for number in written if number)


def folder_of(path: str) -> str:
    """Return the folder a file stands in."""
    return path.rpartition("/")[0]


def owner_folder(path: str) -> str:
    """Return the folder of the body, or of the town, that owns an items or records file."""
    return path.partition("/records/")[0] if "/records/" in path else folder_of(path)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yml")


def _table(data: Data, name: str) -> Iterator[tuple[str, Any]]:
    held = data.get(name)
    if isinstance(held, dict):
        yield from held.items()


def _items(_path: str, data: Data) -> Iterator[Entity]:
    area = data.get("领域")
    for code, written in _table(data, "事项"):
        yield Entity(ITEM, code, {"领域": area, **(written if isinstance(written, dict) else {})})


def _standard(path: str, data: Data) -> Iterator[Entity]:
    area = _stem(path)
    yield Entity(AREA, area, {key: value for key, value in data.items() if key != "事项"})
    for code, row in _table(data, "事项"):
        yield Entity(ROW, code, {"领域": area, **(row if isinstance(row, dict) else {})})


def _unit(_path: str, data: Data) -> Iterator[Entity]:
    code = data.get("区划代码")
    if isinstance(code, str) and code:
        yield Entity(UNIT, code, data)


def _entries(kind: str, table: str) -> Callable[[str, Data], Iterator[Entity]]:
    def read(_path: str, data: Data) -> Iterator[Entity]:
        for key, value in _table(data, table):
            yield Entity(kind, key, value if isinstance(value, dict) else {table: value})

    return read


_READERS: dict[str, Callable[[str, Data], Iterator[Entity]]] = {
    "items": _items,
    "record": lambda path, data: iter((Entity(RECORD, _stem(path), data),)),
    "standard": _standard,
    "unit": _unit,
    "body": lambda path, data: iter((Entity(BODY, _stem(folder_of(path)), data),)),
    "bases": _entries(BASIS, "依据"),
    "subjects": _entries(SUBJECT, "主体"),
    "terms": _entries(TERM, "群众用语"),
    "site": lambda _path, data: iter((Entity(SITE, SITE, data),)),
}
