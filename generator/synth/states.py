"""States and local changes written into the item files, so that every one can be seen.

The first county is marked 收录: 完整: only there may 应公开未公开 be computed, from a 形成日期
and a limit that was read without doubt.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.exchange.yamltext import entry
from generator.limits import judgeable
from generator.synth.texts import MARK

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.exchange.yamltext import Value
    from generator.resolve import Catalog, Item

_FORMED = dt.date(2025, 3, 3)  # long enough ago for every limit counted in days
_OVERDUE = 6  # items of the complete unit
_LOCAL_CODE = "B01"

# 状态 → (share of a unit's items, what is written beside it)
_WRITTEN: Mapping[str, tuple[float, dict[str, Value]]] = {
    "暂无信息": (0.03, {"日期": "2025-06-30", "理由": f"{MARK}本年度没有发生此类事项。"}),
    "本级无此职责": (0.02, {"日期": "2025-01-10", "理由": f"{MARK}由上级部门统一办理。"}),
    "停止公开": (
        0.01,
        {
            "日期": "2025-06-30",
            "理由": f"{MARK}事项已经取消。",
            "依据": f"{MARK}《关于调整公开事项的通知》（演示〔2025〕1号）",
        },
    ),
}


class Change(Struct, frozen=True):
    """Fields to write under one adopted item."""

    item: Item
    fields: Mapping[str, Value]


def write_states(root: Path, catalog: Catalog, chance: random.Random) -> frozenset[str]:
    """Write the states and changes; return the ids of the items no record may stand under."""
    changes = list(_plan(catalog, chance))
    by_file: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_file[change.item.path].append(change)
    for path, found in by_file.items():
        _edit(root / path, found)
    example = _complete_unit(catalog)
    if example:
        _mark_complete(root / catalog.units[example].folder / "unit.yml")
        _add_local(root, catalog, example)
    return frozenset(c.item.id for c in changes if {"状态", "形成日期"} & c.fields.keys())


def _plan(catalog: Catalog, chance: random.Random) -> Iterator[Change]:
    example = _complete_unit(catalog)
    for unit in catalog.units:
        items = [item for item in catalog.items.values() if item.unit == unit and item.online]
        chance.shuffle(items)
        for state, (share, fields) in _WRITTEN.items():
            for _ in range(max(1, round(share * len(items))) if items else 0):
                if items:
                    yield Change(items.pop(), {"状态": state, **fields})
        if unit == example:
            timed = [item for item in items if judgeable(item.clauses)]
            yield from (Change(i, {"形成日期": _FORMED.isoformat()}) for i in timed[:_OVERDUE])
            rest = [item for item in items if item not in timed[:_OVERDUE]]
            yield from (_narrower(item) for item in rest[:_OVERDUE])


def _narrower(item: Item) -> Change:
    """Return a local wording of an item's elements, to show where a field was written."""
    return Change(item, {"公开内容": [*item.elements, f"{MARK}本地补充的公开内容"]})


def _complete_unit(catalog: Catalog) -> str:
    """Return the first unit that has items: the one marked 收录: 完整."""
    return next((unit for unit in catalog.units if any(k[0] == unit for k in catalog.items_of)), "")


def _edit(path: Path, changes: list[Change]) -> None:
    """Set each item's fields under its line, from the last line up so that numbers stay true."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for change in sorted(changes, key=lambda change: change.item.line, reverse=True):
        assert f'"{change.item.code}":' in lines[change.item.line - 1]
        written = "".join(entry(key, value, indent=4) for key, value in change.fields.items())
        lines.insert(change.item.line, written)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def _mark_complete(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    marked, found = re.subn("^收录: 部分$", "收录: 完整", text, flags=re.MULTILINE)
    assert found, "new units say how much of their records is here"
    path.write_text(marked, encoding="utf-8", newline="\n")


def _add_local(root: Path, catalog: Catalog, unit: str) -> None:
    """Add an item of the unit's own at the end of its first file, modelled on an adopted one."""
    model = next(item for item in catalog.items.values() if item.unit == unit)
    code = f"{catalog.areas[model.area].number}-{_LOCAL_CODE}"
    content: dict[str, Value] = {
        "一级事项": f"{MARK}本地事项",
        "二级事项": f"{MARK}便民服务清单",
        "公开内容": [f"{MARK}服务名称", f"{MARK}办理地点"],
        "公开依据": [citation.text for citation in model.citations],
        "公开时限": model.limit,
        "公开主体": list(model.subjects_text),
        "公开渠道和载体": list(model.channels),
        "公开对象": model.audience,
        "公开方式": model.manner,
        "公开层级": list(model.levels),
    }
    path = root / model.path
    text = path.read_text(encoding="utf-8") + entry(code, content, indent=2)
    path.write_text(text, encoding="utf-8", newline="\n")
