"""The verb that checks what is handed over: a site, an archive, a clone, a proof."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from generator.audit import SourceError, inspect_site, open_source, unpack
from generator.audit.addresses import addresses, beside
from generator.audit.git import GitError
from generator.audit.leaves import whole_history
from generator.audit.proof.copies import compare_contents, compare_sites, contents_of
from generator.audit.proof.head import (
    TREE_HEAD,
    Consistency,
    Head,
    ProofError,
    read_head,
    read_proofs,
)
from generator.audit.proof.manifest import read_manifest
from generator.audit.proof.signature import ENDING, signer
from generator.audit.stores import ARCHIVES
from generator.cli.options import FILE, PLACE, ROOT, report
from generator.cli.proving import opened
from generator.cli.words import command
from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.shown import visible
from generator.load import FOLDER
from generator.load.program import program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.audit.proof.head import Inclusion
    from generator.audit.proof.manifest import Manifest

    _Check = Callable[[Path, Path | None, Head | None], int]

_MOST = 50  # findings listed


@command()
@click.argument("target", metavar="[网站、压缩包、版本库、证明]",
                type=PLACE, default="site")  # fmt: skip
@click.option("--clone", type=ROOT, metavar="版本库",
              help="和这个版本库的历史核对；网站按它重新生成一遍，逐个文件比对。")  # fmt: skip
@click.option("--head", "head_file", type=FILE, metavar="树头",
              help="从前保存的树头，看历史有没有改过。")  # fmt: skip
@click.option("--signers", type=FILE, metavar="名单",
              help="树头要有这些人的签名；名单是 ssh-keygen 的 allowed_signers 文件。")  # fmt: skip
@click.option("--urls", is_flag=True,
              help="核对从前公布过的每个网址现在都有页面，搬走的指到新地址。")  # fmt: skip
def verify(
    *, target: Path, clone: Path | None, head_file: Path | None, signers: Path | None, urls: bool
) -> int:
    """核对生成好的网站：站内链接都通，不加载别的网站，每个事项页都有公开情况。

    加上 --clone，核对网站或者目录的压缩包和版本库的历史一样，少一项、改一项都指出来。
    版本库加上 --head，核对从前的版本都在，一个没改。也核对 gongkai manifest 给出的证明。
    """
    head = opened(head_file, read_head) if head_file else None
    try:
        if signers:
            published = target / TREE_HEAD if target.is_dir() else target
            signature = _signed(head_file or published, signers)
            if signature or not (clone or head_file or urls):
                return signature
        if urls:
            return _urls(target, clone or Path())
        return _check_of(target)(target, clone, head)
    except (GitError, SourceError, ProofError) as error:
        raise click.ClickException(str(error)) from error


def _check_of(target: Path) -> _Check:
    """Return how to check a target, by what it is."""
    if target.is_dir():
        return _clone if (target / FOLDER).is_dir() else _site
    return _archive if target.name.lower().endswith(ARCHIVES) else _proof


def _signed(file: Path, signers: Path) -> int:
    """Check the signature beside a head's file."""
    signature = file.with_name(file.name + ENDING)
    if not (file.is_file() and signature.is_file()):
        raise click.UsageError(f"没有签名 {signature}：--signers 核对树头文件旁边的签名。")
    opened(file, read_head)
    try:
        name = signer(file.read_bytes(), signature, signers)
    except ProofError as error:
        return _fail(str(error))
    click.echo(f"{file.name} 由 {visible(name)} 签名。")
    return 0


def _site(site: Path, clone: Path | None, head: Head | None) -> int:
    seen = inspect_site(site)
    click.echo(f"核对了 {seen.pages:,} 页，{seen.links:,} 个链接。")
    code = report(seen.diagnostics)
    if head and not clone:
        raise click.UsageError("核对网站的历史还要有版本库：加上 --clone。")
    return max(code, _against(site, clone, head)) if clone else code


def _urls(site: Path, clone: Path) -> int:
    """Look for every address that any revision up to the site's own would have published."""
    published = site / TREE_HEAD
    revision = opened(published, read_head).revision if published.is_file() else "HEAD"
    known = addresses(whole_history(clone, revision))
    files = {file for path, (kind, _) in known.items() for file in beside(path, kind).files}
    promised = sorted(files.union(known))
    gone = [path for path in promised if not (site / path).is_file()]
    faults = [
        Diagnostic("site-lost-address", Severity.ERROR, path, None, "公布过的网址没有内容了。")
        for path in gone
    ]
    return _told(faults, f"公布过的 {len(promised):,} 个网址都有页面或者文件。")


def _against(site: Path, clone: Path, head: Head | None) -> int:
    """Hold a site against a clone: its head, then every file against the site made anew."""
    published = site / TREE_HEAD
    if not published.is_file():
        return _fail(f"网站没有公布树头（{TREE_HEAD}），核对不了。")
    theirs = opened(published, read_head)
    made = read_manifest(clone, theirs.revision)
    for known in filter(None, (theirs, head)):
        if not made.begins_with(known):
            return _fail(made.broken(known))
    if made.head != theirs:
        return _fail("网站公布的树头和版本库算出的不一样。")
    with TemporaryDirectory() as folder:
        twin = _rebuilt(clone, theirs, published.read_bytes(), Path(folder))
        differing = list(compare_sites(site, twin))
    return _told(differing, f"网站和版本库一样：提交 {theirs.revision[:10]}，逐个文件相同。")


def _rebuilt(clone: Path, head: Head, published: bytes, folder: Path) -> Path:
    """Build the site of a revision anew, by what the published head says of how it was made."""
    from generator.site import Past, build_site  # noqa: PLC0415 - MkDocs, for this one check

    try:
        told = json.loads(published)["site"]
        day, past, other = dt.date.fromisoformat(told["as_of"]), told["past"], told["program"]
    except (KeyError, TypeError, ValueError) as error:
        raise ProofError(f"{TREE_HEAD} 没有写明网站是怎样生成的。") from error
    if other != program():
        raise ProofError(
            f"网站由程序 {other} 生成，这里是 {program()}，生成的文件不好比。"
            "换成同一版本的程序再核对；树头已经核对过，是对的。"
        )
    unpack(open_source(clone, head.revision), folder)
    twin = folder / "site"
    build_site(
        clone, twin, day, progress=lambda _done, _all: None, report=lambda _found: None,
        past=Past(folder, head.revision, told=bool(past)),
    )  # fmt: skip
    return twin


def _archive(archive: Path, clone: Path | None, head: Head | None) -> int:
    """Hold a catalog's copy against the last versions of a clone's history, or of a head's."""
    if clone is None:
        raise click.UsageError("核对目录的压缩包要有版本库：加上 --clone。")
    made = read_manifest(clone)
    if head and not made.begins_with(head):
        return _fail(made.broken(head))
    standing = made.ledger.standing(head.size if head else None)
    copy = contents_of(open_source(clone, str(archive)))
    found = list(compare_contents(archive.name, copy, standing))
    return _told(
        found, f"压缩包和历史一样：{len(copy):,} 个事项、公开信息和标准目录的行，都是最后的版本。"
    )


def _clone(folder: Path, clone: Path | None, head: Head | None) -> int:
    """Hold a clone against a head, or a folder's catalog against another clone."""
    if clone is not None:
        return _archive(folder, clone, head)
    if head is None:
        raise click.UsageError("核对版本库要有从前的树头：加上 --head。")
    return _prefix(read_manifest(folder), head)


def _prefix(made: Manifest, head: Head) -> int:
    if not made.begins_with(head):
        return _fail(made.broken(head))
    click.echo(
        f"树头（{head.date}）的 {head.size:,} 个版本都在，一个没改；"
        f"以后又有 {made.head.size - head.size:,} 个版本。"
    )
    return 0


def _proof(file: Path, clone: Path | None, head: Head | None) -> int:
    """Check a head's or a proof's file: by itself, against a known head, against a clone."""
    proof = opened(file, read_proofs)
    heads = _heads(proof)
    if isinstance(proof, Head):
        if clone is None and head is None:
            raise click.UsageError("树头自己证明不了什么：加上 --clone 或者 --head。")
    elif not all(one.holds for one in _steps(proof)):
        return _fail("证明不成立：路径算不出树头里的根散列。")
    if head and head not in heads:
        return _fail(f"这里的树头和 {head.date} 的树头不是同一个。")
    if clone:
        made = read_manifest(clone)
        for known in heads:
            if not made.begins_with(known):
                return _fail(made.broken(known))
    click.echo(_meaning(proof))
    return 0


def _steps(
    proof: Consistency | tuple[Inclusion, ...],
) -> tuple[Consistency | Inclusion, ...]:
    return (proof,) if isinstance(proof, Consistency) else proof


def _heads(proof: Head | Consistency | tuple[Inclusion, ...]) -> tuple[Head, ...]:
    if isinstance(proof, Head):
        return (proof,)
    if isinstance(proof, Consistency):
        return (proof.old, proof.new)
    return tuple({one.head: None for one in proof})


def _meaning(proof: Head | Consistency | tuple[Inclusion, ...]) -> str:
    if isinstance(proof, Head):
        return f"树头（{proof.date}，{proof.size:,} 个版本）成立。"
    if isinstance(proof, Consistency):
        old, new = proof.old, proof.new
        return (
            f"证明成立：{old.date} 的 {old.size:,} 个版本都在 {new.date} 的 {new.size:,} 个版本里，"
            "排在最前，一个没改。"
        )
    return f"证明成立：{len(proof):,} 个版本都在树里。"


def _told(found: Iterable[Diagnostic], fine: str) -> int:
    found = list(found)
    code = report(found[:_MOST])
    if len(found) > _MOST:
        click.echo(f"另有 {len(found) - _MOST:,} 处没有列出。", err=True)
    if not code:
        click.echo(fine)
    return code


def _fail(message: str) -> int:
    click.echo(message, err=True)
    return 1
