"""Format 0, the first draft, as format 1.

In the draft a body was described in a ``unit.yml`` of its own, telephone and address stood beside
the name, and a tombstone's date was called 停止日期.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.diagnostics import Diagnostic, Severity
from generator.load import Mapping as MappingNode
from generator.load import kind_of, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.load import Scalar

_CONTACT: Final = frozenset({"电话", "传真", "地址", "办公时间", "网址", "来源"})
_ENDED, _DATE = "停止日期", "日期"


def from_0(files: Mapping[str, str]) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Return the files of a catalog of format 0 as those of format 1; all comments stay."""
    done: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for path, text in files.items():
        node = read_text(text.encode(), path).node
        name = path.rpartition("/")[2]
        if not isinstance(node, MappingNode):
            done[path] = text
        elif name == "unit.yml" and node.get("履行") is not None:
            target = f"{path.removesuffix('unit.yml')}body.yml"
            if target in files:
                faults.append(_both(path))
            modeline = text.replace("/unit.schema.json", "/body.schema.json", 1)
            done[target] = _with_contact(modeline, node)
        elif name == "unit.yml":
            done[path] = _with_contact(text, node)
        elif kind_of(path) == "items":
            done[path] = _renamed(text, node)
        else:
            done[path] = text
    return done, tuple(faults)


def _with_contact(text: str, node: MappingNode) -> str:
    """Return the text with telephone, address and source under 联系, where the first of them was.

    A 联系 that is there already is somebody's own beginning: the text stays as it is.
    """
    lines = text.rstrip("\n").split("\n")
    pieces = list(_pieces(lines, node))
    moving = [key for key, _ in pieces if key in _CONTACT]
    if not moving or node.get("联系") is not None:
        return text
    contact = (line for key, own in pieces if key in _CONTACT for line in own)
    moved = [f"  {line}" if line else line for line in contact]
    new: list[str] = []
    for key, own in pieces:
        if key not in _CONTACT:
            new += own
        elif key == moving[0]:
            new += ["联系:", *moved]
    return "\n".join(new) + "\n"


def _pieces(lines: list[str], node: MappingNode) -> Iterator[tuple[str, list[str]]]:
    """Yield the lines before the first key under "", then each key's with the comments above it."""
    starts = [_above(lines, key.span.line - 1) for key, _ in node.pairs]
    # The modeline and what stands under it belong to the file, not to its first key.
    starts[0] = node.pairs[0][0].span.line - 1
    yield "", lines[: starts[0]]
    ends = [*starts[1:], len(lines)]
    for (key, _), start, end in zip(node.pairs, starts, ends, strict=True):
        yield key.text, lines[start:end]


def _above(lines: list[str], at: int) -> int:
    while at and lines[at - 1].startswith("#"):
        at -= 1
    return at


def _renamed(text: str, node: MappingNode) -> str:
    """Return an items file with 停止日期 called 日期, as every state's date is."""
    lines = text.split("\n")
    for key in _ended_keys(node):
        line, at = lines[key.span.line - 1], key.span.column - 1
        lines[key.span.line - 1] = line[:at] + line[at:].replace(_ENDED, _DATE, 1)
    return "\n".join(lines)


def _ended_keys(node: MappingNode) -> Iterator[Scalar]:
    items = node.get("事项")
    for _, item in items.pairs if isinstance(items, MappingNode) else ():
        key = item.key(_ENDED) if isinstance(item, MappingNode) else None
        if key is not None:
            yield key


def _both(path: str) -> Diagnostic:
    return Diagnostic(
        "migrate-both",
        Severity.ERROR,
        path,
        None,
        "同一个文件夹里既有草稿格式的 unit.yml，又有 body.yml，不知道哪个是对的。",
        fix="把要留的内容合到 body.yml，删掉 unit.yml，再运行一次。",
    )
