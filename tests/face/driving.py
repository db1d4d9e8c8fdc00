"""A page as its visitor chose to see it, with every fault and request written down."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

# What a device that chose so before would hold.
MODES = {
    "light": {"theme": "light", "elder": "0"},
    "dark": {"theme": "dark", "elder": "0"},
    "elder": {"theme": "light", "elder": "1"},
}
WIDTHS = (1440, 820, 390)
_KEEP = """(choice) => {
  for (const key of Object.keys(choice)) localStorage.setItem("gongkai." + key, choice[key]);
}"""
_WATCH = """
window.__broken = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.__broken.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample);
});
window.__shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


LEADS_ON = re.compile('<meta http-equiv="refresh"[^>]*>')


class Visit:
    """An open page and what went wrong in it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.faults: list[str] = []
        self.asked: list[str] = []
        self._expected: set[str] = set()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: str) -> None:
        """Go to a page of the site and wait until its scripts have run."""
        self.page.goto(self.url + path, wait_until="load")
        self.settle()

    def stay(self) -> None:
        """Keep pages that lead on at once, so that they can be looked at."""

        def still(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, body=LEADS_ON.sub("", answer.text()))

        self.page.route("**/*.html", still)

    def settle(self) -> None:
        """Wait for what the search page loads by itself."""
        if "/search/" in self.page.url:
            self.page.wait_for_selector(
                "[data-search-results][aria-busy=false]", state="attached", timeout=20_000
            )

    def choose(self, mode: str) -> None:
        """Keep a mode on the device, as its buttons do; it shows from the next page on."""
        if not self.page.url.startswith(self.url):
            self.page.goto(self.url + "assets/icon.svg")
        self.page.evaluate(_KEEP, MODES[mode])

    def width(self, width: int) -> None:
        """Make the window as wide as this, and as tall as such devices are."""
        self.page.set_viewport_size({"width": width, "height": 844 if width < 700 else 900})

    def violations(self) -> list[str]:
        """Return what the policy stopped on the page that is open."""
        return self.page.evaluate("window.__broken")

    def shift(self) -> float:
        """Return how much of the page moved by itself since it was opened."""
        self.page.wait_for_timeout(150)
        return self.page.evaluate("window.__shift")


@contextmanager
def visiting(chromium: Browser, url: str, **options: object) -> Iterator[Visit]:
    """Yield a visit to the site at ``url``."""
    context = chromium.new_context(**options)
    context.add_init_script(_WATCH)
    try:
        yield Visit(context.new_page(), url)
    finally:
        context.close()
