"""A built site looked at from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.audit import inspect_site

if TYPE_CHECKING:
    from pathlib import Path

ITEM = '<body class="k-item"><p><span class="st st-published">已公开</span></p>{}</body>'


def site(root: Path, page: str) -> Path:
    """Write a site of a front page that leads to one item page with ``page`` in it."""
    (root / "a").mkdir(parents=True)
    (root / "index.html").write_text('<a href="a/index.html">甲</a>', encoding="utf-8")
    (root / "a" / "index.html").write_text(ITEM.format(page), encoding="utf-8")
    (root / "style.css").write_text("", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "fine",
    [
        '<a href="../index.html#top">首页</a>',
        '<link rel="stylesheet" href="../style.css">',
        '<a href="https://www.example.invalid/?a=1&amp;b=2">外部</a>',
        '<link rel="icon" href="data:,">',
        '<a href="tel:0562-1">打电话</a><a href="#here">这里</a>',
        '<link rel="canonical" href="https://www.example.invalid/a/index.html">',
    ],
)
def test_whole_site_has_no_findings(fine: str, tmp_path: Path) -> None:
    """Links within, links out, telephone numbers and a canonical address are all in order."""
    seen = inspect_site(site(tmp_path, fine))
    assert seen.diagnostics == ()
    assert (seen.pages, seen.links >= 1) == (2, True)


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ('<a href="../b/index.html">没有</a>', "site-dead-link"),
        ('<a href="../../outside.html">外面</a>', "site-dead-link"),
        ('<script src="https://cdn.example.invalid/x.js"></script>', "site-foreign"),
        ('<img src="//cdn.example.invalid/x.png">', "site-foreign"),
        ('<a href="javascript:alert(1)">点</a>', "site-scheme"),
    ],
)
def test_each_fault_is_found_on_its_page(broken: str, code: str, tmp_path: Path) -> None:
    """A dead link, something loaded from elsewhere, a script in a link: named with their page."""
    found = inspect_site(site(tmp_path, broken)).diagnostics
    assert [(d.code, d.path) for d in found] == [(code, "a/index.html")]


def test_item_page_without_a_state_is_found(tmp_path: Path) -> None:
    """No item page may leave its state unsaid."""
    root = site(tmp_path, "")
    page = root / "a" / "index.html"
    page.write_text('<body class="k-item">空白</body>', encoding="utf-8")
    assert [d.code for d in inspect_site(root).diagnostics] == ["site-no-state"]


def test_folder_without_pages_is_no_site(tmp_path: Path) -> None:
    """An empty folder is not a site in order."""
    assert [d.code for d in inspect_site(tmp_path).diagnostics] == ["site-empty"]
