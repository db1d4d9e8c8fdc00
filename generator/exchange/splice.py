"""Changing single entries of a file whose main mapping stands last: everything else to the byte.

Standards, bases and their like hold one mapping of many entries. Their importers rewrite only the
entries that changed, so comments, order and hand-written lines of all others stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.diagnostics import Diagnostic, Severity
from generator.exchange.yamltext import Value, entry
from generator.load import plain, read_text
from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_KEY: Final = regex(
    r"""  (?:"(?P<quoted>[^"\\]+)"|'(?P<single>[^']+)'|(?P<plain>[^\s#"'][^:]*)):(?:\s|$)"""
)
_COMMENT: Final = "  #"


def read_entries(path: Path, key: str) -> dict[str, Any] | None:
    """Return the mapping under ``key``, all text; ``None`` when that can't be read for certain."""
    found = read_text(path.read_bytes(), path.as_posix())
    content = plain(found.node) if found.node else None
    entries = content.get(key) if isinstance(content, dict) else None
    if not isinstance(entries, dict) or not all(isinstance(e, dict) for e in entries.values()):
        return None
    return entries


def broken(shown: str) -> Diagnostic:
    """Return the finding that a catalog file an import has to extend can't be read."""
    what, fix = "读不出这个文件，没有导入。", "先运行 gongkai check，改好再导入。"
    return Diagnostic("import-broken-file", Severity.ERROR, shown, None, what, fix=fix)


def spliced(text: str, changed: Mapping[str, Value]) -> str:
    """Return ``text`` with the entries of ``changed`` replaced, or added at the end when new.

    Comments above a replaced entry stay above it.
    """
    head, entries = cut(text)
    pieces = [head]
    for key, old in entries.items():
        if key not in changed:
            pieces.append(old)
            continue
        comments, after = _around(old)
        pieces += [comments, entry(key, changed[key], indent=2), after]
    pieces += [entry(key, value, indent=2) for key, value in changed.items() if key not in entries]
    return "".join(pieces)


def _around(old: str) -> tuple[str, str]:
    """Return the comments above an entry, and those below it that no further entry follows."""
    lines = old.splitlines(keepends=True)
    own = [number for number, line in enumerate(lines) if not line.startswith(("#", _COMMENT))]
    return "".join(lines[: own[0]]), "".join(lines[own[-1] + 1 :])


def cut(text: str) -> tuple[str, dict[str, str]]:
    """Return what stands before the first entry, then each entry with the comments above it.

    Entries are the keys two spaces in, after the last key that stands at the margin.
    """
    head: list[str] = []
    entries: dict[str, str] = {}
    waiting = ""
    key = ""
    for line in text.splitlines(keepends=True):
        found = _KEY.match(line)
        if found:
            key = found["quoted"] or found["single"] or found["plain"]
            entries[key] = waiting + line
            waiting = ""
        elif line.startswith(_COMMENT) or (key and line.startswith("#")):
            waiting += line
        elif key and line[:1].isspace():
            entries[key] += waiting + line
            waiting = ""
        else:
            head += [*entries.values(), waiting, line]
            entries, waiting, key = {}, "", ""
    if waiting:  # a comment at the very end
        entries[key] = entries.get(key, "") + waiting
    return "".join(head), entries
