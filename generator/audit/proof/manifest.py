"""The manifest of a catalog: the tree over its history, and what it proves."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.audit.leaves import versions_of, whole_history
from generator.audit.proof.head import Consistency, Head, Inclusion, ProofError
from generator.audit.proof.leaves import PROVED, Ledger, ledger_of
from generator.audit.proof.merkle import MerkleTree

if TYPE_CHECKING:
    from pathlib import Path

    from generator.audit.history import History


class Manifest(Struct, frozen=True, dict=True):
    """Every version of what is proved up to a revision, and the tree over them."""

    ledger: Ledger
    revision: str
    date: str

    @cached_property
    def tree(self) -> MerkleTree:
        """The tree over all leaves."""
        return MerkleTree(leaf.data for leaf in self.ledger.leaves)

    @property
    def head(self) -> Head:
        """The tree's head."""
        return Head(self.tree.size, self.tree.root().hex(), self.revision, self.date)

    def prove(self, key: str) -> tuple[Inclusion, ...]:
        """Return a proof for each version of a thing, none where there never was such a thing."""
        places = self.ledger.places
        found = next((places[kind, key] for kind in PROVED if (kind, key) in places), [])
        return tuple(
            Inclusion(self.head, place, self.ledger.leaves[place].text,
                      tuple(step.hex() for step in self.tree.inclusion(place)))
            for place in found
        )  # fmt: skip

    def begins_with(self, old: Head) -> bool:
        """Tell whether the old head's versions are the first ones here, none of them changed."""
        return old.size <= self.tree.size and self.tree.root(old.size).hex() == old.root

    def since(self, old: Head) -> Consistency:
        """Return the proof that an old head is a beginning of this one; raises ProofError."""
        if not self.begins_with(old):
            raise ProofError(self.broken(old))
        path = self.tree.consistency(old.size)
        return Consistency(old, self.head, tuple(step.hex() for step in path))

    def broken(self, old: Head) -> str:
        """Return in what an old head isn't a beginning of this one."""
        if old.size > self.tree.size:
            return (
                f"树头（{old.date}）有 {old.size:,} 个版本，这里只有 {self.tree.size:,} 个："
                "少了版本，或者树头比这里新。"
            )
        return (
            f"这里最早的 {old.size:,} 个版本和树头（{old.date}）不一样："
            "以前的版本被改过、删过或者换了次序。"
        )


def manifest_of(history: History) -> Manifest:
    """Return the manifest of a whole history."""
    assert history.complete
    assert history.revision_date is not None
    ledger = ledger_of(versions_of(history, PROVED))
    return Manifest(ledger, history.revision, history.revision_date.isoformat())


def read_manifest(root: Path, revision: str = "HEAD") -> Manifest:
    """Return the manifest of a catalog up to a revision, all read from git anew.

    Raises GitError where there is no such revision or its history isn't whole.
    """
    return manifest_of(whole_history(root, revision))
