"""The Merkle tree, held against an independent implementation and against forged proofs."""

from __future__ import annotations

import hashlib

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.audit.proof.merkle import MerkleTree, extends, includes, leaf_hash

MOST = 40
LEAVES = [f"第{n}个版本".encode() for n in range(MOST)]
OURS = MerkleTree(LEAVES)
THEIRS = pymerkle.InmemoryTree(algorithm="sha256")
THEIRS.append_entries(LEAVES)


def node(left: bytes, right: bytes) -> bytes:
    """Return a node's hash, written as the standard has it."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def test_roots_are_those_of_rfc_6962() -> None:
    """The roots over nothing and over one empty leaf are those Certificate Transparency knows."""
    assert MerkleTree([]).root().hex() == hashlib.sha256().hexdigest()
    known = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert MerkleTree([b""]).root().hex() == known


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_roots_and_proofs_equal_anothers(size: int) -> None:
    """For every size, root, inclusion and consistency proofs hold for us and for pymerkle alike."""
    root = OURS.root(size)
    assert root == MerkleTree(LEAVES[:size]).root() == THEIRS.get_root(size)
    for index in range(size):
        path = OURS.inclusion(index, size)
        theirs = THEIRS.prove_inclusion(index + 1, size)
        assert [h.hex() for h in path] == [h.hex() for h in theirs.path[1:]]
        assert includes(root, size, index, LEAVES[index], path)
    for old in range(1, size + 1):
        path = OURS.consistency(old, size)
        assert extends(OURS.root(old), old, root, size, path)
        theirs = THEIRS.prove_consistency(old, size)
        pymerkle.verify_consistency(THEIRS.get_root(old), root, theirs)


def test_proofs_are_those_of_the_standards_example() -> None:
    """RFC 6962, section 2.1.3: the paths over seven leaves, node by node."""
    a, b, c, d, e, f, j = (leaf_hash(leaf) for leaf in LEAVES[:7])
    g, h, i = node(a, b), node(c, d), node(e, f)
    k, l = node(g, h), node(i, j)  # noqa: E741 - named as there
    assert OURS.root(7) == node(k, l)
    assert OURS.inclusion(0, 7) == (b, h, l)
    assert OURS.inclusion(3, 7) == (c, g, l)
    assert OURS.inclusion(4, 7) == (f, j, k)
    assert OURS.inclusion(6, 7) == (i, k)
    assert OURS.consistency(3, 7) == (c, d, g, l)
    assert OURS.consistency(4, 7) == (l,)
    assert OURS.consistency(6, 7) == (i, j, k)


def test_empty_tree_begins_every_tree() -> None:
    """Nothing is a beginning of everything, with an empty proof, and of nothing else's root."""
    assert extends(OURS.root(0), 0, OURS.root(5), 5, OURS.consistency(0, 5))
    assert not extends(OURS.root(1), 0, OURS.root(5), 5, ())


@given(st.data())
def test_no_altered_inclusion_proof_holds(data: st.DataObject) -> None:
    """Another leaf, place, size, root or step: the proof holds no longer."""
    size = data.draw(st.integers(1, MOST))
    index = data.draw(st.integers(0, size - 1))
    path = list(OURS.inclusion(index, size))
    root = OURS.root(size)
    assert not includes(root, size, index, b"other", path)
    assert not includes(bytes(32), size, index, LEAVES[index], path)
    assert not includes(root, size, index, LEAVES[index], [*path, bytes(32)])
    for other in set(range(-1, size + 1)) - {index}:
        assert not includes(root, size, other, LEAVES[index], path)
    for place in range(len(path)):
        forged = [*path[:place], bytes(32), *path[place + 1 :]]
        assert not includes(root, size, index, LEAVES[index], forged)
        assert not includes(root, size, index, LEAVES[index], path[:place] + path[place + 1 :])


@given(st.data())
def test_no_altered_consistency_proof_holds(data: st.DataObject) -> None:
    """When an old version is changed, or a step of the proof is, no proof leads to both roots."""
    new = data.draw(st.integers(2, MOST))
    old = data.draw(st.integers(1, new - 1))
    path = list(OURS.consistency(old, new))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = MerkleTree([*LEAVES[:changed], b"other", *LEAVES[changed + 1 :]])
    before, after = OURS.root(old), OURS.root(new)
    assert not extends(before, old, rewritten.root(new), new, rewritten.consistency(old, new))
    assert not extends(before, old, after, new, [*path, bytes(32)])
    assert not extends(before, old, after, new - 1 if new - 1 > old else new + 64, [*path, after])
    for place in range(len(path)):
        forged = [*path[:place], bytes(32), *path[place + 1 :]]
        assert not extends(before, old, after, new, forged)
        assert not extends(before, old, after, new, path[:place] + path[place + 1 :])


@pytest.mark.parametrize("ask", [
    lambda: OURS.root(MOST + 1), lambda: OURS.root(-1),
    lambda: OURS.inclusion(3, 3), lambda: OURS.inclusion(-1), lambda: OURS.inclusion(0, MOST + 1),
    lambda: OURS.consistency(4, 3), lambda: OURS.consistency(1, MOST + 1),
])  # fmt: skip
def test_what_is_not_there_is_not_proved(ask: object) -> None:
    """Sizes and places outside the tree are refused."""
    with pytest.raises(ValueError, match=r"leaf|leaves"):
        ask()
