"""Verbs on the site: build it, serve it while editing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.audit import history_of
from generator.cli.options import DATE, ROOT, report
from generator.cli.words import command
from generator.diagnostics import Severity
from generator.resolve import today_in_china
from generator.site import SiteError, build_site, serve_site

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic


@command()
@click.argument("root", metavar="[文件夹]", type=ROOT, default=".")
@click.option("--site-dir", type=click.Path(path_type=Path), metavar="文件夹",
              help="网站写到哪里，默认是目录旁边的 site。")  # fmt: skip
@click.option("--as-of", type=DATE, metavar="日期",
              help="按哪一天生成，默认是目录最后一次提交的日期。")  # fmt: skip
def build(root: Path, site_dir: Path | None, as_of: dt.date | None) -> int:
    """检查目录并生成网站；有错误就不生成，原来的网站不动。"""
    os.umask(0o022)  # a site is read by a web server: its rights are not the builder's
    day = as_of or _revision_day(root)
    found: list[Diagnostic] = []
    try:
        click.echo(build_site(root, site_dir or root / "site", day, report=found.extend))
    except SiteError as error:
        code = report(_weighty(found))
        click.echo(str(error), err=True)
        return code or 2  # without findings the fault is the machine's or ours
    return report(_weighty(found))


def _weighty(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that matter to a build; notes are for ``check``."""
    return [d for d in found if d.severity is not Severity.NOTE]


@command()
@click.argument("root", metavar="[文件夹]", type=ROOT, default=".")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="端口",
              help="本机端口，默认 8000。")  # fmt: skip
def serve(root: Path, port: int) -> int:
    """在本机预览网站，改了目录自动更新。"""
    try:
        serve_site(root, port)
    except SiteError as error:
        click.echo(str(error), err=True)
        return 1
    return 0


def _revision_day(root: Path) -> dt.date:
    """Return the date of the revision checked out; without one today's, and say so."""
    day = history_of(root).revision_date
    if day is None:
        day = today_in_china()
        click.echo(
            f"读不到 git 的提交日期，按今天（{day}）生成；要每次生成的都一样，写上 --as-of {day}。",
            err=True,
        )
    return day
