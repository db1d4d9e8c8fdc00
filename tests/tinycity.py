"""A clearly fictional city, small enough to read: a district, two bodies, a town, two areas.

Tests write it to a folder, change one thing, and look at what happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ROW = """\
  "{code}":
    序号: {serial}
    一级事项: {level1}
    二级事项: {level2}
    公开内容: [办理事项, 办理条件]
    公开依据:
      - 《【虚构】公开条例》（虚构令第1号）
    公开时限: 信息形成或者变更之日起20个工作日内
    公开主体: {subjects}
    公开渠道和载体: {channels}
    公开对象: 全社会
    公开方式: 主动公开
    公开层级: {levels}
    核对: 待核对
"""


def row(
    code: str,
    level1: str,
    level2: str,
    *,
    subjects: str = "[县级甲部门]",
    channels: str = "[政府网站]",
    levels: str = "[县级]",
) -> str:
    """Return one standard row's text."""
    serial = int(code[-2:])
    return ROW.format(
        code=code, serial=serial, level1=level1, level2=level2,
        subjects=subjects, channels=channels, levels=levels,
    )  # fmt: skip


def local(code: str, text: str = "") -> str:
    """Return an item of a unit's own, complete in itself, as its file has it."""
    whole = row(code, "本地", "事项").replace("    核对: 待核对\n", "")
    return whole.replace(f"    序号: {int(code[-2:])}\n", "") + text


BOTH = "[县级, 乡级]"
FILES = {
    "catalog/site.yml": """\
格式版本: 1
专题名: 【虚构】目录
项目名: 测试项目
正式发布: false
建立日期: 2020-01-01
类型: {市: 市级, 县区: 县级, 乡镇: 乡级}
热点:
  - 领域: jia
    图标: shield-account
    事项: ["01-01"]
领域分组:
  - 名称: 全部
    领域: [jia, yi]
大家常问: [怎么申请]
""",
    "catalog/subjects.yml": """\
主体:
  jia-bu:
    名称: 甲部门
    类别: 部门
  yi-bu:
    名称: 乙部门
    类别: 部门
  xiangzhen:
    名称: 乡镇人民政府
    类别: 乡镇
  qiye:
    名称: 企业
    类别: 其他
    归口: yi-bu
写法:
  县级甲部门: [jia-bu]
  县级乙部门: [yi-bu]
  乡镇人民政府: [xiangzhen]
  有关企业: [qiye]
""",
    "catalog/bases.yml": """\
依据:
  tiaoli-1:
    名称: 《【虚构】公开条例》
    文号: 虚构令第1号
    效力: 待核对
  banfa:
    名称: 《【虚构】办法》
    效力: 有效
""",
    "catalog/terms.yml": """\
群众用语:
  俗话: [办事指南]
渠道: [政府网站, 公开查阅点, 其他]
对象: [全社会, 特定群体]
""",
    "catalog/standards/jia.yml": '名称: 甲领域\n编号: "01"\n标准版本: 【虚构】标准\n事项:\n'
    + row("01-01", "救助", "办事指南", subjects="[县级甲部门, 乡镇人民政府]", levels=BOTH)
    + row("01-02", "救助", "审批信息")
    + row("01-03", "公示", "名单", channels="[公开查阅点]", levels=BOTH),
    "catalog/standards/yi.yml": '名称: 乙领域\n编号: "02"\n标准版本: 【虚构】标准\n事项:\n'
    + row("02-01", "交易", "公告", subjects="[有关企业, 县级甲部门]"),
    "catalog/city/unit.yml": '名称: 【虚构】市\n类型: 市\n区划代码: "990100"\n',
    "catalog/districts/dong/unit.yml": '名称: 东区\n类型: 县区\n区划代码: "990102"\n',
    "catalog/districts/dong/jia-bu/body.yml": "名称: 甲部门\n名称核对: 待核对\n履行: [jia-bu]\n",
    "catalog/districts/dong/yi-bu/body.yml": "名称: 乙部门\n名称核对: 待核对\n履行: [yi-bu]\n",
    "catalog/districts/dong/jia-bu/jia.yml": (
        '领域: jia\n事项:\n  "01-01":\n  "01-02":\n  "01-03":\n'
    ),
    "catalog/districts/dong/yi-bu/yi.yml": '领域: yi\n事项:\n  "02-01":\n',
    "catalog/districts/dong/qing-zhen/unit.yml": (
        '名称: 青镇\n类型: 乡镇\n区划代码: "990102101"\n收录: 完整\n'
    ),
    "catalog/districts/dong/qing-zhen/jia.yml": '领域: jia\n事项:\n  "01-01":\n  "01-03":\n',
    "catalog/districts/dong/jia-bu/records/2024/20240105-abc234.yml": """\
标题: 【虚构】救助办事指南
事项: ["01-01"]
索引号: 990102/2024-00001
生成日期: 2024-01-02
发布日期: 2024-01-05
链接: https://example.invalid/1
""",
}

DISTRICT = "catalog/districts/dong"
TOWN = f"{DISTRICT}/qing-zhen"
RECORD = f"{DISTRICT}/jia-bu/records/2024/20240105-abc234.yml"


def write(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the city below ``root`` with some files replaced, added or (None) left out."""
    for path, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def edited(path: str, old: str, new: str) -> dict[str, str | None]:
    """Return the change that replaces ``old`` by ``new``, once, in one file."""
    text = FILES[path]
    if old not in text:
        raise ValueError(f"{old!r} is not in {path}")
    return {path: text.replace(old, new, 1)}


def renamed(old: str, new: str) -> dict[str, str | None]:
    """Return the changes to the city's files when a folder, or a file, has another name."""
    inside = [path for path in FILES if path == old or path.startswith(f"{old}/")]
    moved = {f"{new}{path.removeprefix(old)}": FILES[path] for path in inside}
    return dict.fromkeys(inside) | moved
