"""lunr in the browser ranks as lunr.py, written by others, ranks the same documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lunr.builder import Builder

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUERIES = ["最低生活保障", "办事指南", "公共租赁住房", "行政处罚", "社会保险登记", "征地补偿"]
DOCUMENTS = """() => gongkaiSearch.corpus.load().items.map((item) => gongkaiSearch.text.tokens(
    item.areaNames.concat([item.level1, item.level2]).join(" ")))"""
RANKED = """async (text) => {
    await Promise.all(["more.js", "lunr.js"].map((name) => gongkaiSearch.load(name)));
    const index = gongkaiSearch.nearest.build(gongkaiSearch.corpus.load().items);
    const tokens = Array.from(new Set(gongkaiSearch.text.tokens(text)));
    const found = index.query((query) =>
        tokens.forEach((token) => query.term(token, { usePipeline: false })));
    return { tokens, found: found.map((hit) => [hit.ref, hit.score]) };
}"""


@pytest.mark.browser
def test_ranking_is_lunrs_own(page: Page, search_url: str) -> None:
    """For each query both find the same documents with the same scores."""
    page.goto(f"{search_url}search/index.html")
    page.wait_for_selector("[data-search-results][aria-busy=false]", state="attached")
    builder = Builder()
    builder.ref("n")
    builder.field("title")
    for number, tokens in enumerate(page.evaluate(DOCUMENTS)):
        builder.add({"n": str(number), "title": " ".join(tokens)})
    index = builder.build()
    for text in QUERIES:
        ranked = page.evaluate(RANKED, text)
        query = index.create_query()
        for token in ranked["tokens"]:
            query.term(token, use_pipeline=False)
        expected = {hit["ref"]: hit["score"] for hit in index.query(query)}
        assert expected
        assert dict(ranked["found"]) == pytest.approx(expected, abs=0.01)
