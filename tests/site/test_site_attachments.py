"""What editors write beside the items: attachments, waivers, what became of a law."""

from __future__ import annotations

import datetime as dt

import pytest
from tinycity import DISTRICT, RECORD, edited, write

from generator.audit import inspect_site
from generator.site import build_site

ATTACHED = """附件:
  - 名称: 【虚构】申请表
    链接: files/form.csv
  - 名称: 【虚构】别处的表
    链接: https://example.invalid/form.xlsx
豁免:
  - 规则: privacy-phones
    理由: 【虚构】村干部工作手机，本人同意公开
    至: 2030-01-01
"""
PAGE = "records/2024/20240105-abc234"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the built site of a city one of whose records has attachments and a waiver."""
    root = tmp_path_factory.mktemp("city")
    write(
        root,
        edited(RECORD, "发布日期", ATTACHED + "发布日期")
        | edited(
            "catalog/bases.yml",
            "效力: 有效",
            "效力: 已废止\n    说明: 【虚构】<b>自某日起</b>废止。",
        ),
    )
    file = root / f"{DISTRICT}/jia-bu/files/form.csv"
    file.parent.mkdir()
    file.write_text("姓名,电话\n甲,13812341234\n乙,13912341234\n", encoding="utf-8")
    build_site(root, root / "site", dt.date(2026, 1, 1), report=lambda _found: None)
    return root / "site"


def test_file_of_the_catalog_is_published_beside_its_record(site):
    """The link on the page is relative and leads to the same bytes; one elsewhere stays."""
    page = (site / f"{PAGE}.html").read_text(encoding="utf-8")
    assert 'href="20240105-abc234/form.csv"' in page
    assert 'href="https://example.invalid/form.xlsx"' in page
    assert (site / PAGE / "form.csv").read_bytes().startswith("姓名".encode())
    assert inspect_site(site).diagnostics == ()


def test_waivers_that_hold_are_listed(site):
    """Whoever audits sees what was let through, by which rule, why and until when."""
    page = (site / "changes/index.html").read_text(encoding="utf-8")
    assert "村干部工作手机" in page
    assert "privacy-phones" in page
    assert "2030-01-01" in page


def test_a_repealed_basis_says_since_when_and_why(site):
    """The words of bases.yml stand on the page of the law, as text."""
    page = (site / "bases/banfa/index.html").read_text(encoding="utf-8")
    assert "已废止" in page
    assert "【虚构】&lt;b&gt;自某日起&lt;/b&gt;废止。" in page
