"""What a proof that nothing vanished covers: every version of every item and record, in order."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.chain import commit_of
from generator.audit.commits import day_of_commit
from generator.audit.entities import ITEM, RECORD, owner_folder
from generator.audit.git import GitError, is_shallow
from generator.audit.history import History
from generator.audit.journal import read_journal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from generator.audit.entities import Data


class Version(Struct, frozen=True):
    """One version of an item, a record or a row of the standard, as it stands in a proof.

    ``owner``: the folder of the body it belonged to. ``data``: what its file said of it, all texts;
    None where it is gone.
    """

    commit: str
    date: dt.date
    kind: str
    key: str  # 区划代码/编号, the record's name, the row's code
    owner: str
    data: Data | None

    @property
    def digest(self) -> bytes:
        """Return the SHA-256 over what it is, whose it is and what it says (``digest_of``)."""
        return digest_of(self.kind, self.key, self.owner, self.data)


def digest_of(kind: str, key: str, owner: str, data: Data | None) -> bytes:
    """Return the SHA-256 over what a thing is, whose it is and what it says, as sorted JSON."""
    parts = [kind, key, owner, data]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def versions_of(history: History, kinds: Collection[str] = (ITEM, RECORD)) -> Iterator[Version]:
    """Yield every version of every thing of some kinds, in first-parent order.

    Within a commit by kind and key.
    """
    for step in history.written:
        standing = step.now or step.was
        assert standing is not None
        if step.kind in kinds:
            yield Version(
                step.commit.id, step.commit.date, step.kind, step.key,
                owner_folder(standing.path), step.now.data if step.now else None,
            )  # fmt: skip


def whole_history(root: Path, revision: str = "HEAD") -> History:
    """Return the history up to a revision, all of it read from git anew.

    Raises GitError where it isn't whole: a proof over a part would prove nothing.
    """
    if is_shallow(root):
        raise GitError(
            "历史不完整：这是浅克隆，一部分历史什么也证明不了。先运行 git fetch --unshallow。"
        )
    commit = commit_of(root, revision)
    if not commit:
        raise GitError(
            f"没有“{revision}”这个版本：不在 git 版本库里，或者没有这个提交、分支、标签。"
        )
    pages = read_journal(root, commit, remembered=False)
    if not pages:
        raise GitError("这里的目录不在 git 版本库里，没有历史可以证明。")
    return History(commit, day_of_commit(root, commit), pages, complete=True)


def versions(root: Path, revision: str = "HEAD") -> Iterator[Version]:
    """Yield every version of every item and record, read from git anew; raises GitError."""
    return versions_of(whole_history(root, revision))
