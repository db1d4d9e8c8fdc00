"""What audits give to programs has the form that is published for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from past import make_history
from repositories import city, commit
from tinycity import DISTRICT, edited

from generator.audit import changes_json, history_of, life_json, life_of, news_of
from generator.audit.proof.head import TREE_HEAD
from generator.audit.proof.manifest import read_manifest
from generator.check.schemas import schema
from generator.site import build_site
from generator.site.proof import SCHEMAS

if TYPE_CHECKING:
    from pathlib import Path

    from generator.audit import History

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"


def faults(name: str, told: str | bytes) -> list[str]:
    """Return where an output isn't as its schema has it."""
    validator = jsonschema.Draft202012Validator(
        schema(name), format_checker=jsonschema.FormatChecker()
    )
    return [error.message for error in validator.iter_errors(json.loads(told))]


@pytest.fixture(name="real")
def _real(tmp_path: Path) -> History:
    """Return the history of a real repository."""
    root = city(tmp_path)
    commit(root, edited(ITEMS, '"01-01":', '"01-01":\n    公开方式: 依申请公开'), "改 (#12)")
    return history_of(root)


@pytest.mark.parametrize("made", [True, False], ids=["every-change", "git"])
def test_log_and_changes_keep_their_schemas(real: History, *, made: bool) -> None:
    """Every kind of change, of every kind of thing; and what git gives."""
    history = make_history() if made else real
    assert faults("changes", changes_json(news_of(history), "2025-01-01")) == []
    kinds = {piece.kind for piece in news_of(history)}
    assert kinds >= ({"item", "row", "record", "body", "basis"} if made else {"item"})
    lives = [(kind, key) for kind in ("item", "record") for key in history.keys(kind)]
    assert lives
    for kind, key in lives:
        assert faults("log", life_json(kind, "题", life_of(history, kind, key))) == []


def test_heads_keep_their_schema(real: History, tmp_path: Path) -> None:
    """The head as a file, and as a site publishes it, beside the schemas themselves."""
    assert real.complete
    assert faults("tree-head", read_manifest(tmp_path).head.file) == []
    build_site(tmp_path, tmp_path / "site", report=lambda _found: None)
    published = (tmp_path / "site" / TREE_HEAD).read_bytes()
    assert faults("tree-head", published) == []
    assert "site" in json.loads(published)
    for name in SCHEMAS:
        path = tmp_path / "site/data/schema" / f"{name}.schema.json"
        assert json.loads(path.read_bytes()) == schema(name)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_refuse_what_they_do_not_name(name: str) -> None:
    """Another format, a field too many: a program learns of it instead of guessing."""
    found: Any = faults(name, json.dumps({"format": 2, "extra": 1}))
    assert any("'extra' was unexpected" in fault for fault in found)
    assert any("1 was expected" in fault for fault in found)
