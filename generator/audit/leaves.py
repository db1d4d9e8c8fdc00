"""What a proof that nothing vanished covers: every version of every item and record, in order."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.audit.chain import commit_of
from generator.audit.entities import ITEM, RECORD, owner_folder
from generator.audit.git import GitError, is_shallow
from generator.audit.history import History
from generator.audit.journal import read_journal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from generator.audit.entities import Data


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an item or a record, as it stands in a proof.

    ``owner``: the folder of the body it belonged to. ``data``: what its file said of it, all texts;
    None where it is gone.
    """

    commit: str
    date: dt.date
    kind: str  # item | record
    key: str  # 区划代码/编号, or the record's name
    owner: str
    data: Data | None

    @property
    def digest(self) -> bytes:
        """Return the SHA-256 over what it is, whose it is and what it says, as sorted JSON."""
        parts = [self.kind, self.key, self.owner, self.data]
        text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def versions(root: Path, revision: str = "HEAD") -> Iterator[Version]:
    """Yield every version of every item and record, in first-parent order, read from git anew.

    Within a commit by kind and key. Raises GitError where the history isn't whole: a proof over a
    part would prove nothing.
    """
    if is_shallow(root):
        raise GitError("历史不完整：这是浅克隆。先运行 git fetch --unshallow。")
    commit = commit_of(root, revision)
    if not commit:
        raise GitError(f"没有“{revision}”这个版本。")
    pages = read_journal(root, commit, remembered=False)
    for step in History(commit, None, pages, complete=True).steps:
        standing = step.now or step.was
        assert standing is not None
        if step.kind in (ITEM, RECORD):
            yield Version(
                step.commit.id, step.commit.date, step.kind, step.key,
                owner_folder(standing.path), step.now.data if step.now else None,
            )  # fmt: skip
