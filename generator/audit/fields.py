"""What was said of a thing, field by field, and how two sayings differ.

An item says what its file says and, in all other columns, what the standard's row says: a change
of the row is a change of the item, unless the unit has written that column itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.audit.entities import Data

Value = str | tuple[str, ...]
OWNER = "责任主体"
AREA = "领域"
STATE, STOPPED = "状态", "停止公开"
# Fields in the order the official table and our own pages have them; others follow as written.
_ORDER = (
    OWNER, "共同主体", AREA, STATE, "停止", "日期", "理由", "依据", "名称", "标题", "类型",
    "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体",
    "公开对象", "公开方式", "公开层级", "文号", "链接", "附件", "有效性",
)  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(_ORDER)}
_HIDDEN = frozenset({"序号", "豁免", "审查"})  # of no use to somebody who asks what is published


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; None where it wasn't, or isn't, said."""

    field: str
    before: Value | None
    after: Value | None


def told(data: Data | None) -> dict[str, Value]:
    """Return what is said, a text or a list of texts for each field, also for fields in fields."""
    return dict(_flat("", data or {}))


def _flat(prefix: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    for key, value in data.items():
        name = f"{prefix}{key}"
        if name in _HIDDEN or value is None:
            continue
        if isinstance(value, dict):
            yield from _flat(f"{name}·", value)
        elif isinstance(value, list):
            yield name, tuple(map(_one, value))
        else:
            yield name, str(value)


def _one(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_one(part) for part in value.values() if part is not None)
    return "、".join(map(_one, value)) if isinstance(value, list) else str(value or "")


def differences(before: Mapping[str, Value], after: Mapping[str, Value]) -> tuple[FieldChange, ...]:
    """Return the fields that say something else, in the official order."""
    changed = [
        FieldChange(name, before.get(name), after.get(name))
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    ]
    return tuple(sorted(changed, key=lambda change: _RANK.get(change.field, len(_RANK))))
