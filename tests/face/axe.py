"""axe-core in an open page: rules of WCAG 2.2 AA and best practice, no violation allowed."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sites import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

_AXE = ROOT / "tests" / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async ([selector, tags]) => {
  const found = await axe.run(selector || document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
  });
  return found.violations.map((rule) => rule.id + ": " + rule.nodes.slice(0, 3).map(
    (node) => node.target.join(" ") + " " + node.any.concat(node.all, node.none).map(
      (check) => check.message).join("; ").slice(0, 160)).join(" | "));
}"""


@functools.cache
def _source() -> str:
    return _AXE.read_text(encoding="utf-8")


def violations(page: Page, selector: str = "") -> list[str]:
    """Return what axe finds in the page, or in the part ``selector`` names, a line a rule."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_source())
    return page.evaluate(_RUN, [selector, TAGS])
