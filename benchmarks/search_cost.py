"""What a search costs its reader, in Chromium: bytes, waiting, keys, memory."""

from __future__ import annotations

import json
import shutil
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks.gzip_server import serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

    from benchmarks.engines import Engine
    from benchmarks.gzip_server import Sent

RUNS = 5
SLOW = 10_000
PATIENCE = 300_000
# Official words: no engine needs to know what citizens call these.
QUESTION = "失业登记"
LATER = ("征地补偿", "行政处罚", "公租房")
TYPED = ("失业登记", "最低生活保障", "农村危房改造")
# A telephone's connection: round trip in milliseconds, bytes a second.
LATENCY, SPEED = 50, 1_250_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Looks at every change of the page; what was answered counts once it has been painted.
WATCH = """(() => {
  const answered = %s;
  const watch = new MutationObserver(() => {
    if (!answered(%s)) return;
    watch.disconnect();
    self.answeredAt = Date.now() / 1000;
    requestAnimationFrame(() => setTimeout(() => { self.waited = performance.now(); }));
  });
  watch.observe(document,
    { subtree: true, childList: true, attributes: true, characterData: true });
})();"""
# Milliseconds from each key to the first change of what is offered; null where nothing changed.
KEYS = """async ([box, changing, words]) => {
  const input = document.querySelector(box);
  input.focus();
  const times = [];
  for (const word of words) for (let end = 1; end <= word.length; end += 1) {
    await new Promise((rest) => setTimeout(rest, 60));
    const changed = new Promise((seen) => {
      const watch = new MutationObserver(() => seen(performance.now()));
      watch.observe(document.querySelector(changing),
        { subtree: true, childList: true, attributes: true, characterData: true });
      setTimeout(() => { watch.disconnect(); seen(null); }, 4000);
    });
    input.value = word.slice(0, end);
    const start = performance.now();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    const end_at = await changed;
    times.push(end_at === null ? null : end_at - start);
  }
  return times;
}"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians over RUNS cold starts of one engine, one where it is SLOW; sizes compressed."""

    first_bytes: int  # what the search sends before its first answer
    later_bytes: int  # the most that a later question sends
    local: float  # ms from the start of navigation to the first answer
    throttled: float  # the same, over a telephone's connection
    key: float  # ms from a key to what is offered, median of all keys
    heap: float  # MB the page holds after its first answer, without workers

    @property
    def kilobytes(self) -> float:
        """Return the first answer's KB."""
        return self.first_bytes / 1024


def cost(engine: Engine) -> Cost:
    """Measure one engine; raises TimeoutError of playwright's when it does not answer."""
    with serving(engine.folder) as (address, sent), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        # The first compresses and fills the disk's cache; of who needs longer, it is the figure.
        local = [_first(browser, engine, address, sent, slow=False)]
        runs = RUNS if local[0]["waited"] < SLOW else 1
        if runs > 1:
            local = [_first(browser, engine, address, sent, slow=False) for _ in range(runs)]
        throttled = [_first(browser, engine, address, sent, slow=True) for _ in range(runs)]
        keys, later = _further(browser, engine, address, sent)
        browser.close()
    return Cost(
        first_bytes=max(int(run["bytes"]) for run in local),
        later_bytes=later,
        local=statistics.median(run["waited"] for run in local),
        throttled=statistics.median(run["waited"] for run in throttled),
        key=statistics.median(keys),
        heap=statistics.median(run["heap"] for run in local),
    )


def _first(
    browser: Browser, engine: Engine, address: str, sent: Sent, *, slow: bool
) -> dict[str, float]:
    """Open the page that asks QUESTION with nothing kept from before."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if slow:
        session.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": LATENCY, "downloadThroughput": SPEED,
             "uploadThroughput": SPEED},
        )  # fmt: skip
    if engine.prelude:
        page.add_init_script(engine.prelude)
    page.add_init_script(WATCH % (engine.answered, json.dumps(QUESTION)))
    sent.forget()
    page.goto(address + engine.asking(QUESTION), wait_until="commit")
    page.wait_for_function("() => self.waited", timeout=PATIENCE)
    at = page.evaluate("() => self.answeredAt")
    size = sum(size for path, size in sent.items() if engine.owns(path) and sent.at[path] <= at)
    found = {"bytes": size, "waited": page.evaluate("() => self.waited"), "heap": _heap(session)}
    context.close()
    return found


def _heap(session: Any) -> float:
    """Return the MB of JavaScript that the page holds on to."""
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    used: float = next(m["value"] for m in metrics if m["name"] == "JSHeapUsedSize")
    return used / 1e6


def _further(
    browser: Browser, engine: Engine, address: str, sent: Sent
) -> tuple[Sequence[float], int]:
    """Return the time of each key, and the most that one later question sends."""
    page = browser.new_page()
    if engine.prelude:
        page.add_init_script(engine.prelude)
    page.goto(address + engine.asking(QUESTION))
    page.wait_for_function(engine.answered, arg=QUESTION, timeout=PATIENCE)
    page.evaluate(KEYS, [engine.box, engine.changing, TYPED[:1]])  # compiles what keys run
    times = page.evaluate(KEYS, [engine.box, engine.changing, TYPED])
    sizes = []
    for question in LATER:
        page.wait_for_load_state("networkidle")
        sent.forget()
        box = page.locator(engine.box).first
        box.fill(question)
        box.press("Enter" if engine.enters else "End")
        page.wait_for_function(engine.answered, arg=question, timeout=PATIENCE)
        sizes.append(sum(size for path, size in sent.items() if engine.owns(path)))
    page.close()
    return [time for time in times if time is not None], max(sizes)
