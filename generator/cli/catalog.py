"""The verb that finds faults: check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.check import check_tree
from generator.cli.options import DATE, ROOT_OPTION
from generator.cli.words import command
from generator.diagnostics import RENDERERS, Severity
from generator.load import load_tree
from generator.resolve import today_in_china

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic


@command()
@click.argument("paths", metavar="[路径…]", nargs=-1)
@ROOT_OPTION
@click.option("--format", "style", type=click.Choice(list(RENDERERS)), default="text",
              help="输出格式：text 给人看，github 标注在合并请求上，json 给程序用。")  # fmt: skip
@click.option("--as-of", type=DATE, metavar="日期", help="按哪一天检查，默认今天。")
def check(paths: tuple[str, ...], root: Path, style: str, as_of: dt.date | None) -> int:
    """检查目录里的全部文件，一次列出所有问题。

    写了路径，只列出这些文件和文件夹里的问题。
    """
    _, found = check_tree(load_tree(root), as_of or today_in_china())
    chosen = _below(found, root, paths) if paths else found
    sys.stdout.write(RENDERERS[style](chosen))
    return 1 if any(d.severity is Severity.ERROR for d in chosen) else 0


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
