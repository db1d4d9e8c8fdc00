"""Events to nodes, iteratively, refusing what the catalog does not use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from generator.diagnostics import Diagnostic, Severity, Span
from generator.load.nodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_NODES = 50_000  # the largest real file has under 4,000

_BLOCK_STYLES = frozenset({"|", ">"})
_NULLS = frozenset({"", "~", "null"})


class _Frame:
    """A list or mapping that is still open."""

    __slots__ = ("first_line", "flow", "is_mapping", "items", "key", "keys", "pairs", "start")

    def __init__(self, start: tuple[int, int], *, is_mapping: bool, flow: bool) -> None:
        self.start = start
        self.is_mapping = is_mapping
        self.flow = flow
        self.items: list[Node] = []
        self.pairs: list[tuple[Scalar, Node]] = []
        self.key: Scalar | None = None
        self.keys: dict[str, Scalar] = {}


class Builder:
    """Takes libyaml's events one by one.

    ``root``: the tree, once ``done``. ``certain``: whether the tree is what its writer meant; a
    repeated key, an anchor or a tag is an error but leaves the rest certain.
    """

    def __init__(self, lines: tuple[str, ...], path: str) -> None:
        self.root: Node | None = None
        self.done = False
        self.certain = True
        self.diagnostics: list[Diagnostic] = []
        self._lines = lines
        self._path = path
        self._stack: list[_Frame] = []
        self._count = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        _TAKERS[type(event)](self, event)

    def _report(self, code: str, span: Span, what: str, *, why: str = "", fix: str) -> None:
        line = self._lines[span.line - 1] if span.line <= len(self._lines) else ""
        self.diagnostics.append(
            Diagnostic(code, Severity.ERROR, self._path, span, what, why, fix, subject=line)
        )

    def _stop(self, code: str, span: Span, what: str, *, why: str = "", fix: str) -> None:
        """Report what leaves the rest unsure, and read no further."""
        self._report(code, span, what, why=why, fix=fix)
        self.certain = False
        self.done = True

    def _pass(self, event: Any) -> None:
        """Take an event that carries nothing."""

    def _end_stream(self, _event: Any) -> None:
        self.done = True
        if self.root is None and self.certain:
            self._stop(
                "yaml-empty",
                Span.at(1),
                "文件里没有内容。",
                fix="按本类文件的格式填写内容；不需要这个文件就删除它。",
            )

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        span = _span(event)
        if self._documents > 1:
            self._stop(
                "yaml-documents",
                span,
                "一个文件里写了两份文档。",
                why="“---”会另起一份文档，目录的每个文件只有一份。",
                fix="删去这一行“---”；内容属于另一个文件时，移到那个文件里。",
            )
        elif event.version or event.tags:
            self._report(
                "yaml-directive",
                span,
                "文件开头有“%YAML”或“%TAG”指令。",
                why="目录文件不使用 YAML 指令。",
                fix="删去以“%”开头的行。",
            )

    def _alias(self, event: Any) -> None:
        self._stop(
            "yaml-alias",
            _span(event),
            f"“*{event.anchor}”是 YAML 的别名引用，目录文件不使用。",
            why="值以星号开头时会被当作引用别处的内容。",
            fix="要引用别处的内容，就把内容原样写在这里；要写星号本身，就给整个值加英文双引号。",
        )

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        style = event.style
        # libyaml calls the plain style ""; only such a scalar can be null.
        is_plain = not style
        text = event.value
        span = self._block_span(event) if style in _BLOCK_STYLES else _span(event)
        self._place(Scalar(text, is_plain, span, is_plain and text in _NULLS))

    def _start_sequence(self, event: Any) -> None:
        self._open(event, is_mapping=False)

    def _start_mapping(self, event: Any) -> None:
        self._open(event, is_mapping=True)

    def _open(self, event: Any, *, is_mapping: bool) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        top = self._stack[-1] if self._stack else None
        if top is not None and top.is_mapping and top.key is None:
            self._stop(
                "yaml-complex-key",
                _span(event),
                "键的位置上写了列表或映射。",
                why="冒号左边只能是一个词。",
                fix="把键改成一个词；想写列表时，每行以“- ”开头。",
            )
        elif len(self._stack) >= MAX_DEPTH:
            self._stop(
                "yaml-too-deep",
                _span(event),
                f"嵌套超过 {MAX_DEPTH} 层。",
                why="目录文件最深不过几层，这里多半是缩进或括号写乱了。",
                fix="检查这一行的缩进、“- ”和括号。",
            )
        else:
            start = (event.start_mark.line + 1, event.start_mark.column + 1)
            frame = _Frame(start, is_mapping=is_mapping, flow=bool(event.flow_style))
            self._stack.append(frame)

    def _close(self, event: Any) -> None:
        frame = self._stack.pop()
        span = _frame_span(frame, event)
        if frame.is_mapping:
            self._place(Mapping(tuple(frame.pairs), span))
        else:
            self._place(Sequence(tuple(frame.items), span))

    def _place(self, node: Node) -> None:
        """Put a finished node where it belongs: key, value, list item or root."""
        self._count += 1
        if self._count > MAX_NODES:
            self._stop(
                "yaml-too-many",
                node.span,
                f"一个文件里的内容超过 {MAX_NODES} 项。",
                fix="把内容分到几个文件里。",
            )
            return
        if not self._stack:
            self.root = node
            return
        frame = self._stack[-1]
        if not frame.is_mapping:
            frame.items.append(node)
        elif frame.key is None:
            assert isinstance(node, Scalar)
            self._take_key(frame, node)
        else:
            frame.pairs.append((frame.key, node))
            frame.key = None

    def _take_key(self, frame: _Frame, key: Scalar) -> None:
        frame.key = key
        earlier = frame.keys.setdefault(key.text, key)
        if earlier is not key:
            self._report(
                "yaml-duplicate-key",
                key.span,
                f"“{key.text}”写了两次：第 {earlier.span.line} 行和第 {key.span.line} 行。",
                why="同一层里一个键只能出现一次，否则有一处会被悄悄丢掉。",
                fix=f"核对第 {earlier.span.line} 行和第 {key.span.line} 行，留下正确的一处。",
            )
        before = key.span.column - 2
        if key.text and before >= 0 and self._lines[key.span.line - 1][before] == "?":
            # [?甲]: libyaml drops the sign, YAML 1.2 keeps it; both readings can't be meant.
            self._report(
                "yaml-special-start",
                Span.at(key.span.line, key.span.column - 1),
                "值不能以“?”开头。",
                why="这个符号在 YAML 里另有用途。",
                fix="给整个值加英文双引号。",
            )
        if key.text == "<<" and key.plain:
            self._stop(
                "yaml-merge-key",
                key.span,
                "“<<”是 YAML 的合并键，目录文件不使用。",
                fix="删去这一行，把要用的内容逐项写出。",
            )

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(
                "yaml-anchor",
                Span.at(event.start_mark.line + 1, event.start_mark.column + 1),
                f"“&{event.anchor}”是 YAML 的锚点，目录文件不使用。",
                fix=f"删去“&{event.anchor}”；要写“&”本身，就给整个值加英文双引号。",
            )
        if event.tag is not None:
            self._report(
                "yaml-tag",
                Span.at(event.start_mark.line + 1, event.start_mark.column + 1),
                f"“{event.tag}”是 YAML 的类型标签，目录文件不使用。",
                why="值以叹号开头时会被当作类型标签。",
                fix="删去标签；要写叹号本身，就给整个值加英文双引号。",
            )

    def _block_span(self, event: Any) -> Span:
        """Return the span of a ``|`` or ``>`` text without the blank lines libyaml adds to it."""
        first = event.start_mark.line
        line, column = event.end_mark.line, event.end_mark.column
        while line > first and not self._lines[line][:column].strip():
            line -= 1
            column = len(self._lines[line])
        return Span(first + 1, event.start_mark.column + 1, line + 1, column + 1)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _frame_span(frame: _Frame, event: Any) -> Span:
    """Return a container's span; a block ends where its last child does, a flow at its bracket."""
    line, column = frame.start
    children = frame.pairs[-1] if frame.pairs else frame.items[-1:]
    if frame.flow or not children:
        return Span(line, column, event.end_mark.line + 1, event.end_mark.column + 1)
    last = children[-1].span
    return Span(line, column, last.end_line, last.end_column)


_TAKERS: dict[type, Callable[[Builder, Any], None]] = {
    yaml.StreamStartEvent: Builder._pass,  # noqa: SLF001
    yaml.StreamEndEvent: Builder._end_stream,  # noqa: SLF001
    yaml.DocumentStartEvent: Builder._start_document,  # noqa: SLF001
    yaml.DocumentEndEvent: Builder._pass,  # noqa: SLF001
    yaml.AliasEvent: Builder._alias,  # noqa: SLF001
    yaml.ScalarEvent: Builder._scalar,  # noqa: SLF001
    yaml.SequenceStartEvent: Builder._start_sequence,  # noqa: SLF001
    yaml.SequenceEndEvent: Builder._close,  # noqa: SLF001
    yaml.MappingStartEvent: Builder._start_mapping,  # noqa: SLF001
    yaml.MappingEndEvent: Builder._close,  # noqa: SLF001
}
