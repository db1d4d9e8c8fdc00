"""The verb that makes proofs: manifest."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import click

from generator.audit.git import GitError
from generator.audit.proof.head import Head, ProofError, inclusions_file, read_head
from generator.audit.proof.manifest import Manifest, read_manifest
from generator.cli.options import FILE, ROOT_OPTION
from generator.cli.words import command
from generator.diagnostics.shown import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_Read = TypeVar("_Read")


@command()
@ROOT_OPTION
@click.option("--at", "revision", default="HEAD", metavar="版本",
              help="算到哪个提交、分支或标签为止，默认是最后一次提交。")  # fmt: skip
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text",
              help="树头的格式：text 给人看，json 存成文件，以后核对用。")  # fmt: skip
@click.option("--leaves", is_flag=True, help="一行一个版本，列出全部叶子；每行就是算散列的原文。")
@click.option("--prove", "item", metavar="编号",
              help="证明一个事项、一份公开信息或标准目录一行的每个版本都在树里。")  # fmt: skip
@click.option("--since", "old", type=FILE, metavar="旧树头",
              help="证明旧树头里的版本都在，一个没改；不成立时退出码 1。")  # fmt: skip
def manifest(
    *, root: Path, revision: str, style: str, leaves: bool, item: str | None, old: Path | None
) -> int:
    """算出目录全部历史的树头：事项、公开信息、标准目录每一行的每个版本都在内，少一个、改一个就不同。

    散列树按 RFC 6962（SHA-256）。保存好树头，以后用 gongkai verify 核对，就知道历史有没有被改过。
    """
    if sum((leaves, item is not None, old is not None)) > 1:
        raise click.UsageError("--leaves、--prove、--since 一次只能用一个。")
    try:
        made = read_manifest(root, revision)
        if leaves:
            sys.stdout.write("".join(f"{leaf.text}\n" for leaf in made.ledger.leaves))
        elif item is not None:
            sys.stdout.write(_proved(made, item))
        elif old is not None:
            return _extended(made, opened(old, read_head))
        else:
            sys.stdout.write(made.head.file if style == "json" else told(made.head))
    except GitError as error:
        raise click.ClickException(str(error)) from error
    return 0


def _proved(made: Manifest, item: str) -> str:
    proofs = made.prove(item)
    if not proofs:
        raise click.BadParameter(
            f"历史里没有 {visible(item)} 这个编号。事项写成 340706/20-04，"
            "公开信息写它的文件名（不要 .yml），标准目录的一行写 20-04。",
            param_hint="--prove",
        )
    return inclusions_file(made.head, proofs)


def _extended(made: Manifest, old: Head) -> int:
    try:
        sys.stdout.write(made.since(old).file)
    except ProofError as error:
        click.echo(str(error), err=True)
        return 1
    return 0


def opened(path: Path, read: Callable[[bytes], _Read]) -> _Read:
    """Return what a head's or a proof's file holds; a file that is none is wrong use."""
    try:
        return read(path.read_bytes())
    except ProofError as error:
        raise click.ClickException(f"{path}：{error}") from error


def told(head: Head) -> str:
    """Return a tree head for people."""
    return f"版本数：{head.size:,}\n根散列：{head.root}\n提交：{head.revision}\n日期：{head.date}\n"
