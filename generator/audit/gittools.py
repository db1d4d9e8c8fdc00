"""Git's own tools made to read the catalog: ``git difftool`` and the text ``git diff`` compares.

What is set up belongs to one clone: its settings and its ``info/attributes``, nothing committed.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from generator.audit.git import GitError, ask
from generator.audit.sources import Source, SourceError, open_source
from generator.audit.stores import blob_name
from generator.load import Mapping as MappingNode
from generator.load import Scalar, Sequence, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as AbstractSequence
    from pathlib import Path

    from generator.load import Node

NAME = "gongkai"
_PATTERN = f"**/catalog/**/*.yml diff={NAME}"
_STEP = " › "


def install(root: Path, command: str) -> None:
    """Set up ``git difftool -t gongkai`` and the text of ``git diff`` for the clone of ``root``.

    ``command``: the shell words that call us. Done twice, it is done once. Raises SourceError.
    """
    place = shlex.quote(root.resolve().as_posix())
    settings = {
        f"difftool.{NAME}.cmd": (
            f'{command} diff --root {place} --git-tool "$MERGED" "$LOCAL" "$REMOTE"'
        ),
        f"difftool.{NAME}.trustExitCode": "false",
        f"diff.{NAME}.textconv": f"{command} diff --textconv",
        f"diff.{NAME}.cachetextconv": "true",
    }
    where = _answer(root, "rev-parse", "--git-path", "info/attributes")
    for name, value in settings.items():
        _answer(root, "config", "--local", name, value)
    attributes = root / where
    attributes.parent.mkdir(parents=True, exist_ok=True)
    text = attributes.read_text(encoding="utf-8") if attributes.exists() else ""
    if _PATTERN not in text.splitlines():
        joint = "" if text.endswith("\n") or not text else "\n"
        attributes.write_text(f"{text}{joint}{_PATTERN}\n", encoding="utf-8")


def _answer(root: Path, *arguments: str) -> str:
    try:
        said = ask(root, *arguments)
    except GitError as error:
        raise SourceError(str(error)) from error
    if said is None:
        raise SourceError("这里不是 git 版本库，没有可以设置的。")
    return said.decode().strip()


def tool_sources(root: Path, old: Path, new: Path, merged: str) -> tuple[Source, Source]:
    """Return the two catalogs ``git difftool`` asks about; raises SourceError.

    ``old`` and ``new``: one file each, ``merged`` being its path in the repository; or (with
    ``--dir-diff``) folders of the files that differ. What doesn't differ is the working tree's.
    """
    prefix = _answer(root, "rev-parse", "--show-prefix")
    if old.is_dir():
        sides = _below(old / prefix), _below(new / prefix)
    else:
        path = merged.removeprefix(prefix)
        sides = _one(old, path), _one(new, path)
    base = open_source(root, None)
    touched = sides[0].keys() | sides[1].keys()
    return _overlaid(base, "改前", sides[0], touched), _overlaid(base, "改后", sides[1], touched)


def _one(file: Path, path: str) -> dict[str, bytes]:
    # A side without the file is /dev/null to git.
    return {path: file.read_bytes()} if file.is_file() else {}


def _below(folder: Path) -> dict[str, bytes]:
    # Links are followed: git links to the working tree's files here.
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _overlaid(base: Source, label: str, side: dict[str, bytes], touched: set[str]) -> Source:
    rest = {path: name for path, name in base.files.items() if path not in touched}
    names = rest | {path: blob_name(data) for path, data in side.items()}

    def contents(paths: AbstractSequence[str]) -> Iterator[bytes]:
        unread = base.read([path for path in paths if path not in side])
        return (side[path] if path in side else unread[path] for path in paths)

    return Source(label, "", None, "", lambda: names, contents)


def text_of(file: Path) -> str:
    """Return a document as lines that tell whose each value is; one that can't be read as it is."""
    data = file.read_bytes()
    node = read_text(data, file.name).node
    if node is None:
        return data.decode("utf-8", "replace")
    return "".join(f"{line}\n" for line in _lines(node, ""))


def _lines(node: Node, place: str) -> Iterator[str]:
    if isinstance(node, MappingNode):
        for key, value in node.pairs:
            yield from _lines(value, f"{place}{_STEP if place else ''}{key.text}")
    elif isinstance(node, Sequence):
        for entry in node.items:
            yield from _lines(entry, place)
    elif isinstance(node, Scalar):
        yield f"{place}：{node.text}"
