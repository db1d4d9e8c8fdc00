"""Pages that come in pieces, as on a slow device: what would move isn't shown until it is whole."""

from __future__ import annotations

import mimetypes
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from sites import Built

pytestmark = pytest.mark.browser
SHOWN = """(where) => {
  const part = document.querySelector(where);
  return part ? getComputedStyle(part).visibility : "";
}"""


@contextmanager
def served(built: Built, cut: bytes) -> Iterator[tuple[str, threading.Event]]:
    """Serve a site; its pages stop at the second ``cut`` in them until the event is set."""
    go_on = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            data = built.publication.find(self.path.lstrip("/")) or b""
            page = self.path.endswith(".html")
            at = data.index(cut, data.index(cut) + 1) if page else len(data)
            kind, _ = mimetypes.guess_type(self.path)
            self.send_response(200 if data else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(data[:at])
            if page:
                go_on.wait(20)
            self.wfile.write(data[at:])

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", go_on
    finally:
        go_on.set()
        server.shutdown()
        server.server_close()


@contextmanager
def watching(chromium: Browser, part: str) -> Iterator[Page]:
    """Open a page that notes how a part of it is shown when it first comes."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(
        f"""const shown = {SHOWN};
        new MutationObserver(() => {{ window.__first ||= shown({part!r}); }})
          .observe(document, {{ childList: true, subtree: true }});"""
    )
    try:
        yield page
    finally:
        page.close()


@pytest.mark.parametrize(
    ("template", "cut", "part"),
    [
        ("area", b"</tr>", ".scroll:has(> .roll)"),
        ("matrix", b"</tr>", ".scroll:has(> .matrix)"),
        ("unit", b"</li>", ".top-in"),
    ],
)
def test_what_grows_while_it_comes_shows_when_it_is_whole(
    chromium, real, template: str, cut: bytes, part: str
) -> None:
    """Tables whose columns hang on all rows, the bar whose menu makes room for each entry."""
    with served(real.built, cut) as (address, go_on), watching(chromium, part) as page:
        page.goto(address + real.samples[template][0], wait_until="commit")
        page.wait_for_function("window.__first")
        go_on.set()
        page.wait_for_load_state("load")
        assert page.evaluate("window.__first") == "hidden"
        assert page.evaluate(SHOWN, part) == "visible"


def test_what_never_becomes_whole_shows_all_the_same(chromium, real) -> None:
    """After four seconds, whatever a line or an old browser makes of the rest."""
    part = ".scroll:has(> .roll)"
    with served(real.built, b"</tr>") as (address, _), watching(chromium, part) as page:
        page.goto(address + real.samples["area"][0], wait_until="commit")
        page.wait_for_function(f"({SHOWN})('{part}') === 'visible'", timeout=20_000)
        assert page.evaluate("window.__first") == "hidden"
        assert page.evaluate("document.readyState") == "loading"
