"""Edits of the tiny city that can be made in any order and taken back: what editors do all day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tinycity import DISTRICT, FILES, RECORD, TOWN, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROWS = "catalog/standards/jia.yml"
SITE = "catalog/site.yml"
_CONTACT = "联系:\n  电话: 0000-{}\n  来源: 【虚构】\n"
_TOWN = {path: text for path, text in FILES.items() if path.startswith(TOWN)}


@dataclass(frozen=True)
class Edit:
    """Words replaced in one file, files added or replaced, files taken away by their beginning."""

    path: str = ""
    old: str = ""
    new: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    gone: str = "\0"

    def apply(self, city: dict[str, str]) -> None:
        """Make the edit; words that another edit took away are let be."""
        if self.path in city:
            city[self.path] = city[self.path].replace(self.old, self.new, 1)
        for path in [path for path in city if path.startswith(self.gone)]:
            del city[path]
        city.update(self.files)


EDITS: dict[str, Edit] = {
    "a town's name": Edit(f"{TOWN}/unit.yml", "名称: 青镇", "名称: 新青镇"),
    "a body's telephone": Edit(
        f"{DISTRICT}/jia-bu/body.yml", "履行:", _CONTACT.format(1234567) + "履行:"
    ),
    "a district's telephone": Edit(
        f"{DISTRICT}/unit.yml", "类型:", _CONTACT.format(7654321) + "类型:"
    ),
    "a record's title": Edit(RECORD, "救助办事指南", "救助办事指南（新）"),
    "a record's text": Edit(RECORD, "链接:", "正文: 【虚构】一段正文\n链接:"),
    "an element ticked": Edit(RECORD, "索引号:", "要素: [办理条件]\n索引号:"),
    "a record of no item": Edit(RECORD, '["01-01"]', "[]"),
    "no record": Edit(gone=RECORD),
    "another record": Edit(
        files={
            RECORD.replace("20240105-abc234", "20240203-bcd345"): FILES[RECORD]
            .replace("01-05", "02-03")
            .replace("00001", "00002")
        }
    ),
    "a record more, of no item": Edit(
        files={
            RECORD.replace("20240105-abc234", "20240301-cde456"): FILES[RECORD]
            .replace("00001", "00003")
            .replace('["01-01"]', "[]")
        }
    ),
    "a record moved": Edit(
        gone=RECORD,
        files={RECORD.replace("jia-bu", "yi-bu"): FILES[RECORD].replace("01-01", "02-01")},
    ),
    "local wording": Edit(f"{TOWN}/jia.yml", '"01-03":\n', '"01-03":\n    公开时限: 每年一次\n'),
    "an item stopped": Edit(
        f"{DISTRICT}/jia-bu/jia.yml",
        '"01-03":\n',
        '"01-03":\n    状态: 停止公开\n    日期: 2024-01-01\n'
        "    理由: 【虚构】\n    依据: 【虚构】\n",
    ),
    "not this level's": Edit(
        f"{TOWN}/jia.yml",
        '"01-01":\n',
        '"01-01":\n    状态: 本级无此职责\n    日期: 2024-01-01\n    理由: 【虚构】\n',
    ),
    "a row's wording": Edit(ROWS, "办理条件", "办理材料"),
    "a row's levels": Edit(ROWS, "公开对象: 全社会", "公开对象: 特定群体"),
    "a row more": Edit(
        files={
            "catalog/standards/bing.yml": '名称: 丙领域\n编号: "03"\n标准版本: 【虚构】\n事项:\n'
            + row("03-01", "公示", "结果", levels="[乡级]"),
            f"{TOWN}/bing.yml": '领域: bing\n事项:\n  "03-01":\n',
        }
    ),
    "a basis": Edit("catalog/bases.yml", "效力: 待核对", "效力: 有效"),
    "citizens' words": Edit("catalog/terms.yml", "俗话", "白话"),
    "the site's title": Edit(SITE, "【虚构】目录", "【虚构】新目录"),
    "a hot topic": Edit(SITE, '事项: ["01-01"]', '事项: ["01-02"]'),
    "an address": Edit(SITE, "正式发布:", "网址: https://example.invalid/zwgk/\n正式发布:"),
    "a second town": Edit(
        files={
            path.replace("qing-zhen", "lan-zhen"): text.replace("青镇", "蓝镇").replace(
                "101", "102"
            )
            for path, text in _TOWN.items()
        }
    ),
    "no first town": Edit(gone=TOWN),
    "the town's folder renamed": Edit(
        gone=TOWN,
        files={path.replace("qing-zhen", "qing"): text for path, text in _TOWN.items()},
    ),
    "a fault": Edit(f"{TOWN}/unit.yml", "类型: 乡镇", "类型: 乡镇\n未知键: 1"),
}


def city_after(names: Iterable[str]) -> dict[str, str]:
    """Return the city's files after some edits, made in the order they stand in above."""
    city = dict(FILES)
    chosen = set(names)
    for name, edit in EDITS.items():
        if name in chosen:
            edit.apply(city)
    return city
