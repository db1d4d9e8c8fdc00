"""Published documents in shards: filed alike on both sides, found exactly, stable as more come."""

from __future__ import annotations

import json
import random
import unicodedata

import pytest
from search_harness import cut_small, fields, with_records

from generator.search import build_search
from generator.search.chars import character_table, read_phrases
from generator.search.folding import squasher

COUNT = 330
SHARDS = "assets/search/d/"
# Every document a question finds, as the page fetches them, ten at a time.
FOUND = """async (questions) => {
    const gs = gongkaiSearch;
    await gs.sound.learn();
    const all = [];
    for (const [question, unit] of questions) {
        const finder = new gs.documents.Finder(gs.query.understand(question, unit), null);
        const ids = [];
        for (let turn = 0; turn < 400 && !finder.done; turn += 1) {
            ids.push(...(await finder.more(10)).map((hit) => hit.id));
        }
        all.push(ids);
    }
    return all;
}"""


@pytest.fixture(scope="module")
def small_shards():
    """Cut segments, files and pairs so small that every way of filing occurs."""
    with pytest.MonkeyPatch.context() as patch:
        cut_small(patch, segment=100, small=40)
        yield


@pytest.fixture(scope="module")
def made(real_catalog):
    """Return the project's catalog with made-up documents."""
    return with_records(real_catalog, COUNT)


@pytest.fixture(scope="module")
def asking(chromium, serve, tmp_path_factory, made, build_site, small_shards):
    """Return a function: questions, each with a place, to the documents found."""
    folder = build_site(tmp_path_factory.mktemp("documents"), made)
    with serve(folder) as address:
        page = chromium.new_page()
        page.goto(f"{address}search/index.html")
        page.evaluate("() => gongkaiSearch.load('more.js')")

        def ask(questions, unit=""):
            return page.evaluate(FOUND, [[question, unit] for question in questions])

        yield ask
        page.close()


def holding(catalog, piece):
    """Return the ids of the documents one of whose lines contains the piece."""
    return {
        record.id
        for record in catalog.records.values()
        if any(piece in field for field in fields(record))
    }


def shards(files):
    """Return the documents' files, by name."""
    return {name[len(SHARDS) : -3]: text for name, text in files.items() if name.startswith(SHARDS)}


@pytest.mark.browser
def test_both_sides_fold_every_character_alike(asking, chromium, made, search_url):
    """What is filed under a letter is asked for by the same one, over the whole first plane."""
    chars = [
        chr(code)
        for code in range(0x10000)
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
    ]
    odd = ["𠮷野家", "😀", "ﬁŒİß", "ＡＢ　（１）", "《〈「『", "臺灣於", "İ", "á", ""]
    page = chromium.new_page()
    page.goto(f"{search_url}search/index.html")
    page.evaluate("() => gongkaiSearch.load('more.js')")
    folded = page.evaluate(
        """async (texts) => { await gongkaiSearch.sound.learn();
        return texts.map(gongkaiSearch.postings.phraseOf); }""",
        [*chars, *odd],
    )
    page.close()
    squash = squasher(character_table(read_phrases(made))["simple"])
    pairs = zip([*chars, *odd], folded, strict=True)
    assert [(text, got, squash(text)) for text, got in pairs if got != squash(text)] == []


@pytest.mark.browser
def test_quoted_pieces_find_every_document_that_has_them_and_no_other(asking, made):
    """Random pieces of titles, texts and numbers, of any length: recall and precision 1.00."""
    draw = random.Random(20261123)
    records = list(made.records.values())
    pieces = []
    while len(pieces) < 400:
        field = draw.choice([field for field in fields(draw.choice(records)) if field])
        start = draw.randrange(len(field))
        piece = field[start : start + draw.choice((1, 1, 2, 2, 3, 4, 5, 8, 13, 40))]
        if piece.strip() and piece[-1] not in '"”」' and piece[0] not in '"“「':
            pieces.append(piece)
    found = asking([f"“{piece}”" for piece in pieces])
    wrong = [
        piece
        for piece, ids in zip(pieces, found, strict=True)
        if set(ids) != holding(made, piece) or len(ids) != len(set(ids))
    ]
    assert wrong == []


@pytest.mark.browser
def test_a_title_as_it_stands_finds_its_document_unquoted(asking, made):
    """Also where it names a place that did not publish it."""
    draw = random.Random(3)
    records = draw.sample(list(made.records.values()), 40)
    found = asking([record.title for record in records])
    missed = [
        record.title
        for record, ids in zip(records, found, strict=True)
        if record.id not in ids and not record.title.startswith(('"', "“"))
    ]
    assert missed == []


@pytest.mark.browser
def test_a_place_leaves_what_lies_in_it(asking, made):
    """A district chosen: the documents of its own departments and of its towns, no others."""
    (everywhere,) = asking(["“公开”"])
    (here,) = asking(["“公开”"], "340706")
    inside = {
        record.id
        for record in made.records.values()
        if made.bodies[record.body].unit.startswith("340706")
    }
    assert set(everywhere) == set(made.records)
    assert inside
    assert set(here) == inside


@pytest.mark.browser
def test_newer_documents_come_first(asking, made):
    """Of equals, the newest first: all titles begin alike."""
    (found,) = asking(["公开"])
    dates = [made.records[name].published or made.records[name].formed for name in found]
    assert len(found) == COUNT
    assert dates == sorted(dates, reverse=True)


@pytest.mark.browser
@pytest.mark.parametrize(
    "question",
    ["", " ", "“”", '""', "“ ”", "“\u3000”", "？", "的", "__proto__", "constructor", "“\u0000”"],
)
def test_questions_that_ask_little_break_nothing(asking, made, question):
    """Empty, single characters, punctuation, names of the language: an answer, and a true one."""
    (found,) = asking([question])
    assert set(found) <= set(made.records)


def test_every_way_of_filing_occurs(made, small_shards):
    """The made-up documents test what they are meant to: segments, common pairs, common letters."""
    names = set(shards(build_search(made)))
    assert {"0", "1", "2"} <= names
    assert "3" not in names
    for part in ("0ta0", "0th0.0", "0t0", "0xa0", "0xh0.0", "0x0", "3d0", "3f1", "3c"):
        assert part in names, part


def test_the_same_documents_give_the_same_bytes(made, small_shards):
    """Two builds are equal byte for byte, whatever the order documents are read in."""
    backwards = dict(reversed(made.records.items()))
    again = build_search(type(made)(**{**vars_of(made), "records": backwards}))
    assert again == build_search(made)


def vars_of(catalog):
    """Return a frozen dataclass's fields."""
    return {name: getattr(catalog, name) for name in catalog.__struct_fields__}


def test_older_segments_stay_when_a_document_comes(real_catalog, small_shards):
    """One more document changes the last segment and the list of years alone."""
    before = shards(build_search(with_records(real_catalog, COUNT)))
    after = shards(build_search(with_records(real_catalog, COUNT + 1)))
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed
    assert {name[0] for name in changed} == {"3", "d"}


def test_file_names_are_safe_anywhere(made, small_shards):
    """Small letters, digits and dots; no two names that differ by case."""
    names = set(shards(build_search(made)))
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789.") for name in names)


def test_a_shard_hands_in_plain_data(made, small_shards):
    """Each is one call with its own name and JSON that no text can end."""
    for name, content in shards(build_search(made)).items():
        start = f'gongkaiSearch.part("{name}",'
        text = content.decode()
        assert text.startswith(start)
        json.loads(text.removeprefix(start).removesuffix(");\n"))
