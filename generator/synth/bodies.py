"""What made-up bodies have beyond their duties: contacts for some, an office for the root.

The bodies themselves are those every new city gets (``generator.exchange.write_bodies``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.exchange.yamltext import document, entry
from generator.synth.texts import MARK

if TYPE_CHECKING:
    from pathlib import Path

    from generator.exchange.yamltext import Value

_REACHABLE = 3  # every third body has a telephone; the others fall back on their unit's
_OFFICE = "catalog/city/zhengwu-gongkai/body.yml"
_CONTACT: dict[str, Value] = {
    "电话": "0000-0000000",
    "地址": f"{MARK}示例路1号",
    "办公时间": f"{MARK}工作日8:30—12:00，14:30—17:30",
    "来源": f"{MARK}由 gongkai synth 生成",
}


def write_contacts(root: Path) -> None:
    """Give every third body a made-up contact, and the root, which has no items, one office.

    The office publishes the city's own records.
    """
    bodies = sorted((root / "catalog").rglob("body.yml"))
    for path in bodies[::_REACHABLE]:
        text = path.read_text(encoding="utf-8") + entry("联系", _CONTACT, indent=0)
        path.write_text(text, encoding="utf-8", newline="\n")
    content: dict[str, Value] = {
        "名称": f"{MARK}政务公开办公室",
        "名称核对": "待核对",
        "履行": [],
        "联系": _CONTACT,
    }
    office = root / _OFFICE
    office.parent.mkdir(parents=True, exist_ok=True)
    text = document(content, schema=f"{'../' * _OFFICE.count('/')}schema/body.schema.json")
    office.write_text(text, encoding="utf-8", newline="\n")
