"""JSON-Schema-Test-Suite, draft 2020-12: both validators, set up as the checks do it, agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.check import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "schema"
GROUPS: list[dict[str, Any]] = json.loads(
    (HERE / "json_schema_suite.json").read_text(encoding="utf-8")
)["groups"]
#: Keywords that only name or explain; they refuse nothing.
NOTES = {"$schema", "$id", "title", "description", "examples", "default"}
#: Where a validator and the suite differ, (validator, group, test) → reason; none does.
EXCEPTIONS: dict[tuple[str, str, str], str] = {}
BELOW = ("properties", "patternProperties", "$defs")
VALUES = ("enum", "const", "examples", "default", "required", "type")


def keywords(schema: Any) -> Iterator[str]:
    """Yield every keyword in a schema; the names of properties aren't keywords."""
    if isinstance(schema, list):
        for part in schema:
            yield from keywords(part)
    elif isinstance(schema, dict):
        for keyword, value in schema.items():
            yield keyword
            if keyword in BELOW:
                yield from keywords(list(value.values()))
            elif keyword not in VALUES:
                yield from keywords(value)


def test_every_keyword_of_ours_is_tested():
    """A keyword that enters our schemas without its part of the suite stops here."""
    ours = {
        keyword
        for path in FOLDER.glob("*.schema.json")
        for keyword in keywords(json.loads(path.read_text(encoding="utf-8")))
    }
    tested = {group["keyword"] for group in GROUPS}
    assert "properties" in ours
    assert {keyword.removeprefix("$") for keyword in ours - NOTES} == tested


@pytest.mark.parametrize("name", ["_fast", "_exact"])
@pytest.mark.parametrize(
    "group", GROUPS, ids=[f"{group['keyword']}-{group['case']}" for group in GROUPS]
)
def test_agrees_with_the_suite(group, name, monkeypatch):
    """Each instance is valid or not as the suite says, for the fast validator and the exact one."""
    monkeypatch.setattr(schemas, "schema", lambda _: group["schema"])
    validator = getattr(schemas, name).__wrapped__("any")
    differing = {
        (name, group["case"], what)
        for what, data, valid in group["tests"]
        if validator.is_valid(data) is not valid
    }
    assert differing == {key for key in EXCEPTIONS if key[:2] == (name, group["case"])}
