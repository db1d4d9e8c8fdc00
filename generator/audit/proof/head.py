"""Tree heads and proofs as files: written, read back, held against each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.audit.proof.leaves import LEAF_FORMAT
from generator.audit.proof.merkle import extends, includes
from generator.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

TREE_HEAD = "data/tree-head.json"  # where a site publishes its own
FORMAT = 1
_HASH = regex(r"[0-9a-f]{64}")
_NAME = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ProofError(Exception):
    """A head or a proof can't be read; the message says why, in Chinese."""


class Head(Struct, frozen=True):
    """All versions up to a revision in one number: whoever keeps it sees when one is changed.

    ``root``: the tree's root hash in hex. ``date``: the revision's day in China.
    """

    size: int
    root: str
    revision: str
    date: str

    @property
    def data(self) -> dict[str, Any]:
        """Return the head as a file has it."""
        return {
            "format": FORMAT,
            "leaf_format": LEAF_FORMAT,
            "size": self.size,
            "root": self.root,
            "revision": self.revision,
            "date": self.date,
        }

    @property
    def file(self) -> str:
        """Return the text of a head's file, equal heads giving equal bytes."""
        return written(self.data)


class Inclusion(Struct, frozen=True):
    """A proof that a leaf stands in the tree of a head."""

    head: Head
    index: int
    leaf: str
    path: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the path leads from the leaf to the head's root."""
        leaf = self.leaf.encode("utf-8", "surrogatepass")
        root = bytes.fromhex(self.head.root)
        return includes(root, self.head.size, self.index, leaf, _bytes(self.path))

    @property
    def data(self) -> dict[str, Any]:
        """Return the proof without its head as a file has it."""
        return {"index": self.index, "leaf": self.leaf, "path": list(self.path)}


class Consistency(Struct, frozen=True):
    """A proof that an old head's versions are the first ones of a new head's, none changed."""

    old: Head
    new: Head
    path: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the path leads to both roots."""
        old, new = (bytes.fromhex(head.root) for head in (self.old, self.new))
        return extends(old, self.old.size, new, self.new.size, _bytes(self.path))

    @property
    def file(self) -> str:
        """Return the text of the proof's file."""
        told = {"old": self.old.data, "new": self.new.data, "path": list(self.path)}
        return written({"format": FORMAT, "proof": "consistency", **told})


def inclusions_file(head: Head, proofs: Sequence[Inclusion]) -> str:
    """Return the text of a file with proofs under one head."""
    told = {"head": head.data, "versions": [proof.data for proof in proofs]}
    return written({"format": FORMAT, "proof": "inclusion", **told})


def written(told: dict[str, Any]) -> str:
    """Return JSON for people and programs alike."""
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def read_head(text: str | bytes) -> Head:
    """Return the head a file holds; raises ProofError."""
    return _head(_loaded(text))


def read_proofs(text: str | bytes) -> Head | Consistency | tuple[Inclusion, ...]:
    """Return what a file of ours holds: a head, a consistency proof, proofs of versions.

    Raises ProofError.
    """
    told = _loaded(text)
    kind = told.get("proof") if isinstance(told, dict) else None
    if kind is None:
        return _head(told)
    try:
        if kind == "consistency":
            return Consistency(_head(told["old"]), _head(told["new"]), _path(told["path"]))
        if kind == "inclusion":
            head = _head(told["head"])
            return tuple(
                Inclusion(head, _number(one["index"]), _text(one["leaf"]), _path(one["path"]))
                for one in _checked(bool, told["versions"])
            )
    except (KeyError, TypeError) as error:
        raise ProofError("证明文件不完整，重新生成一份。") from error
    raise ProofError(f"不认识这种证明：{kind}。")


def _loaded(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProofError("不是 JSON 文件，不是树头或者证明。") from error


def _head(told: Any) -> Head:
    if not isinstance(told, dict) or not {"size", "root", "revision", "date"} <= told.keys():
        raise ProofError("这个文件不是树头：缺少 size、root、revision、date。")
    if (told.get("format"), told.get("leaf_format")) != (FORMAT, LEAF_FORMAT):
        raise ProofError("树头的格式和这个版本的程序不同，用同一版本的程序核对。")
    return Head(
        _number(told["size"]),
        _like(_HASH, told["root"]),
        _like(_NAME, told["revision"]),
        _like(_DAY, told["date"]),
    )


def _checked(fine: Callable[[Any], bool], value: Any) -> Any:
    if not fine(value):
        raise ProofError(f"树头或者证明里的 {str(value)[:80]} 不对。")
    return value


def _number(value: Any) -> int:
    return int(_checked(lambda v: type(v) is int and v >= 0, value))


def _text(value: Any) -> str:
    return str(_checked(lambda v: isinstance(v, str), value))


def _like(shape: re.Pattern[str], value: Any) -> str:
    return str(_checked(lambda v: isinstance(v, str) and shape.fullmatch(v) is not None, value))


def _path(value: Any) -> tuple[str, ...]:
    return tuple(_like(_HASH, step) for step in _checked(lambda v: isinstance(v, list), value))


def _bytes(path: Sequence[str]) -> list[bytes]:
    return [bytes.fromhex(step) for step in path]
