"""The verb that finds faults: check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from generator.check import VANISHED_RULES, check_folder, remember
from generator.cli.options import DATE, ROOT_OPTION
from generator.cli.rendering import write_findings
from generator.cli.words import command
from generator.diagnostics import RENDERERS, Severity
from generator.limits import today_in_china
from generator.load import RevisionError, ask_earlier

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from generator.diagnostics import Diagnostic


@command()
@click.argument("paths", metavar="[路径…]", nargs=-1)
@ROOT_OPTION
@click.option("--format", "style", type=click.Choice(list(RENDERERS)), default="text",
              help="输出格式：text 给人看；github、sarif、codequality 标注在合并请求上；"
                   "junit 给流水线，json 给程序用。")  # fmt: skip
@click.option(
    "--changed-since",
    "revision",
    metavar="版本",
    help="和这个版本（提交、分支、标签）比：另查有没有事项消失；和改动无关的错误只作提示。",
)
@click.option("--as-of", type=DATE, metavar="日期", help="按哪一天检查，默认今天。")
def check(
    paths: tuple[str, ...],
    root: Path,
    style: str,
    revision: str | None,
    as_of: dt.date | None,
) -> int:
    """检查目录里的全部文件，一次列出所有问题。

    写了路径，只列出这些文件和文件夹里的问题。
    """
    day = as_of or today_in_china()
    if revision is None:
        found = remember(root, day, lambda: check_folder(root, day, memory=True)[1])
    else:
        found = _since(root, revision, day)
    chosen = _below(found, root, paths) if paths else found
    write_findings(style, chosen)
    return 1 if any(d.severity is Severity.ERROR for d in chosen) else 0


def _since(root: Path, revision: str, day: dt.date) -> tuple[Diagnostic, ...]:
    """Return all findings, those a change has no part in as notes that block nothing."""
    earlier = ask_earlier(root, revision)
    try:
        _, found = check_folder(root, day, earlier, memory=True)
        touched = earlier().touched
    except RevisionError as error:
        raise click.BadParameter(str(error), param_hint="--changed-since") from error
    return tuple(d if _concerns(d, touched) else replace(d, severity=Severity.NOTE) for d in found)


def _concerns(diagnostic: Diagnostic, touched: Collection[str]) -> bool:
    """Tell whether a change touched the file, or something below the folder it speaks for."""
    folder = diagnostic.path.rpartition("/")[0]
    return (
        diagnostic.code in VANISHED_RULES
        or diagnostic.path in touched
        or (diagnostic.span is None and any(p.startswith(f"{folder}/") for p in touched))
    )


def _below(found: Sequence[Diagnostic], root: Path, paths: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return the findings in the files and folders named, given relative to here or to the root."""
    wanted: list[str] = []
    for path in paths:
        named = Path(path) if Path(path).exists() else root / path
        try:
            wanted.append(named.resolve().relative_to(root.resolve()).as_posix())
        except ValueError as error:
            raise click.BadParameter(f"{path} 不在 {root} 里。") from error
        if not named.exists():
            raise click.BadParameter(f"没有 {path} 这个文件或文件夹。")
    return tuple(
        d for d in found if any(w == "." or f"{d.path}/".startswith(f"{w}/") for w in wanted)
    )
