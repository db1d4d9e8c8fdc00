"""What a downloaded table holds: the official columns in their order, then ours.

A column is a name and a function; adding one is adding a line here. The official columns are those
of the national standard catalogs (基层政务公开标准目录), the channels printed as there: all of the
vocabulary, ■ for the chosen ones.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from generator.resolve.model import Catalog, Item, Record

T = TypeVar("T")
Value = str | int | tuple[str, ...]
"""A cell: text, a count, or a list (JSON list; ``；`` in CSV, lines in xlsx)."""

OFFICIAL = "官方表"
OURS = "本站"

_PAIR_WIDTH = 8  # two channels share a line when neither is longer, as in the official form


class Column(Struct, Generic[T], frozen=True):
    """One column: ``width`` in characters, ``printed`` its value's form in xlsx if it differs."""

    name: str
    value: Callable[[Catalog, T], Value]
    width: float
    meaning: str
    origin: str = OURS
    type: str = "文本"
    printed: Callable[[Catalog, Any], str] | None = None


def _day(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


def checkboxes(vocabulary: Sequence[str], chosen: Sequence[str]) -> str:
    """Return the official ■/□ form: the whole vocabulary in its order, two short ones a line.

    A chosen channel that is not in the vocabulary follows at the end.
    """
    extra = [name for name in chosen if name not in vocabulary]
    lines: list[list[str]] = []
    for name in (*vocabulary, *extra):
        mark = f"{'■' if name in chosen else '□'}{name}"
        partner = lines[-1] if lines else []
        if len(partner) == 1 and len(partner[0]) <= _PAIR_WIDTH + 1 and len(name) <= _PAIR_WIDTH:
            partner.append(mark)
        else:
            lines.append([mark])
    return "\n".join(" ".join(line) for line in lines)


def _serial(catalog: Catalog, item: Item) -> Value:
    standard = catalog.standards.get(item.standard)
    return standard.serial if standard else ""


def address(catalog: Catalog, path: str) -> str:
    """Return a page's address: absolute when ``site.yml`` sets 网址, else within the site."""
    return catalog.site.url + path


def item_path(catalog: Catalog, item: Item) -> str:
    """Return the site path of an item's page."""
    return f"{catalog.units[item.unit].path}/{item.area}/{item.code}/index.html"


def record_path(record: Record) -> str:
    """Return the site path of a record's page; its year is the one its id begins with."""
    return f"records/{record.id[:4]}/{record.id}.html"


def _record_unit(catalog: Catalog, record: Record) -> str:
    return catalog.units[catalog.bodies[record.body].unit].name


def _record_items(catalog: Catalog, record: Record) -> tuple[str, ...]:
    unit = catalog.bodies[record.body].unit
    return tuple(f"{unit}/{code}" for code in record.items)


ROW_FIELDS = (
    "standard", "level1", "level2", "elements", "citations", "limit", "subjects_text", "channels",
    "audience", "manner", "levels",
)  # fmt: skip
"""All fields of an item that its official columns are made of: cells are known again by them."""

row_of = attrgetter(*ROW_FIELDS)

ITEM_COLUMNS: tuple[Column[Item], ...] = (
    Column("序号", _serial, 6, "标准目录中的序号，按领域编排；地方事项为空", OFFICIAL, "整数"),
    Column("一级事项", lambda _, i: i.level1, 12, "公开事项的一级分类", OFFICIAL),
    Column("二级事项", lambda _, i: i.level2, 14, "公开事项的二级分类", OFFICIAL),
    Column(
        "公开内容（要素）", lambda _, i: i.elements, 34, "应当公开的内容要素", OFFICIAL, "文本列表"
    ),
    Column(
        "公开依据",
        lambda _, i: tuple(c.text for c in i.citations),
        34,
        "公开所依据的法律法规和文件，照目录原文",
        OFFICIAL,
        "文本列表",
    ),
    Column("公开时限", lambda _, i: i.limit, 20, "公开的时限，照目录原文", OFFICIAL),
    Column(
        "公开主体",
        lambda _, i: i.subjects_text,
        16,
        "标准目录所列主体，照原文",
        OFFICIAL,
        "文本列表",
    ),
    Column(
        "公开渠道和载体",
        lambda _, i: i.channels,
        30,
        "公开渠道和载体；电子表格中按官方表样列出全部渠道，■为选中，□为未选",
        OFFICIAL,
        "文本列表",
        lambda catalog, channels: checkboxes(catalog.channels, channels),
    ),
    Column("公开对象", lambda _, i: i.audience, 10, "全社会或者特定群体", OFFICIAL),
    Column("公开方式", lambda _, i: i.manner, 10, "主动公开或者依申请公开", OFFICIAL),
    Column("公开层级", lambda _, i: i.levels, 8, "公开的层级", OFFICIAL, "文本列表"),
    Column("编号", lambda _, i: i.id, 15, "单位区划代码和事项编码，一经赋予不再改变"),
    Column("领域", lambda catalog, i: catalog.areas[i.area].name, 12, "事项所属领域"),
    Column(
        "单位", lambda catalog, i: catalog.units[i.unit].name, 12, "公开事项的县区、乡镇或者街道"
    ),
    Column("责任主体", lambda catalog, i: catalog.bodies[i.body].name, 16, "负责公开的机构"),
    Column(
        "公开情况",
        lambda _, i: i.state.value,
        12,
        "本站记载的公开情况；“未收录”指本站尚未录入，不表示未公开",
    ),
    Column("核对", lambda _, i: i.verified, 8, "标准目录该行是否已与公布文本核对"),
    Column("已公开份数", lambda _, i: len(i.records), 8, "本站收录的公开信息份数", OURS, "整数"),
    Column("网页", lambda catalog, i: address(catalog, item_path(catalog, i)), 40, "事项的网页"),
)

RECORD_COLUMNS: tuple[Column[Record], ...] = (
    Column("标题", lambda _, r: r.title, 44, "公开信息的标题"),
    Column("索引号", lambda _, r: r.index_number, 24, "公开信息的索引号"),
    Column("文号", lambda _, r: r.number, 20, "发文字号"),
    Column(
        "生成日期",
        lambda _, r: _day(r.formed),
        12,
        "信息生成的日期",
        type="日期",
    ),
    Column(
        "发布日期",
        lambda _, r: _day(r.published),
        12,
        "信息发布的日期",
        type="日期",
    ),
    Column("发文机关", lambda _, r: r.issuer, 18, "制发信息的机关"),
    Column("内容概述", lambda _, r: r.abstract, 44, "内容概述"),
    Column("有效性", lambda _, r: r.validity, 8, "有效、已修改、已废止或者已归档"),
    Column("归档日期", lambda _, r: _day(r.archived), 12, "已归档的，归档的日期", type="日期"),
    Column("单位", _record_unit, 12, "公布信息的单位"),
    Column("责任主体", lambda catalog, r: catalog.bodies[r.body].name, 16, "公布信息的机构"),
    Column("事项", _record_items, 18, "对应的公开事项编号，可以为空", type="文本列表"),
    Column(
        "要素",
        lambda _, r: r.elements,
        24,
        "信息公开了这些事项的哪些要素；空白表示没有逐项标明",
        type="文本列表",
    ),
    Column("标题核对", lambda _, r: r.title_verified, 10, "标题照原题，或者据正文概括"),
    Column(
        "附件", lambda _, r: tuple(a.name for a in r.attachments), 24, "附件名称", type="文本列表"
    ),
    Column("链接", lambda _, r: r.link, 40, "原文地址"),
    Column("来源", lambda _, r: r.source, 30, "本站收录该信息的来源"),
    Column("编号", lambda _, r: r.id, 18, "公开信息的编号，一经赋予不再改变"),
    Column("网页", lambda catalog, r: address(catalog, record_path(r)), 40, "公开信息的网页"),
)
