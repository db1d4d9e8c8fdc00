"""A document as long as one may be costs a question no more than others do."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from msgspec.structs import replace
from search_harness import with_records

from generator.search.texts import PIECE

pytestmark = pytest.mark.browser

SCHEMA = Path(__file__).parents[2] / "schema" / "record.schema.json"
FILE, ANSWER = 40_000, 100_000  # bytes after gzip
ASK = """async (question) => {
    const understood = gongkaiSearch.query.understand("“" + question + "”", "");
    self.finder = new gongkaiSearch.documents.Finder(understood, null);
}"""
MORE = """async () => [(await self.finder.more(10)).map((hit) => hit.id), self.finder.done]"""


@pytest.fixture(scope="module")
def long_text():
    """Return the longest text a document may have, of characters that compress badly."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    draw = random.Random(3)
    size = schema["properties"]["正文"]["maxLength"]
    return "".join(chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(size))


@pytest.fixture(scope="module")
def long_site(real_catalog, build_site, tmp_path_factory, long_text):
    """Return the folder of a site among whose documents one is as long as can be, and its id."""
    made = with_records(real_catalog, 100)
    longest = next(record for record in made.records.values() if record.published)
    records = {**made.records, longest.id: replace(longest, text=long_text)}
    folder = build_site(tmp_path_factory.mktemp("long"), replace(made, records=records))
    return folder, longest.id


def test_no_file_and_no_answer_grows_with_a_document(chromium, serve, long_site, long_text):
    """Files stay below 40 KB, an answer below 100; asked on, first and last words are found."""
    folder, longest = long_site
    sizes = {file.name: len(gzip.compress(file.read_bytes())) for file in folder.rglob("d/*.js")}
    assert max(sizes.values()) <= FILE
    across = long_text[3 * PIECE - 3 : 3 * PIECE + 3]
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    with serve(folder) as address:
        page.goto(f"{address}search/index.html")
        page.evaluate("() => gongkaiSearch.load('more.js')")
        for words in (long_text[:6], across, long_text[-6:]):
            page.evaluate(ASK, words)
            found, done = [], False
            while not done:
                asked.clear()
                ids, done = page.evaluate(MORE)
                found += ids
                assert sum(sizes[name] for name in asked) <= ANSWER
            assert found == [longest]
    page.close()
