"""Workbooks open, print and stay the same."""

from __future__ import annotations

import datetime as dt
import io
import xml.etree.ElementTree as ET
import zipfile

import openpyxl
import pytest
from exchange_export_catalog import AS_OF, make_catalog
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.exchange import downloads
from generator.exchange.archive import Part, archive, filled, packed
from generator.exchange.columns import ITEM_COLUMNS
from generator.exchange.workbook import Heading, Workbook


@pytest.fixture(scope="module")
def content() -> bytes:
    """Return the district's workbook."""
    return dict(downloads(make_catalog()))["yian/items.xlsx"]


def test_title_note_and_head(content: bytes) -> None:
    """Above the rows stand the title, what the data isn't with its date, and the column names."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["A1"].value == "义安区基层政务公开标准目录"
    assert sheet["A2"].value == "演示数据，非官方网站　截至2026-11-22　共2条"
    assert [cell.value for cell in sheet[3]] == [column.name for column in ITEM_COLUMNS]
    assert sheet.dimensions == "A1:S5"


def test_rows_have_the_official_form(content: bytes) -> None:
    """Lists stand as lines, channels as ■/□, counts as numbers."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    row = {column.name: cell.value for column, cell in zip(ITEM_COLUMNS, sheet[4], strict=True)}
    assert row["序号"] == 4
    assert row["公开内容（要素）"] == "办理事项\n办理条件"
    assert str(row["公开渠道和载体"]).startswith("■政府网站 □政府公报\n")
    assert sheet["D4"].alignment.wrap_text


def test_it_prints_on_a4_with_the_head_on_every_page(content: bytes) -> None:
    """A4 across, one page wide; the head is frozen on screen and repeated on paper."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.column_dimensions["D"].width > 30


def test_it_is_dated_by_the_catalog(content: bytes) -> None:
    """The creation date is the catalog's day, never the clock's."""
    properties = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert properties.created == dt.datetime.combine(AS_OF, dt.time())
    assert properties.modified == properties.created


def test_the_archive_is_sound(content: bytes) -> None:
    """Every part unpacks, is well-formed and is dated 1980, so equal catalogs give equal bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        assert source.testzip() is None
        for info in source.infolist():
            ET.fromstring(source.read(info))
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
    assert content == dict(downloads(make_catalog()))["yian/items.xlsx"]


def test_an_official_workbook_has_no_demonstration_line() -> None:
    """After 正式发布 the note tells only date and count."""
    files = dict(downloads(make_catalog(official=True)))
    sheet = openpyxl.load_workbook(io.BytesIO(files["yian/items.xlsx"])).worksheets[0]
    assert sheet["A2"].value == "截至2026-11-22　共2条"


BOOK = Workbook([Heading("甲", 10), Heading("乙", 10)], author="测试", created=AS_OF)
TEXT = st.text(
    alphabet=st.characters(
        exclude_categories=("Cs",), exclude_characters=(*map(chr, range(32)), "\ufffe", "\uffff")
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: "_x" not in text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, st.integers(0, 2**31)), max_size=5), TEXT)
def test_any_text_comes_back(rows: list[tuple[str, int]], title: str) -> None:
    """Whatever the words, a reader finds them as strings in their places."""
    written = [BOOK.row("".join(map(BOOK.cell, range(len(row)), row))) for row in rows]
    runs = [BOOK.run(written[start : start + 2], start) for start in range(0, len(written), 2)]
    content = b"".join(BOOK.document(title, "注", runs, len(written)))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["A1"].value == title
    found = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=4)]
    assert found == rows
    assert all(cell.data_type == "s" for cell in sheet["A"])


@pytest.mark.parametrize(("text", "said"), [(" 前", True), ("后\n", True), ("中 间\n行", False)])
def test_blanks_at_the_ends_are_told_to_stay(text: str, said: bool) -> None:
    """Excel drops them where an element doesn't say that they count; those between stay anyway."""
    assert ("preserve" in BOOK.cell(0, text)) is said


@given(st.dictionaries(st.text("abc/.", min_size=1, max_size=8), st.binary(max_size=200)))
def test_archives_read_back(parts: dict[str, bytes]) -> None:
    """An archive holds exactly its parts, in order."""
    packed = b"".join(archive(Part.of(name, data) for name, data in parts.items()))
    with zipfile.ZipFile(io.BytesIO(packed)) as source:
        assert source.testzip() is None
        assert {name: source.read(name) for name in source.namelist()} == parts


@given(st.lists(st.tuples(st.binary(max_size=40), st.binary(max_size=40)), max_size=4))
@example([(b"<t>", b"x" * 65_535), (b"</t><t>", b"y" * 200_000)])
def test_texts_between_packed_pieces_read_back(pairs: list[tuple[bytes, bytes]]) -> None:
    """However long a text is; the archive's sums are right."""
    run = filled([packed(piece) for piece, _ in pairs], [text for _, text in pairs])
    part = Part.joined("a", run, (), packed(b"end", last=True))
    with zipfile.ZipFile(io.BytesIO(b"".join(archive([part])))) as source:
        assert source.read("a") == b"".join(map(b"".join, pairs)) + b"end"
