"""两个版本的对照: any two versions that were published, compared by the reader's own browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.site.audience import WHOLE
from generator.site.page import Column, Crumb, Page
from generator.site.pages.changes import TITLE, choices_of, months, period_name
from generator.site.pages.kind import Kind
from generator.site.shell import Setting
from generator.site.versions import COMPARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.site.templates import Templates
    from generator.site.view import View

_TITLE = "比较两个版本"
_LEAST = 2  # versions: with fewer there is nothing to compare


def _render(view: View, templates: Templates, path: str, _key: str) -> Page:
    content = templates.content(
        "compare",
        path,
        title=_TITLE,
        versions=view.versions,
        choices=choices_of(()),
        site=view.catalog.site,
        as_of=view.catalog.as_of,
        period_name=period_name,
        listed={month for month, _ in months(view)},
    )
    description = "选两个月份，列出目录在这中间的新增、调整、移交和停止公开。"
    return Page(
        path, "compare", _TITLE, description,
        (Crumb(TITLE, f"{WHOLE}/index.html"), Crumb(_TITLE)), content,
        Column(_TITLE, description, "目录,版本,比较", "信息公开目录"),
        feed=WHOLE,
    )  # fmt: skip


def _find(view: View) -> Iterator[tuple[str, str]]:
    if len(view.versions) >= _LEAST:
        yield f"{COMPARE}/index.html", ""


KIND = Kind(Setting("compare", section="changes"), _find, _render)
