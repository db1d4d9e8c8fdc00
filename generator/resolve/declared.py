"""What the single documents and the standards declare, as model objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.check.days import parse_date
from generator.check.portal import BASE, pictures, published, read_portal
from generator.limits import parse_limit
from generator.resolve.model import (
    Area,
    AreaGroup,
    Basis,
    Citation,
    HotTopic,
    Mark,
    Office,
    Portal,
    Site,
    StandardItem,
    Subject,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.check import Index, Row


def read_site(index: Index) -> Site:
    """Return site.yml; official names and marks only where 正式发布 and a 标识码 stand."""
    entry = index.single("site")
    assert entry is not None
    data = entry.data
    marks = data.get("备案", {})
    return Site(
        title=data["专题名"],
        project=data["项目名"],
        url=data.get("网址", ""),
        official=bool(data["正式发布"] and data.get("标识码")),
        organizer=data.get("主办单位", ""),
        site_code=data.get("标识码", ""),
        icp=marks.get("ICP", ""),
        police=marks.get("公安", ""),
        contact=data.get("联系", ""),
        accent=data.get("强调色", "blue"),
        established=parse_date(data.get("建立日期")),
        levels=dict(data["类型"]),
        hot=tuple(
            HotTopic(hot["领域"], hot["图标"], tuple(hot["事项"])) for hot in data.get("热点", ())
        ),
        groups=_groups(data.get("领域分组", ()), index),
        questions=tuple(data.get("大家常问", ())),
        repository=data.get("仓库", ""),
        operator=data.get("承办单位", ""),
        hours=data.get("办公时间", ""),
        icp_link=marks.get("ICP链接", ""),
        police_link=marks.get("公安链接", ""),
        correction=data.get("纠错", ""),
        party_mark=_mark(data, "党政机关"),
        error_mark=_mark(data, "找错"),
        office=_office(data.get("受理", {})),
        portal=_portal(index),
        portal_files=pictures(index),
    )


def _mark(data: Mapping[str, Any], name: str) -> Mark | None:
    mark = data.get("标识", {}).get(name)
    return Mark(mark["链接"], published(mark.get("图片", ""))) if mark else None


def _office(data: Mapping[str, str]) -> Office:
    names = ("机构", "电话", "传真", "地址", "网上")
    return Office(*(data.get(name, "") for name in names))


def _portal(index: Index) -> Portal:
    """Return the portal's header, footer and style, as they were found sound."""
    read = index.once(read_portal)
    pieces = {name: tuple(text.split(BASE)) for name, text in read.texts.items() if text}
    return Portal(pieces.get("页头", ()), pieces.get("页脚", ()), read.texts.get("样式", ""))


def _groups(written: Sequence[Mapping[str, Any]], index: Index) -> tuple[AreaGroup, ...]:
    """Return the configured groups; an area in none of them is shown, never lost."""
    groups = [AreaGroup(group["名称"], tuple(group["领域"])) for group in written]
    grouped = {slug for group in groups for slug in group.areas}
    rest = tuple(area.slug for area in read_areas(index).values() if area.slug not in grouped)
    if rest:
        groups.append(AreaGroup("其他领域" if groups else "全部领域", rest))
    return tuple(groups)


def read_areas(index: Index) -> dict[str, Area]:
    """Return the areas by slug, in the order of their numbers."""
    areas = [
        Area(
            slug=slug,
            number=entry.data["编号"],
            name=entry.data["名称"],
            aliases=_aliases(entry.data),
            edition=entry.data["标准版本"],
            codes=tuple(entry.data["事项"]),
            now=entry.data.get("现称", ""),
        )
        for slug, entry in index.areas.items()
    ]
    return {area.slug: area for area in sorted(areas, key=lambda a: (int(a.number), a.slug))}


def _aliases(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return every other name of an area, the present one first."""
    now = (data["现称"],) if "现称" in data else ()
    return tuple(dict.fromkeys((*now, *data.get("别名", ()))))


def read_standards(index: Index) -> dict[str, StandardItem]:
    """Return every row, ended ones too, by code, in the areas' order."""
    rows = {}
    for area in read_areas(index).values():
        for code in area.codes:
            rows[code] = _row(index, index.rows[code])
    return rows


def _row(index: Index, row: Row) -> StandardItem:
    data = row.data
    return StandardItem(
        code=row.code,
        area=row.area,
        serial=data["序号"],
        level1=data["一级事项"],
        level2=data["二级事项"],
        elements=tuple(data["公开内容"]),
        citations=read_citations(index, data["公开依据"]),
        limit=data["公开时限"],
        clauses=parse_limit(data["公开时限"]),
        subjects_text=tuple(data["公开主体"]),
        subjects=read_subject_ids(index, data["公开主体"]),
        channels=tuple(data["公开渠道和载体"]),
        audience=data["公开对象"],
        manner=data["公开方式"],
        levels=tuple(data["公开层级"]),
        verified=data["核对"],
        sources=tuple(data.get("来源", ())),
        edition=data.get("标准版本", ""),
        ended=parse_date(data.get("停止")),
        successor=data.get("接替", ""),
    )


def read_citations(index: Index, texts: Sequence[str]) -> tuple[Citation, ...]:
    """Return citations as written, each with the basis it means."""
    return tuple(Citation(text, index.citations[text]) for text in texts)


def read_subject_ids(index: Index, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the subjects some spellings mean, in order, each once."""
    return tuple(dict.fromkeys(name for text in texts for name in index.spellings[text]))


def read_subjects(index: Index) -> dict[str, Subject]:
    """Return the subjects by id."""
    return {
        name: Subject(
            id=name,
            name=data["名称"],
            kind=data["类别"],
            keeper=data.get("归口", ""),
            note=data.get("说明", ""),
        )
        for name, data in index.table("subjects", "主体").items()
    }


def read_bases(index: Index) -> dict[str, Basis]:
    """Return the bases by id."""
    return {
        name: Basis(
            id=name,
            title=data["名称"],
            number=data.get("文号", ""),
            status=data["效力"],
            successor=data.get("接替", ""),
            note=data.get("说明", ""),
        )
        for name, data in index.table("bases", "依据").items()
    }


def read_terms(index: Index) -> tuple[Term, ...]:
    """Return citizens' words with the official words they stand for."""
    return tuple(
        Term(word, tuple(official)) for word, official in index.table("terms", "群众用语").items()
    )
