"""Shards made from those of the last build are the shards made anew."""

from __future__ import annotations

import hashlib
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from search_harness import cut_small, with_records

from generator.search import Documents, Last, column_files, document_files
from generator.search.postings import gaps, join, spliced, sums_in

SIMPLE = ("鄉國", "乡国")
NUMBERS = st.lists(st.one_of(st.integers(0, 40), st.integers(0, 5_000_000)), max_size=40)


@pytest.fixture(autouse=True)
def small_shards(monkeypatch):
    """Cut segments, files and pairs so small that every way of filing occurs."""
    cut_small(monkeypatch, segment=60, small=5)


def files_of(catalog, last=None):
    """Return the files of all segments, and what is to be remembered of each.

    ``last``: what this returned for another catalog, to be made from as far as it goes.
    """
    files, kept = last or ({}, {})
    told = Documents(catalog.records)
    made, remembered = {}, {}
    for number in range(len(told.segments)):
        former = files.get(number, {})
        before = Last(former.get, json.dumps(kept.get(number))) if last else None
        shards, text = document_files(told, number, catalog, SIMPLE, before)
        remembered[number] = json.loads(text)
        standing = {path: former[path] for path, data in shards.items() if data is None}
        made[number] = shards | standing | column_files(told, number, catalog)
    return made, remembered


def _with_tokens(catalog):
    """Return the catalog, its documents told by what is in them."""
    records = {
        key: replace(record, token=hashlib.sha256(repr(record).encode()).hexdigest())
        for key, record in catalog.records.items()
    }
    return replace(catalog, records=records)


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
    return _with_tokens(replace(catalog, records=records))


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_edited_the_shards_are_those_made_anew(seed, real_catalog):
    """Documents changed, moved, added, removed, at any place: the same files, the same bytes."""
    chance = random.Random(seed)
    catalog = _with_tokens(with_records(real_catalog, chance.choice((3, 59, 60, 61, 100))))
    before = files_of(catalog)
    for _ in range(6):
        catalog = _edited(catalog, chance)
        after = files_of(catalog, before)
        assert after == files_of(catalog)
        before = after


def test_a_missing_or_damaged_file_is_no_former_one(real_catalog):
    """Where a file of the segment is gone, cut off or something else, all is made anew."""
    catalog = _with_tokens(with_records(real_catalog, 40))
    files, kept = files_of(catalog)
    chance = random.Random(1)
    for path in chance.sample(list(files[0]), 25):
        for file in (None, b"", files[0][path][:-9], b"<html>,1);\n"):
            damaged = {name: data for name, data in files[0].items() if name != path}
            if file is not None:
                damaged[path] = file
            edited = _edited(catalog, random.Random(2))
            assert files_of(edited, ({0: damaged}, kept)) == files_of(edited), (path, file)


def test_only_files_of_a_changed_document_are_made(real_catalog):
    """A word more in one title: rows of its neighbours, the pairs of that word, nothing else."""
    catalog = _with_tokens(with_records(real_catalog, 60))
    last = files_of(catalog)
    key = sorted(catalog.records)[30]
    changed = replace(catalog.records[key], title=catalog.records[key].title + "鄉")
    edited = _with_tokens(replace(catalog, records={**catalog.records, key: changed}))
    told, before = Documents(edited.records), Last(last[0][0].get, json.dumps(last[1][0]))
    shards, _ = document_files(told, 0, edited, SIMPLE, before)
    made = {path for path, data in shards.items() if data is not None}
    differing = {path for path, data in files_of(edited)[0][0].items() if data != last[0][0][path]}
    assert differing <= made <= differing | {"assets/search/d/documents.js"}
    assert len(made) < len(shards)


def test_documents_nobody_can_tell_apart_are_all_made_anew(real_catalog):
    """Without tokens no file is taken for one that stands."""
    catalog = with_records(real_catalog, 40)
    files, kept = files_of(catalog)
    told, before = Documents(catalog.records), Last(files[0].get, json.dumps(kept[0]))
    shards, _ = document_files(told, 0, catalog, SIMPLE, before)
    assert None not in shards.values()


@given(NUMBERS, NUMBERS, st.data())
def test_numbers_are_replaced_as_if_all_were_written_anew(numbers, others, data):
    """Whatever stands before and behind, however many digits each has."""
    start = data.draw(st.integers(0, len(numbers)))
    cut = slice(start, data.draw(st.integers(start, len(numbers))))
    expected = [*numbers]
    expected[cut] = others
    assert spliced(join(numbers), cut, others) == join(expected)


@given(NUMBERS)
def test_places_are_read_as_they_were_told(numbers):
    """Near each other or far apart, several alike too."""
    places = sorted(numbers)
    assert sums_in(gaps(places)) == places


@pytest.mark.parametrize("cut", [slice(0, 4), slice(4, 4), slice(2, 9)])
def test_numbers_that_a_text_has_not_are_not_replaced(cut):
    """A file that was cut off says so, and doesn't keep anybody waiting."""
    with pytest.raises(ValueError, match="cut off"):
        spliced(join([1, 2, 3]), cut, [])
