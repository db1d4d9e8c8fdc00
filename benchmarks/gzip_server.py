"""A static server that compresses as a portal's does and counts what it sends."""

from __future__ import annotations

import functools
import gzip
import threading
import time
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKED = {".html", ".css", ".js", ".svg", ".json", ".xml"}


class Sent(dict[str, int]):
    """Bytes of each file that was sent, by path; ``at``: when it was first, as ``time.time()``."""

    def __init__(self) -> None:
        super().__init__()
        self.at: dict[str, float] = {}

    def note(self, path: str, size: int) -> None:
        """Note that a file leaves now."""
        self[path] = size
        self.at.setdefault(path, time.time())

    def forget(self) -> None:
        """Start counting anew."""
        self.clear()
        self.at.clear()


class _Handler(SimpleHTTPRequestHandler):
    """Sends text compressed, with the length known, and lets browsers keep it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Write nothing."""

    def do_GET(self) -> None:
        """Answer with one file, packed when it is text."""
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            self.send_error(404)
            return
        packed = file.suffix in _PACKED
        body = _body(file, packed=packed)
        self.server.sent.note(self.path.partition("?")[0], len(body))  # type: ignore[attr-defined]
        self.send_response(200)
        kind = self.guess_type(str(file))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if packed else kind)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)


# A portal's server keeps what it has compressed: packing is no part of an answer's time.
@functools.cache
def _body(file: Path, *, packed: bool) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0) if packed else file.read_bytes()


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, Sent]]:
    """Serve ``folder``; yield its address with a final slash, and bytes sent by path so far."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=folder))
    server.sent = Sent()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", server.sent  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        _body.cache_clear()
