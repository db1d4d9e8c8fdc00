"""A state an owner writes comes with what makes it believable."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.check.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.check.index import Index

# 状态 → the fields it can't do without.
_NEEDS = {
    "停止公开": ("日期", "理由", "依据"),
    "本级无此职责": ("日期", "理由"),
    "暂无信息": ("日期",),
}
_NOTHING_THERE = ("暂无信息", "本级无此职责")
_LOCAL_NEEDS = (
    "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体",
    "公开对象", "公开方式", "公开层级",
)  # fmt: skip


@rule("state-reason", "写了状态，就要写日期和理由", why="什么都不能没有说明就不再公开。")
def reasons(index: Index) -> Iterator[Finding]:
    """停止公开 needs date, reason and basis; 本级无此职责 date and reason; 暂无信息 a date."""
    for entry, code, data in index.items:
        state = data.get("状态")
        lacking = [field for field in _NEEDS.get(state or "", ()) if field not in data]
        if lacking:
            yield Finding(
                entry,
                ["事项", code, "状态"],
                f"{code} 写了“{state}”，没有写{'、'.join(lacking)}。",
                f"在下面补上{'、'.join(lacking)}。",
                paste="\n".join(f"{field}: " for field in lacking),
            )


@rule(
    "state-stray", "没有写状态，就不用写日期、理由和依据", why="日期、理由和依据是用来说明状态的。"
)
def strays(index: Index) -> Iterator[Finding]:
    """日期, 理由 and 依据 explain a 状态; alone they explain nothing."""
    for entry, code, data in index.items:
        if "状态" in data:
            continue
        for field in ("日期", "理由", "依据"):
            if field in data:
                yield Finding(
                    entry,
                    ["事项", code, field],
                    f"{code} 写了“{field}”，没有写“状态”。",
                    "补上“状态”，或者删掉这一行。",
                    key=True,
                )


@rule("state-local", "本地事项要写全官方目录表的各列", why="本地事项没有标准目录可以照。")
def complete_local(index: Index) -> Iterator[Finding]:
    """A local item inherits from nobody."""
    for entry, code, data in index.items:
        if "-B" not in code:
            continue
        lacking = [field for field in _LOCAL_NEEDS if field not in data]
        if lacking:
            yield Finding(
                entry,
                ["事项", code],
                f"本地事项 {code} 没有写{'、'.join(lacking)}。",
                "标准目录里没有这一项，各列都要自己写。",
                key=True,
            )


@rule(
    "state-published",
    "已经有公开信息的事项，不能写暂无信息",
    why="同一个事项不能一边说没有信息，一边公开信息。",
)
def contradicted(index: Index) -> Iterator[Finding]:
    """暂无信息 beside a record of the same item says two things at once."""
    said = [
        (unit.folder, code, entry, data)
        for entry, code, data in index.items
        if data.get("状态") in _NOTHING_THERE and (unit := index.unit_of(entry))
    ]
    recorded = _recorded(index, {(folder, code) for folder, code, *_ in said})
    for folder, code, entry, data in said:
        if found := recorded.get((folder, code)):
            yield Finding(
                entry,
                ["事项", code, "状态"],
                f"{code} 写了“{data['状态']}”，但是 {found} 就是这一项的公开信息。",
                "删掉状态，或者核对那份公开信息的“事项”。",
            )


def _recorded(index: Index, items: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return (unit, code) → the last of its records, of some items that have any.

    Told of all items it took 25 ms of 50,000 documents.
    """
    found: dict[tuple[str, str], str] = {}
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for folder, code in items:
        asked[folder].add(code)
    for batch in index.shelf.batches:
        unit, _ = index.owners(batch.folder)
        if unit is None or not (wanted := asked.get(unit.folder)):
            continue
        for name, codes in zip(batch.names, batch.column("items"), strict=True):
            for code in codes:
                if code in wanted:
                    found[unit.folder, code] = f"{batch.folder}/{name}"
    return found
