"""The editor's settings: each file of a catalog gets its own schema, nothing else gets any."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.load import kind_of

PROJECT = Path(__file__).parents[2]
VSCODE = PROJECT / ".vscode"
SETTINGS = json.loads((VSCODE / "settings.json").read_text(encoding="utf-8"))
SCHEMAS = {
    Path(name).name.partition(".")[0]: [globs] if isinstance(globs, str) else globs
    for name, globs in SETTINGS["yaml.schemas"].items()
}
FILES = [
    path.relative_to(root).as_posix()
    for root in (PROJECT, PROJECT / "tests" / "city2")
    for path in (root / "catalog").rglob("*")
    if path.is_file()
]
ELSEWHERE = [
    "mkdocs.yml", ".github/workflows/check.yml", "tests/limits/limits_expected.yml",
    "catalog/README.md", "catalog/other.yml", "catalog/standards/deep/er.yml",
    "docs/catalog/site.yaml",
]  # fmt: skip


def pattern(glob: str) -> re.Pattern[str]:
    """Return a glob as the YAML language server reads it: anchored at any folder."""
    words = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*"}
    pieces = re.split(r"(\*\*/|\*\*|\*)", glob)
    return re.compile("(?:.*/)?" + "".join(words.get(p) or re.escape(p) for p in pieces))


def kinds_of(path: str) -> list[str]:
    """Return the schemas the editor takes for a path; a later ``!`` takes a match back."""
    found = []
    for kind, globs in SCHEMAS.items():
        matches = False
        for glob in globs:
            if pattern(glob.removeprefix("!")).fullmatch(path):
                matches = not glob.startswith("!")
        found += [kind] if matches else []
    return found


def test_each_catalog_file_gets_exactly_its_own_schema():
    """For every file of two cities the globs say what the loader says."""
    assert len(FILES) > 1000
    wrong = {path: kinds_of(path) for path in FILES if kinds_of(path) != _wanted(path)}
    assert wrong == {}


def _wanted(path: str) -> list[str]:
    kind = kind_of(path)
    return [kind] if kind else []


@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_other_file_gets_a_schema(path):
    """Settings, workflows and notes are not read as parts of a catalog."""
    assert kinds_of(path) == []


def test_every_kind_of_file_has_a_schema_that_exists():
    """No kind is forgotten, no schema file is named that isn't there."""
    kinds = {kind for path in FILES if (kind := kind_of(path))}
    assert set(SCHEMAS) == kinds
    for name in SETTINGS["yaml.schemas"]:
        assert (PROJECT / name).is_file()


def test_every_field_is_explained_in_chinese():
    """Whatever the editor offers to complete has a title and a sentence to show."""

    def fields(schema):
        for name, field in schema.get("properties", {}).items():
            yield name, field
            yield from fields(field)
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                yield from fields(schema[key])
        for below in schema.get("patternProperties", {}).values():
            yield from fields(below)

    for kind in SCHEMAS:
        schema = json.loads((PROJECT / f"schema/{kind}.schema.json").read_text(encoding="utf-8"))
        for name, field in fields(schema):
            assert field.get("title"), (kind, name)
            assert re.search(r"[一-鿿]", field.get("description", "")), (kind, name)


def test_the_extension_that_reads_the_schemas_is_recommended():
    """Opening the folder offers the one extension the settings are for."""
    found = json.loads((VSCODE / "extensions.json").read_text(encoding="utf-8"))
    assert found == {"recommendations": ["redhat.vscode-yaml"]}


def test_the_editor_keeps_files_as_the_check_wants_them():
    """UTF-8, LF, spaces: what the check would complain about isn't made in the first place."""
    assert SETTINGS["files.encoding"] == "utf8"
    assert SETTINGS["files.eol"] == "\n"
    assert SETTINGS["[yaml]"]["editor.insertSpaces"] is True
    assert SETTINGS["[yaml]"]["editor.tabSize"] == 2
