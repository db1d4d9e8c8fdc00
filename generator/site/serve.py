"""Catalog pages under ``mkdocs serve``: rendered when asked for, so a change shows at once."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from generator.site.publish import Publication

_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


def site_path(request: str, mount: str) -> str | None:
    """Return the site path a request's path asks for; ``None`` outside ``mount``."""
    if not request.startswith(mount):
        return None
    path = request[len(mount) :]
    return path + "index.html" if path == "" or path.endswith("/") else path


def content_type(path: str) -> str:
    """Return the type a file is sent with."""
    suffix = path[path.rfind(".") :]
    return _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def wrap(
    app: WSGIApplication, current: Callable[[], Publication | None], site_url: str | None
) -> WSGIApplication:
    """Return ``app`` with the catalog's pages in front of it."""
    mount = urlsplit(site_url or "/").path or "/"

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # WSGI hands the path over as Latin-1 bytes.
        request = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        publication = current()
        path = site_path(request, mount)
        data = publication.find(path) if publication and path else None
        if data is None or path is None:
            return app(environ, start_response)
        headers = [("Content-Type", content_type(path)), ("Content-Length", str(len(data)))]
        start_response("200 OK", headers)
        return [data]

    return answer
