"""What was said of a thing, field by field, and what it means that something else is said now.

An item says what its file says and, in all other columns, what the standard's row says: a change
of the row is a change of the item, unless the unit has written that column itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from generator.audit.diff.entities import shown, value
from generator.audit.diff.judge import field_change
from generator.audit.diff.model import FieldChange, Meaning
from generator.audit.diff.outcome import ATTACHED, ATTACHED_LINKS, parted
from generator.audit.entities import AREA, BASIS
from generator.check.index import basis_spellings
from generator.resolve.model import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.audit.diff.model import Value
    from generator.audit.entities import Data
    from generator.audit.history import History
    from generator.audit.state import Standing

OWNER, FIELD_OF_WORK = "责任主体", "领域"
STATE, STOPPED = "状态", "停止公开"
LEFT = {"日期": "停止日期", "理由": "停止理由", "依据": "停止依据"}
"""What a tombstone says → the field that says so of the item that went on from there."""
# Fields in the order the official table and our own pages have them; others follow as written.
_ORDER = (
    OWNER, "共同主体", FIELD_OF_WORK, STATE, "停止", "日期", "理由", "依据", "名称", "标题", "类型",
    "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体",
    "公开对象", "公开方式", "公开层级", "文号", "链接", ATTACHED, ATTACHED_LINKS,
    "有效性",
)  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(_ORDER)}
_HIDDEN = frozenset({"序号", "豁免", "审查"})  # of no use to somebody who asks what is published


def is_open(standing: Standing | None) -> bool:
    """Tell whether an item is there and has not been stopped."""
    return standing is not None and standing.data.get(STATE) != STOPPED


def told(data: Data | None) -> dict[str, Value]:
    """Return what is said, a text or a list of texts for each field, also for fields in fields."""
    return dict(_flat("", parted(data or {})))


def _flat(prefix: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    for key, written in data.items():
        name = f"{prefix}{key}"
        if name in _HIDDEN or written is None:
            continue
        if isinstance(written, dict):
            yield from _flat(f"{name}·", written)
        else:
            yield name, value(written)


class Judge:
    """Compares what a history says at two times; alike changes are judged once."""

    def __init__(self, history: History) -> None:
        self._bases: dict[str, Basis] = {}
        self._spelt: dict[str, str] = {}
        for key in history.keys(BASIS):
            data = history.last(BASIS, key) or {}
            names = {name: str(data.get(name) or "") for name in ("名称", "文号", "效力", "接替")}
            self._bases[key] = Basis(key, *names.values())
            listed = data.get("写法")
            spellings = {**names, "写法": listed if isinstance(listed, list) else []}
            self._spelt |= dict.fromkeys(map(str, basis_spellings(spellings)), key)
        areas = {
            key: str((history.last(AREA, key) or {}).get("名称") or "")
            for key in history.keys(AREA)
        }
        self._areas = {key: name for key, name in areas.items() if name}
        self._known: dict[tuple[str, Value, Value], FieldChange] = {}

    def differences(
        self, before: Mapping[str, Value], after: Mapping[str, Value]
    ) -> tuple[FieldChange, ...]:
        """Return the fields that say something else, in the official order.

        People's numbers are masked: what was taken back must not come back by its history. Where
        there was nothing before, or nothing is left, nothing is judged.
        """
        changed = [
            self._change(
                name, before.get(name, ""), after.get(name, ""), judged=bool(before and after)
            )
            for name in {**before, **after}
            if before.get(name) != after.get(name)
        ]
        return tuple(sorted(changed, key=lambda change: _RANK.get(change.name, len(_RANK))))

    def _change(self, name: str, old: Value, new: Value, *, judged: bool) -> FieldChange:
        if name == FIELD_OF_WORK:  # written as the name of a folder, read as that of an area
            old, new = (self._areas.get(str(value), value) for value in (old, new))
        if not judged:
            return FieldChange(name, shown(old), shown(new), (Meaning.METADATA,))
        if (name, old, new) not in self._known:
            change = field_change(name, old, new, (self._bases, self._spelt))
            self._known[name, old, new] = replace(
                change, old=shown(old), new=shown(new), note=str(shown(change.note))
            )
        return self._known[name, old, new]


def gravest(changes: tuple[FieldChange, ...]) -> tuple[Meaning, ...]:
    """Return what changes mean, each meaning once, the gravest first."""
    found = {meaning for change in changes for meaning in change.meanings}
    return tuple(sorted(found, key=lambda meaning: meaning.rank))
