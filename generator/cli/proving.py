"""The verbs that make proofs: manifest, evidence."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from generator.audit import SourceError, UnsoundError, open_source
from generator.audit.git import GitError
from generator.audit.proof.head import (
    TREE_HEAD,
    Head,
    ProofError,
    inclusions_file,
    read_head,
)
from generator.audit.proof.manifest import Manifest, read_manifest
from generator.audit.proof.signature import ENDING, sign
from generator.cli.options import FILE, PLACE, ROOT_OPTION, report, write_whole
from generator.cli.words import command
from generator.diagnostics.shown import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.audit.sources import Source

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
@click.option("--sign", "key", type=FILE, metavar="私钥",
              help="用 SSH 私钥给树头签名，签名写在树头旁边（.sig）。")  # fmt: skip
@click.option("--site", type=PLACE, metavar="网站",
              help="给生成好的网站里公布的树头签名，先核对它和版本库的历史一样。")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="文件",
              help="把树头（JSON）写到这个文件。")  # fmt: skip
def manifest(
    *,
    root: Path,
    revision: str,
    style: str,
    leaves: bool,
    item: str | None,
    old: Path | None,
    key: Path | None,
    site: Path | None,
    output: Path | None,
) -> int:
    """算出目录全部历史的树头：事项、公开信息、标准目录每一行的每个版本都在内，少一个、改一个就不同。

    散列树按 RFC 6962（SHA-256）。保存好树头，以后用 gongkai verify 核对，就知道历史有没有被改过。
    """
    if sum(map(bool, (leaves, item, old, output, site))) > 1:
        raise click.UsageError("--leaves、--prove、--since、-o、--site 一次只能用一个。")
    if key and not (output or site):
        raise click.UsageError("签名要有树头的文件：加上 -o head.json 或者 --site site。")
    if site and not key:
        raise click.UsageError("--site 是给网站的树头签名：加上 --sign 私钥。")
    try:
        if site and key:
            return _sign_site(root, site, key)
        made = read_manifest(root, revision)
        if leaves:
            sys.stdout.write("".join(f"{leaf.text}\n" for leaf in made.ledger.leaves))
        elif output:
            _keep(made.head, output, key)
        elif item:
            sys.stdout.write(_proved(made, item))
        elif old:
            return _extended(made, opened(old, read_head))
        else:
            sys.stdout.write(made.head.file if style == "json" else told(made.head))
    except (GitError, ProofError) as error:
        raise click.ClickException(str(error)) from error
    return 0


def _keep(head: Head, output: Path, key: Path | None) -> None:
    """Write a head, and beside it its signature; neither where it can't be signed."""
    data = head.file.encode()
    signature = sign(data, key) if key else b""
    write_whole(output, data)
    if signature:
        write_whole(output.with_name(output.name + ENDING), signature)
    click.echo(f"{output}：{head.size:,} 个版本，根散列 {head.root}")


def _sign_site(root: Path, site: Path, key: Path) -> int:
    """Sign the head that a built site publishes; not one that the history doesn't bear out."""
    published = site / TREE_HEAD
    if not published.is_file():
        raise ProofError(f"网站没有公布树头（{TREE_HEAD}），没有什么可以签名。")
    data = published.read_bytes()
    head = read_head(data)
    if read_manifest(root, head.revision).head != head:
        click.echo("网站公布的树头和版本库算出的不一样，没有签名。", err=True)
        return 1
    write_whole(published.with_name(published.name + ENDING), sign(data, key))
    click.echo(f"{TREE_HEAD}{ENDING}：{head.size:,} 个版本，根散列 {head.root}")
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


@command()
@click.argument("old", metavar="旧版")
@click.argument("new", metavar="新版")
@ROOT_OPTION
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False),
              metavar="文件", help="写到这个 zip 文件。")  # fmt: skip
def evidence(old: str, new: str, root: Path, output: Path) -> int:
    """把两个版本的变化、两份目录、历史和证明放进一个 zip，给不用这个程序的人核对。

    旧版、新版写提交、分支、标签或者日期（2026-01-31）。同样的两个版本，每次得到的文件逐字节相同。
    """
    from generator.audit.evidence.pack import gather, pack  # noqa: PLC0415 - of one verb only

    try:
        sources = _revision(root, old), _revision(root, new)
        found = gather(root, *sources)
        write_whole(output, pack(found))
    except (GitError, SourceError) as error:
        raise click.ClickException(str(error)) from error
    except UnsoundError as error:
        click.echo(str(error), err=True)
        return report(error.diagnostics)
    except ProofError as error:
        click.echo(str(error), err=True)
        return 1
    changes = len(found.report.comparison.changes)
    click.echo(f"{output}：{changes:,} 处变化，SHA-256 {sha256(output.read_bytes()).hexdigest()}")
    return 0


def _revision(root: Path, spec: str) -> Source:
    """Return a revision's catalog, called by its commit however it was asked for."""
    source = open_source(root, spec)
    if not source.revision:
        raise SourceError(f"“{spec}”不在历史里。写提交、分支、标签或者日期。")
    return open_source(root, source.revision)
