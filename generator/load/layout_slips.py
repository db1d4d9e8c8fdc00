"""Slips in a file's layout: colons, indentation, dashes.

One function a slip, all with the same argument: the fault it found around the place, or ``None``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.load import mending
from generator.load.place import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.load.place import Place


def tab(place: Place) -> Fault | None:
    """Find a tab where only spaces may stand: after a dash, on a blank line, before a text."""
    column = place.text.find("\t", 0 if "tab character" in place.problem else place.column)
    refused = "tab character" in place.problem or column == place.column
    if column < 0 or not refused:
        return None
    return Fault(
        "yaml-syntax",
        place.line,
        column,
        "这里用了制表符（Tab）。",
        "YAML 的缩进和“-”后面只认空格。",
        "把 Tab 换成空格。",
    )


def colon(place: Place) -> Fault | None:
    """Find ``名称：义安区`` or ``名称:义安区``, on the line itself or where its text began."""
    for number in place.before:
        line = place.lines[number]
        for code, mend, what, fix in _COLONS:
            paste = mend(line)
            if paste is not None:
                column = mending.indent_of(line)
                return Fault(
                    code, number, column, what, "“键: 值”要用英文冒号加一个空格。", fix, paste
                )
        # A complete line ends the stretch that can have been misread as one text.
        if number != place.line and (": " in line or line.rstrip().endswith(":")):
            return None
    return None


_COLONS: tuple[tuple[str, Callable[[str], str | None], str, str], ...] = (
    (
        "yaml-fullwidth-colon",
        mending.space_fullwidth_colon,
        "键的后面用了全角冒号“：”。",
        "把“：”换成英文冒号，后面空一格。",
    ),
    (
        "yaml-colon-space",
        mending.space_tight_colon,
        "冒号后面缺一个空格。",
        "在英文冒号后面加一个空格。",
    ),
)


def colon_in_value(place: Place) -> Fault | None:
    """Find a second key on a line, as in ``标题: 通知: 关于``."""
    if not place.problem.startswith("mapping values are not allowed"):
        return None
    parts = mending.split_value(place.text)
    if parts is None or ":" not in parts[0] or place.column < len(parts[0]):
        return None
    return Fault(
        "yaml-colon-in-value",
        place.line,
        place.column,
        "值里面又出现了英文冒号加空格。",
        "它会被当作另一个键。",
        "正文里的冒号用全角“：”，或给整个值加英文双引号。",
        mending.quote_value(place.text) or "",
    )


def deeper(place: Place) -> Fault | None:
    """Find a key indented below a line that already has its value."""
    if not place.problem.startswith("mapping values are not allowed"):
        return None
    width = mending.indent_of(place.text)
    above = place.before[1] if len(place.before) > 1 else None
    if above is None or mending.indent_of(place.lines[above]) >= width:
        return None
    wanted = mending.indent_of(place.lines[above])
    return _indent_fault(place, width, wanted)


def indent(place: Place) -> Fault | None:
    """Find a line that stands between two levels."""
    if "block mapping" not in place.context and "block collection" not in place.context:
        return None
    width = mending.indent_of(place.text)
    levels = {mending.indent_of(place.lines[number]) for number in place.before[1:]}
    if place.column != width or width in levels or not levels:
        return None
    wanted = min(sorted(levels), key=lambda level: abs(level - width))
    return _indent_fault(place, width, wanted)


def _indent_fault(place: Place, width: int, wanted: int) -> Fault:
    return Fault(
        "yaml-indent",
        place.line,
        0,
        f"缩进是 {width} 格，与上面的行对不齐。",
        "同一层的键要左对齐，下一层多缩进 2 格。",
        f"若与上面的行同一层，就缩进 {wanted} 格；若属于上面的键，就比它多缩进 2 格。",
        mending.indent_to(place.text, wanted),
    )


def dash(place: Place) -> Fault | None:
    """Find a list item without its ``- ``."""
    simple_key = place.problem == "could not find expected ':'"
    number = place.start[0] if simple_key else place.line
    line = place.lines[number]
    width = mending.indent_of(line)
    above = next((n for n in place.before if n < number), None)
    in_list = above is not None and place.lines[above].startswith(" " * width + "- ")
    if not (in_list and (simple_key or "'-' indicator" in place.problem)):
        return None
    tight = mending.space_tight_dash(line)
    paste = tight or ("" if ": " in line else f"{' ' * width}- {line.lstrip()}")
    return Fault(
        "yaml-dash-space" if tight else "yaml-dash",
        number,
        width,
        "“-”后面缺一个空格。" if tight else "列表的这一项前面缺“- ”。",
        "列表的每一项都以“- ”（减号加空格）开头，左边对齐。",
        "在“-”后面加一个空格。"
        if tight
        else "在这一行前面加上“- ”；不属于列表的内容要与列表的键对齐。",
        paste,
    )


def stray_dash(place: Place) -> Fault | None:
    """Find a list item that is not aligned with its list."""
    if "block mapping" not in place.context or not place.text.lstrip().startswith("- "):
        return None
    width = mending.indent_of(place.text)
    items = (n for n in place.before[1:] if place.lines[n].lstrip().startswith("- "))
    above = next(items, None)
    paste = (
        ""
        if above is None
        else mending.indent_to(place.text, mending.indent_of(place.lines[above]))
    )
    return Fault(
        "yaml-indent",
        place.line,
        width,
        "列表的这一项没有归到任何键的下面。",
        "同一个列表的各项左边要对齐，并写在它的键下面。",
        "与上面的列表项对齐；若是另一个列表，就在它前面补上“键:”一行。",
        paste,
    )


def inline_dash(place: Place) -> Fault | None:
    """Find a list begun on its key's line, as in ``公开内容: - 办理事项``."""
    if not place.problem.startswith("block sequence entries are not allowed"):
        return None
    head, item = place.text[: place.column].rstrip(), place.text[place.column :]
    return Fault(
        "yaml-dash",
        place.line,
        place.column,
        "列表的第一项不能和键写在同一行。",
        "",
        "在键的冒号后换行，列表每项一行，以“- ”开头。",
        f"{head}\n{' ' * (mending.indent_of(head) + 2)}{item}",
    )


def no_colon(place: Place) -> Fault | None:
    """Find a line with neither colon nor dash where a key is expected."""
    if place.problem != "could not find expected ':'":
        return None
    line, column = place.start
    return Fault(
        "yaml-no-colon",
        line,
        column,
        "这一行既不是“键: 值”，也不是列表项。",
        "可能漏了冒号，也可能是上一行的内容换到了这里。",
        "补上英文冒号加空格；若是上一行的内容，就接回上一行末尾，或比上一行的键多缩进 2 格。",
    )
