"""What is wrong with a text before its YAML is read: characters no eye can see, and damage.

Structure-blind on purpose, with one exception: the lines of a ``|`` or ``>`` text may begin with
tabs or ideographic spaces, since there they are content.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Severity, Span
from generator.load.encoding import decode, split_lines
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 20  # findings of one kind in one file; the last says how many more there are
_COUNTED = 50_000  # of one kind in one file; beyond, "and more" is said
_MOST_NESTED = 200  # opening signs in a row; a line of dashes in a text is far shorter
_PREVIEW = 200

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


class ScanResult(Struct, frozen=True):
    """The text without BOM, its lines, and what was found; ``text`` is empty when undecodable."""

    text: str
    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class _Kind(Struct, frozen=True):
    """One kind of finding: ``pattern`` runs over the whole text, ``what`` names the match."""

    code: str
    severity: Severity
    pattern: re.Pattern[str]
    what: str
    why: str
    fix: str
    outside_blocks: bool = False  # the lines of a | or > text are exempt


# UTF-8 once read as Windows-1252, where some of the bytes 80–9F are punctuation.
_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_GARBLED = rf"(?:[\u00c2-\u00ef][\u0080-\u00bf{_WINDOWS}]{{1,3}}){{2,}}"
_CONFLICT = r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z).*"

_KINDS = (
    _Kind(
        "text-conflict-marker",
        _ERROR,
        regex(_CONFLICT, re.MULTILINE),
        "这里留有合并冲突的标记。",
        "两个人改了同一处，合并时没有取舍。",
        "在两段内容中选定一段（或合成一段），删去“<<<<<<<”“=======”“>>>>>>>”这些行。",
    ),
    _Kind(
        "text-mojibake",
        _ERROR,
        regex(rf"锟斤拷(?:锟斤拷|锟斤|锟)*|烫烫烫+|屯屯屯+|\ufffd+|{_GARBLED}"),
        "“{text}”是乱码。",
        "文字在编码转换中已经丢失或错位。",
        "找到原文，重新输入这一处。",
    ),
    _Kind(
        "text-control",
        _ERROR,
        regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]+"),
        "这里有看不见的控制字符（{names}）。",
        "多半是从 Word、PDF 或网页复制时带来的。",
        "删去这个字符。",
    ),
    _Kind(
        "text-bidi",
        _ERROR,
        regex(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+"),
        "这里有改变文字方向的隐形字符（{names}）。",
        "它能使看到的内容和实际内容不一样。",
        "删去这个字符。",
    ),
    _Kind(
        "text-invisible",
        _ERROR,
        regex(
            r"[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200d\u2028\u2029\u2060-\u2065"
            r"\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e007f]+"
        ),
        "这里有看不见的字符（{names}）。",
        "多半是从网页或 Word 复制时带来的；它会使看上去相同的词不相等。",
        "删去这个字符；看不见时，删掉前后两个字重新输入，在行尾的可以运行 gongkai fix。",
    ),
    _Kind(
        "text-tab-indent",
        _ERROR,
        regex(r"^ *\t[ \t]*(?=[^ \t\r\n])", re.MULTILINE),
        "这一行用制表符（Tab）缩进。",
        "YAML 只认空格缩进。",
        "把行首的 Tab 换成空格，每层 2 个；或者运行 gongkai fix。",
        outside_blocks=True,
    ),
    _Kind(
        "text-space-indent",
        _ERROR,
        regex(
            r"^[ \t]*[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000][ \u00a0\u1680\u2000-\u200a"
            r"\u202f\u205f\u3000]*(?=[^\s])",
            re.MULTILINE,
        ),
        "这一行用全角或特殊空格（{names}）缩进。",
        "YAML 只认英文（半角）空格缩进。",
        "把行首换成半角空格，每层 2 个；或者运行 gongkai fix。",
        outside_blocks=True,
    ),
    _Kind(
        "text-space",
        _WARNING,
        regex(r"(?<=\S)[\u00a0\u1680\u2000-\u200a\u202f\u205f]+", re.MULTILINE),
        "这里的空格不是普通空格（{names}）。",
        "它看上去和普通空格一样，比较和搜索时却不同。",
        "换成普通空格，或删去。",
    ),
    _Kind(
        "text-private-use",
        _WARNING,
        regex(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]+"),
        "这里有别人的电脑上显示不出的字符（{names}）。",
        "它是造字程序或某个软件自用的字，多见于旧公文里的生僻字和项目符号。",
        "换成标准汉字或标点。",
    ),
    _Kind(
        "text-crlf",
        _NOTE,
        regex(r"\r\n?"),
        "换行符是 Windows 格式（CRLF）。",
        "目录统一用 LF 换行，否则对比时每一行都像改过。",
        "在编辑器右下角把“CRLF”改为“LF”后保存；或者运行 gongkai fix。",
    ),
)
_Match: TypeAlias = tuple[re.Match[str], int, int]  # what was found, its line and column
_ONCE = frozenset({"text-crlf"})  # said once a file

# Two cheap looks decide that an ordinary file holds none of the kinds above.
_ODD = regex(
    r"[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u00c2-\u00ef\u034f\u061c\u115f\u1160\u1680\u180e"
    r"\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ue000-\uf8ff\ufeff\uffa0\ufff9-\uffff"
    r"\U000e0000-\U000e007f\U000f0000-\U0010ffff\t]"
)
_ODD_WORDS = ("锟斤拷", "烫烫烫", "屯屯屯", "<<<<<<<", "|||||||", "=======", ">>>>>>>")
_NESTED = regex(rf"(?:[-?:]\s+){{{_MOST_NESTED}}}|(?:[\[{{]\s*){{{_MOST_NESTED}}}")
_NESTED_ROWS = ("- - -", "? ? ?", ": : :", "[[[", "{{{", "[ [", "{ {")
_BLOCK_HEAD = regex(r"^( *)(?:- +)*.*?(?:^|[\s:-])[|>][-+1-9]{0,2}[ \t]*(?:#.*)?$")


def scan(data: bytes, path: str) -> ScanResult:
    """Decode and look for what must not reach the parser, or the reader of the page."""
    text, found = decode(data, path)
    if text is None:
        return ScanResult("", (), found)
    lines = split_lines(text)
    diagnostics = [*found, *_nested(text, lines, path)]
    if _ODD.search(text) or any(word in text for word in _ODD_WORDS):
        diagnostics += _look(text, lines, path)
    return ScanResult(text, lines, tuple(diagnostics))


def block_lines(lines: tuple[str, ...]) -> frozenset[int]:
    """Return the numbers of the lines that are content of a ``|`` or ``>`` text."""
    inside: set[int] = set()
    limit = -1  # indentation of the line that opened the text, -1 outside of one
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip(" "))
        if limit >= 0 and (indent > limit or not line.strip()):
            inside.add(number)
            continue
        head = _BLOCK_HEAD.match(line)
        limit = len(head[1]) if head and not line.lstrip().startswith("#") else -1
    return frozenset(inside)


def _look(text: str, lines: tuple[str, ...], path: str) -> Iterator[Diagnostic]:
    starts = _line_starts(text)
    damaged: set[int] = set()
    for kind in _KINDS:
        matches = list(islice(_matches(kind, text, lines, starts, damaged), _COUNTED))
        beyond = "以上" if len(matches) == _COUNTED else ""
        if kind.code == "text-conflict-marker":
            matches = _outside_conflicts(matches)
        if kind.code == "text-mojibake":
            damaged = {line for _, line, _ in matches}
        most = 1 if kind.code in _ONCE else _MOST
        for index, (match, line, column) in enumerate(matches[:most]):
            more = len(matches) - most if index == most - 1 and kind.code not in _ONCE else 0
            found = _finding(kind, match[0], path, Span.at(line, column, len(match[0])))
            what = f"{found.what}同样的问题另有 {more} 处{beyond}。" if more > 0 else found.what
            yield replace(found, what=what, subject=lines[line - 1])


def _matches(
    kind: _Kind, text: str, lines: tuple[str, ...], starts: list[int], damaged: set[int]
) -> Iterator[_Match]:
    """Yield where a kind is found, but not on lines that damage already explains."""
    every = kind.pattern.finditer(text)
    blocks: frozenset[int] | None = None
    for match in islice(every, 1) if kind.code in _ONCE else every:
        line, column = _position(starts, match.start())
        if kind.outside_blocks and blocks is None:
            blocks = block_lines(lines)
        if line not in damaged and (blocks is None or line not in blocks):
            yield match, line, column


def _outside_conflicts(matches: list[_Match]) -> list[_Match]:
    """Return the marks that open a conflict, and those that belong to none."""
    kept: list[_Match] = []
    inside = False
    for found in matches:
        sign = found[0][0][0]
        if sign == "<" or not inside:
            kept.append(found)
        inside = sign == "<" or (inside and sign != ">")
    return kept


def _finding(kind: _Kind, text: str, path: str, span: Span) -> Diagnostic:
    what = kind.what.format(text=text[:_PREVIEW], names=_names(text))
    paste = _mended(kind.code, text)
    target = span if paste else None
    return Diagnostic(
        kind.code, kind.severity, path, span, what, kind.why, kind.fix, paste, target=target
    )


def _mended(code: str, text: str) -> str:
    """Return what a garbled stretch meant, when its bytes are all still there."""
    if code != "text-mojibake":
        return ""
    data = b"".join(c.encode("cp1252" if c in _WINDOWS else "latin-1", "replace") for c in text)
    try:
        return data.decode("utf-8") if text[0] <= "\u00ef" else ""
    except UnicodeDecodeError:
        return ""


def _names(text: str) -> str:
    """Return the code points of a stretch with their names where Unicode has one."""
    first = text.lstrip(" \t") or text
    name = unicodedata.name(first[0], "")
    return f"U+{ord(first[0]):04X}" + (f" {name}" if name else "")


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]


def _position(starts: list[int], offset: int) -> tuple[int, int]:
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def _nested(text: str, lines: tuple[str, ...], path: str) -> Iterator[Diagnostic]:
    """Refuse rows of opening signs before libyaml works on them."""
    match = _NESTED.search(text) if any(row in text for row in _NESTED_ROWS) else None
    if match is None:
        return
    line, column = _position(_line_starts(text), match.start())
    yield Diagnostic(
        "yaml-too-deep",
        _ERROR,
        path,
        Span.at(line, column),
        f"这里连写了 {_MOST_NESTED} 个以上的“{match[0][0]}”，嵌套过深。",
        "目录文件最深不过几层。",
        "删去多余的符号。",
        subject=lines[line - 1][:_PREVIEW],
    )
