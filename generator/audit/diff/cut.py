"""Files of items cut down to what can differ, and all that is left out, counted.

Two revisions that differ in one item of a file of seventy need not resolve the other sixty-nine
twice. What is cut away is told by its code alone, so that every item is still accounted for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.load import Mapping as MappingNode
from generator.load import Scalar, plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from generator.load import Document, Node
    from generator.resolve import Catalog

_ITEMS = "事项"


def entries(document: Document) -> Iterable[tuple[str, Node]]:
    """Yield the codes of a file of items with what is written under them."""
    items = document.node.get(_ITEMS)
    pairs = items.pairs if isinstance(items, MappingNode) else ()
    return ((key.text, entry) for key, entry in pairs)


def equal_codes(old: Document, new: Document) -> frozenset[str]:
    """Return the codes under which two versions of a file say the same.

    None, when something else differs that all of them rest on.
    """
    if _heading(old) != _heading(new):
        return frozenset()
    before = {code: plain(entry) for code, entry in entries(old)}
    return frozenset(
        code for code, entry in entries(new) if code in before and before[code] == plain(entry)
    )


def _heading(document: Document) -> list[tuple[str, object]]:
    return [(key.text, plain(x)) for key, x in document.node.pairs if key.text != _ITEMS]


def cut(document: Document, codes: AbstractSet[str], *, within: bool) -> Document | None:
    """Return a file of items cut to some codes, or to all others; None when none is left.

    One that holds no items, as none should, is left whole: its check says what is wrong.
    """
    items = document.node.get(_ITEMS)
    if not isinstance(items, MappingNode):
        return document
    kept = tuple(pair for pair in items.pairs if (pair[0].text in codes) is within)
    if not kept:
        return None
    pairs = (
        (key, replace(items, pairs=kept) if value is items else value)
        for key, value in document.node.pairs
    )
    return replace(document, node=replace(document.node, pairs=tuple(pairs)))


def count_unread(
    documents: Mapping[str, Document],
    read: Mapping[str, Document],
    catalog: Catalog,
    today: dt.date,
) -> int | None:
    """Return how many items are disclosed by what ``documents`` hold and ``read`` does not.

    ``catalog``: what was resolved from ``read``. None when an item stands in two places, so that
    nobody can say what it is.
    """
    units = {unit.folder: unit for unit in catalog.units.values()}
    seen = set(catalog.items)
    disclosed = 0
    for path, document in documents.items():
        folder = path.rpartition("/")[0]
        unit = units.get(folder) or units[folder.rpartition("/")[0]]
        known = {code for code, _ in entries(read[path])} if path in read else frozenset()
        ended = unit.ended is not None and unit.ended <= today
        for code, entry in entries(document):
            if code in known:
                continue
            key = f"{unit.code}/{code}"
            if key in seen:
                return None
            seen.add(key)
            disclosed += not ended and not _is_stopped(entry)
    return disclosed


def _is_stopped(entry: Node) -> bool:
    state = entry.get("状态") if isinstance(entry, MappingNode) else None
    return isinstance(state, Scalar) and state.text == "停止公开"
