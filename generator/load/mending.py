"""One line of YAML: what its writer meant by it, and the line to paste instead.

Pure functions from a line to the mended line, or to ``None`` when the fault is not there.
"""

from __future__ import annotations

from generator.patterns import regex

_HEAD = r"(?P<head>[ ]*(?:- +)*)"
_WORD = r"[A-Za-z0-9_（）()·\u4e00-\u9fff-]{1,20}"
_KEY = rf"(?P<key>\"[^\"]*\"|'[^']*'|[“”‘’]{_WORD}[“”‘’]|{_WORD})"

_FULLWIDTH_COLON = regex(rf"{_HEAD}{_KEY}[ ]*[：﹕∶︰]\s*(?P<value>.*)")
_TIGHT_COLON = regex(
    rf"{_HEAD}(?P<key>\"[^\"]*\"|'[^']*'|[\u4e00-\u9fff]{{1,20}}):(?P<value>[\u3000\S](?<!:).*)"
)
_TIGHT_DASH = regex(r"(?P<head> *)-(?P<value>[^\s\d-].*)")
_VALUE = regex(
    r"(?P<head>[ ]*(?:- +)*(?:(?:\"[^\"]*\"|'[^']*'|[^\s\"'#][^:]*?):\s+)?)(?P<value>\S.*)"
)
_QUOTED_CODE = regex(r"[“”‘’\"](?P<code>[A-Za-z0-9:/._-]+)[“”‘’\"]")
_COMMENT = regex(r"(?<!\s)\s+#.*$")
_CONTENT = regex(r"[^ ]")
_CLOSERS = str.maketrans("【】［］｛｝，、", "[][]{},,")


def space_fullwidth_colon(line: str) -> str | None:
    """``名称：义安区`` → ``名称: 义安区``."""
    match = _FULLWIDTH_COLON.fullmatch(line)
    if match is None:
        return None
    key = straighten_quotes(match["key"]) or match["key"]
    return f"{match['head']}{key}: {straighten_quotes(match['value']) or match['value']}".rstrip()


def space_tight_colon(line: str) -> str | None:
    """``名称:义安区`` → ``名称: 义安区``."""
    match = _TIGHT_COLON.fullmatch(line)
    return f"{match['head']}{match['key']}: {match['value'].strip()}".rstrip() if match else None


def space_tight_dash(line: str) -> str | None:
    """``-办理事项`` → ``- 办理事项``."""
    match = _TIGHT_DASH.fullmatch(line)
    return f"{match['head']}- {match['value']}" if match else None


def straighten_quotes(text: str) -> str | None:
    """``“20-04”`` → ``"20-04"``; only around codes, dates and addresses, never around prose."""
    match = _QUOTED_CODE.fullmatch(text)
    return f'"{match["code"]}"' if match else None


def split_value(line: str) -> tuple[str, str] | None:
    """Return what stands before a line's value and the value, without comment."""
    match = _VALUE.fullmatch(line)
    return (match["head"], _COMMENT.sub("", match["value"]).rstrip()) if match else None


def quote_value(line: str) -> str | None:
    """``标题: 通知: 关于`` → ``标题: "通知: 关于"``."""
    parts = split_value(line)
    if parts is None:
        return None
    head, value = parts
    wrapped = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return f"{head}{quoted(value[1:-1] if wrapped else value)}"


def quoted(text: str) -> str:
    """Return a text as one YAML scalar in quotes, the simplest kind that holds it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def open_quote(line: str) -> int | None:
    """Return the column (from 0) of a quote that opens a value or key and is not closed here."""
    parts = split_value(line)
    start = len(parts[0]) if parts and parts[1][0] in "\"'" else None
    if start is None:
        return None
    return None if closed_at(line, start) is not None else start


def closed_at(line: str, start: int) -> int | None:
    """Return the column after the quote that closes the one at ``start``."""
    quote, at = line[start], start + 1
    while at < len(line):
        if quote == '"' and line[at] == "\\":
            at += 2
        elif line[at] != quote:
            at += 1
        elif quote == "'" and line[at + 1 : at + 2] == "'":
            at += 2
        else:
            return at + 1
    return None


def close_quote(line: str, start: int) -> str:
    """Return the line with its open quote closed; a Chinese quote at the end was meant as one."""
    kept = line.rstrip()
    if kept[-1] in "“”‘’" and len(kept) > start + 1:
        kept = kept[:-1]
    return kept + line[start]


def close_bracket(line: str, start: int) -> str | None:
    """Return the line with the bracket at ``start`` closed and full-width signs in it narrowed."""
    closing = {"[": "]", "{": "}"}.get(line[start])
    if closing is None:
        return None
    inner = line[start:].rstrip().translate(_CLOSERS)
    return line[:start] + (inner if inner.endswith(closing) else inner.rstrip(", ") + closing)


def indent_to(line: str, width: int) -> str:
    """Return the line with ``width`` spaces before it."""
    return " " * width + line.lstrip(" \t")


def indent_of(line: str) -> int:
    """Return the number of spaces a line begins with."""
    content = _CONTENT.search(line)
    return content.start() if content else len(line)


def is_content(line: str) -> bool:
    """Tell whether a line is neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")
