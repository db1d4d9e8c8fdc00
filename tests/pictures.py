"""Takes a picture of every kind of page: ``make screenshots``.

    python tests/pictures.py SITE FOLDER

Each kind at three widths in light, dark and 长辈版, as ``<kind>-<width>-<mode>.png``; and, into
``.github/images``, the two pictures of the README when the site has the pages they show.
"""

from __future__ import annotations

import re
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTHS = {1440: 900, 820: 1180, 390: 844}
MODES = ("light", "dark", "elder")
# What a device that chose so before would hold.
CHOICES = {
    "light": 'localStorage.setItem("gongkai.theme", "light")',
    "dark": 'localStorage.setItem("gongkai.theme", "dark")',
    "elder": 'localStorage.setItem("gongkai.elder", "1")',
}
TALLEST = 6000  # a picture of a list of thousands shows its beginning
# The page that shows a kind best, when the site has it; otherwise the first by address.
BEST = (
    "yian/zhongming-zhen/shehui-jiuzhu/20-04/index.html",
    "yian/zhongming-zhen/shehui-jiuzhu/index.html",
    "yian/zhongming-zhen/index.html",
    "areas/shehui-jiuzhu/index.html",
    "areas/shehui-jiuzhu/20-04/index.html",
    "search/index.html?q=低保怎么申请",
)
IMAGES = ROOT / ".github" / "images"
README = {
    "front": ("index.html", 1440, 1000),
    "item": ("yian/zhongming-zhen/shehui-jiuzhu/20-04/index.html", 1440, 1000),
}
_KIND = re.compile(rb'<body class="k-([a-z_]+)"')


def sample(site: Path) -> dict[str, str]:
    """Return one page of each kind by address, read from the pages themselves."""
    found: dict[str, str] = {}
    for address in BEST:
        file = site / address.partition("?")[0]
        if file.is_file():
            found.setdefault(_kind(file), address)
    for file in sorted(site.rglob("*.html")):
        found.setdefault(_kind(file), file.relative_to(site).as_posix())
    return {kind: address for kind, address in sorted(found.items()) if kind}


def _kind(file: Path) -> str:
    match = _KIND.search(file.read_bytes()[:8192])
    return match[1].decode() if match else ""


def _shoot(page: Page, site: Path, address: str, file: Path, height: int = 0) -> None:
    """Save a picture of one page: all of it up to TALLEST, or its top ``height`` pixels."""
    page.goto(f"file://{site}/{address}")
    page.wait_for_load_state("networkidle")
    if "?q=" in address:
        page.wait_for_selector("[data-search-results] a")
    whole = page.evaluate("document.documentElement.scrollHeight")
    width = page.viewport_size["width"]
    clip = {"x": 0, "y": 0, "width": width, "height": height or min(whole, TALLEST)}
    page.screenshot(path=file, full_page=True, clip=clip)


def _page(browser: Browser, width: int, mode: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]})
    context.add_init_script(CHOICES[mode])
    return context.new_page()


def main(site: Path, folder: Path) -> int:
    """Take all pictures; return the exit code."""
    if not (site / "index.html").is_file():
        sys.stderr.write(f"{site} 里没有网站。改法：先运行 make site。\n")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    pages = sample(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width, mode in product(WIDTHS, MODES):
            page = _page(browser, width, mode)
            for kind, address in pages.items():
                _shoot(page, site, address, folder / f"{kind}-{width}-{mode}.png")
            page.context.close()
        for name, (address, width, height) in README.items():
            if (site / address).is_file():
                page = _page(browser, width, "light")
                _shoot(page, site, address, IMAGES / f"{name}.png", height)
                page.context.close()
        browser.close()
    taken = len(pages) * len(WIDTHS) * len(MODES)
    sys.stdout.write(f"{len(pages)} 种页面，{taken} 张图，在 {folder}。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2])))
