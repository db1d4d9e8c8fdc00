"""A judged comparison, written: for people, for merge requests, for programs."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.audit.verdict import Report

REPORTS: Mapping[str, str] = MappingProxyType(
    {
        "text": "text:render_text",
        "md": "markdown:render_markdown",
        "json": "data:render_json",
        "html": "page:render_html",
        "xlsx": "sheet:render_xlsx",
        "github": "github:render_github",
    }
)
"""--format NAME → what writes it, imported when it is asked for."""


def render(report: Report, style: str, **options: Any) -> str | bytes:
    """Return a report in one of the forms, with that form's own options; bytes for xlsx."""
    module, _, name = REPORTS[style].partition(":")
    write: Callable[..., str | bytes] = getattr(import_module(f"{__name__}.{module}"), name)
    return write(report, **options)
