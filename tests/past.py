"""A made-up history of the fictional city: a foundation, and every kind of change after it."""

from __future__ import annotations

import datetime as dt

from generator.audit import Commit, History
from generator.audit.journal import Page
from generator.audit.state import Fact

FOUNDED = 1_735_704_000  # noon of 2025-01-01 in China
_MONTH = 30 * 86_400
_TOWN = "catalog/dong/qing-zhen"
_BODY = "catalog/dong/jia-bu"
_UNITS = (
    ("990102", "catalog/dong/unit.yml", "【虚构】东区"),
    ("990102101", f"{_TOWN}/unit.yml", "【虚构】青镇"),
)


def _page(number: int, facts: list[Fact], basis: str = "", pull: str = "") -> Page:
    seconds = FOUNDED + number * _MONTH
    return Page(Commit(f"{number:040x}", seconds, "【虚构】", basis, pull), tuple(facts))


def _row(code: str, **changes: object) -> Fact:
    said = {"领域": "jia", "一级事项": "【虚构】救助", "二级事项": f"【虚构】事项{code[-1]}"}
    columns = {"公开时限": "信息形成之日起20个工作日内", "公开内容": ["办理事项", "办理条件"]}
    return Fact("row", code, "catalog/standards/jia.yml", {**said, **columns, **changes})


def _items(words: dict[str, str | None]) -> list[Fact]:
    return [
        Fact("item", f"990102/01-0{n}", f"{_BODY}/jia.yml", {"领域": "jia", **words})
        for n in range(1, 9)
    ]


def make_history(tail: str = "") -> History:
    """Return the history; ``tail`` stands behind every text of its changes."""
    town = "990102101/01-01"
    founding = [
        Fact("site", "site", "catalog/site.yml", {"建立日期": "2025-01-01"}),
        *(
            Fact("unit", code, path, {"区划代码": code, "名称": name})
            for code, path, name in _UNITS
        ),
        Fact("body", "990102/jia-bu", f"{_BODY}/body.yml", {"名称": "甲部门"}),
        *(_row(f"01-0{n}") for n in range(1, 9)),
        *_items({}),
        Fact("item", town, f"{_TOWN}/jia.yml", {"领域": "jia"}),
        Fact("basis", "tiaoli", "catalog/bases.yml", {"名称": "《【虚构】条例》"}),
    ]
    slower = {"公开时限": f"信息形成之日起30个工作日内{tail}"}
    stopped = {"状态": "停止公开", "日期": "2025-04-01", "理由": f"【虚构】理由{tail}"}
    record = Fact(
        "record", "20240105-abc234", f"{_BODY}/records/2024/20240105-abc234.yml",
        {"标题": f"【虚构】公告{tail}", "事项": ["01-01"], "链接": "https://example.invalid/1"},
    )  # fmt: skip
    lost = ("record", "20230105-abc234", f"{_BODY}/records/2023/20230105-abc234.yml")
    founding.append(Fact(*lost, {"标题": f"【虚构】旧文件{tail}"}))
    merged = ("body", "990102/jiu-bu", "catalog/dong/jiu-bu/body.yml")
    founding.append(Fact(*merged, {"名称": "旧部门", "接替": "jia-bu"}))
    pages = [
        _page(0, founding),
        _page(1, _items(slower), f"【虚构】文件{tail}", "12"),
        _page(2, [_row("01-01", 公开内容=["办理事项"]), _row("01-02", 公开方式="依申请公开")]),
        _page(3, [Fact("item", town, f"{_TOWN}/jia.yml", {"领域": "jia", **stopped})], "【虚构】"),
        _page(4, [record, Fact("basis", "tiaoli", "catalog/bases.yml", None)]),
        _page(
            5,
            [
                Fact("item", "990102/01-01", f"{_BODY}/jia.yml", None),
                Fact(*lost, None),
                Fact(*merged, None),
            ],
        ),
        _page(6, _items({"公开时限": "信息形成之日起7个工作日内", "公开对象": f"特定群体{tail}"})),
    ]
    return History(pages[-1].commit.id, dt.date(2025, 7, 1), tuple(pages), complete=True)
