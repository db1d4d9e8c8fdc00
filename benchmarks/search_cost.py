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

    from playwright.sync_api import Browser, Page

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

# Milliseconds from each question, one a key, to all that answers it.
ANSWERS = """async ([box, place, words]) => {
  const input = document.querySelector(box);
  const results = document.querySelector(place);
  const times = [];
  for (const word of words) for (let end = 1; end <= word.length; end += 1) {
    await new Promise((rest) => setTimeout(rest, 60));
    input.value = word.slice(0, end);
    const start = performance.now();
    const answered = new Promise((seen) => {
      const watch = new MutationObserver(() => {
        if (results.dataset.searchDone !== input.value) return;
        watch.disconnect();
        seen(performance.now());
      });
      watch.observe(results, { attributes: true });
    });
    input.form.requestSubmit();
    times.push(await answered - start);
  }
  return times;
}"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians over RUNS cold starts of one engine, one where it is SLOW; sizes compressed."""

    first_bytes: int  # what the search sends before its first answer
    whole_bytes: int  # the same with all that follows: filters and documents
    later_bytes: int  # the most that a later question sends
    local: float  # ms from the start of navigation to the first answer
    throttled: float  # the same, over a telephone's connection
    key: float  # ms from a key to what is offered, median of all keys
    heap: float  # MB the page holds after its first answer, without workers

    @property
    def kilobytes(self) -> float:
        """Return the first answer's KB."""
        return self.first_bytes / 1024

    @property
    def whole_kilobytes(self) -> float:
        """Return the KB of the first answer and what follows it."""
        return self.whole_bytes / 1024


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
        whole_bytes=max(int(run["whole"]) for run in local),
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
    waited = page.evaluate("() => self.waited")
    _settle(page, engine, QUESTION)
    whole = _searched(engine, sent)
    found = {"bytes": size, "whole": whole, "waited": waited, "heap": _heap(session)}
    context.close()
    return found


def _settle(page: Page, engine: Engine, question: str) -> None:
    """Wait until all that follows an answer is there."""
    page.wait_for_function(engine.whole or engine.answered, arg=question, timeout=PATIENCE)
    page.wait_for_load_state("networkidle")


def _searched(engine: Engine, sent: Sent) -> int:
    """Return the bytes sent for searching since they were last forgotten."""
    return sum(size for path, size in sent.items() if engine.owns(path))


def worst(engine: Engine, questions: Sequence[str]) -> tuple[int, int]:
    """Return the most bytes a question costs: the first one on a page, and a later one."""
    first = 0
    with serving(engine.folder) as (address, sent), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for question in questions:
            context = browser.new_context()
            page = context.new_page()
            sent.forget()
            page.goto(address + engine.asking(question))
            _settle(page, engine, question)
            first = max(first, _searched(engine, sent))
            context.close()
        page = browser.new_page()
        page.goto(address + engine.asking(questions[0]))
        _settle(page, engine, questions[0])
        later = max(_later(page, engine, sent, question) for question in questions[1:])
        browser.close()
    return first, later


def _later(page: Page, engine: Engine, sent: Sent, question: str) -> int:
    """Ask an open page another question; return the bytes that takes."""
    sent.forget()
    box = page.locator(engine.box).first
    box.fill(question)
    box.press("Enter" if engine.enters else "End")
    _settle(page, engine, question)
    return _searched(engine, sent)


def answering(engine: Engine) -> float:
    """Return the median ms from a key to all that answers what stands in the box, documents too.

    Each beginning of a word is asked as a question of its own, on a page that is open already.
    """
    with serving(engine.folder) as (address, _), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        page.goto(address + engine.asking(QUESTION))
        _settle(page, engine, QUESTION)
        times: list[float] = page.evaluate(ANSWERS, [engine.box, "[data-search-results]", TYPED])
        browser.close()
    return statistics.median(times)


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
    _settle(page, engine, QUESTION)
    page.evaluate(KEYS, [engine.box, engine.changing, TYPED[:1]])  # compiles what keys run
    times = page.evaluate(KEYS, [engine.box, engine.changing, TYPED])
    page.wait_for_load_state("networkidle")
    sizes = [_later(page, engine, sent, question) for question in LATER]
    page.close()
    return [time for time in times if time is not None], max(sizes)
