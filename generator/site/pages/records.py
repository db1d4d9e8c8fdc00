"""Published documents: each one's page, the years, and the list of years."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from generator.site.head import correction_html
from generator.site.links import path_of_record, record_year, unit_path
from generator.site.page import Article, Column, Crumb, Page
from generator.site.pages.kind import Kind
from generator.site.shell import Setting
from generator.site.sums import PER_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.site.templates import Templates
    from generator.site.view import View

RECORDS = Crumb("公开文件", "records/index.html")
_LATEST = 20
# What it means for a reader that a document is no longer as it was.
_PASSED = {
    "已修改": "现行内容以修改后的文件为准。",
    "已废止": "不再执行，内容保留备查。",
    "已归档": "内容保留备查，现行规定以新的文件为准。",
}


def _column(description: str) -> Column:
    return Column("公开文件", description, "公开文件,政府信息", "政策文件")


def _year_path(year: str, number: int) -> str:
    """Return the path of a year's page; the first is the year's own."""
    return (
        f"records/{year}/index.html" if number == 1 else f"records/{year}/page-{number}/index.html"
    )


def _pages(count: int) -> range:
    return range(1, -(-count // PER_PAGE) + 1)


def _render_list(view: View, templates: Templates, path: str, _key: None) -> Page:
    records = view.catalog.records
    content = templates.content(
        "records",
        path,
        years=list(view.records_in.items()),
        latest=tuple(islice(records.values(), _LATEST)),
        total=len(records),
        publisher=view.publisher,
    )
    description = f"本站收录的 {len(records)} 份公开文件，按年查看。"
    return Page(
        path,
        "records",
        "公开文件",
        description,
        (Crumb("公开文件"),),
        content,
        _column(description),
    )


def _render_year(view: View, templates: Templates, path: str, key: tuple[str, int]) -> Page:
    year, number = key
    total = view.records_in[year]
    content = templates.content(
        "records_year",
        path,
        year=year,
        number=number,
        pages=[(n, _year_path(year, n)) for n in _pages(total)],
        records=view.records_on[year, number],
        total=total,
        publisher=view.publisher,
    )
    title = f"{year} 年公开文件"
    description = f"{year} 年的 {total} 份公开文件。"
    return Page(
        path, "records_year", title, description, (RECORDS, Crumb(f"{year} 年")), content,
        _column(description),
    )  # fmt: skip


def _render(view: View, templates: Templates, path: str, record_id: str) -> Page:
    catalog = view.catalog
    record = catalog.records[record_id]
    body = catalog.bodies[record.body]
    unit = catalog.units[body.unit]
    ids = (f"{unit.code}/{code}" for code in record.items)
    issuer = record.issuer or view.body_name(body)
    content = templates.content(
        "record",
        path,
        record=record,
        body=body,
        unit=unit,
        issuer=issuer,
        name=view.body_name(body),
        phone=view.phone_of(body),
        passed=_PASSED,
        correction=correction_html(path, catalog.site),
        items=[catalog.items[item_id] for item_id in ids if item_id in catalog.items],
    )
    year = record_year(record)
    description = record.abstract[:120] or f"{issuer}：{record.title}。"
    crumbs = (
        Crumb(unit.name, unit_path(unit)),
        RECORDS,
        Crumb(f"{year} 年", _year_path(year, 1)),
        Crumb(record.title),
    )
    return Page(
        path, "record", record.title, description, crumbs, content, _column(description),
        Article(record.title, record.published, issuer),
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, str]]:
    return ((path_of_record(key), key) for key in view.catalog.records)


def _find_years(view: View) -> Iterator[tuple[str, tuple[str, int]]]:
    for year, total in view.records_in.items():
        for number in _pages(total):
            yield _year_path(year, number), (year, number)


LIST = Kind(Setting("records"), lambda _view: (("records/index.html", None),), _render_list)
YEAR = Kind(Setting("records_year"), _find_years, _render_year)
KIND = Kind(Setting("record"), _find, _render)
