"""Feeds of the catalog's changes: Atom 1.0 (RFC 4287) and JSON Feed 1.1, beside each other.

Names of entries come from commits and codes, not from addresses: they stay when a site moves.
Addresses are absolute only where 网址 is known; without it Atom's are relative to the feed's own
place, and JSON Feed, which allows only absolute ones, has none.
"""

from __future__ import annotations

import json
import uuid
from html import escape
from typing import TYPE_CHECKING, Any

from generator.diagnostics.shown import visible
from generator.site.audience import WHOLE
from generator.site.page import root_from
from generator.site.states import MEANT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.site.audience import Scope
    from generator.site.news import Alteration, News, Thing
    from generator.site.view import View

ATOM, JSON = "feed.xml", "feed.json"
_SHOWN = 50  # entries of a feed; a reader that comes once a month misses none in most months
_CUT = "历史不完整：这次生成时没有完整的版本记录，变化可能没有列出。"
_NAMES = uuid.uuid5(uuid.NAMESPACE_OID, "gongkai/changes")


def feed_files(view: View) -> Iterator[tuple[str, bytes]]:
    """Yield every feed as (path, content)."""
    for scope in view.scopes.values():
        yield from feeds_of(view, scope)


def feeds_of(view: View, scope: Scope) -> Iterator[tuple[str, bytes]]:
    """Yield the two feeds of those whom changes concern."""
    yield f"{scope.folder}/{ATOM}", _atom(view, scope).encode()
    yield f"{scope.folder}/{JSON}", _json(view, scope).encode()


def _name(view: View, what: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, f'{view.catalog.root}/{what}')}"


def _title(view: View, scope: Scope) -> str:
    title = view.catalog.site.title
    return f"{title}：目录变化" if scope.folder == WHOLE else f"{scope.name}：{title}的变化"


def _author(view: View) -> str:
    site = view.catalog.site
    return site.organizer if site.official and site.organizer else site.project


def _updated(view: View, scope: Scope) -> str:
    """Return when the newest entry came; of an empty feed, when the catalog was founded."""
    if scope.news:
        return scope.news[0].time.isoformat()
    commits = view.lived.commits[: max(1, view.lived.founded)]
    if commits:
        return commits[-1].time.isoformat()
    return f"{(view.catalog.site.established or view.catalog.as_of).isoformat()}T00:00:00+08:00"


def headline(news: News) -> str:
    """Return what happened in one line."""
    first = news.things[0]
    name = first.title or first.key
    several = f"等 {news.count} 项" if news.count > 1 else ""
    place = f"（{first.place}）" if first.place and news.count == 1 else ""
    return visible(f"{news.event}：{name}{several}{place}")


def summary(news: News) -> str:
    """Return what changed, a line a field, and under which document."""
    lines = [_named(news.kind, thing) for thing in news.things]
    if news.more:
        lines.append(f"另有 {news.more} 项。")
    lines += (f"{name}：{words}" for name, words in news.stone)
    lines += (_line(change) for change in news.changes)
    if news.reach:
        rows = "这一行" if news.count == 1 else f"这 {news.count} 行"
        lines.append(f"照标准目录{rows}公开的有 {news.reach} 项。")
    lines.append(f"依据：{news.basis or '没有写明'}")
    return "\n".join(map(visible, lines))


def _named(kind: str, thing: Thing) -> str:
    former = f"（原来是 {'、'.join(thing.former)}）" if thing.former else ""
    return f"{kind} {thing.key}{former} {thing.title} {thing.place}".rstrip()


def _line(change: Alteration) -> str:
    judged = f"（{change.meaning}）" if change.meaning in MEANT else ""
    return f"{change.name}：{change.before or '（空）'} → {change.after or '（空）'}{judged}"


def _target(news: News) -> str:
    """Return the page an entry leads to: its only thing's, else the month's."""
    only = news.things[0].path if news.count == 1 else ""
    return only or f"{WHOLE}/{news.date:%Y-%m}/index.html"


def _atom(view: View, scope: Scope) -> str:
    site = view.catalog.site
    base = site.url or f"{root_from(f'{scope.folder}/{ATOM}')}/"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{_name(view, scope.folder)}</id>",
        f"<title>{escape(visible(_title(view, scope)), quote=False)}</title>",
        f"<updated>{_updated(view, scope)}</updated>",
        f"<author><name>{escape(visible(_author(view)), quote=False)}</name></author>",
        f'<link rel="alternate" type="text/html" href="{escape(base + scope.about)}"/>',
    ]
    if site.url:
        lines.append(f'<link rel="self" href="{escape(f"{base}{scope.folder}/{ATOM}")}"/>')
    if not view.history.complete:
        lines.append(f"<subtitle>{_CUT}</subtitle>")
    for news in scope.news[:_SHOWN]:
        lines += [
            "<entry>",
            f"<id>{_name(view, news.id)}</id>",
            f"<title>{escape(headline(news), quote=False)}</title>",
            f"<updated>{news.time.isoformat()}</updated>",
            f'<link rel="alternate" type="text/html" href="{escape(base + _target(news))}"/>',
            f'<content type="text">{escape(summary(news), quote=False)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _json(view: View, scope: Scope) -> str:
    site = view.catalog.site
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(view, scope),
        "language": "zh-CN",
        "authors": [{"name": _author(view)}],
    }
    if not view.history.complete:
        feed["description"] = _CUT
    if site.url:
        feed |= {
            "home_page_url": site.url + scope.about,
            "feed_url": f"{site.url}{scope.folder}/{JSON}",
        }
    feed["items"] = [
        {
            "id": _name(view, news.id),
            **({"url": site.url + _target(news)} if site.url else {}),
            "title": headline(news),
            "content_text": summary(news),
            "date_published": news.time.isoformat(),
        }
        for news in scope.news[:_SHOWN]
    ]
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"
