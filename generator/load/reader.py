"""Bytes of one file to nodes with positions, by libyaml's events.

Nothing is ever constructed: no tags, no anchors, no guesses at types. The builder keeps its own
stack, so depth costs no C or Python stack, and stops at the first fault that makes the rest unsure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Severity
from generator.load import hints, scan, syntax
from generator.load.builder import Builder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.load.nodes import Node

_MOST = 20  # findings of one kind in one file


class LibyamlMissingError(RuntimeError):
    """PyYAML was installed without libyaml; the message says what to install."""


class ReadResult(Struct, frozen=True):
    """What one file holds.

    ``node`` is ``None`` when its content could not be read for certain; then at least one
    diagnostic is an error. ``lines``: the text without line ends; positions count in them.
    """

    node: Node | None
    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def require_libyaml() -> None:
    """Raise ``LibyamlMissingError`` unless PyYAML carries libyaml."""
    if not yaml.__with_libyaml__:
        raise LibyamlMissingError(
            "PyYAML 没有带 libyaml，读不了目录。请安装 libyaml（Debian、Ubuntu：apt-get install "
            "libyaml-dev；macOS：brew install libyaml），再重装 PyYAML："
            "pip install --force-reinstall --no-cache-dir pyyaml"
        )


def read_text(data: bytes, path: str) -> ReadResult:
    """Read one file's bytes; ``path`` only names it in diagnostics.

    Raises ``LibyamlMissingError``; faults of the file are values.
    """
    require_libyaml()
    scanned = scan.scan(data, path)
    if any(found.severity is Severity.ERROR for found in scanned.diagnostics):
        return ReadResult(None, scanned.lines, scanned.diagnostics)
    node, found = _parse(scanned.text, scanned.lines, path)
    return ReadResult(node, scanned.lines, (*scanned.diagnostics, *_folded(found)))


def _folded(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield at most ``_MOST`` findings of one code; the last says how many more there are."""
    groups: dict[str, list[Diagnostic]] = {}
    for found in diagnostics:
        groups.setdefault(found.code, []).append(found)
    for group in groups.values():
        yield from group[: _MOST - 1]
        if len(group) >= _MOST:
            more = len(group) - _MOST
            last = group[_MOST - 1]
            yield replace(last, what=f"{last.what}同样的问题另有 {more} 处。") if more else last


def _parse(
    text: str, lines: tuple[str, ...], path: str
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    if lines[-1].isspace():  # libyaml makes text of such a line, unless it has an end
        text, lines = f"{text}\n", (*lines, "")
    builder = Builder(lines, path)
    loader = yaml.CSafeLoader(text)
    try:
        take, next_event = builder.take, loader.get_event
        while not builder.done:
            take(next_event())
    except yaml.YAMLError as error:
        return None, (*builder.diagnostics, syntax.explain(error, lines, path))
    finally:
        loader.dispose()
    if builder.root is None or not builder.certain:
        return None, tuple(builder.diagnostics)
    slips = tuple(hints.look(builder.root, text, lines, path))
    # A slip means another shape was meant: what follows from this one would only mislead.
    return (None if slips else builder.root), (*builder.diagnostics, *slips)
