"""Items that went on under another number, on lists, in feeds and in the browser's comparison."""

from __future__ import annotations

import datetime as dt
import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit
from test_site_compare import compared, opened, panels
from tinycity import DISTRICT, local

from generator.audit import compare, open_source
from generator.site import build_site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

JIA = f"{DISTRICT}/jia-bu/jia.yml"
SITE = tinycity.FILES["catalog/site.yml"].replace("2020-01-01", "2025-01-01")


LIMIT = "    公开时限: 信息形成或者变更之日起20个工作日内\n"


def own(code: str, link: str = "", limit: str = LIMIT) -> str:
    """Return an item of the unit's own, as its file has it."""
    return local(f"01-{code}", link).replace(LIMIT, limit)


def came(code: str) -> str:
    """Return where an item came from."""
    return f"    移自: 990102/01-{code}\n"


MERGED = own("B05", "    合并自: [990102/01-B02, 990102/01-B03]\n")
DAILY = LIMIT.replace("20", "30")
RENUMBERED = own("B04", came("B01"), DAILY)
SPLIT = [own("B06", came("B08")), own("B07", came("B08"))]
MONTHS = {
    "2025-01": [own("B01"), own("B02"), own("B03"), own("B08")],
    "2025-02": [own("B04", came("B01")), own("B02"), own("B03"), own("B08")],
    "2025-03": [RENUMBERED, own("B02"), own("B03", limit=DAILY), own("B08")],
    "2025-05": [RENUMBERED, MERGED, own("B08")],
    "2025-06": [RENUMBERED, MERGED, *SPLIT],
    "2025-08": [RENUMBERED, *SPLIT],
    "2025-09": [RENUMBERED, own("B09", came("B06")), own("B10", came("B07"))],
}


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Path:
    """Return a repository whose own items were renumbered, merged, split and lost, and its site."""
    root = city(tmp_path_factory.mktemp("heirs") / "root")
    for month, items in MONTHS.items():
        day = "01" if month == "2025-01" else "10"
        text = tinycity.FILES[JIA] + "".join(items)
        commit(root, {"catalog/site.yml": SITE, JIA: text}, date=f"{month}-{day}T09:00:00+0800")
    build_site(root, root / "site", report=lambda _found: None)
    return root


def test_every_pair_of_versions_adds_up_as_the_diff_does(chromium: Browser, town: Path) -> None:
    """Merged and split items too are the same number of items in both counts."""
    with opened(chromium, town, "changes/compare/index.html") as page:
        for start, end in combinations(MONTHS, 2):
            text = compared(page, "start" if start == "2025-01" else start, end)
            days = [f"{name}-28" for name in (start, end)]
            proof = compare(*(open_source(town, d) for d in days), dt.date(2026, 3, 1)).proof
            assert proof is not None
            told = dict(re.findall(r"(\w+) ([0-9]+) 项", text.replace("新增和恢复", "新增")))
            assert int(told["旧版"]) == proof.old, text
            assert int(told["新版"]) == proof.new, text
            assert int(told.get("消失", 0)) == proof.vanished, (start, end, text)
            assert int(told.get("拆分多出", 0)) == proof.split, (start, end, text)
            assert int(told.get("合并减少", 0)) == proof.merged, (start, end, text)
            assert int(told["新增"]) == proof.added + proof.resumed, (start, end, text)


def test_lists_and_feeds_tell_the_old_number_with_the_new(chromium: Browser, town: Path) -> None:
    """Nothing is said to have vanished but what did."""
    with opened(chromium, town, "changes/index.html") as page:
        assert [" ".join(head.split()) for head in panels(page)] == [
            "改编号 事项 2 项",
            "消失 本地·事项 事项 990102/01-B05，东区甲部门",
            "拆分 事项 2 项",
            "合并 本地·事项 事项 990102/01-B05，原来是 990102/01-B02、990102/01-B03，东区甲部门",
            "修改 事项 2 项 改得一样",
            "改编号 本地·事项 事项 990102/01-B04，原来是 990102/01-B01，东区甲部门",
        ]
        rows = page.locator(".shift:visible .rows").nth(1).text_content() or ""
        assert "990102/01-B06，原来是 990102/01-B08" in rows
    feed = (town / "site/changes/feed.json").read_text(encoding="utf-8")
    assert "事项 990102/01-B05（原来是 990102/01-B02、990102/01-B03） 本地·事项" in feed


def test_the_browser_follows_an_item_through_its_numbers(chromium: Browser, town: Path) -> None:
    """Renumbered, then changed: one entry under its last number, from the first to the last."""
    with opened(chromium, town, "changes/compare/index.html") as page:
        compared(page, "start", "2025-05")
        heads = [" ".join(head.split()) for head in panels(page)]
        assert "改编号本地·事项事项 990102/01-B04，原来是 990102/01-B01，东区甲部门" in heads
        assert not any("消失" in head or "新增" in head for head in heads)
