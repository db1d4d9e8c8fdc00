"""What things are called, at a moment of the history, and who owned them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.audit.diff.entities import shown
from generator.audit.diff.model import Thing
from generator.audit.entities import (
    AREA,
    BASIS,
    BODY,
    ITEM,
    RECORD,
    ROW,
    SUBJECT,
    TERM,
    UNIT,
    owner_folder,
)  # fmt: skip
from generator.audit.nearness import near
from generator.resolve.model import join_title

if TYPE_CHECKING:
    from generator.audit.entities import Data
    from generator.audit.history import History

THINGS = {
    kind: Thing[kind.upper()]
    for kind in (ITEM, RECORD, ROW, AREA, UNIT, BODY, BASIS, SUBJECT, TERM)
}
KIND_NAMES = {kind: thing.value for kind, thing in THINGS.items()}
_TITLES = {RECORD: "标题", AREA: "名称", UNIT: "名称", BODY: "名称", BASIS: "名称", SUBJECT: "名称"}


def code_of(item: str) -> str:
    """Return an item's code without its unit."""
    return item.rpartition("/")[2]


def unit_of(key: str) -> str:
    """Return the 区划代码 an item's or a body's key begins with."""
    return key.partition("/")[0]


def owner_of(history: History, unit: str, path: str) -> str:
    """Return the key of the body whose folder a file stands in: a town's is its own code."""
    body = f"{unit}/{owner_folder(path).rpartition('/')[2]}"
    return body if history.of(BODY, body) else unit


def owner_name(history: History, owner: str) -> str:
    """Return what a body is called, its unit's name before it."""
    unit = _text(history.last(UNIT, unit_of(owner)), "名称") or unit_of(owner)
    body = _text(history.last(BODY, owner), "名称") if "/" in owner else ""
    return body if body.startswith(unit) else f"{unit}{body}"


def title_of(history: History, kind: str, key: str, data: Data | None) -> str:
    """Return what a thing is called by ``data``; an item also by its standard row."""
    if kind in (ITEM, ROW):
        row = history.last(ROW, code_of(key)) or {}
        local = data or {}
        levels = (local.get(f, row.get(f)) or "" for f in ("一级事项", "二级事项"))
        return str(shown(join_title(*levels))) or code_of(key)
    return str(shown(_text(data, _TITLES.get(kind, "")))) or key


def _text(data: Data | None, field: str) -> str:
    value = (data or {}).get(field)
    return value if isinstance(value, str) else ""


def near_items(history: History, asked: str, most: int) -> list[str]:
    """Return the numbers of items and documents, and their titles, that may have been meant.

    Citizens' words mean what the catalog's terms say: 低保 finds 最低生活保障.
    """
    titles = {
        key: title_of(history, kind, key, history.last(kind, key))
        for kind in (ITEM, RECORD)
        for key in history.keys(kind)
    }
    meant = (history.last(TERM, asked) or {}).get("群众用语")
    words = [word for word in meant if isinstance(word, str)] if isinstance(meant, list) else []
    return [f"{key} {titles[key]}" for key in near(titles, [asked, *words], most)]
