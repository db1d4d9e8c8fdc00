"""What seldom happens to a catalog, each once in a made-up past, so that every kind is seen."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.exchange.yamltext import document
from generator.synth import everyday
from generator.synth.blocks import added, removed, set_fields
from generator.synth.texts import MARK

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.exchange.yamltext import Value
    from generator.resolve import Item
    from generator.resolve.model import Body, StandardItem
    from generator.synth.desk import Desk, Edit

_LEFT = 0.15  # of the units leave out what all others do
_TERMS = "catalog/terms.yml"


def row_elements(desk: Desk) -> Edit:
    """Add an element in the standard."""
    row = desk.row()
    more = [*row.elements, f"{MARK}新增的公开内容"]
    return desk.set_row(row, "标准目录补充公开内容", {"公开内容": more})


def alike(desk: Desk) -> Edit:
    """Change a limit in most of the units that have the item; a few are left behind."""
    followers: defaultdict[str, list[Item]] = defaultdict(list)
    for item in desk.catalog.items.values():
        undated = not desk.dated(item.standard)
        if item.standard and not item.local and "乡级" in item.levels and undated:
            followers[item.standard].append(item)
    code = max(followers, key=lambda code: (len(followers[code]), code))
    row, items = desk.catalog.standards[code], followers[code]
    fields = {"公开时限": desk.another_limit(row.limit)}
    files = {
        item.path: set_fields(desk.texts[item.path], item.code, fields)
        for item in items[: len(items) - max(1, round(_LEFT * len(items)))]
    }
    return desk.told(f"统一调整公开时限：{row.title}", files)


def move(desk: Desk) -> Edit:
    """Hand an item over to another body of its unit; where no unit has two, change an item.

    To one of those the standard names beside it, if there is one: then the check finds nothing.
    """
    found = [(item, heir) for item in desk.spare if (heir := _heir(desk, item))]
    found.sort(key=lambda pair: not set(pair[1].duties) & set(_row(desk, pair[0]).subjects))
    item, heir = next(iter(found), (None, None))
    if item is None or heir is None:
        return everyday.limit(desk)
    folder = heir.folder
    desk.spare.remove(item)
    target = f"{folder}/{item.area}.yml"
    left, block = removed(desk.texts[item.path], item.code)
    schema = f"{'../' * target.count('/')}schema/items.schema.json"
    empty = document({"领域": item.area, "事项": None}, schema=schema)
    files = {item.path: left, target: desk.texts.get(target, empty) + block}
    return desk.told(f"职责划转：{item.title}", files)


def _row(desk: Desk, item: Item) -> StandardItem:
    return desk.catalog.standards[item.standard]


def _heir(desk: Desk, item: Item) -> Body | None:
    """Return another body that has none of the item's area: one that the item's row names first.

    None where there is none.
    """
    folder = item.path.rpartition("/")[0]
    others = [
        body
        for body in desk.catalog.bodies.values()
        if body.unit == item.unit and body.slug and body.folder != folder
        and f"{body.folder}/{item.area}.yml" not in desk.texts
    ]  # fmt: skip
    alone = len(desk.catalog.items_of[item.unit, item.area]) == 1
    named = set(_row(desk, item).subjects)
    others.sort(key=lambda body: not named & set(body.duties))
    return None if alone else next(iter(others), None)


def rename(desk: Desk) -> Edit:
    """Give a body another name."""
    body = next(one for one in desk.catalog.bodies.values() if one.slug and not one.name_verified)
    path = f"{body.folder}/body.yml"
    text = desk.texts[path].replace(f"名称: {body.name}\n", f"名称: {MARK}新设{body.name}\n", 1)
    return desk.told(f"部门更名：{body.name}", {path: text})


def term(desk: Desk) -> Edit:
    """Note what citizens call something."""
    text, word = desk.texts[_TERMS], "虚构的说法"
    lines = {"群众用语": f"{word}: [{desk.item().level1}]", "用语来源": f"{MARK}: [{word}]"}
    for table, line in lines.items():
        text = text.replace(f"\n{table}:\n", f"\n{table}:\n  {line}\n", 1)
    return desk.told("增加群众用语", {_TERMS: text})


def add_own(desk: Desk) -> Edit:
    """List another item of the home unit's own, which has no row in the standard."""
    number = len(desk.own) + 2
    code = f"{_area(desk)}-B{number:02}"
    desk.own.append(code)
    text = added(desk.texts[desk.home.path], code, _like_home(desk, f"便民服务清单（{number}）"))
    return desk.told("新增本地事项", {desk.home.path: text})


def merge_own(desk: Desk) -> Edit:
    """Make one of two of the unit's own items."""
    return _become(desk, "B21", "合并本地事项", desk.own[:2], "便民服务总清单")


def renumber_own(desk: Desk) -> Edit:
    """Give the unit's first own item another number."""
    return _become(desk, "B22", "本地事项改编号", [desk.home.code], desk.home.level2)


def lose_own(desk: Desk) -> Edit:
    """Take an item out without a word: what an auditor must find."""
    text, _ = removed(desk.texts[desk.home.path], f"{_area(desk)}-B21")
    return desk.told("整理文件", {desk.home.path: text})


def _area(desk: Desk) -> str:
    return desk.home.code.partition("-")[0]


def _become(desk: Desk, number: str, subject: str, old: list[str], name: str) -> Edit:
    text = desk.texts[desk.home.path]
    for code in old:
        text, _ = removed(text, code)
    sources = [f"{desk.home.unit}/{code}" for code in old]
    link: dict[str, Value] = {"合并自": sources} if len(old) > 1 else {"移自": sources[0]}
    text = added(text, f"{_area(desk)}-{number}", {**_like_home(desk, name), **link})
    return desk.told(subject, {desk.home.path: text})


def _like_home(desk: Desk, name: str) -> dict[str, Value]:
    """Return the columns of an item like the unit's first own one."""
    home = desk.home
    return {
        "一级事项": home.level1,
        "二级事项": f"{MARK}{name.removeprefix(MARK)}",
        "公开内容": list(home.elements),
        "公开依据": [citation.text for citation in home.citations],
        "公开时限": home.limit,
        "公开主体": list(home.subjects_text),
        "公开渠道和载体": list(home.channels),
        "公开对象": home.audience,
        "公开方式": home.manner,
        "公开层级": list(home.levels),
    }


TOUR: tuple[Callable[[Desk], Edit], ...] = (
    everyday.limit, everyday.stop, term, add_own, everyday.row_limit, everyday.manner, add_own,
    alike, everyday.resume, merge_own, everyday.elements, row_elements, move, renumber_own,
    everyday.contact, rename, everyday.stop, lose_own, everyday.missing,
)  # fmt: skip
"""Every kind of change in an order in which each finds what it needs."""

ORDINARY: tuple[Callable[[Desk], Edit], ...] = (
    everyday.limit, everyday.channels, everyday.elements, everyday.audience, everyday.manner,
)  # fmt: skip
SELDOM: tuple[Callable[[Desk], Edit], ...] = (
    everyday.stop, everyday.resume, everyday.contact, everyday.row_limit, everyday.missing,
)  # fmt: skip
