"""Changes narrowed, two versions compared, a month as a notice: in Chromium, from a folder."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import contextmanager
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit, git
from tinycity import DISTRICT, TOWN

from generator.audit import compare, open_source
from generator.site import build_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

JIA, YI, TOWNS = f"{DISTRICT}/jia-bu/jia.yml", f"{DISTRICT}/yi-bu/yi.yml", f"{TOWN}/jia.yml"
ROWS = "catalog/standards/jia.yml"
SITE = tinycity.FILES["catalog/site.yml"].replace("2020-01-01", "2025-01-01")
STOPPED = "    状态: 停止公开\n    日期: 2025-04-01\n    理由: 虚构\n    依据: 《虚构》\n"
SLOW = "    公开时限: 信息形成或者变更之日起30个工作日内\n"
QUICK = "    公开时限: 信息形成或者变更之日起5个工作日内\n"


def months(root: Path) -> Iterator[str]:
    """Change a city month by month; yield the month and leave its last state committed."""
    state = dict(tinycity.FILES)

    def change(path: str, old: str, new: str) -> None:
        assert old in state[path]
        state[path] = state[path].replace(old, new, 1)

    deeds = {
        "2025-02": lambda: change(JIA, '  "01-02":\n', f'  "01-02":\n{SLOW}'),
        "2025-03": lambda: change(TOWNS, '  "01-01":\n', f'  "01-01":\n{STOPPED}'),
        "2025-05": lambda: change(JIA, SLOW, QUICK),
        "2025-06": lambda: change(JIA, '  "01-03":\n', ""),
        "2025-07": lambda: change(TOWNS, STOPPED, ""),
        "2025-09": lambda: change(ROWS, "公开对象: 全社会", "公开对象: 特定群体"),
        "2025-10": lambda: change(JIA, QUICK, SLOW),
        "2026-01": lambda: change(JIA, SLOW, '  "01-03":\n'),
    }
    for month, deed in deeds.items():
        deed()
        commit(root, state, f"改\n\n依据: 虚构发〔{month[:4]}〕{int(month[5:])}号",
               date=f"{month}-10T09:00:00+0800")  # fmt: skip
        yield month


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Path:
    """Return a repository with eight months of changes and, below ``site``, its site."""
    root = city(tmp_path_factory.mktemp("compare") / "root")
    commit(root, {"catalog/site.yml": SITE})
    tinycity.FILES["catalog/site.yml"], kept = SITE, tinycity.FILES["catalog/site.yml"]
    try:
        list(months(root))
    finally:
        tinycity.FILES["catalog/site.yml"] = kept
    build_site(root, root / "site", report=lambda _found: None)
    return root


@contextmanager
def opened(chromium: Browser, root: Path, address: str, **options: object) -> Iterator[Page]:
    """Yield a page of the site opened from its folder; no fault may be left at the end."""
    context = chromium.new_context(**options)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.goto(f"{(root / 'site').as_uri()}/{address}")
    yield page
    context.close()
    assert faults == []


def compared(page: Page, start: str, end: str) -> str:
    """Choose two versions, press 比较, and return what the page says of them."""
    page.select_option("select[name=from]", start)
    page.select_option("select[name=to]", end)
    page.get_by_role("button", name="比较").click()
    page.wait_for_url(f"**from={start}&to={end}*")
    page.locator("[data-compared-proof]:not(:empty)").wait_for(state="attached")
    return page.locator("[data-compared-proof]").text_content() or ""


def test_every_pair_of_versions_adds_up_as_the_diff_does(chromium: Browser, town: Path) -> None:
    """Both sums, counted from the published months, are those that ``gongkai diff`` counts."""
    order = ["start", "2025-02", "2025-03", "2025-05", "2025-06", "2025-07", "2025-10", "2026-01"]
    today = dt.date(2026, 3, 1)
    with opened(chromium, town, "changes/compare/index.html") as page:
        for start, end in combinations(order, 2):
            text = compared(page, start, end)
            days = ["2025-01-01" if name == "start" else f"{name}-28" for name in (start, end)]
            proof = compare(*(open_source(town, day) for day in days), today).proof
            assert proof is not None
            numbers = [int(n) for n in re.findall(r"([0-9]+) 项", text.partition("旧版")[2])]
            lost = [proof.vanished] if proof.vanished else []
            gained = proof.added + proof.resumed
            wanted = [proof.old, proof.continued, proof.withdrawn, *lost]
            assert numbers == [*wanted, proof.new, proof.continued, gained], (start, end, text)
            assert ("没有事项无故消失" in text) == (not proof.vanished)


def panels(page: Page) -> list[str]:
    """Return the heads of the changes that are shown."""
    heads = page.locator(".shift:visible .shift-head")
    return [re.sub(r"\s+", " ", text).strip() for text in heads.all_text_contents()]


def test_versions_are_set_side_by_side_first_and_last(chromium: Browser, town: Path) -> None:
    """Changed twice is one line from first to last; what came back is counted and not listed."""
    with opened(chromium, town, "changes/index.html") as page:
        compared(page, "start", "2025-10")
        found = panels(page)
        assert any(head.startswith("消失") and "990102/01-03" in head for head in found)
        (slow,) = [i for i, head in enumerate(found) if "990102/01-02" in head]
        panel = page.locator(".shift:visible").nth(slow)
        assert re.sub(r"\s+", "", panel.text_content() or "").count("公开时限") == 1
        assert panel.locator("del").all_text_contents() == ["20"]
        assert panel.locator("ins").all_text_contents() == ["30"]
        assert not any("990102101/01-01" in head for head in found)
        words = page.locator("[data-compared-words]").text_content() or ""
        assert "另有 1 项改了又改回原样" in words
        assert page.locator("[data-value=停止] b").text_content() == "1"


def test_the_older_version_is_found_whichever_is_named_first(chromium: Browser, town: Path) -> None:
    """From the later to the earlier gives the same, and the same version twice says so."""
    address = "changes/compare/index.html?from={}&to={}"
    with opened(chromium, town, address.format("2025-03", "2025-02")) as page:
        page.locator("[data-compared]:visible").wait_for()
        assert "停止公开" in panels(page)[0]
        said = page.locator(".shift:visible .alter-said").all_text_contents()
        assert said == ["停止日期2025-04-01", "理由虚构", "事项写明的依据《虚构》"]
        page.goto(page.url.replace("to=2025-02", "to=2025-03"))
        page.locator("[data-compared-same]:visible").wait_for()
        assert panels(page) == []
        page.goto(page.url.replace("to=2025-03", "to=1999-01"))
        assert not page.locator("[data-compared]").is_visible()


def test_a_month_that_is_missing_is_said(chromium: Browser, town: Path) -> None:
    """Without a month's file the page says so instead of leaving its changes out."""
    file = town / "site/changes/compare/2025-05.js"
    kept = file.read_bytes()
    file.unlink()
    try:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{(town / 'site').as_uri()}/changes/compare/index.html?from=start&to=2025-06")
        page.locator("[data-compared-failed]:visible").wait_for()
        assert panels(page) == []
        context.close()
    finally:
        file.write_bytes(kept)


def test_without_scripts_the_versions_are_listed(chromium: Browser, town: Path) -> None:
    """The form leads to a page with a link to every month; lists and counts stand in full."""
    with opened(chromium, town, "changes/index.html", java_script_enabled=False) as page:
        assert page.locator(".shift:visible").count() == 9
        assert page.locator("[data-counts] button").count() == 0
        assert page.locator("[data-value=停止] b").text_content() == "2"
        page.get_by_role("button", name="比较").click()
        page.wait_for_url("**/changes/compare/index.html?*")
        assert page.locator("main .rows a").count() == 8
        assert not page.locator("[data-compared]").is_visible()
        page.get_by_role("link", name="2025 年 3 月").click()
        assert page.locator(".shift:visible").count() == 1


def test_lists_are_narrowed_and_the_address_keeps_how(chromium: Browser, town: Path) -> None:
    """A count pressed shows its changes only; address, reload and the back button agree."""
    with opened(chromium, town, "changes/index.html") as page:
        button = page.locator("[data-value=停止] button")
        button.click()
        assert [head.split()[0] for head in panels(page)] == ["消失", "停止公开"]
        assert page.locator("[data-shifts-status]").text_content() == "显示 2 处"
        page.locator("[data-value=扩大] button").click()
        assert page.locator("[data-shifts-none]").is_visible()
        page.reload()
        assert page.locator("[data-shifts-none]").is_visible()
        assert button.get_attribute("aria-pressed") == "true"
        page.go_back()
        assert len(panels(page)) == 2
        button.click()
        assert len(panels(page)) == 9
        assert "sort=" not in page.url


def test_a_month_prints_as_a_notice(chromium: Browser, town: Path) -> None:
    """Title, what it is about, a table, whose it is, the day, the address; no control, no chip."""
    with opened(chromium, town, "changes/2025-03/index.html") as page:
        page.emulate_media(media="print")
        notice = page.locator("header.notice")
        assert "【虚构】目录调整公告" in (notice.text_content() or "")
        assert "2025 年 3 月有下列 1 处调整" in (notice.text_content() or "")
        for shown in (".notice-title", ".notice-foot", ".shift-cols", ".demo", "[data-address]"):
            assert page.locator(shown).first.is_visible(), shown
        for gone in ("h1", ".lead", "[data-counts]", "button", ".chips", ".downloads"):
            assert not page.locator(gone).first.is_visible(), gone
        shift = page.locator(".shift").first
        assert shift.evaluate("(e) => getComputedStyle(e).display") == "table-row"
        assert shift.locator("> *").count() == 4
        assert "依据文件：虚构发〔2025〕3号" in (shift.text_content() or "")
        assert "张三" not in page.content()


def test_a_notice_says_what_it_was_narrowed_to(chromium: Browser, town: Path) -> None:
    """A list that was narrowed before it was printed doesn't pass for the whole."""
    with opened(chromium, town, "changes/2025/index.html?sort=停止") as page:
        page.emulate_media(media="print")
        assert "这里只列出：停止，共 2 处。" in (page.locator("header.notice").text_content() or "")
        assert page.locator(".shift:visible").count() == 2


def test_documents_and_units_compared_bear_the_words_of_the_lists(
    chromium: Browser, tmp_path: Path
) -> None:
    """Over several changes what remains decides: a title that came back leaves another link."""
    root = city(tmp_path / "root")
    path = next(path for path in tinycity.FILES if "/records/" in path)
    old = tinycity.FILES[path]
    linked = old.replace("example.invalid/1", "example.invalid/2")
    assert linked != old
    for month, text in (("02", linked), ("03", linked.replace("指南", "说明")), ("04", linked)):
        commit(root, {"catalog/site.yml": SITE, path: text}, date=f"2025-{month}-10T09:00:00+0800")
    commit(root, tinycity.renamed(TOWN, f"{TOWN}-2"), date="2025-05-10T09:00:00+0800")
    build_site(root, root / "site", report=lambda _found: None)
    with opened(chromium, root, "changes/compare/index.html") as page:
        compared(page, "start", "2025-05")
        assert sorted(head[:2] for head in panels(page)) == ["换链", "移动"]
        assert page.locator(".shift[data-basis] h3").all_text_contents() == ["青镇"]
        assert page.locator("[data-value=没有写明依据]").text_content() == "1 没有写明依据"
        assert page.locator(".shift-foot .bad").text_content() == "没有写明"
        compared(page, "2025-02", "2025-04")
        assert panels(page) == []
        compared(page, "start", "2025-03")
        assert [head[:3] for head in panels(page)] == ["换链接"]


def test_a_catalog_without_changes_has_nothing_to_compare(tmp_path: Path) -> None:
    """The foundation alone is one version: no page, no form."""
    root = city(tmp_path / "root")
    commit(root, {"catalog/site.yml": SITE})
    build_site(root, tmp_path / "site", report=lambda _found: None)
    assert not (tmp_path / "site/changes/compare").exists()
    assert git(root, "status", "--porcelain") == ""
