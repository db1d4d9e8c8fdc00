"""What kind of place a unit is: the words lists of units use, and the level each belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.diagnostics import Diagnostic, Severity, Span
from generator.exchange.tables import read_columns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Which level a type belongs to is data of the catalog; these are for catalogs yet to be written.
LEVEL_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("省", "自治区", "直辖市"), "省级"),
    **dict.fromkeys(("市", "地级市", "设区的市", "地市", "州", "自治州", "盟", "地区"), "市级"),
    **dict.fromkeys(("县区", "县", "区", "市辖区", "县级市", "自治县", "旗", "自治旗"), "县级"),
    **dict.fromkeys(("乡镇", "镇", "乡", "民族乡", "苏木", "民族苏木"), "乡级"),
    **dict.fromkeys(("街道", "街道办事处", "办事处"), "乡级"),
    **dict.fromkeys(("村", "行政村", "社区", "村委会", "居委会", "嘎查"), "村级"),
}
LEVELS: Final = tuple(dict.fromkeys(LEVEL_WORDS.values()))


def unit_levels(
    units_csv: Path, known: Mapping[str, str] | None = None
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Return the level of each type in the list of units, and a fault for each type without one.

    ``known`` says it for types the words here don't cover, and goes before them.
    """
    if not units_csv.is_file():
        return {}, (_missing(units_csv),)
    words = {**LEVEL_WORDS, **(known or {})}
    levels: dict[str, str] = {}
    unknown: dict[str, int] = {}
    for row in read_columns(units_csv, units_csv.name, ("类型",)).rows:
        kind = row.cells.get("类型", "")
        if kind in words:
            levels[kind] = words[kind]
        elif kind:
            unknown.setdefault(kind, row.line)
    return levels, tuple(_unknown(units_csv.name, kind, line) for kind, line in unknown.items())


def _missing(units_csv: Path) -> Diagnostic:
    what, fix = "没有这个单位表。", "核对 --units 后面的路径。"
    return Diagnostic("units-missing", Severity.ERROR, str(units_csv), None, what, fix=fix)


def _unknown(shown: str, kind: str, line: int) -> Diagnostic:
    return Diagnostic(
        "units-type",
        Severity.ERROR,
        shown,
        Span.at(line),
        f"不知道“{kind}”属于哪一级。",
        "哪些事项由它公开，要看它是哪一级。",
        f"写明它是哪一级：--level {kind}=县级（可以写{'、'.join(LEVELS)}）；"
        "或者把类型改成通用的写法，例如市、县、区、镇、乡、街道、村、社区。",
    )
