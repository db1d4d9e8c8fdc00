"""A server that hands a site out below a path with the strictest policy we recommend."""

from __future__ import annotations

import re
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sites import ROOT

from generator.site.serve import content_type

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sites import Built

BELOW = "/zwgk/jczwgk/"  # where a portal would put the site
# The policy of the ready files; nothing is tried under a milder one.
_READY = (ROOT / "docs" / "help" / "deploy" / "_headers").read_text(encoding="utf-8")
POLICY = re.findall(r"Content-Security-Policy: (.+)", _READY)[0].strip()


class Portal:
    """One site on a free port of this machine."""

    def __init__(self) -> None:
        """Take the port; the site comes later, since its settings may name the address."""
        portal = self

        class Handler(BaseHTTPRequestHandler):
            """Answer with a page of the site, or with its page for wrong addresses."""

            def do_GET(self) -> None:
                """Send what the address asks for."""
                status, path, content = portal.answer(unquote(urlsplit(self.path).path))
                self.send_response(status)
                self.send_header("Content-Type", content_type(path))
                self.send_header("Content-Length", str(len(content)))
                self.send_header("Content-Security-Policy", POLICY)
                self.end_headers()
                with suppress(ConnectionError):  # a page that was left no longer listens
                    self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Write nothing."""

        self._find: Callable[[str], bytes | None] = lambda _path: None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}{BELOW}"

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Return status, path in the site and content for an address' path."""
        inner = path.removeprefix(BELOW)
        inner = inner + "index.html" if inner.endswith("/") or not inner else inner
        content = self._find(inner) if path.startswith(BELOW) else None
        if content is not None:
            return 200, inner, content
        return 404, "404.html", self._find("404.html") or b""

    def show(self, built: Built) -> None:
        """Hand out this site: what is on disk, and what the publication renders on request."""
        site: Path = built.folder

        def find(path: str) -> bytes | None:
            file = site / path
            return file.read_bytes() if file.is_file() else built.publication.find(path)

        self._find = find

    def close(self) -> None:
        """Give the port back."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
