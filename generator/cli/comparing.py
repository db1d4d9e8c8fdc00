"""The verb that compares two catalogs: diff."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.audit.report import REPORTS
from generator.audit.sources import SourceError, merge_base, open_source
from generator.cli.options import DATE, ROOT_OPTION, wants_colour, write_whole
from generator.cli.options import report as report_findings
from generator.cli.words import command
from generator.load import collector_paused

if TYPE_CHECKING:
    import datetime as dt

    from generator.audit.sources import Source
    from generator.audit.verdict import Report

FAIL_WORDS = (
    "narrowing", "unclear", "widening", "wording", "metadata", "vanished", "withdrawn", "moved",
    "renumbered", "split", "merged", "inherited", "changed", "replaced", "relinked", "removed",
    "resumed", "added",
)  # fmt: skip
_POLICY = "catalog/audit.yml"
_ENDINGS = {".md": "md", ".json": "json", ".html": "html", ".xlsx": "xlsx"}


@command()
@click.argument("old", metavar="[旧版]", required=False)
@click.argument("new", metavar="[新版]", required=False)
@ROOT_OPTION
@click.option("--format", "style", type=click.Choice(list(REPORTS)),
              help="输出格式：text 给人看，md 贴在合并请求上，html 是单独的网页，"
                   "xlsx 是官方表样，github 标注在合并请求上，json 给程序用。"
                   "默认照文件名，没有文件名是 text。")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="文件",
              help="写到这个文件；xlsx 必须写。")  # fmt: skip
@click.option("--fail-on", "fail_on", multiple=True, type=click.Choice(FAIL_WORDS),
              metavar="类别",
              help=f"有这一类变化，退出码就是 1；可以写几次。{'、'.join(FAIL_WORDS)}")  # fmt: skip
@click.option("--as-of", type=DATE, metavar="日期", help="按哪一天判断撤销，默认今天。")
@click.option("--preview", default="", metavar="网址", help="预览网站的地址，写进 md。")
@click.option("--install-git", is_flag=True,
              help="给这个版本库设置 git difftool -t gongkai 和 git diff 的显示。")  # fmt: skip
@click.option("--git-tool", "merged", hidden=True)
@click.option("--textconv", is_flag=True, hidden=True)
def diff(
    *,
    old: str | None,
    new: str | None,
    root: Path,
    style: str | None,
    output: Path | None,
    fail_on: tuple[str, ...],
    as_of: dt.date | None,
    preview: str,
    install_git: bool,
    merged: str | None,
    textconv: bool,
) -> int:
    """比较两个版本的目录：逐项、逐字段，是收窄还是扩大，有没有事项消失。

    旧版、新版可以写提交、分支、标签、日期（2026-01-31）、放有 catalog 的文件夹，
    或者 zip、tar 压缩包。不写新版，就是现在的文件夹；都不写，旧版就是和 main 分支的共同起点。
    """
    try:
        if install_git:
            return _install(root)
        if textconv:
            return _show_text(old)
        with collector_paused():  # what is made here is needed to the end
            sources = _sources(root, old, new, merged)
            report = _compare(sources, fail_on, as_of, complete=new is None)
            if report is None:
                return 1
            _write(report, _style(style, output), output, preview)
            return int(report.failed)
    except SourceError as error:
        raise click.ClickException(str(error)) from error


def _style(style: str | None, output: Path | None) -> str:
    """Return the form asked for, else the one the file's name asks for."""
    return style or _ENDINGS.get(output.suffix.lower() if output else "", "text")


def _sources(
    root: Path, old: str | None, new: str | None, merged: str | None
) -> tuple[Source, Source]:
    """Return the two catalogs; ``merged``: git difftool asks, about that path or about folders."""
    if merged is None or not (old and new):
        return open_source(root, old or merge_base(root)), open_source(root, new)
    from generator.audit.gittools import tool_sources  # noqa: PLC0415 - of one option only

    return tool_sources(root, Path(old), Path(new), merged)


def _compare(
    sources: tuple[Source, Source],
    fail_on: tuple[str, ...],
    as_of: dt.date | None,
    *,
    complete: bool,
) -> Report | None:
    """Return the judged comparison; None when a catalog has faults, which are then told."""
    from generator.audit.diff.model import Comparison, Side  # noqa: PLC0415
    from generator.audit.verdict import Report  # noqa: PLC0415

    old, new = sources
    if old.tree and old.tree == new.tree and _POLICY not in new.files:
        # Nothing to look at, and nothing of ours to wake up for it.
        before, after = (Side(s.label, s.revision, s.date) for s in sources)
        return Report(Comparison(before, after, "", (), (), None))

    from generator.audit.diff.compare import compare  # noqa: PLC0415
    from generator.audit.policy import judge, read_policy  # noqa: PLC0415
    from generator.audit.snapshots import UnsoundError  # noqa: PLC0415
    from generator.limits import today_in_china  # noqa: PLC0415

    day = as_of or today_in_china()
    try:
        found = compare(old, new, day)
        return judge(found, read_policy(new), day, fail_on=fail_on, complete=complete)
    except UnsoundError as error:
        click.echo(str(error), err=True)
        report_findings(error.diagnostics)
        return None


def _write(report: Report, style: str, output: Path | None, preview: str) -> None:
    from generator.audit.report import render  # noqa: PLC0415

    written = render(report, style, **_options(style, output, preview))
    if output:
        write_whole(output, written)
    elif isinstance(written, bytes):
        raise click.UsageError(f"{style} 要写到文件里：加上 -o 变化.{style}。")
    else:
        sys.stdout.write(written)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if style == "github" and summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(str(render(report, "md", preview=preview)))


def _options(style: str, output: Path | None, preview: str) -> dict[str, Any]:
    if style == "text":
        terminal = output is None and sys.stdout.isatty()
        columns = shutil.get_terminal_size((100, 40)).columns if terminal else 100
        return {"colour": terminal and wants_colour(), "columns": columns}
    return {"preview": preview} if style == "md" else {}


def _install(root: Path) -> int:
    from generator.audit.gittools import install  # noqa: PLC0415

    install(root, f"{shlex.quote(Path(sys.executable).as_posix())} -m generator")
    click.echo("设置好了，只对这个版本库有效：")
    click.echo("  git difftool -y -t gongkai 旧版 新版      逐个文件比较")
    click.echo("  git difftool -d -t gongkai 旧版 新版      所有文件一起比较")
    click.echo("  git diff                                目录文件按“编号 › 字段：内容”显示")
    return 0


def _show_text(file: str | None) -> int:
    from generator.audit.gittools import text_of  # noqa: PLC0415

    if file is None:
        raise click.UsageError("--textconv 后面要有一个文件。")
    sys.stdout.write(text_of(Path(file)))
    return 0
