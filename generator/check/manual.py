"""The list of everything a check can find: what the manual's page of rules is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import RULES
from generator.check.vanished import VANISHED_RULES
from generator.diagnostics import Severity
from generator.load import RULES as READING_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA_RULES = {
    "schema-unknown-key": "没有这个字段",
    "schema-missing-key": "缺少必填的字段",
    "schema-key-form": "编号或代号的写法不对",
    "schema-type": "内容的类型不对",
    "schema-value": "不是允许的值",
    "schema-form": "内容的写法不对",
    "schema-range": "太长、太短、太多、太少或者重复",
}
_WITH_WEIGHT = 3  # columns of a table that says how much each finding weighs


def rules_page() -> str:
    """Return the Markdown of the page of rules: three tables, in the order checks are made."""
    reading = READING_RULES.items()
    schema = ((code, Severity.ERROR.value, title) for code, title in SCHEMA_RULES.items())
    changes = ((code, weight.value, title) for code, (weight, title) in VANISHED_RULES.items())
    whole = ((rule.code, rule.severity.value, rule.title) for rule in RULES.values())
    return (
        "---\ndescription: 检查目录时会发现的全部问题，每一种一个代码。\n---\n# 检查规则\n\n"
        "`gongkai check` 一次列出全部问题，每个问题有一个代码。"
        "错误要改好才能合并；警告和提示不妨碍合并。\n\n"
        f"## 读文件\n\n文件能不能读。\n\n{_table(reading)}\n"
        "## 字段\n\n每个文件有哪些字段、怎样写，由 `schema` 文件夹里的模式文件规定。\n\n"
        f"{_table(schema)}\n"
        f"## 整个目录\n\n文件和文件之间对不对得上。\n\n{_table(whole)}\n"
        "## 和以前的版本比\n\n`gongkai check --changed-since 版本` 才检查。\n\n"
        f"{_table(changes)}"
    )


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table of codes and titles, with the weight between them where it is fixed."""
    written = [(f"`{code}`", *rest) for code, *rest in rows]
    heads = (
        ("代码", "轻重", "说的是什么")
        if len(written[0]) == _WITH_WEIGHT
        else ("代码", "说的是什么")
    )
    lines = [heads, tuple("---" for _ in heads), *written]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
