"""Slips that are valid YAML but never what was meant.

``名称：义安区`` on its own line is one text to YAML. Such a text is told from prose by where it
stands: a value on the line of its key is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity, Span
from generator.load import mending
from generator.load.nodes import Mapping, Node, Scalar, Sequence
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What any hint needs to be worth a walk over the tree: one of some characters, and what is written
# round it. Most files have none of it. One expression for all took five times as long, 1 % of a
# build: it has no beginning that can be looked for.
_SUSPECT = (
    ("：﹕∶︰", regex(r"\n *(?:- +)*[“\"'‘]?[\w（）()·-]{1,20}[”\"'’]? *[：﹕∶︰]")),
    ("“”‘’", regex(r"[“”‘’][A-Za-z0-9:/._-]+[“”‘’]")),
    (":", regex(r":(?<=[\u4e00-\u9fff]:)\S|\n *:")),
    ("-", regex(r"\n *-[^\s\d-]")),
    ("{,?", regex(r"[{,?] *:")),
    ("?", regex(r"[\n{\[,-] *\?")),
)

_LINE_MENDS: tuple[tuple[str, Callable[[str], str | None], str, str, str], ...] = (
    (
        "yaml-fullwidth-colon",
        mending.space_fullwidth_colon,
        "键的后面用了全角冒号“：”。",
        "“键: 值”要用英文冒号加一个空格。",
        "把“：”换成英文冒号，后面空一格；若本来就是正文，给整个值加英文双引号。",
    ),
    (
        "yaml-colon-space",
        mending.space_tight_colon,
        "冒号后面缺一个空格。",
        "“键: 值”要用英文冒号加一个空格。",
        "在英文冒号后面加一个空格；若本来就是正文，给整个值加英文双引号。",
    ),
    (
        "yaml-dash-space",
        mending.space_tight_dash,
        "“-”后面缺一个空格。",
        "列表的每一项都以“- ”（减号加空格）开头。",
        "在“-”后面加一个空格；若本来就是正文，给整个值加英文双引号。",
    ),
)


def look(root: Node, text: str, lines: tuple[str, ...], path: str) -> Iterator[Diagnostic]:
    """Yield the slips in a tree that libyaml found nothing wrong with."""
    if isinstance(root, Mapping) and not _suspect(f"\n{text}"):
        return
    for scalar, key in _plain_scalars(root):
        found = _look_at(scalar, key, lines, path)
        if found is not None:
            yield found


def _suspect(text: str) -> bool:
    return any(
        any(character in text for character in needed) and written.search(text)
        for needed, written in _SUSPECT
    )


def _plain_scalars(root: Node) -> Iterator[tuple[Scalar, Scalar | None]]:
    """Yield plain scalars in order, values with their key; a key stands as its own key."""
    todo: list[tuple[Node, Scalar | None]] = [(root, None)]
    while todo:
        node, key = todo.pop()
        if isinstance(node, Scalar):
            if node.plain:
                yield node, key
        elif isinstance(node, Sequence):
            todo += [(item, None) for item in reversed(node.items)]
        else:
            for name, value in reversed(node.pairs):
                todo += ((value, name), (name, name))


def _look_at(
    scalar: Scalar, key: Scalar | None, lines: tuple[str, ...], path: str
) -> Diagnostic | None:
    span = scalar.span
    if key is scalar:
        return _look_at_key(scalar, lines, path)
    if scalar.null:
        return None
    straight = mending.straighten_quotes(scalar.text)
    if straight is not None:
        return _quotes(scalar, straight, lines, path)
    # Of a text over several lines each line may be a slip; of one that shares its first line
    # with its key or dash, only those after it.
    own_line = key is None or key.span.line != span.line
    alone = mending.indent_of(lines[span.line - 1]) == span.column - 1
    first = span.line if own_line and alone else span.line + 1
    for number in range(first, span.end_line + 1):
        found = _look_at_line(number, lines, path)
        if found is not None:
            return found
    return None


def _look_at_line(number: int, lines: tuple[str, ...], path: str) -> Diagnostic | None:
    line = lines[number - 1]
    for code, mend, what, why, fix in _LINE_MENDS:
        paste = mend(line)
        if paste is not None:
            indent = mending.indent_of(line)
            span = Span.at(number, indent + 1, len(line.strip()))
            return Diagnostic(
                code, Severity.ERROR, path, span, what, why, fix, paste, line,
                Span.at(number, 1, len(line)),
            )  # fmt: skip
    return None


def _look_at_key(key: Scalar, lines: tuple[str, ...], path: str) -> Diagnostic | None:
    line = lines[key.span.line - 1]
    straight = mending.straighten_quotes(key.text)
    if straight is not None:
        return _quotes(key, straight, lines, path)
    if not key.text:
        return Diagnostic(
            "yaml-empty-key",
            Severity.ERROR,
            path,
            key.span,
            "冒号前面没有键。",
            "",
            "在冒号前面补上键；不需要就删去这一行。",
            "",
            line,
        )
    for code, mend, what, why, fix in _LINE_MENDS[:2]:
        if mend(key.text) is not None:
            paste = mend(line) or ""
            target = Span.at(key.span.line, 1, len(line)) if paste else None
            return Diagnostic(
                code, Severity.ERROR, path, key.span, what, why, fix, paste, line, target
            )
    return None


def _quotes(scalar: Scalar, straight: str, lines: tuple[str, ...], path: str) -> Diagnostic:
    span = scalar.span
    line = lines[span.line - 1]
    return Diagnostic(
        "yaml-fullwidth-quote",
        Severity.ERROR,
        path,
        span,
        f"“{straight[1:-1]}”外面用的是中文引号。",
        "YAML 只认英文引号；中文引号会成为内容的一部分。Word 会自动把引号换成中文的。",
        "换成英文双引号。",
        line[: span.column - 1] + straight + line[span.end_column - 1 :],
        line,
        Span.at(span.line, 1, len(line)),
    )
