"""The verb that repairs what can be repaired without asking: fix."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.check.schemas import schema
from generator.cli.options import ROOT_OPTION, report
from generator.cli.words import command
from generator.diagnostics import Severity
from generator.exchange.yamltext import write_beside
from generator.load import MAX_BYTES, kind_of, read_text, repair, require_libyaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.diagnostics import Diagnostic


@command()
@click.argument("paths", metavar="[路径…]", nargs=-1)
@ROOT_OPTION
@click.option("--check", "dry", is_flag=True, help="只说要改什么，不写文件；有要改的就返回 1。")
def fix(paths: tuple[str, ...], root: Path, dry: bool) -> int:
    """改好不用问人就能改的写法，逐处说明改了什么。

    改 BOM、换行符、行尾和缩进的空格、全角的冒号和数字、日期的写法、漏掉的引号和空格，
    把 GBK 编码转成 UTF-8；注释和其余内容一个字也不动。拿不准的不改，照检查结果列出来。
    写了路径，只改这些文件和文件夹。
    """
    require_libyaml()
    changed = 0
    left: list[Diagnostic] = []
    for path in _files(root, paths):
        kind = kind_of(path)
        data = (root / path).read_bytes()
        if kind is None or len(data) > MAX_BYTES:
            continue
        done = repair(data, path, schema(kind))
        for step in done.steps:
            click.echo(f"{path}:{step.line} {step.what}")
        if done.data != data:
            changed += 1
            if not dry:
                write_beside(root / path, done.data.decode())
        left += _unreadable(done.data, path)
    click.echo(_summary(changed, dry=dry))
    return max(report(left), int(dry and changed > 0))


def _summary(changed: int, *, dry: bool) -> str:
    if not changed:
        return "没有要改的。"
    return f"有 {changed} 个文件要改，没有写。" if dry else f"改了 {changed} 个文件。"


def _unreadable(data: bytes, path: str) -> list[Diagnostic]:
    """Return the faults that keep a file from being read and that nobody but people can mend."""
    return [d for d in read_text(data, path).diagnostics if d.severity is Severity.ERROR]


def _files(root: Path, paths: Sequence[str]) -> Iterator[str]:
    """Yield the catalog's files below the paths, from ``root``, each once and in order."""
    found: set[str] = set()
    for named in _named(root, paths) if paths else [root.resolve() / "catalog"]:
        found.update(named.relative_to(root.resolve()).as_posix() for named in _below(named))
    yield from sorted(path for path in found if kind_of(path) is not None)


def _named(root: Path, paths: Sequence[str]) -> Iterator[Path]:
    for path in paths:
        named = Path(path) if Path(path).exists() else root / path
        if not named.exists():
            raise click.BadParameter(f"没有 {path} 这个文件或文件夹。")
        if not named.resolve().is_relative_to(root.resolve()):
            raise click.BadParameter(f"{path} 不在 {root} 里。")
        yield named.resolve()


def _below(named: Path) -> Iterator[Path]:
    """Yield the regular files at or below a path; links are left alone."""
    if not named.is_dir():
        yield named
        return
    for folder, _, names in os.walk(named):
        for name in names:
            file = Path(folder, name)
            if stat.S_ISREG(file.lstat().st_mode):
                yield file
