"""HTML of the portal's header or footer: read by an allow-list, written anew from what was read.

Nothing is passed through. Text and attributes are escaped again and every element is closed, so
that no browser can read the result otherwise than we did, and no fragment can swallow the page.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from generator.check.portal.css import PREFIX
from generator.check.portal.fault import Fault
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

#: Stands in finished HTML where the way up to the site's folder goes.
BASE = "\ue002"
_VOID = frozenset({"br", "hr", "img", "input"})
_TAGS = _VOID | frozenset(
    """
    a address b button dd div dl dt em footer form h2 h3 h4 header i label li nav ol option p
    section select small span strong ul
    """.split()  # noqa: SIM905 - a list of thirty quoted words reads worse
)
_ANYWHERE = frozenset({"class", "title", "lang", "role"})
_ATTRIBUTES = {
    "a": frozenset({"href", "target", "rel"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "form": frozenset({"action", "method"}),
    "input": frozenset({"type", "name", "value", "placeholder", "maxlength"}),
    "button": frozenset({"type", "name", "value"}),
    "select": frozenset({"name"}),
    "option": frozenset({"value"}),
}
_INPUTS = frozenset({"text", "search", "hidden", "submit"})
_MARKUP = {
    "script": "脚本不能放进页面。",
    "style": "样式写在 style 元素里，页面的安全策略不允许。",
    "link": "从别处装入样式，页面的安全策略不允许。",
    "iframe": "框架会装入别的页面。",
    "h1": "h1 是每一页自己的标题。",
    "main": "main 是每一页自己的内容。",
}
_FIXES = {
    "style": "把样式移到“样式”所写的 CSS 文件里。",
    "link": "把样式放进“样式”所写的 CSS 文件里。",
    "h1": "改成 div 或者 p。",
    "main": "改成 div。",
}
_NAME = regex(r"[a-z][a-z0-9-]*")
_SAFE = regex(r"[^\s\x00-\x20<>\"'`\\]+")
_WHOLE = frozenset({"html", "head", "body", "meta", "title", "base"})


class Address(Struct, frozen=True):
    """What addresses in the portal's files mean.

    ``site``: 网址 or "". ``published``: where a file of the catalog's portal folder is published,
    "" when there is none.
    """

    site: str
    published: Callable[[str], str]

    def own(self, address: str) -> bool:
        """Tell whether an address is on the portal's own host."""
        if address.startswith("/") and not address.startswith("//"):
            return True
        host = urlsplit(self.site).netloc
        return bool(host) and _host(address) == host


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def read_html(text: str, address: Address) -> tuple[str, tuple[Fault, ...]]:
    """Return the HTML with ``BASE`` before published files, and what was refused of it."""
    reader = _Reader(address)
    reader.feed(text.replace(BASE, ""))
    reader.close()
    reader.finish()
    return "".join(reader.written), tuple(reader.faults)


class _Reader(HTMLParser):
    """Reads one fragment; ``written`` holds only what is allowed."""

    def __init__(self, address: Address) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.written: list[str] = []
        self.faults: list[Fault] = []
        self._open: list[tuple[str, tuple[int, int]]] = []

    def _refuse(self, what: str, fix: str, place: tuple[int, int] | None = None) -> None:
        line, offset = place or self.getpos()
        self.faults.append(Fault(line, offset + 1, what, fix))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an element that is allowed."""
        if tag not in _VOID:
            self._open.append((tag, self.getpos()))
        if tag not in _TAGS:
            self._refuse_tag(tag)
            return
        names = [name for name, _ in attrs]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._refuse(f"{name} 写了两遍。", "只留一个。")
        kept = "".join(self._attribute(tag, name, value or "") for name, value in attrs)
        if tag == "img" and "alt" not in names:
            self._refuse("图片没有 alt。", '写上图片说的是什么；只作装饰的写 alt=""。')
        if tag == "form" and "action" not in names:
            self._refuse("表单没有写交到哪里（action）。", "写上门户自己的地址。")
        self.written.append(f"<{tag}{kept}>")

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element; anything else would close one of the page's own."""
        if tag in _VOID:
            return
        if not self._open or self._open[-1][0] != tag:
            inner = f"，里面的 <{self._open[-1][0]}> 还没有结束" if self._open else ""
            self._refuse(f"</{tag}> 没有对应的开头{inner}。", "补上缺少的标签，或者删去多余的。")
            return
        self._open.pop()
        if tag in _TAGS:
            self.written.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read ``<br/>`` as ``<br>``; ``<div/>`` means an open div to browsers."""
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        """Write words, escaped anew."""
        self.written.append(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        """Leave comments out; what browsers once read in them is refused."""
        if data.lstrip().startswith("["):
            self._refuse("条件注释会被旧浏览器当成内容。", "删去条件注释。")

    def handle_decl(self, decl: str) -> None:
        """Refuse a document type."""
        self._refuse(f"<!{decl[:20]}> 是整个网页的开头。", "只留下页头或者页脚这一段。")

    def unknown_decl(self, data: str) -> None:
        """Refuse CDATA and its like."""
        self._refuse(f"<![{data[:20]} 不是网页里的写法。", "删去它。")

    def handle_pi(self, data: str) -> None:
        """Refuse what servers would have read."""
        self._refuse(f"<?{data[:20]} 是服务器的程序。", "换成它生成的文字。")

    def finish(self) -> None:
        """Refuse what was never closed: it would swallow the page."""
        for tag, place in self._open:
            if tag not in _TAGS:
                continue  # refused already
            self._refuse(f"<{tag}> 没有结束，会把后面的页面吞进去。", f"补上 </{tag}>。", place)
        if self.rawdata:
            self._refuse("结尾有没写完的标签。", "补全或者删去它。")

    def _refuse_tag(self, tag: str) -> None:
        if tag in _WHOLE:
            self._refuse(
                f"<{tag}> 属于整个网页。", "只留下页头或者页脚这一段，从最外层的 div 开始。"
            )
        else:
            why = _MARKUP.get(tag, "这种元素不在允许的范围里。")
            self._refuse(
                f"有 <{tag}>：{why}", _FIXES.get(tag, "删去它，或者改用 div、a、img、ul。")
            )

    def _attribute(self, tag: str, name: str, value: str) -> str:
        """Return one attribute as it is written, "" when it is left out."""
        if name.startswith("on"):
            self._refuse(f"{name} 是写在元素上的脚本。", "删去它。")
        elif name == "style":
            self._refuse(
                "style 是写在元素上的样式，页面的安全策略不允许。",
                "改用 class，样式写在 CSS 文件里。",
            )
        elif name == "id":
            self._refuse("id 会和页面自己的重复。", "改用 class。")
        elif not self._allowed(tag, name):
            self._refuse(f"<{tag}> 上的 {name[:40]} 不在允许的范围里。", "删去它。")
        elif name in ("href", "src", "action"):
            return self._link(tag, name, value.strip())
        elif name == "class":
            return f' class="{escape(" ".join(PREFIX + part for part in value.split()))}"'
        elif name == "target":
            return ""  # opening windows is the reader's choice
        elif tag == "input" and name == "type" and value.lower() not in _INPUTS:
            self._refuse(
                f"输入框的类型 {value[:40]} 不在允许的范围里。",
                f"可用的有 {'、'.join(sorted(_INPUTS))}。",
            )
        else:
            return f' {name}="{escape(value)}"'
        return ""

    def _allowed(self, tag: str, name: str) -> bool:
        if _NAME.fullmatch(name) is None:
            return False
        return name in _ANYWHERE or name.startswith("aria-") or name in _ATTRIBUTES.get(tag, ())

    def _link(self, tag: str, name: str, value: str) -> str:
        address = self._resolved(tag, value)
        return f' {name}="{escape(address)}"' if address else ""

    def _resolved(self, tag: str, value: str) -> str:
        """Return where an address leads; "" when it was refused."""
        own = self.address
        scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value)
        if not value or not _SAFE.fullmatch(value):
            self._refuse(
                f"地址“{value[:60]}”是空的，或者有不能出现在地址里的字符。", "写完整的地址。"
            )
        elif tag == "img" and not scheme and not value.startswith("/"):
            if found := own.published(value):
                return f"{BASE}/{found}"
            self._refuse(
                f"portal 文件夹里没有图片“{value[:60]}”。",
                "把图片放进 catalog/portal/，写它的文件名。",
            )
        elif tag in ("img", "form"):
            if own.own(value):
                return value
            what = "图片" if tag == "img" else "表单"
            self._refuse(
                f"{what}的地址在别的网站：{value[:60]}",
                "图片放进 catalog/portal/；表单只能交给门户自己。",
            )
        elif scheme and scheme[0].lower() not in ("http:", "https:", "mailto:", "tel:"):
            self._refuse(f"链接以 {scheme[0]} 开头，不是网页地址。", "写 https:// 开头的地址。")
        elif scheme or value.startswith(("/", "#")):
            return value
        elif own.site:
            return urljoin(own.site, value)
        else:
            self._refuse(
                f"链接“{value[:60]}”是相对的，不知道从哪里算起。",
                "写以 / 或者 https:// 开头的地址，或者填“网址”。",
            )
        return ""
