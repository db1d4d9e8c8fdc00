"""No text of the catalog becomes a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from exchange_export_catalog import make_catalog
from hypothesis import given
from hypothesis import strategies as st

from generator.exchange import downloads
from generator.exchange.safety import CELL_LIMIT, cell, plain, xml_text

RISKY = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\ttext", "\rtext"),
    *("＝1+1", "＋1", "－1", "＠x", "  =1", "\u3000=1", "\ufeff=1", "\u200b＝1", "'=1", "-"),
    '=HYPERLINK("http://x","y")',
)
SAFE = ("", "义安区", "20-04", "340706/20-04", "（一）", "'引号", "a=b", "https://x", "1", " 低保")


@pytest.mark.parametrize("text", RISKY)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    """Formula characters, their full-width twins, also after blanks, are led by an apostrophe."""
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", SAFE)
def test_other_text_stays_as_it_is(text: str) -> None:
    """Ordinary text is not touched."""
    assert cell(text) == text


@given(st.one_of(st.text(), st.text(alphabet="'=＝- \t\u3000a", max_size=6)))
def test_plain_undoes_cell(text: str) -> None:
    """Whoever reads our CSV gets back exactly what was written."""
    assert plain(cell(text)) == text


@given(st.text(alphabet="'=＝+＋-－@＠ \t\r\n\u3000\ufeffa", max_size=6))
def test_a_cell_never_begins_with_a_formula(text: str) -> None:
    """Whatever blanks stand in front, a written cell shows no formula character first."""
    assert cell(text).lstrip(" \t\r\n\u3000\ufeff")[:1] not in tuple("=＝+＋-－@＠")


@pytest.mark.parametrize("text", [*RISKY, *SAFE])
def test_csv_read_back_is_the_neutralised_text(text: str) -> None:
    """Through the whole export, the CSV cell is the neutralised text and nothing else moves."""
    content = dict(downloads(make_catalog(title=text)))["yian/items.csv"].decode("utf-8-sig")
    row = list(csv.DictReader(io.StringIO(content, newline="")))[1]
    assert row["一级事项"] == cell(text)
    assert row["编号"] == "340706/20-B01"


@pytest.mark.parametrize("text", [*RISKY, *SAFE, "<b>&amp;</b>", "</t></is>"])
def test_xlsx_read_back_is_text(text: str) -> None:
    """Through the whole export, the xlsx cell is a string equal to the catalog's text."""
    content = dict(downloads(make_catalog(title=text)))["yian/items.xlsx"]
    found = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["B5"]
    if text:
        assert found.data_type == "s"
        assert found.value == text.replace("\r", "\n")
    else:
        assert found.value is None


def test_json_is_not_changed() -> None:
    """JSON is read by programs: nothing is neutralised there."""
    content = dict(downloads(make_catalog(title="=1+1")))["yian/items.json"]
    assert json.loads(content)["条目"][1]["一级事项"] == "=1+1"


def test_a_cell_longer_than_excel_holds_is_cut_and_says_so() -> None:
    """Excel repairs (and loses) workbooks with longer cells."""
    cut = xml_text("字" * (CELL_LIMIT + 1))
    assert len(cut) == CELL_LIMIT
    assert cut.endswith("……（未完，见网页）")


def test_excels_own_escapes_are_escaped() -> None:
    """Text that looks like Excel's escape of a character stays the text it is."""
    assert xml_text("_x0041_") == "_x005F_x0041_"


def test_what_xml_cannot_carry_is_left_out() -> None:
    """Control characters would make the workbook unreadable."""
    assert xml_text("a\x00\x0b\ufffeb") == "ab"
