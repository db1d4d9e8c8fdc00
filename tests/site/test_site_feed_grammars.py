"""Feeds held against the grammar of RFC 4287 by Jing, and against a schema of JSON Feed 1.1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from nu import complaints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from towns import Town

HERE = Path(__file__).parent
GRAMMAR = ("--schema", (HERE / "atom.rnc").as_uri(), "--xml")
SCHEMA = json.loads((HERE / "json_feed.schema.json").read_text(encoding="utf-8"))
CHECKER = jsonschema.Draft202012Validator(SCHEMA)


def faults(folder: Path, feeds: Mapping[str, str]) -> list[str]:
    """Return what the grammar says of Atom feeds; the checker takes XML by its files' ending."""
    files = []
    for name, text in feeds.items():
        files.append(folder / f"{name}.xhtml")
        files[-1].write_text(text, encoding="utf-8")
    return complaints(files, *GRAMMAR)


@pytest.mark.parametrize("name", ["town", "addressed"])
def test_every_feed_is_what_its_standard_allows(name: str, request, tmp_path: Path) -> None:
    """All Atom feeds at once, and each JSON feed: nothing is missing, misspelt or misplaced."""
    town: Town = request.getfixturevalue(name)
    atom = sorted(town.site.rglob("feed.xml"))
    assert len(atom) > 5
    texts = {str(at): file.read_text(encoding="utf-8") for at, file in enumerate(atom)}
    assert faults(tmp_path, texts) == []
    for file in town.site.rglob("feed.json"):
        CHECKER.validate(json.loads(file.read_text(encoding="utf-8")))


BROKEN = {
    "misspelt": ("<updated>", "<updatet>", "</updated>", "</updatet>"),
    "no-id": ("<id>", "<!--", "</id>", "-->"),
    "no-day": ("T09:00:00+08:00</updated>", "</updated>"),
    "strange-attribute": ("<link rel=", '<link target="x" rel='),
    "markup-in-a-name": ("<name>", "<name><b>x</b>"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_the_grammar_finds_what_is_wrong(case: str, town: Town, tmp_path: Path) -> None:
    """A feed that breaks the standard in one place is refused."""
    text = town.text("changes/feed.xml")
    pairs = iter(BROKEN[case])
    for old, new in zip(pairs, pairs, strict=True):
        assert old in text
        text = text.replace(old, new)
    assert faults(tmp_path, {"feed": text})


@pytest.mark.parametrize(
    "change",
    [{"version": "1.1"}, {"items": None}, {"feed_url": "feed.json"}, {"autors": []},
     {"authors": [{}]}, {"items": [{"id": "1"}]}, {"items": [{"content_text": "x"}]},
     {"items": [{"id": "1", "content_text": "x", "date_published": "2025-01-01"}]}],
)  # fmt: skip
def test_the_schema_finds_what_is_wrong(change: dict[str, object], town: Town) -> None:
    """A JSON feed that breaks the specification in one place is refused."""
    feed = json.loads(town.text("changes/feed.json"))
    assert CHECKER.is_valid(feed)
    assert not CHECKER.is_valid(feed | change)


def test_the_grammar_is_one_that_the_checker_reads(tmp_path: Path) -> None:
    """The smallest feed that the standard allows passes."""
    small = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><title>题</title>'
        "<updated>2025-01-01T00:00:00Z</updated></feed>"
    )
    assert faults(tmp_path, {"small": small}) == []
