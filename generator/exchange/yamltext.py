"""YAML text of new files, in the catalog's own style.

What stands here is read back as the same text by every reader, whatever version of YAML it follows:
anything that some version takes for a number, a date or a truth value is quoted. Files that exist
are never dumped again; their writers edit text by span.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from yaml.resolver import Resolver

from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value] | None"
KeyPath: TypeAlias = "tuple[str, ...]"

#: Lists under these keys grow and change by the line, so each entry has its own.
BLOCK_KEYS: Final = frozenset({"公开内容", "公开依据", "公开主体", "来源", "附件"})

_INDENT: Final = 2
_FLOW_WIDTH: Final = 88  # columns of a whole line; a Chinese character takes two
_FLOW_ENTRY: Final = 24
_WORDS: Final = frozenset(
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "~", "=", "<<"]
)
_CODE: Final = regex(r"[0-9]{2,3}-B?[0-9]{2,3}")
_NUMBERS: Final = regex(
    r"[-+]?\.?[0-9][0-9_,.]*(?:[eE][-+]?[0-9]+)?"  # 1e3, 1_000, .5, 1.2.3
    r"|[-+]?0[xobXOB][0-9a-fA-F_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?"  # 12:30, counted in sixties by YAML 1.1
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
    r"|[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)"
)
_FIRST: Final = frozenset("-?:,[]{}#&*!|>'\"%@`")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LINE_BREAKS: Final = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_INVISIBLE: Final = frozenset(
    [
        *map(chr, range(0xFE00, 0xFE10)),  # variation selectors
        *map(chr, range(0xE0100, 0xE01F0)),
        *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0",
    ]
)


def scalar(text: str) -> str:
    """Return ``text`` as a YAML scalar on one line, quoted exactly when some reader would need it.

    Item codes are always quoted: they are names that look like ranges of numbers.

    Raises ``ValueError`` for half of a surrogate pair, which no UTF-8 file can hold.
    """
    if _is_plain(text):
        return text
    if any(unicodedata.category(c) == "Cs" for c in text):
        raise ValueError("text with a lone surrogate can't be written as UTF-8")
    return f'"{"".join(map(_escaped, text))}"'


def document(
    mapping: Mapping[str, Value],
    *,
    schema: str,
    comments: Mapping[KeyPath, str] | None = None,
    block: frozenset[str] = BLOCK_KEYS,
) -> str:
    """Return the text of a catalog file: modeline, then ``mapping`` with LF and a final newline.

    ``schema`` is the path from the file to its schema, for the editor. ``comments`` stand above
    the key whose path they name; the one for ``()`` stands under the modeline. ``block`` names the
    keys whose lists are never written in one line.
    """
    notes = comments or {}
    head = [f"# yaml-language-server: $schema={schema}", *_comment(notes.get(()), 0)]
    lines = [*head, *_mapping_lines(mapping, (), notes, block)]
    return "\n".join(lines) + "\n"


def entry(
    key: str,
    value: Value,
    *,
    indent: int,
    comment: str = "",
    block: frozenset[str] = BLOCK_KEYS,
) -> str:
    """Return the lines of one ``key: value``, ``indent`` spaces in, to be set into a document."""
    path = ("",) * (indent // _INDENT)
    notes = {(*path, key): comment} if comment else {}
    return "\n".join(_mapping_lines({key: value}, path, notes, block)) + "\n"


def write_beside(path: Path, text: str) -> None:
    """Write a file so that no reader ever sees half of it: a temporary file beside, then renamed.

    Missing folders are made. Raises ``OSError`` when the place can't be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        os.replace(name, path)  # noqa: PTH105 - the name is mkstemp's string
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def _is_plain(text: str) -> bool:
    if not text or text != text.strip() or text[0] in _FIRST or text[-1] == ":":
        return False
    if ": " in text or " #" in text or _has_unseen(text) or _CODE.fullmatch(text):
        return False
    return not _is_typed(text)


def _is_typed(text: str) -> bool:
    """Tell whether a reader of YAML 1.1 or 1.2 would take the plain text for something else."""
    if text.casefold() in _WORDS or _NUMBERS.fullmatch(text):
        return True
    patterns = Resolver.yaml_implicit_resolvers.get(text[0], [])
    return text.startswith(("---", "...")) or any(p.match(text) for _, p in patterns)


def _has_unseen(text: str) -> bool:
    """Tell whether a reader of the file couldn't see some character, a plain space excepted."""
    return not text.isprintable() or not _INVISIBLE.isdisjoint(text)


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if not _has_unseen(char):
        return char
    point = ord(char)
    if point <= 0xFF:  # noqa: PLR2004 - the width of \x
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"  # noqa: PLR2004


def _comment(text: str | None, indent: int) -> Iterator[str]:
    for line in (text or "").splitlines():
        yield f"{' ' * indent}# {line}".rstrip()


def _mapping_lines(
    mapping: Mapping[str, Value],
    path: KeyPath,
    notes: Mapping[KeyPath, str],
    block: frozenset[str],
) -> Iterator[str]:
    indent = len(path) * _INDENT
    for key, value in mapping.items():
        yield from _comment(notes.get((*path, key)), indent)
        opening = f"{' ' * indent}{scalar(key)}:"
        if not isinstance(value, str | int | None) and value:
            yield from _nested(opening, value, (*path, key), notes, block)
        else:
            yield from _one(opening, value, indent)


def _nested(
    opening: str,
    value: Sequence[Value] | Mapping[str, Value],
    path: KeyPath,
    notes: Mapping[KeyPath, str],
    block: frozenset[str],
) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield opening
        yield from _mapping_lines(value, path, notes, block)
        return
    flow = "" if path[-1] in block else _flow(value)
    if flow and _width(opening) + 1 + _width(flow) <= _FLOW_WIDTH:
        yield f"{opening} {flow}"
        return
    yield opening
    for item in value:
        yield from _list_entry(item, path, notes, block)


def _list_entry(
    item: Value, path: KeyPath, notes: Mapping[KeyPath, str], block: frozenset[str]
) -> Iterator[str]:
    indent = len(path) * _INDENT
    dash = f"{' ' * indent}-"
    if isinstance(item, str | int | None) or not item:
        yield from _one(dash, item, indent)
        return
    if not isinstance(item, Mapping):
        raise TypeError("a list directly inside a list has no place in the catalog")
    inner = list(_mapping_lines(item, (*path, ""), notes, block))
    yield f"{dash} {inner[0].lstrip()}"
    yield from inner[1:]


def _one(opening: str, value: Value, indent: int) -> Iterator[str]:
    """Yield a key or dash with a value that isn't a filled list or mapping."""
    if value is None:
        yield opening
    elif isinstance(value, str):
        yield from _text(opening, value, indent)
    elif isinstance(value, int):
        yield f"{opening} {str(value).lower()}"
    else:
        yield f"{opening} {'{}' if isinstance(value, Mapping) else '[]'}"


def _text(opening: str, text: str, indent: int) -> Iterator[str]:
    if not _fits_literal(text):
        yield f"{opening} {scalar(text)}"
        return
    body = text.rstrip("\n")
    tail = len(text) - len(body)
    step = str(_INDENT) if body[0] in " \n" else ""
    chomp = ("-", "", "+")[min(tail, 2)]
    yield f"{opening} |{step}{chomp}"
    for line in [*body.split("\n"), *[""] * (tail - 1)]:
        yield f"{' ' * (indent + _INDENT)}{line}".rstrip()


def _fits_literal(text: str) -> bool:
    """Tell whether a literal block holds the text: several visible lines, no spaces at their ends.

    Editors strip spaces at the ends of lines, which would change the text.
    """
    if "\n" not in text.strip("\n"):
        return False
    if any(c in text for c in _LINE_BREAKS):
        return False
    return not any(line != line.rstrip() or _has_unseen(line) for line in text.split("\n"))


def _flow(items: Sequence[Value]) -> str:
    """Return short words as ``[a, b]``, or "" when one of them doesn't belong in such a list."""
    words = [scalar(item) for item in items if isinstance(item, str)]
    if len(words) < len(items) or any(_width(word) > _FLOW_ENTRY for word in words):
        return ""
    unsafe = any(word[0] != '"' and set(word) & set(",[]{}?:") for word in words)
    return "" if unsafe else f"[{', '.join(words)}]"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
