"""What questions are taken to mean: our own judged queries, places in letters, one's own place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

OWN = Path(__file__).parents[1] / "data" / "search-queries-own.tsv"
# What device.js gives every page; the small page of these tests has none.
DEVICE = """self.gongkaiDevice = {
  get: (key) => localStorage.getItem("gongkai." + key),
  set: (key, value) => localStorage.setItem("gongkai." + key, value),
};"""


def own_queries(*, nonsense):
    """Return the rows of class N, or of all others."""
    with OWN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if (row["class"] == "N") == nonsense]


def test_matters_outside_the_catalog_have_no_confident_hit(ask):
    """营业执照 is no 营业性演出, and 残疾人补贴 no 老年人补贴: nothing is called an answer."""
    assert {row["query"]: ask(row["query"]) for row in own_queries(nonsense=True)} == {
        row["query"]: [] for row in own_queries(nonsense=True)
    }


def test_our_own_queries_are_answered(ask):
    """Of the queries judged with reasons, nine in ten have a right item among the first three."""
    missed = []
    rows = own_queries(nonsense=False)
    for row in rows:
        hits = ask(row["query"])
        if not {item for item, _ in hits[:3]} & set(row["grade2"].split(",")):
            missed.append(row["query"])
        if row["unit"]:
            assert hits[0][1] == row["unit"], row["query"]
    assert len(missed) <= len(rows) / 10, missed


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("zhongmingzhen dibao", "340706102"),
        ("zhongmingzhendibao", "340706102"),
        ("dibao yianqu", "340706"),
        ("dibao", "340700"),
    ],
)
def test_a_place_is_heard_in_letters(ask, question, unit):
    """A place's name in pinyin, before or behind, with or without a space, is that place."""
    assert ask(question)[0] == ("20-04", unit)


def test_the_readers_own_place_is_remembered_until_taken_away(page, search_url):
    """A place chosen on the search page counts for the next question; a named one comes first."""
    page.add_init_script(DEVICE)

    def first(question):
        page.goto(f"{search_url}search/index.html?q={question}")
        page.wait_for_selector("[data-item]")
        return page.locator("[data-item]").first.get_attribute("data-unit")

    assert first("低保") == "340700"
    page.get_by_role("radio", name="枞阳县").click()
    assert first("低保") == "340722"
    assert first("钟鸣镇低保") == "340706102"
    assert first("低保") == "340722"
    page.locator("[data-search-unplace]").click()
    assert page.locator("[data-item]").first.get_attribute("data-unit") == "340700"
    assert first("低保") == "340700"


LONG = [("dibao" * 100, False), ("a" * 2000, False), ("低保" * 500, True), ("征地补尝" * 100, True)]


@pytest.mark.parametrize(("question", "answered"), LONG, ids=["dibao", "a", "低保", "征地补尝"])
def test_a_question_of_any_length_is_answered(ask, question, answered):
    """What is longer than any word is not spelt out letter by letter: the page never hangs."""
    assert bool(ask(question)) == answered
