"""A repository with three months of changes, and its site: one with 网址 and one without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import tinycity
from repositories import city, commit
from tinycity import DISTRICT, TOWN, edited

from generator.site import build_site

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
ROWS = "catalog/standards/jia.yml"
REPOSITORY = "https://github.com/example/catalog"
SITE = tinycity.FILES["catalog/site.yml"].replace("2020-01-01", "2025-01-01")
SLOWER = edited(ITEMS, '"01-02":\n', '"01-02":\n    公开时限: 信息形成或者变更之日起30个工作日内\n')
SLOW_ITEM = "dong/jia/01-02/index.html"


@dataclass(frozen=True)
class Town:
    """A repository and the site built from it."""

    root: Path
    site: Path

    def text(self, path: str) -> str:
        """Return a page or file of the site."""
        return (self.site / path).read_text(encoding="utf-8")


def built(root: Path, site: Path) -> Town:
    """Build a repository's site."""
    build_site(root, site, report=lambda _found: None)
    return Town(root, site)


def grown(root: Path, settings: str) -> Path:
    """Return a repository with three months of changes after its foundation."""
    city(root)
    commit(root, {"catalog/site.yml": settings})
    commit(root, SLOWER, "改时限 (#12)\n\n依据: 虚构发〔2025〕1号", date="2025-02-01T09:00:00+0800")
    text = tinycity.FILES[ROWS].replace("公开对象: 全社会", "公开对象: 特定群体")
    commit(root, {ROWS: text}, date="2025-03-01T09:00:00+0800")
    stopped = "    状态: 停止公开\n    日期: 2025-04-01\n    理由: 虚构\n    依据: 虚构\n"
    commit(root, edited(f"{TOWN}/jia.yml", '"01-01":\n', f'"01-01":\n{stopped}'),
           date="2025-04-01T09:00:00+0800")  # fmt: skip
    return root


def plain_town(home: Path) -> Town:
    """Return the site, below ``home``, of a catalog without an address of its own."""
    return built(grown(home / "root", f"{SITE}仓库: {REPOSITORY}/\n"), home / "site")


def addressed_town(home: Path) -> Town:
    """Return the same with 网址."""
    settings = f"{SITE}网址: https://example.invalid/zwgk/\n"
    return built(grown(home / "root", settings), home / "site")


def feeds(town: Town) -> dict[str, ET.Element]:
    """Return every Atom feed, parsed, by folder."""
    return {
        file.parent.relative_to(town.site).as_posix(): ET.parse(file).getroot()
        for file in town.site.rglob("feed.xml")
    }
