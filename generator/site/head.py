"""The tags in a page's head: for browsers, and those 国办发〔2017〕47号 asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from generator.site.fast_jinja import escaped
from generator.site.feeds import ATOM, JSON
from generator.site.page import Crumb
from generator.site.templates import external

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.resolve.model import Site
    from generator.site.page import Page

_CORRECT = "指出错误"
_HOME = Crumb("首页", "index.html")


def head_html(page: Page, site: Site) -> str:
    """Return the tags of ``page``, one a line."""
    lines = [f'<meta name="{name}" content="{escaped(text)}">' for name, text in _tags(page, site)]
    if site.url:
        address = _address(page.path, site)
        lines.append(f'<link rel="canonical" href="{escaped(address)}">')
    if page.feed:
        folder = f"{page.root}/{page.feed}"
        lines += (
            f'<link rel="alternate" type="application/{kind}" href="{folder}/{name}">'
            for kind, name in (("atom+xml", ATOM), ("feed+json", JSON))
        )
    return "\n".join(lines)


def _address(path: str, site: Site) -> str:
    """Return the page's address, from the site's folder where 网址 isn't known."""
    return site.url + path.removesuffix("index.html")


def correction_html(path: str, site: Site) -> Markup:
    """Return 指出错误: the way to whoever corrects, with the page's address where it fits."""
    to = site.correction
    if not to:
        return Markup("")
    address = _address(path, site)
    if to.startswith("http"):
        href = to.replace("{页面}", quote(address, safe=""))
        if urlsplit(href).netloc != urlsplit(site.url).netloc:
            return external(href, _CORRECT)
    elif "@" in to:
        href = f"mailto:{to}?subject={quote(_CORRECT)}&body={quote(address, safe='')}"
    else:
        return Markup('<a href="tel:{}">{}：{}</a>').format(to, _CORRECT, to)
    return Markup('<a href="{}" rel="noopener">{}</a>').format(href, _CORRECT)


def _tags(page: Page, site: Site) -> Iterator[tuple[str, str]]:
    """Yield names and contents: ours, then 网站, 栏目 and 内容 as the kind of page has them."""
    yield "description", page.description
    if page.kind == "gone" or not site.official:
        yield "robots", "noindex"
    if site.official:
        yield "SiteName", site.title
        yield "SiteDomain", urlsplit(site.url).hostname or ""
        yield "SiteIDCode", site.site_code
    if column := page.column:
        yield "ColumnName", column.name
        yield "ColumnDescription", column.description
        yield "ColumnKeywords", column.keywords
        yield "ColumnType", column.type
    if article := page.article:
        yield "ArticleTitle", article.title
        if article.published:
            # The format asks for a time of day, which the catalog doesn't keep.
            yield "PubDate", f"{article.published.isoformat()} 00:00"
        yield "ContentSource", article.source


def way_html(above: Sequence[Crumb], root: str) -> str:
    """Return the way from the front page down to a page, which comes after it as ``here_html``."""
    steps = "".join(
        f'<li><a href="{root}/{escaped(crumb.path)}">{escaped(crumb.name)}</a></li>'
        if crumb.path
        else f"<li>{escaped(crumb.name)}</li>"
        for crumb in (_HOME, *above)
    )
    return f'<nav class="crumbs" aria-label="所在位置"><ol class="wrap">{steps}'


def here_html(here: Crumb) -> str:
    """Return the last step of the way to a page: the page itself."""
    return f'<li aria-current="page">{escaped(here.name)}</li></ol></nav>'
