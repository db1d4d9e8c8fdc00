"""Options and closing words that several verbs share."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.audit.days import day_meant
from generator.diagnostics import Severity, render_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic


class _Date(click.ParamType[dt.date]):
    """A day written ``YYYY-MM-DD``."""

    name = "日期"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            hint = day_meant(str(value)) or "日期写成 2026-01-31 这样。"
            self.fail(f"“{value}”不是日期。{hint}", param, ctx)


class _Root(click.ParamType[Path]):
    """A folder that holds ``catalog/``."""

    name = "文件夹"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        folder = Path(str(value))
        if not folder.is_dir():
            self.fail(f"没有 {value} 这个文件夹。", param, ctx)
        return folder


class _Place(click.ParamType[Path]):
    """A file or a folder that is there; ``file``: only a file will do."""

    name = "路径"

    def __init__(self, *, file: bool = False) -> None:
        self._file = file

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        place = Path(str(value))
        if not (place.is_file() if self._file else place.exists()):
            self.fail(f"没有 {value} 这个文件{'' if self._file else '或文件夹'}。", param, ctx)
        return place


DATE = _Date()
PLACE, FILE = _Place(), _Place(file=True)
ROOT = _Root()
ROOT_OPTION = click.option(
    "--root",
    type=ROOT,
    default=".",
    metavar="文件夹",
    help="catalog 所在的文件夹，默认当前文件夹。",
)


def report(diagnostics: Sequence[Diagnostic]) -> int:
    """Print findings to stderr when there are any; return 1 when one is an error, else 0."""
    if diagnostics:
        sys.stderr.write(render_text(diagnostics))
    return 1 if any(d.severity is Severity.ERROR for d in diagnostics) else 0


def wants_colour() -> bool:
    """Tell whether a terminal reads along; NO_COLOR and dumb terminals are respected."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def write_whole(path: Path, written: str | bytes) -> None:
    """Write a file beside its place and rename it: it is there whole or as it was."""
    data = written.encode() if isinstance(written, str) else written
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
