"""The seven states of an item as pages show them: own word, own shape, own class, own next step."""

from __future__ import annotations

from msgspec import Struct

from generator.resolve import State


class Face(Struct, frozen=True):
    """How a state looks: class of its colours, icon for its shape, word for tables."""

    css: str
    icon: str
    short: str


FACES = {
    State.PUBLISHED: Face("published", "check-circle", "已公开"),
    State.OVERDUE: Face("overdue", "alert", "应公开未公开"),
    State.NONE_YET: Face("none", "circle-outline", "暂无"),
    State.NOT_OURS: Face("not-ours", "minus", "无此职责"),
    State.OFFLINE: Face("offline", "", "线下"),
    State.STOPPED: Face("stopped", "minus-circle-outline", "已停止"),
    State.NOT_ENTERED: Face("not-entered", "dots", "未收录"),
}

# What a changed field means for the public: class and icon, for the meanings worth a badge.
MEANT: dict[str, tuple[str, str]] = {
    "收窄": ("overdue", "arrow-collapse-horizontal"),
    "扩大": ("published", "arrow-expand-horizontal"),
    "仅文字": ("wording", "format-letter-case"),
    "不可判": ("unchecked", "help-rhombus-outline"),
}
