"""Where a catalog can be read from: a revision of git, a day, a folder, an archive.

A source lists its files with git's own names of their contents, so that equal files are known to be
equal before one of them is read, wherever they lie. Nothing here touches the working tree.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.audit.days import day_meant, day_named
from generator.audit.git import GitError, ask, day_of, is_bare, is_shallow, read_objects
from generator.audit.stores import ARCHIVES, StoreError, folder_files, open_archive, read_files
from generator.load import FOLDER

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

_T = TypeVar("_T")
_REGULAR = (b"100644", b"100755")
_SHORT = 10  # characters of a commit's name that people read


class SourceError(Exception):
    """The catalog asked for isn't there; the message says why and what to do, in Chinese."""


class Source(Struct, frozen=True, dict=True):
    """A catalog's files, none of them read yet.

    ``label``: what people call it. ``revision``: the commit, "" outside git. ``date``: the
    commit's day in China. ``tree``: git's name of the folder ``catalog/`` with everything below,
    "" outside git. ``root``: the folder in whose repository the commit is, or, without a revision,
    where people work on what is still no commit; None for any other folder and for archives.
    """

    label: str
    revision: str
    date: dt.date | None
    tree: str
    listing: Callable[[], Mapping[str, str]]
    contents: Callable[[Sequence[str]], Iterator[bytes]]
    root: Path | None = None

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Return path → git's name of the content, for every regular file below ``catalog/``.

        Raises SourceError.
        """
        return _translated(self.listing)

    def read(self, paths: Sequence[str]) -> dict[str, bytes]:
        """Return the contents of some of the files; raises SourceError."""
        data = _translated(lambda: list(self.contents(paths))) if paths else []
        return dict(zip(paths, data, strict=True))


def open_source(root: Path, spec: str | None) -> Source:
    """Return the catalog ``spec`` means; None is the folder ``root`` as it is now.

    In this order: an archive's path, the path of a folder that holds ``catalog/``, a day
    (``2025-01-31``: the last commit of the first-parent history by then), a revision of git.
    Raises SourceError.
    """
    if spec is None:
        return replace(_folder(root, "工作区"), root=root)
    place = Path(spec)
    if spec.lower().endswith(ARCHIVES) and place.is_file():
        return _translated(lambda: _archive(place))
    if (place / FOLDER).is_dir():
        return _folder(place, spec)
    if day := day_named(spec):
        return _translated(lambda: _on_day(root, spec, day))
    return _translated(lambda: _revision(root, spec, spec))


def merge_base(root: Path, branch: str = "main") -> str:
    """Return the commit where the present one left ``branch``; raises SourceError."""
    return _translated(lambda: _merge_base(root, branch))


def _merge_base(root: Path, branch: str) -> str:
    for name in (branch, f"origin/{branch}"):
        found = ask(root, "merge-base", "HEAD", name)
        if found:
            return found.decode().strip()
    raise GitError(
        f"找不到和 {branch} 分支的共同起点。写明和哪个版本比较；{_hint(root)}"
        "例如 gongkai diff origin/main。"
    )


def _folder(root: Path, label: str) -> Source:
    if not (root / FOLDER).is_dir():
        raise SourceError(f"“{root}”里没有 {FOLDER} 文件夹。")
    return Source(
        label, "", None, "",
        lambda: folder_files(root / FOLDER),
        lambda paths: read_files(root, paths),
    )  # fmt: skip


def _archive(path: Path) -> Source:
    files = open_archive(path)
    return Source(
        path.name, "", None, "", lambda: files.names, lambda paths: (files.data[p] for p in paths)
    )


def _on_day(root: Path, spec: str, day: dt.date) -> Source:
    log = ask(root, "log", "--first-parent", "--format=%H %ct", "HEAD") or b""
    commits = (line.split() for line in log.decode().splitlines())
    found = next((name for name, seconds in commits if day_of(seconds) <= day), None)
    if found is None:
        raise GitError(f"{spec} 以前没有提交。{_hint(root)}")
    return _revision(root, found, spec)


def _revision(root: Path, spec: str, label: str) -> Source:
    named = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{spec}^{{commit}}")
    if not named:
        if ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{spec}^{{object}}"):
            raise GitError(f"“{spec}”是一个文件或者文件夹，不是提交，没有哪一天的目录可以比较。")
        raise GitError(
            f"没有“{spec}”这个版本。可以写提交号、分支、标签、日期（2026-01-31）、"
            f"放有 catalog 的文件夹，或者 zip、tar 压缩包。{day_meant(spec)}{_hint(root)}"
        )
    commit = named.decode().strip()
    tree = ask(root, "rev-parse", "--verify", "--quiet", f"{commit}:./{FOLDER}")
    if tree is None and is_bare(root):  # has no folder that the path could begin in
        tree = ask(root, "rev-parse", "--verify", "--quiet", f"{commit}:{FOLDER}")
    seconds = ask(root, "log", "-1", "--format=%ct", commit)
    if not (tree and seconds):
        raise GitError(f"“{label}”这个版本里没有 {FOLDER} 文件夹。")
    if label == commit:
        label = commit[:_SHORT]
    name = tree.decode().strip()
    source = Source(
        label, commit, day_of(seconds.decode()), name,
        lambda: _tree_files(root, name),
        lambda paths: read_objects(root, [source.files[path] for path in paths]),
        root,
    )  # fmt: skip
    return source


def _tree_files(root: Path, tree: str) -> Mapping[str, str]:
    """Return a tree's regular files; links and submodules are none."""
    found = {}
    for entry in (ask(root, "ls-tree", "-r", "-z", "--full-tree", tree) or b"").split(b"\0"):
        head, _, path = entry.partition(b"\t")
        mode, _, rest = head.partition(b" ")
        if mode in _REGULAR:
            found[f"{FOLDER}/{path.decode('utf-8', 'replace')}"] = rest.split(b" ")[1].decode()
    return found


def _hint(root: Path) -> str:
    if ask(root, "rev-parse", "--git-dir") is None:
        return "这里不是 git 版本库。"
    return "这是浅克隆，没有更早的历史：先运行 git fetch --unshallow。" if is_shallow(root) else ""


def _translated(make: Callable[[], _T]) -> _T:
    try:
        return make()
    except (GitError, StoreError) as error:
        raise SourceError(str(error)) from error
