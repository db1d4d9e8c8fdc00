"""要素 a record says it publishes: those of its own items, written as the catalog has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Finding, rule
from generator.load import nearest
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.check.entry import Entry
    from generator.check.index import Index

_SEPARATOR = regex(r"[；;、，,]")


@rule(
    "ref-element",
    "公开信息写的要素，要是它的事项的要素",
    why="要素写在目录的“公开内容”里；写法一样，才知道公开的是哪一个。",
    each=True,
)
def record_elements(index: Index) -> Iterator[Finding]:
    """Each 要素 of a record stands in the 公开内容 of at least one of its items."""
    for entry in index.of("record"):
        elements = entry.data.get("要素", ())
        if not elements:
            continue
        if not entry.data["事项"]:
            yield Finding(
                entry,
                ["要素"],
                "写了要素，没有写是哪个事项的。",
                "在“事项”里补上编号；哪一项都不属于的，删掉“要素”。",
                key=True,
            )
            continue
        known = _elements_of(index, entry)
        if known is None:
            continue  # its item is what must be mended first
        for i, element in enumerate(elements):
            if element not in known:
                yield _unknown(entry, i, element, known)


def _elements_of(index: Index, record: Entry) -> Sequence[str] | None:
    """Return the elements of the record's items in order, None when an item is not known."""
    unit = index.unit_of(record)
    adopted: Mapping[str, Entry] = index.adopted.get(unit.folder, {}) if unit else {}
    found: dict[str, None] = {}
    for code in record.data["事项"]:
        if code not in adopted:
            return None
        row = index.rows.get(code)
        own = adopted[code].data["事项"][code] or {}
        elements = own.get("公开内容") or (row.data["公开内容"] if row else None)
        if elements is None:
            return None
        found.update(dict.fromkeys(elements))
    return tuple(found)


def _unknown(entry: Entry, i: int, word: str, known: Sequence[str]) -> Finding:
    where: list[str | int] = ["要素", i]
    what = f"它的事项没有“{word}”这个要素。"
    parts = [part.strip() for part in _SEPARATOR.split(word)]
    if len(parts) > 1 and all(part in known for part in parts):
        fix = "几个要素分开写，一个一行。"
        return Finding(entry, where, what, fix, paste=_lines(parts), replaces=False)
    if guess := _meant(word, known):
        rest = f"全部要素是：{'；'.join(known)}。"
        return Finding(entry, where, what, f"是不是“{guess}”？{rest}", paste=guess)
    fix = "从下面选，照抄一样的写法，公开了哪些就留哪些。"
    return Finding(entry, where, what, fix, paste=_lines(known), replaces=False)


def _meant(word: str, known: Sequence[str]) -> str | None:
    """Return the element meant: a near spelling, or the only one that begins so (办事指南（…）)."""
    beginning = [element for element in known if element.startswith(word)]
    return nearest(word, known) or (beginning[0] if len(beginning) == 1 else None)


def _lines(elements: Sequence[str]) -> str:
    return "\n".join(["要素:", *(f"  - {element}" for element in elements)])
