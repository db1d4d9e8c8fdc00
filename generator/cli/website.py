"""Verbs on the site: build it, serve it while editing."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from generator import audit, site
from generator.audit import SourceError
from generator.check import start_early
from generator.cli.options import ROOT, ROOT_OPTION, report
from generator.cli.words import command, disk_fault
from generator.diagnostics import Severity
from generator.limits import today_in_china
from generator.patterns import regex

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from generator.check.gather import Reading
    from generator.diagnostics import Diagnostic


_DAY = regex(r"\d{4}-\d{2}-\d{2}")
_SITE_DIR = click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="网站写到哪里，默认是目录旁边的 site。",
)
_AS_OF = click.option(
    "--as-of",
    "spec",
    metavar="版本或日期",
    help="生成目录在这个版本（提交、分支、标签）或者这一天的样子；"
    "默认是现在的文件，按最后一次提交的日期。",
)


@command()
@click.argument("root", metavar="[文件夹]", type=ROOT, default=".")
@_SITE_DIR
@_AS_OF
@click.option("--only", multiple=True, metavar="区划代码",
              help="只生成这个单位和下面各单位的文件，再用 merge 合并；可写多次。")  # fmt: skip
def build(root: Path, site_dir: Path | None, spec: str | None, only: tuple[str, ...]) -> int:
    """检查目录并生成网站；有错误就不生成，原来的网站不动。

    给了从前的日期或者版本，生成的是那时的目录，每一页都写明是哪一天的版本。
    """
    return _build(root, site_dir, spec, only=only)


@command()
@click.argument("parts", metavar="分片文件夹…", nargs=-1, required=True,
                type=click.Path(path_type=Path, exists=True, file_okay=False))  # fmt: skip
@ROOT_OPTION
@_SITE_DIR
@_AS_OF
def merge(parts: tuple[Path, ...], root: Path, site_dir: Path | None, spec: str | None) -> int:
    """把 build --only 生成的分片合并成一个网站，和一次生成的逐字节相同。

    分片里没有的页面、全站的列表、下载和搜索在这里生成；和目录不符的页面重新生成。
    """
    return _build(root, site_dir, spec, parts=parts)


def _build(
    root: Path,
    site_dir: Path | None,
    spec: str | None,
    only: Sequence[str] = (),
    parts: Sequence[Path] = (),
) -> int:
    os.umask(0o022)  # a site is read by a web server: its rights are not the builder's
    found: list[Diagnostic] = []

    def make(day: dt.date | None, past: site.Past | None = None) -> site.BuildSummary:
        return site.build_site(
            root, site_dir or root / "site", day, reading=None if past else reading,
            report=found.extend, only=only, parts=parts, past=past,
        )  # fmt: skip

    try:
        reading = _begun(root, spec)
        click.echo(_as_of(root, spec, make))
    except SourceError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from error
    except site.SiteError as error:
        code = report(_weighty(found))
        click.echo(str(error), err=True)
        return code or 2  # without findings the fault is the machine's or ours
    except OSError as error:
        click.echo(f"{disk_fault(error)}网站没有生成，原来的网站没有动。", err=True)
        return 2
    return report(_weighty(found))


def _begun(root: Path, spec: str | None) -> Callable[[], Reading] | None:
    """Start to read the catalog where the files are to be read as they are now.

    A process beside does so while this one imports the site's modules and asks git. A day may turn
    out to be past: then nobody listens.
    """
    now = spec is None or _DAY.fullmatch(spec)
    return start_early(root) if now else None


def _as_of(
    root: Path, spec: str | None, make: Callable[..., site.BuildSummary]
) -> site.BuildSummary:
    """Build the files as they are, or the catalog as it stood in another revision.

    A day that the present revision has reached is only the day states are judged on. Raises
    SourceError, SiteError.
    """
    day = audit.day_named(spec) if spec else _revision_day(root)
    present = audit.revision_date(root)
    if spec is None or (day and (present is None or day >= present)):
        return make(day)
    source = audit.open_source(root, spec)
    with TemporaryDirectory() as folder:
        audit.unpack(source, Path(folder))
        return make(day or source.date, past=site.Past(Path(folder), source.revision))


def _weighty(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that matter to a build; notes are for ``check``."""
    return [d for d in found if d.severity is not Severity.NOTE]


@command()
@click.argument("root", metavar="[文件夹]", type=ROOT, default=".")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="端口",
              help="本机端口，默认 8000。")  # fmt: skip
def serve(root: Path, port: int) -> int:
    """在本机预览网站，改了目录自动更新。"""
    gc.enable()  # it runs for days
    try:
        site.serve_site(root, port)
    except site.SiteError as error:
        click.echo(str(error), err=True)
        return 1
    return 0


def _revision_day(root: Path) -> dt.date:
    """Return the date of the revision checked out; without one today's, and say so."""
    day = audit.revision_date(root)
    if day is None:
        day = today_in_china()
        click.echo(
            f"读不到 git 的提交日期，按今天（{day}）生成；要每次生成的都一样，写上 --as-of {day}。",
            err=True,
        )
    return day
