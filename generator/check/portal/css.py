"""The portal's stylesheet: each rule is held to the portal's own parts of the page.

Every selector gets ``.portal`` before it; ``html``, ``body`` and ``:root`` become ``.portal``.
Classes get ``PREFIX`` here as in the HTML, so that none of the page's own rules reaches them.
Nothing in it may load from an address.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from generator.check.portal.fault import Fault
from generator.patterns import regex

_SCOPE = ".portal"
PREFIX = "p-"
_CLASS = regex(r"\[[^\]]*\]|\.(?=[A-Za-z_-])")
_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)
_ROOTS = regex(r"(?:(?:html|body|:root)(?![\w-])\s*)+")
_GROUPING = regex(r"@(?:media|supports)\b")
_BAD = (
    (regex(r"\\"), "有反斜杠，写法会被看错", "换成字符本身。"),
    (regex(r"</"), "像网页的标签", "删去它。"),
    (regex(r"\"[^\"\n]*[{}][^\"\n]*\"|'[^'\n]*[{}][^'\n]*'"), "里有大括号", "删去大括号。"),
    (
        regex(r"@(import|font-face|namespace|charset|layer|property)\b", re.IGNORECASE),
        "从别处装入，或者影响整个页面",
        "删去这一条；只留页头页脚自己的样式。",
    ),
    (
        regex(r"(?:url|image-set|src|image)\s*\(", re.IGNORECASE),
        "从地址装入图片或者字体",
        "图片改用页头里的 img；底色直接写颜色。",
    ),
    (
        regex(r"(?:expression\s*\(|behavior\s*:|-moz-binding)", re.IGNORECASE),
        "是旧浏览器的脚本",
        "删去它。",
    ),
    (
        regex(r"position\s*:\s*(?:fixed|sticky)", re.IGNORECASE),
        "会盖在页面的内容上",
        "改成随页面一起滚动。",
    ),
)


def read_css(text: str) -> tuple[str, tuple[Fault, ...]]:
    """Return the stylesheet held to ``.portal``, and what was refused of it."""
    plain = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    faults = [
        _fault(plain, found.start(), f"“{found[0].strip()}”{why}。", fix)
        for pattern, why, fix in _BAD
        for found in pattern.finditer(plain)
    ]
    if "/*" in plain:
        faults.append(_fault(plain, plain.index("/*"), "注释没有结束。", "补上 */。"))
    scoper = _Scoper(plain)
    scoped = scoper.run()
    faults += scoper.faults
    return scoped, tuple(sorted(faults, key=lambda f: (f.line, f.column)))


def _fault(text: str, at: int, what: str, fix: str) -> Fault:
    line = text.count("\n", 0, at) + 1
    return Fault(line, at - (text.rfind("\n", 0, at) + 1) + 1, what, fix)


class _Scoper(Struct):
    """Goes through rules and their blocks; groups may hold rules, rules hold only declarations."""

    text: str
    faults: list[Fault] = field(default_factory=list)
    _made: list[str] = field(default_factory=list)

    def run(self) -> str:
        """Return the rules in order, each with its scope."""
        at, depth = 0, 0
        while at < len(self.text):
            mark = self._next(at)
            head = self.text[at:mark].strip()
            if mark == len(self.text):
                self._end(at, head, depth)
                break
            if self.text[mark] == "}":
                depth -= 1
                if head or depth < 0:
                    self._refuse(mark, "多了一个 }，或者前面缺 {。", "把大括号配成对。")
                    break
                self._made.append("}\n")
                at = mark + 1
            elif _GROUPING.match(head.lower()):
                depth += 1
                self._made.append(f"{head} {{\n")
                at = mark + 1
            else:
                at = self._rule(at, mark, head)
        return "".join(self._made)

    def _next(self, at: int) -> int:
        found = re.compile(r"[{}]").search(self.text, at)
        return found.start() if found else len(self.text)

    def _end(self, at: int, head: str, depth: int) -> None:
        if head or depth:
            self._refuse(at, "结尾的大括号没有配成对。", "补上缺少的 }。")

    def _rule(self, at: int, mark: int, head: str) -> int:
        """Write one rule; return where the next begins."""
        end = self._next(mark + 1)
        if end == len(self.text) or self.text[end] == "{":
            self._refuse(mark, "这条规则没有结束，或者里面还有规则。", "补上 }，规则里不再套规则。")
            return len(self.text)
        if head.startswith("@") or not head:
            self._refuse(at, f"“{head[:30]}”不是选择器，也不是 @media。", "删去这一条。")
        else:
            scoped = [_scoped(part.strip()) for part in _parts(head)]
            if any(part[len(_SCOPE) :].lstrip().startswith(("+", "~")) for part in scoped):
                self._refuse(at, "选择器指到了页头页脚外面。", "去掉开头的 + 或者 ~。")
            self._made.append(f"{', '.join(scoped)} {{{self.text[mark + 1 : end].strip()}}}\n")
        return end + 1

    def _refuse(self, at: int, what: str, fix: str) -> None:
        while at < len(self.text) - 1 and self.text[at].isspace():
            at += 1
        self.faults.append(_fault(self.text, at, what, fix))


def _parts(selector: str) -> list[str]:
    """Return the selectors of a list; commas in brackets don't part them."""
    parts, depth = [""], 0
    for character in selector:
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _scoped(selector: str) -> str:
    inner = _ROOTS.sub("", selector, count=1).lstrip() if _ROOTS.match(selector) else selector
    inner = _CLASS.sub(lambda found: found[0] if found[0][0] == "[" else f".{PREFIX}", inner)
    return f"{_SCOPE} {inner}" if inner else _SCOPE
