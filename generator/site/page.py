"""A finished page of the catalog, before the shell is put round it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import datetime as dt


class Crumb(Struct, frozen=True):
    """One step of the path from the front page; ``path`` is empty for the page itself."""

    name: str
    path: str = ""


class Column(Struct, frozen=True):
    """The 栏目 tags of 国办发〔2017〕47号's annex, for list pages and documents."""

    name: str
    description: str
    keywords: str
    type: str  # ColumnType, e.g. 信息公开目录


class Article(Struct, frozen=True):
    """The 内容 tags of 国办发〔2017〕47号's annex, for pages that show one document."""

    title: str
    published: dt.date | None  # PubDate is left out when the date isn't known
    source: str


class Page(Struct, frozen=True):
    """One page: where it goes, what its tags say, and the finished fragment of its content.

    ``path``: below the site's folder, with forward slashes, ending in ``.html``.
    ``kind``: a key of the registry in ``generator.site.pages``.
    ``feed``: the folder of the feeds that tell of changes to what the page shows, if there are any.
    """

    path: str
    kind: str
    title: str
    description: str
    crumbs: tuple[Crumb, ...]
    content: str
    column: Column | None = None
    article: Article | None = None
    feed: str = ""

    @property
    def root(self) -> str:
        """Return the relative way up to the site's folder, without a slash at the end."""
        return root_from(self.path)


def root_from(path: str) -> str:
    """Return ``"."`` for a page at the top, ``"../.."`` for one two folders down."""
    return _up(path.count("/"))


@cache
def _up(depth: int) -> str:
    return "/".join([".."] * depth) or "."
