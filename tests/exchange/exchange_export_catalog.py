"""A hand-made catalog small enough to know by heart: two units, two areas, three items."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from generator.resolve.model import (
    Area,
    Attachment,
    Body,
    Catalog,
    Citation,
    Contact,
    Item,
    Record,
    Site,
    StandardItem,
    State,
    Unit,
)

CHANNELS = (
    *("政府网站", "政府公报", "两微一端", "发布会/听证会", "广播电视", "纸质媒体", "公开查阅点"),
    *("政务服务中心", "便民服务站", "入户/现场", "社区/企事业单位/村公示栏（电子屏）", "精准推送"),
    "其他",
)
AS_OF = dt.date(2026, 11, 22)
SITE = Site(
    *("基层政务公开标准目录", "演示专题", "", False, "", "", "", "", "", "blue"),
    *(AS_OF, {"县区": "县级", "乡镇": "乡级"}, (), (), (), ""),
)
STANDARD = StandardItem(
    code="20-04",
    area="shehui-jiuzhu",
    serial=4,
    level1="最低生活保障",
    level2="办事指南",
    elements=("办理事项", "办理条件"),
    citations=(Citation("《社会救助暂行办法》（国务院令第649号）", "gwy-649"),),
    limit="制定或获取信息之日起10个工作日内",
    clauses=(),
    subjects_text=("县级民政部门", "乡镇人民政府（街道办事处）"),
    subjects=("minzheng",),
    channels=("政府网站", "公开查阅点", "政务服务中心"),
    audience="全社会",
    manner="主动公开",
    levels=("县级", "乡级"),
    verified="已核对",
    sources=(),
)
DISTRICT = Unit(
    *("340706", "yian", "yian", "catalog/districts/yian", "义安区", "县区", "县级", ""),
    *(Contact(), False),
)
TOWN = Unit(
    *("340706100", "wusong-zhen", "yian/wusong-zhen", "catalog/districts/yian/wusong-zhen"),
    *("五松镇", "乡镇", "乡级", "340706", Contact(), False),
)
OFFICE = Body(
    *("340706/minzheng", "minzheng", "340706", "x", "民政部门", False, ("minzheng",), ""), Contact()
)
IDLE = Body(*("340706/caizheng", "caizheng", "340706", "x", "财政部门", False, (), ""), Contact())
OWN = Body(*("340706100", "", "340706100", "x", "五松镇人民政府", False, (), ""), Contact())
RECORD = Record(
    id="20260301-k3v9qa",
    path="x",
    body="340706/minzheng",
    items=("20-04",),
    title="义安区最低生活保障办事指南",
    index_number="11341702486344515H/202603-00001",
    number="",
    formed=dt.date(2026, 3, 1),
    published=dt.date(2026, 3, 2),
    issuer="义安区民政部门",
    link="https://example.invalid/1.html",
    text="",
    abstract="",
    attachments=(Attachment("附件一.pdf", "https://example.invalid/1.pdf"),),
    validity="有效",
    title_verified="照原题",
    source="",
    elements=("办理事项", "办理条件"),
)


def make_item(unit: str, body: str, **changes: object) -> Item:
    """Return a unit's item as the standard has it, with ``changes``."""
    plain = Item(
        id=f"{unit}/{changes.get('code', STANDARD.code)}",
        unit=unit,
        code=STANDARD.code,
        area=STANDARD.area,
        body=body,
        joint=(),
        standard=STANDARD.code,
        level1=STANDARD.level1,
        level2=STANDARD.level2,
        elements=STANDARD.elements,
        citations=STANDARD.citations,
        limit=STANDARD.limit,
        clauses=(),
        subjects_text=STANDARD.subjects_text,
        channels=STANDARD.channels,
        audience=STANDARD.audience,
        manner=STANDARD.manner,
        levels=STANDARD.levels,
        verified=STANDARD.verified,
        sources=(),
        provenance={},
        state=State.NOT_ENTERED,
        state_reason="",
        state_date=None,
        state_basis="",
        due=None,
        records=(),
        path="x",
        line=1,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def make_catalog(*, title: str = "最低生活保障", **site: object) -> Catalog:
    """Return the catalog; ``title`` is the 一级事项 of the district's own item 20-B01."""
    items = (
        make_item("340706", OFFICE.id, state=State.PUBLISHED, records=(RECORD.id,)),
        make_item("340706", OFFICE.id, code="20-B01", standard="", level1=title),
        make_item("340706100", OWN.id),
    )
    area = Area("shehui-jiuzhu", "20", "社会救助", (), "2019年国家标准指引", ("20-04",))
    return Catalog(
        site=replace(SITE, **site),  # type: ignore[arg-type]
        as_of=AS_OF,
        areas={area.slug: area, "jiuye": Area("jiuye", "18", "就业", (), "", ())},
        standards={STANDARD.code: STANDARD},
        bases={},
        subjects={},
        terms=(),
        channels=CHANNELS,
        units={unit.code: unit for unit in (DISTRICT, TOWN)},
        bodies={body.id: body for body in (OFFICE, IDLE, OWN)},
        items={item.id: item for item in items},
        records={RECORD.id: RECORD},
        root="340706",
        children={"340706": ("340706100",)},
        items_of={
            ("340706", "shehui-jiuzhu"): ("340706/20-04", "340706/20-B01"),
            ("340706100", "shehui-jiuzhu"): ("340706100/20-04",),
        },
        records_of={OFFICE.id: (RECORD.id,)},
    )
