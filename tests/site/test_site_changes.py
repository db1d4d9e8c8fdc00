"""目录动态调整 an item's history, and sites of the catalog as it stood."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING

import pytest
from repositories import city, commit, git
from tinycity import DISTRICT, RECORD, edited
from towns import (
    ATOM,
    REPOSITORY,
    SITE,
    SLOW_ITEM,
    Town,
    built,
    feeds,
    grown,
)

from generator.audit import compare, history_of, inspect_site, open_source, unpack
from generator.resolve import load_catalog
from generator.site import Past, build_site
from generator.site.view import View

if TYPE_CHECKING:
    from pathlib import Path


def words(html: str) -> str:
    """Return a page's text."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.partition("<main")[2]))


def test_site_with_changes_is_whole(town: Town) -> None:
    """Every link of the new pages and feeds' pages leads somewhere; nothing is loaded from away."""
    assert inspect_site(town.site).diagnostics == ()


def test_changes_are_listed_by_day_with_fields_and_documents(town: Town) -> None:
    """Newest first: event, thing, field before and after, what it means, the document."""
    page = words(town.text("changes/index.html"))
    assert page.index("2025-04-01") < page.index("2025-03-01") < page.index("2025-02-01")
    assert "改前 信息形成或者变更之日起20个工作日内" in page
    assert "改后 信息形成或者变更之日起30个工作日内" in page
    assert "收窄 更慢" in page
    assert "依据文件：虚构发〔2025〕1号" in page
    assert "依据文件：没有写明" in page


def test_a_stop_tells_its_day_and_reason_as_its_own(town: Town) -> None:
    """They are part of what happened, not fields that came from nothing: on lists and in feeds."""
    page = words(town.text("changes/2025-04/index.html"))
    assert "停止日期2025-04-01 理由虚构" in page
    assert "依据文件：虚构" in page
    assert "改前" not in page
    own = words(town.text("dong/qing-zhen/jia/01-01/index.html")).partition("历史")[2]
    assert "停止公开 停止日期2025-04-01 理由虚构" in own
    (entry,) = [e for e in json.loads(town.text("changes/feed.json"))["items"]
                if e["title"].startswith("停止公开")]  # fmt: skip
    assert "停止日期：2025-04-01\n理由：虚构\n依据：虚构" in entry["content_text"]
    assert "（空）" not in entry["content_text"]


@pytest.mark.parametrize("renamed", [DISTRICT, f"{DISTRICT}/jia-bu"])
def test_a_new_folder_is_a_move_of_what_is_known_by_it(tmp_path: Path, renamed: str) -> None:
    """A unit's of the unit alone, a department's of its things too: as the diff says."""
    root = grown(tmp_path, SITE)
    before = View(load_catalog(root)[0], history_of(root))
    git(root, "mv", renamed, f"{renamed}-xin")
    commit(root, {}, "改文件夹名", date="2025-05-01T09:00:00+0800")
    view = View(load_catalog(root)[0], history_of(root))
    new = view.pieces[: len(view.pieces) - len(before.pieces)]
    found = compare(open_source(root, "HEAD~1"), open_source(root, "HEAD"), dt.date(2025, 6, 1))
    assert {(piece.key, piece.event) for piece in new} == {
        (change.key, change.kind.value) for change in found.changes
    }
    assert {piece.event for piece in new} == {"移动"}
    assert view.versions[0].month == "2025-05"


def test_words_for_the_search_are_named_once_and_ask_for_no_document(tmp_path: Path) -> None:
    """A term has no other name than itself, and none of the public's documents allows it."""
    root = city(tmp_path / "root")
    commit(root, {"catalog/site.yml": SITE})
    terms = edited("catalog/terms.yml", "俗话: [办事指南]", "俗话: [办事指南]\n  土话: [办事指南]")
    commit(root, terms, date="2025-02-01T09:00:00+0800")
    page = words(built(root, tmp_path / "site").text("changes/index.html"))
    assert page.count("土话") == 1
    assert "依据文件" not in page


def test_what_differs_is_marked_in_its_place(town: Town) -> None:
    """Only the number that changed is struck through and underlined, numbers whole."""
    page = town.text("changes/index.html")
    assert "起<del>20</del>个工作日" in page
    assert "起<ins>30</ins>个工作日" in page


def test_rows_changed_alike_are_told_once(town: Town) -> None:
    """Three rows changed alike by one commit are one entry."""
    page = words(town.text("changes/2025-03/index.html"))
    assert "标准目录 3 项" in page
    assert page.count("改前 全社会") == 1
    assert "照这 3 行公开的有 5 项" in page
    assert "照标准目录这 3 行公开的有 5 项。" in town.text("changes/feed.json")


def test_months_units_areas_and_bodies_have_their_own_lists(town: Town) -> None:
    """Each list holds what concerns it: a town's changes are its district's too."""
    stopped, slower = "停止公开", "30个工作日"
    for path, has_stopped, has_slower in (
        ("changes/2025-04", True, False),
        ("changes/2025-02", False, True),
        ("changes/units/dong", True, True),
        ("changes/units/dong/qing-zhen", True, False),
        ("changes/bodies/dong/jia-bu", False, True),
        ("changes/areas/jia", True, True),
    ):
        page = words(town.text(f"{path}/index.html")).partition("逐字段列出")[2]
        assert (stopped in page, slower in page) == (has_stopped, has_slower), path
    assert not (town.site / "changes/areas/yi/index.html").exists()
    assert not (town.site / "changes/2025-01/index.html").exists()


def test_pull_requests_are_linked_where_the_forge_is_known(town: Town, addressed: Town) -> None:
    """With 仓库 on a known forge a link, without it only the number."""
    assert f'href="{REPOSITORY}/pull/12"' in town.text("changes/index.html")
    assert f'href="{REPOSITORY}/pull/12"' in town.text(SLOW_ITEM)
    page = addressed.text("changes/index.html")
    assert "合并请求 12" in page
    assert "/pull/" not in page


def test_an_item_tells_its_own_history(town: Town) -> None:
    """What its unit and what the standard changed, the day it came, and the documents."""
    page = words(town.text(SLOW_ITEM)).partition("历史")[2]
    assert page.index("2025-03-01 随标准修改") < page.index("2025-02-01 修改")
    assert "公开对象改前 全社会改后 特定群体" in page
    assert "2025-01-01 起列入东区的目录。" in page
    untouched = words(town.text("dong/yi/02-01/index.html"))
    assert "2025-01-01 按国家标准目录采用，之后没有变化。" in untouched


def test_nobodys_name_is_published(town: Town) -> None:
    """No file of the site holds the name or address of somebody who committed."""
    for file in town.site.rglob("*"):
        if file.suffix in (".html", ".xml", ".json", ".csv"):
            text = file.read_text(encoding="utf-8")
            assert "张三" not in text, file
            assert "zhang@" not in text, file


def test_catalog_without_changes_says_so(tmp_path: Path) -> None:
    """The foundation alone: a state with a next step, feeds that wait for the first entry."""
    root = city(tmp_path / "root")
    commit(root, {"catalog/site.yml": SITE})
    town = built(root, tmp_path / "site")
    page = town.text("changes/index.html")
    assert "目录建立后还没有变化" in page
    assert "订阅变化" in page
    assert feeds(town)["changes"].findtext(f"{ATOM}updated") == "2025-01-01T12:00:00+08:00"


def test_shallow_clone_claims_nothing(tmp_path: Path) -> None:
    """Without the whole history a site says so instead of saying that nothing changed."""
    root = grown(tmp_path / "root", SITE)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    town = built(tmp_path / "shallow", tmp_path / "site")
    assert "历史不完整" in town.text("changes/index.html")
    assert "历史不完整" in town.text(SLOW_ITEM)
    assert "还没有变化" not in town.text("changes/index.html")
    for name in ("feed.xml", "feed.json"):
        assert "历史不完整" in town.text(f"changes/{name}")


def test_no_page_lists_without_end(tmp_path: Path) -> None:
    """A month of four hundred changes lists a bounded number and counts the others."""
    root = city(tmp_path / "root")
    commit(root, {"catalog/site.yml": SITE})
    git(root, "config", "gc.auto", "0")
    stream = []
    for number in range(400):
        text = edited(RECORD, "【虚构】救助办事指南", f"【虚构】第{number}稿")[RECORD]
        seconds = 1738400000 + number * 60
        stream.append(
            f"commit refs/heads/main\ncommitter 张三 <z@example.invalid> {seconds} +0800\n"
            f"data 0\n{'from refs/heads/main^0' if not number else ''}\n"
            f"M 100644 inline {RECORD}\ndata {len(text.encode())}\n{text}\n"
        )
    (tmp_path / "stream").write_text("".join(stream), encoding="utf-8")
    with (tmp_path / "stream").open("rb") as given:
        git(root, "fast-import", "--quiet", given=given)
    git(root, "reset", "-q", "--hard")
    town = built(root, tmp_path / "site")
    for path, shown in (("", 50), ("2025-02/", 300), ("units/dong/", 100)):
        page = town.text(f"changes/{path}index.html")
        assert page.count('<section class="shift"') == shown
        assert f"{400 - shown} 处" in words(page)
    assert len(feeds(town)["changes"].findall(f"{ATOM}entry")) == 50


def test_catalog_as_it_stood_is_built_and_says_so(town: Town, tmp_path: Path) -> None:
    """An earlier revision's files, history and day; every page names the version."""
    source = open_source(town.root, "2025-02-15")
    unpack(source, tmp_path / "then")
    then = build_site(
        town.root, tmp_path / "site", source.date, report=lambda _found: None,
        past=Past(tmp_path / "then", source.revision),
    )  # fmt: skip
    old = Town(town.root, then.folder)
    for path in ("index.html", SLOW_ITEM, "changes/index.html", "help/index.html"):
        assert "这是 2025-02-01 的版本" in old.text(path)
        assert "这是" not in town.text(path).partition("<main")[0]
    assert "30个工作日" in old.text(SLOW_ITEM)
    assert "特定群体" not in words(old.text(SLOW_ITEM)).partition("历史")[2]
    assert "2025-03-01" not in old.text("changes/index.html")
    assert "已停止公开" not in words(old.text("dong/qing-zhen/jia/01-01/index.html"))
