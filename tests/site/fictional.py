"""A fictional city in memory with every state and page; its words can be soiled."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any

from msgspec import Struct, structs

from generator.limits import parse_limit
from generator.resolve.model import (
    Area,
    AreaGroup,
    Attachment,
    Basis,
    Body,
    Catalog,
    Citation,
    Contact,
    HotTopic,
    Item,
    Origin,
    Record,
    Site,
    StandardItem,
    State,
    Subject,
    Term,
    Unit,
)

AS_OF = dt.date(2026, 3, 1)
WITHIN = "信息形成或者变更之日起20个工作日内"
CHANNELS = ("政府网站", "公开查阅点", "其他")
HOSTILE = "<script>window.broken=1</script>\"'&<img src=x onerror=window.broken=1>{{7*7}}</title>"
# Not words: identities, addresses, and what the model's own rules read.
KEPT = frozenset(
    """
    id slug path folder unit body area code parent basis standard verified accent url repository
    level kind root successor keeper subjects duties joint codes areas items records children
    records_of items_of ticked link sha256 website validity icon site_code state as_of index_number
    credit_code phone status levels manner
    """.split()  # noqa: SIM905 - a list of forty quoted words reads worse
)


def _site(**changes: Any) -> Site:
    site = Site(
        title="【虚构】公开目录", project="【虚构】测试专题", url="", official=False, organizer="",
        site_code="", icp="", police="", contact="", accent="blue", established=dt.date(2020, 1, 1),
        levels={"市": "市级", "县区": "县级", "乡镇": "乡级"},
        hot=(HotTopic("jia", "hand-heart-outline", ("01-01", "01-02")),),
        groups=(AreaGroup("【虚构】一组", ("jia",)),), questions=("怎么申请",), repository="",
    )  # fmt: skip
    return structs.replace(site, **changes)


def _standard(code: str, serial: int, level2: str, *, online: bool = True) -> StandardItem:
    area = "jia" if code.startswith("01") else "yi"
    return StandardItem(
        code, area, serial, "【虚构】救助", level2, ("办理事项", "办理条件"),
        (
            Citation("《【虚构】条例》（虚构令第1号）", "tiaoli"),
            Citation("《【虚构】办法》", "banfa"),
        ),
        WITHIN if serial % 2 else "【虚构】及时", parse_limit(WITHIN) if serial % 2 else (),
        ("县级甲部门", "乡镇人民政府"), ("jia-bu", "xiangzhen"),
        CHANNELS[:2] if online else CHANNELS[1:2], "全社会", "主动公开", ("县级", "乡级"),
        "已核对" if serial % 2 else "待核对",
        ("https://example.invalid/来源",) if serial % 2 else (),
    )  # fmt: skip


STANDARDS = {
    s.code: s
    for s in (
        *(_standard(f"01-0{n}", n, f"【虚构】事项{n}") for n in range(1, 8)),
        _standard("01-08", 8, "【虚构】名单", online=False),
        _standard("02-01", 1, "【虚构】公告"),
    )
}
STATES = {
    "01-01": State.PUBLISHED, "01-02": State.OVERDUE, "01-03": State.NONE_YET,
    "01-04": State.NOT_OURS, "01-05": State.STOPPED, "01-06": State.NOT_ENTERED,
    "01-07": State.NOT_ENTERED, "01-08": State.OFFLINE, "02-01": State.NOT_ENTERED,
}  # fmt: skip


def _units() -> dict[str, Unit]:
    contact = Contact(
        phone="0999-1234567", fax="0999-7654321", address="【虚构】路1号", hours="工作日",
        website="https://example.invalid/", source="https://example.invalid/a（【虚构】年报）",
    )  # fmt: skip
    rows = (
        ("990100", "city", "city", "【虚构】市", "市", "", "", Contact()),
        ("990102", "dong", "dong", "【虚构】东区", "县区", "县级", "990100", contact),
        (
            "990102101",
            "qing-zhen",
            "dong/qing-zhen",
            "【虚构】青镇",
            "乡镇",
            "乡级",
            "990102",
            Contact(),
        ),
        ("990103", "xi", "xi", "【虚构】西区", "县区", "县级", "990100", Contact()),
    )
    return {
        code: Unit(code, slug, path, f"catalog/{path}", name, kind, level, parent, reach, False)
        for code, slug, path, name, kind, level, parent, reach in rows
    }


def _item(unit: Unit, code: str, body: str, records: tuple[str, ...]) -> Item:
    s = STANDARDS[code]
    state = STATES[code]
    if state is State.PUBLISHED and not records:
        state = State.NOT_ENTERED
    local = code == "01-06"
    return Item(
        f"{unit.code}/{code}", unit.code, code, s.area, body, (), code, s.level1, s.level2,
        s.elements, s.citations, s.limit, s.clauses, s.subjects_text, s.channels, s.audience,
        s.manner, s.levels, s.verified, s.sources,
        {"公开时限": Origin.LOCAL if local else Origin.STANDARD}, state,
        "【虚构】理由" if state in (State.NONE_YET, State.NOT_OURS, State.STOPPED) else "",
        AS_OF if state in (State.NONE_YET, State.STOPPED) else None,
        "【虚构】文件" if state is State.STOPPED else "",
        dt.date(2026, 1, 9) if state is State.OVERDUE else None, records,
        f"{unit.folder}/jia.yml", 3, {"办理条件": records[0]} if records else {},
    )  # fmt: skip


def _local(unit: Unit, body: str) -> Item:
    """Return an item of the unit's own, in no standard."""
    like = _item(unit, "01-07", body, ())
    return structs.replace(
        like, id=f"{unit.code}/01-B01", code="01-B01", standard="", level2="【虚构】本地事项"
    )


def _record(name: str, body: str, items: tuple[str, ...], **changes: Any) -> Record:
    record = Record(
        name, f"catalog/x/{name}.yml", body, items, f"【虚构】文件{name[-3:]}", "990102/2024-00001",
        "虚构〔2024〕1号", dt.date(2024, 1, 2), dt.date(2024, 1, 5), "【虚构】机关",
        "https://example.invalid/1", "", "【虚构】概述",
        (Attachment("【虚构】附件", "https://example.invalid/f.pdf", "", 12345),), "有效", "照原题",
        "https://example.invalid/s",
    )  # fmt: skip
    return structs.replace(record, **changes)


def make_catalog(**site: Any) -> Catalog:
    """Return the city; keyword arguments change its ``site.yml``."""
    units = _units()
    bodies = {
        b.id: b
        for b in (
            Body("990100/bangong", "bangong", "990100", "c", "办公室", True, (), "", Contact()),
            Body(
                "990102/jia-bu",
                "jia-bu",
                "990102",
                "c",
                "甲部门",
                False,
                ("jia-bu",),
                "",
                Contact(),
            ),
            Body(
                "990102101", "", "990102101", "c", "【虚构】青镇人民政府", True, (), "", Contact()
            ),
            Body(
                "990103/jia-bu",
                "jia-bu",
                "990103",
                "c",
                "甲部门",
                False,
                ("jia-bu",),
                "",
                Contact(),
            ),
        )
    }
    records = {
        r.id: r
        for r in (
            _record("20240105-abc234", "990102/jia-bu", ("01-01",), elements=("办理条件",)),
            _record("20240104-bcd345", "990102/jia-bu", ("01-01",), text="正文\n第二行", link=""),
            _record(
                "20230101-cde456", "990100/bangong", (), link="javascript:alert(1)", published=None
            ),
        )
    }
    items: dict[str, Item] = {}
    items_of: dict[tuple[str, str], tuple[str, ...]] = {}
    for unit, body in (
        ("990102", "990102/jia-bu"),
        ("990102101", "990102101"),
        ("990103", "990103/jia-bu"),
    ):
        found = [
            _item(
                units[unit],
                code,
                body,
                tuple(records)[:2] if (unit, code) == ("990102", "01-01") else (),
            )
            for code in STANDARDS
        ]
        if unit == "990102":
            found.append(_local(units[unit], body))
        items |= {item.id: item for item in found}
        for area in ("jia", "yi"):
            items_of[unit, area] = tuple(item.id for item in found if item.area == area)
    return Catalog(
        site=_site(**site), as_of=AS_OF,
        areas={
            "jia": Area(
                "jia", "01", "【虚构】甲领域", ("【虚构】旧名",), "【虚构】标准",
                tuple(STANDARDS)[:8],
            ),
            "yi": Area("yi", "02", "【虚构】乙领域", (), "【虚构】标准", ("02-01",)),
        },
        standards=STANDARDS,
        bases={
            "tiaoli": Basis("tiaoli", "《【虚构】条例》", "虚构令第1号", "待核对"),
            "banfa": Basis("banfa", "《【虚构】办法》", "", "已废止", "tiaoli"),
        },
        subjects={
            "jia-bu": Subject("jia-bu", "甲部门", "部门"),
            "xiangzhen": Subject("xiangzhen", "乡镇人民政府", "乡镇"),
        },
        terms=(Term("俗话", ("事项",)),), channels=CHANNELS,
        units=units, bodies=bodies, items=items,
        records=records, root="990100",
        children={"990100": ("990102", "990103"), "990102": ("990102101",)}, items_of=items_of,
        records_of={"990102/jia-bu": tuple(records)[:2], "990100/bangong": tuple(records)[2:]},
    )  # fmt: skip


def soil(value: Any, name: str = "") -> Any:
    """Return ``value`` with HOSTILE behind every text that is words."""
    if isinstance(value, str):
        return f"{value}{HOSTILE}" if name not in KEPT and value else value
    if name in ("clauses", "levels", "provenance") or isinstance(value, Enum):
        return value
    if isinstance(value, tuple):
        return tuple(soil(part, name) for part in value)
    if isinstance(value, dict):
        return {
            key: soil(part, "" if isinstance(part, Struct) else name) for key, part in value.items()
        }
    if isinstance(value, Struct):
        fields = {name: soil_field(value, name) for name in value.__struct_fields__}
        return structs.replace(value, **fields)
    return value


def soil_field(owner: Any, name: str) -> Any:
    """Return a field of ``owner`` soiled; containers of model objects are always entered."""
    value = getattr(owner, name)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    if any(isinstance(part, Struct) for part in inner):
        return soil(value)
    return value if name in KEPT else soil(value, name)
