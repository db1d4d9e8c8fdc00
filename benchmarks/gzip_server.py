"""A static server that compresses as a portal's does and counts what it sends."""

from __future__ import annotations

import functools
import gzip
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKED = {".html", ".css", ".js", ".svg", ".json", ".xml"}


class _Handler(SimpleHTTPRequestHandler):
    """Sends text compressed, with the length known, and lets browsers keep it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Write nothing."""

    def do_GET(self) -> None:
        """Answer with one file, packed when it is text."""
        file = Path(self.translate_path(self.path))
        if file.suffix not in _PACKED or not file.is_file():
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), 6, mtime=0)
        self.server.sent[self.path] = len(body)  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)) + "; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Serve ``folder``; yield its address with a final slash, and bytes sent by path so far."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=folder))
    server.sent = {}  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", server.sent  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
