"""What the schemas refuse, said in Chinese at its place; and what they say of themselves."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import tinycity
from tinycity import DISTRICT, RECORD, TOWN, edited

from generator.check import check_folder
from generator.check.schemas import KINDS, schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
UNIT = f"{TOWN}/unit.yml"

# (change, path, line, code, words that must be said, text to paste)
FAULTS = [
    (edited(RECORD, "标题:", "题标:"), RECORD, 1, "schema-unknown-key", "题标", "标题:"),
    (edited(RECORD, "标题: 【虚构】救助办事指南\n", ""), RECORD, None, "schema-missing-key",
     "标题", None),
    (edited(ITEMS, '"01-02":', '"1-2":'), ITEMS, 4, "schema-key-form", "1-2", None),
    (edited(ITEMS, '"01-02":', '"01-02":\n    公开方式: 主动公天'), ITEMS, 5, "schema-value",
     "主动公天", "主动公开"),
    (edited(RECORD, "2024-01-05", "2024.1.5"), RECORD, 5, "schema-form", "2024.1.5", "2024-01-05"),
    (edited(UNIT, '"990102101"', "99010210"), UNIT, 3, "schema-form", "99010210", "340706"),
    (edited(RECORD, '["01-01"]', "01-01"), RECORD, 2, "schema-type", "一个列表", None),
    (edited(RECORD, "https://example.invalid/1", "javascript:alert(1)"), RECORD, 6, "schema-form",
     "javascript", None),
    (edited("catalog/site.yml", "正式发布: false", "正式发布: 否"), "catalog/site.yml", 4,
     "schema-type", "true 或者 false", None),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "path", "line", "code", "said", "paste"), FAULTS)
def test_fault_is_said_at_its_place(
    changes: dict[str, str | None],
    path: str,
    line: int | None,
    code: str,
    said: str,
    paste: str | None,
    tmp_path: Path,
) -> None:
    """A schema fault names file and line, says what is wrong in Chinese and offers a way out."""
    root = tinycity.write(tmp_path, changes)
    findings = check_folder(root, dt.date(2026, 1, 1))[1]
    first = next(d for d in findings if d.path == path)
    assert (first.code, first.span.line if first.span else None) == (code, line)
    assert said in first.what
    assert first.fix
    assert paste is None or first.paste == paste


def properties(node: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property of a schema with its path."""
    if not isinstance(node, dict):
        return
    for keyword in ("properties", "patternProperties"):
        for name, sub in node.get(keyword, {}).items():
            yield f"{where}/{name}", sub
            yield from properties(sub, f"{where}/{name}")
    yield from properties(node.get("items"), f"{where}/[]")
    yield from properties(node.get("additionalProperties"), f"{where}/*")


@pytest.mark.parametrize("kind", KINDS)
def test_schema_explains_itself(kind: str) -> None:
    """Every property has title, description and examples that satisfy it; oneOf is nowhere."""
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    assert "oneOf" not in str(schema(kind))
    for where, sub in properties(schema(kind)):
        assert sub.get("title"), where
        assert sub.get("description"), where
        assert sub.get("examples"), where
        if sub.get("type") in ("string", "integer", "boolean"):
            for example in sub["examples"]:
                jsonschema.validate(example, sub)


@pytest.mark.parametrize("kind", KINDS)
def test_patterns_name_digits_plainly(kind: str) -> None:
    r"""Python's \\d admits full-width digits: patterns spell [0-9]."""
    assert "\\d" not in str(schema(kind))
