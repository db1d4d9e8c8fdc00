"""The Merkle tree of RFC 6962 over SHA-256, and how its proofs are checked without the tree.

A leaf's hash is SHA-256(0x00 + leaf), a node's SHA-256(0x01 + left + right), an empty tree's the
SHA-256 of nothing; the left part of a tree over ``n`` leaves is the largest power of two below n.
Checking follows RFC 9162, section 2.1, and needs nothing but the proof and the root hashes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash that stands for a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class MerkleTree:
    """A tree over leaves, the oldest first; every full subtree is hashed once."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        level = [leaf_hash(leaf) for leaf in leaves]
        self.size = len(level)
        self._levels = [level]  # hashes of all full subtrees of 1, 2, 4 … leaves
        while len(level) > 1:
            pairs = zip(level[::2], level[1::2], strict=False)
            level = [_node_hash(left, right) for left, right in pairs]
            self._levels.append(level)

    def root(self, size: int | None = None) -> bytes:
        """Return the root hash over the first ``size`` leaves, over all by default.

        Raises ValueError where there aren't so many.
        """
        size = self.size if size is None else size
        if not 0 <= size <= self.size:
            raise ValueError(f"no tree of {size} leaves in one of {self.size}")
        return self._over(0, size) if size else hashlib.sha256().digest()

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the path from leaf ``index`` to the root over the first ``size`` leaves.

        Raises ValueError for a leaf that isn't there.
        """
        size = self.size if size is None else size
        if not 0 <= index < size <= self.size:
            raise ValueError(f"no leaf {index} among {size} of {self.size}")
        path, start, end = [], 0, size
        while end - start > 1:
            split = start + _split(end - start)
            if index < split:
                path.append(self._over(split, end))
                end = split
            else:
                path.append(self._over(start, split))
                start = split
        return tuple(reversed(path))

    def consistency(self, old: int, new: int | None = None) -> tuple[bytes, ...]:
        """Return the proof that the tree over ``old`` leaves begins the one over ``new``.

        Raises ValueError unless 0 ≤ old ≤ new ≤ size.
        """
        new = self.size if new is None else new
        if not 0 <= old <= new <= self.size:
            raise ValueError(f"{old} leaves don't begin {new} of {self.size}")
        if old in (0, new):
            return ()
        path, start, end, whole = [], 0, new, True
        while (rest := old - start) != end - start:
            split = start + _split(end - start)
            if rest <= split - start:
                path.append(self._over(split, end))
                end = split
            else:
                path.append(self._over(start, split))
                start, whole = split, False
        if not whole:  # a checker knows the old root itself
            path.append(self._over(start, end))
        return tuple(reversed(path))

    def _over(self, start: int, end: int) -> bytes:
        """Return the hash over leaves ``start`` to ``end``, a subtree of some tree over them."""
        count = end - start
        if count & (count - 1) == 0:  # a full subtree begins at a multiple of its own size
            return self._levels[count.bit_length() - 1][start // count]
        split = start + _split(count)
        return _node_hash(self._over(start, split), self._over(split, end))


def _split(count: int) -> int:
    """Return the largest power of two below ``count``, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)


def includes(root: bytes, size: int, index: int, leaf: bytes, path: Sequence[bytes]) -> bool:
    """Tell whether ``path`` proves that ``leaf`` is at ``index`` among ``size`` under ``root``.

    RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf_hash(leaf)
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = _node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = _node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def extends(
    old_root: bytes, old: int, new_root: bytes, new: int, path: Sequence[bytes]
) -> bool:  # fmt: skip
    """Tell whether ``path`` proves that the tree over ``old`` leaves begins that over ``new``.

    RFC 9162, section 2.1.4.2; the empty tree begins every other.
    """
    if old in (0, new):
        known = old_root == new_root if old == new else old_root == hashlib.sha256().digest()
        return not path and known
    if not 0 < old < new:
        return False
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = _node_hash(step, before), _node_hash(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = _node_hash(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
