"""Shards made from those of the last build are the shards made anew."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from search_harness import cut_small, with_records

from generator.search import Documents, column_files, document_files

SIMPLE = ("鄉國", "乡国")


@pytest.fixture(autouse=True)
def small_shards(monkeypatch):
    """Cut segments, files and pairs so small that every way of filing occurs."""
    cut_small(monkeypatch, segment=60, small=5)


def files_of(catalog, before=None):
    """Return the files of all segments, made from the former ones of each, if there are."""
    told = Documents(catalog.records)
    return {
        number: document_files(
            told, number, catalog, SIMPLE, (before.get(number) or {}).get if before else None
        )
        | column_files(told, number, catalog)
        for number in range(len(told.segments))
    }


def _edited(catalog, chance):
    """Return the catalog after an editor's day: words, departments, dates, documents."""
    records = dict(catalog.records)
    for key in chance.sample(list(records), min(len(records), chance.randint(0, 4))):
        record = records[key]
        words = chance.choice(("", "又", "鄉𠮷公开", "公开" * 200, "甲3\u2028</b>"))
        records[key] = chance.choice(
            (
                replace(record, title=record.title + words),
                replace(record, title=words + record.title[3:]),
                replace(record, text=words + record.text),
                replace(record, abstract=words, number=words[:9]),
                replace(record, body=chance.choice(list(catalog.bodies))),
                replace(record, index_number=""),
            )
        )
    if chance.random() < 0.4:
        for key in chance.sample(list(records), min(len(records), chance.randint(1, 3))):
            del records[key]
    if chance.random() < 0.4:
        more = with_records(catalog, len(records) + 40, seed=chance.randint(0, 9)).records
        records |= dict(list(more.items())[-chance.randint(1, 3) :])
    return replace(catalog, records=records)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_edited_the_shards_are_those_made_anew(seed, real_catalog):
    """Documents changed, moved, added, removed, at any place: the same files, the same bytes."""
    chance = random.Random(seed)
    catalog = with_records(real_catalog, chance.choice((3, 59, 60, 61, 100)))
    before = files_of(catalog)
    for _ in range(6):
        catalog = _edited(catalog, chance)
        after = files_of(catalog, before)
        assert after == files_of(catalog)
        before = after


def test_a_missing_or_damaged_file_is_no_former_one(real_catalog):
    """Where a file of the segment is gone, cut off or something else, all is made anew."""
    catalog = with_records(real_catalog, 40)
    right = files_of(catalog)
    chance = random.Random(1)
    for path in chance.sample(list(right[0]), 25):
        for file in (None, b"", right[0][path][:-9], b"<html>,1);\n"):
            damaged = {name: data for name, data in right[0].items() if name != path}
            if file is not None:
                damaged[path] = file
            edited = _edited(catalog, random.Random(2))
            assert files_of(edited, {0: damaged}) == files_of(edited), (path, file)
