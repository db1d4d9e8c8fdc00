"""Slips inside a value: quotes, brackets, signs YAML keeps for itself.

One function a slip, all with the same argument: the fault it found around the place, or ``None``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.load import mending
from generator.load.place import Fault

if TYPE_CHECKING:
    from generator.load.place import Place


def open_quote(place: Place) -> Fault | None:
    """Find the quote that was never closed and swallowed what stands up to the next one."""
    if place.context == "while scanning a quoted scalar":
        line, column = place.start
        numbers = [line] if mending.open_quote(place.lines[line]) is None else place.before[::-1]
    elif place.text[: place.column].rstrip()[-1:] in {'"', "'"}:
        line, column = place.line, place.column
        numbers = place.before
    else:
        return None
    for number in numbers:
        start = mending.open_quote(place.lines[number])
        if start is not None:
            line, column = number, start
            break
    else:
        if place.context != "while scanning a quoted scalar":
            return None
    text = place.lines[line]
    return Fault(
        "yaml-quote-open",
        line,
        column,
        "这里的引号没有闭合。",
        "从这里起，后面的行都被当作引号里的内容；结尾写成全角引号“”也不算闭合。",
        "在这一行的值后面补上同样的英文引号。",
        mending.close_quote(text, column),
    )


def after_quote(place: Place) -> Fault | None:
    """Find what follows a closing quote, as in ``名称: "义安"区``."""
    before = place.text[: place.column].rstrip()
    if before[-1:] not in {'"', "'"}:
        return None
    parts = mending.split_value(place.text)
    paste = mending.quote_value(place.text) if parts and parts[1][0] in "\"'" else None
    return Fault(
        "yaml-quote-rest",
        place.line,
        place.column,
        "引号闭合之后还有内容。",
        "值以英文引号开头时，到下一个英文引号就结束了。",
        "正文里的引号用中文引号“”，或把整个值用另一种英文引号包起来。",
        paste or "",
    )


def bracket(place: Place) -> Fault | None:
    """Find a ``[`` or ``{`` without its partner."""
    if "flow" not in place.context:
        return None
    line, column = place.start
    text = place.lines[line]
    sign = text[column : column + 1]
    if sign not in {"[", "{"}:
        return None
    return Fault(
        "yaml-bracket-open",
        line,
        column,
        f"这里的“{sign}”没有配对，或各项之间缺英文逗号。",
        "方括号和花括号要成对，各项之间用英文逗号；全角的“【】，、”不算。",
        f"在这一行末尾补上“{']' if sign == '[' else '}'}”，各项之间用英文逗号隔开。",
        mending.close_bracket(text, column) or "",
    )


def special(place: Place) -> Fault | None:
    """Find a value that begins with a character YAML keeps for itself."""
    line, column = place.start
    sign = place.lines[line][column : column + 1]
    if not sign or sign not in "@`%&*!|>,]}#?":
        return None
    return Fault(
        "yaml-special-start",
        line,
        column,
        f"值不能以“{sign}”开头。",
        "这个符号在 YAML 里另有用途。",
        "给整个值加英文双引号。",
        place.lines[line][:column] + mending.quoted(place.lines[line][column:].rstrip()),
    )


def escape(place: Place) -> Fault | None:
    r"""Find a backslash in double quotes that escapes nothing, as in ``"\q"``."""
    if "escape" not in place.problem and "hexdecimal" not in place.problem:
        return None
    parts = mending.split_value(place.text)
    paste = ""
    if parts and parts[1][:1] == '"' == parts[1][-1:]:
        paste = f"{parts[0]}{mending.quoted(parts[1][1:-1])}"
    return Fault(
        "yaml-escape",
        place.line,
        place.column,
        "英文双引号里的反斜杠写法不对。",
        "在英文双引号里，“\\”会和后面的字一起表示特殊字符。",
        "不需要反斜杠就删去；需要时改用英文单引号。",
        paste,
    )
