"""What made-up editors do every day: one item, one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.synth.desk import STATE
from generator.synth.texts import MARK

if TYPE_CHECKING:
    from generator.synth.desk import Desk, Edit

_REASONS = ("职责已经划转", "事项已经取消", "与其他事项合并办理")


def limit(desk: Desk) -> Edit:
    """Give an item another limit, shorter or longer."""
    item = desk.item()
    now = desk.written(item)
    fields = {"公开时限": desk.another_limit(now if "公开时限" in now else item.limit)}
    return desk.set(item, "调整公开时限", fields)


def channels(desk: Desk) -> Edit:
    """Take a channel away from an item, or give it one more."""
    item = desk.item()
    others = [name for name in desk.catalog.channels if name not in item.channels]
    fewer = len(item.channels) > 1 and desk.chance.random() < 1 / 2
    listed = item.channels[:-1] if fewer else (*item.channels, desk.chance.choice(others))
    return desk.set(item, "调整公开渠道和载体", {"公开渠道和载体": list(listed)})


def elements(desk: Desk) -> Edit:
    """Ask more of an item's documents."""
    item = desk.item()
    more = f"{MARK}{desk.day.month}月补充的公开内容"
    return desk.set(item, "补充公开内容", {"公开内容": [*item.elements, more]})


def audience(desk: Desk) -> Edit:
    """Open an item to some only, or to all again."""
    item = desk.item()
    other = "全社会" if "公开对象: 特定" in desk.written(item) else "特定群体（申请人）"
    return desk.set(item, "调整公开对象", {"公开对象": other})


def manner(desk: Desk) -> Edit:
    """Give an item's documents on request only, or openly again."""
    item = desk.item()
    other = "主动公开" if "公开方式: 依申请公开" in desk.written(item) else "依申请公开"
    return desk.set(item, "调整公开方式", {"公开方式": other})


def stop(desk: Desk) -> Edit:
    """Stop an item, with its day, reason and document."""
    item = desk.spare.pop()
    desk.stopped.append(item)
    number = f"〔{desk.day.year}〕{desk.day.month}号"
    fields = {
        "状态": "停止公开",
        "日期": desk.day.isoformat(),
        "理由": f"{MARK}{desk.chance.choice(_REASONS)}。",
        "依据": f"{MARK}《关于调整公开事项的通知》（演示{number}）",
    }
    return desk.set(item, "停止公开", fields)


def resume(desk: Desk) -> Edit:
    """Take up again the item that was stopped last; where none is stopped, stop one."""
    if not desk.stopped:
        return stop(desk)
    return desk.set(desk.stopped.pop(), "恢复公开", dict.fromkeys(STATE))


def missing(desk: Desk) -> Edit:
    """Say of an item that there is nothing to publish."""
    item = desk.spare.pop()
    reason = f"{MARK}本年度没有发生此类事项。"
    fields = {"状态": "暂无信息", "日期": desk.day.isoformat(), "理由": reason}
    return desk.set(item, "登记暂无信息", fields)


def contact(desk: Desk) -> Edit:
    """Give a body another telephone."""
    bodies = [body for body in desk.catalog.bodies.values() if body.contact.phone and body.slug]
    body = desk.chance.choice(bodies)
    path = f"{body.folder}/body.yml"
    number = f"  电话: 0000-0000{desk.chance.randrange(1000):03}\n"
    lines = desk.texts[path].splitlines(keepends=True)
    text = "".join(number if line.startswith("  电话:") else line for line in lines)
    return desk.told(f"更新联系电话：{body.name}", {path: text})


def row_limit(desk: Desk) -> Edit:
    """Change a limit in the standard: every unit follows that has written none itself."""
    row = desk.row()
    limit = desk.another_limit(row.limit)
    return desk.set_row(row, "标准目录调整公开时限", {"公开时限": limit})
