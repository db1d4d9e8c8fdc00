"""The YAML tree with positions: scalars are text, types come from the schema.

Three node types and the functions that read them. Nothing here parses; ``reader`` builds them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from generator.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as AbstractSequence

    from generator.diagnostics import Span

MAX_DEPTH = 20  # containers inside containers; the reader refuses more, so recursion here is safe

_INTEGER = regex(r"-?(?:0|[1-9][0-9]*)")
_MAX_INTEGER_DIGITS = 18  # fits 64 bits, and Python's own cap on digits is never met


class Scalar(Struct, frozen=True):
    """One text. ``plain``: without quotes; ``null``: nothing, ``~`` or ``null`` is there."""

    text: str
    plain: bool
    span: Span
    null: bool = False


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    span: Span


class Mapping(Struct, frozen=True):
    """Keys and values in the order written."""

    pairs: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """Return the value of the first pair with that key, or ``None``."""
        for scalar, node in self.pairs:
            if scalar.text == key:
                return node
        return None

    def key(self, key: str) -> Scalar | None:
        """Return the key itself with its position, or ``None``."""
        for scalar, _ in self.pairs:
            if scalar.text == key:
                return scalar
        return None


Node: TypeAlias = Scalar | Sequence | Mapping


def locate(node: Node, path: AbstractSequence[str | int], *, key: bool = False) -> Span:
    """Return the span of what stands at ``path``.

    ``key=True`` gives the span of the last step's mapping key instead of its value. A path that
    leads nowhere gives the span of the last node it reached, so a finding always has a place.
    """
    span = node.span
    for step, part in enumerate(path):
        last = step == len(path) - 1
        below = _below(node, part)
        if below is None:
            return span
        if key and last and isinstance(node, Mapping):
            found = node.key(str(part))
            assert found is not None
            return found.span
        node, span = below, below.span
    return span


def _below(node: Node, part: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(part))
    if isinstance(node, Sequence) and isinstance(part, int) and 0 <= part < len(node.items):
        return node.items[part]
    return None


def plain(node: Node) -> Any:
    """Return the node as ``dict``, ``list``, ``str`` and ``None``; scalars stay text.

    Of equal keys the first counts: the reader has reported the others.
    Recursion is bounded by ``MAX_DEPTH``, which the reader keeps.
    """
    if isinstance(node, Scalar):
        return None if node.null else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    result: dict[str, Any] = {}
    for key, value in node.pairs:
        if key.text not in result:
            result[key.text] = plain(value)
    return result


def plain_typed(node: Node, schema: Any) -> Any:
    """Return the node as plain data with the booleans and integers its JSON Schema asks for.

    Only ``type: boolean`` and ``type: integer`` (alone or in a list) convert, and only text without
    quotes that is exactly ``true``, ``false`` or a decimal integer of at most 18 digits. Everything
    else stays text: refusing it is the validator's business.
    """
    return _typed(node, schema, schema)


def _typed(node: Node, schema: Any, root: Any) -> Any:
    schema = _dereference(schema, root)
    if isinstance(node, Scalar):
        return _typed_scalar(node, schema)
    if isinstance(node, Sequence):
        return [
            _typed(item, _item_schema(schema, index), root) for index, item in enumerate(node.items)
        ]
    result: dict[str, Any] = {}
    for key, value in node.pairs:
        if key.text not in result:
            result[key.text] = _typed(value, _property_schema(schema, key.text), root)
    return result


def _typed_scalar(node: Scalar, schema: Any) -> Any:
    if node.null:
        return None
    kinds = schema.get("type", ()) if isinstance(schema, dict) else ()
    kinds = (kinds,) if isinstance(kinds, str) else kinds
    if not node.plain:
        return node.text
    if "boolean" in kinds and node.text in {"true", "false"}:
        return node.text == "true"
    if (
        "integer" in kinds
        and len(node.text) <= _MAX_INTEGER_DIGITS
        and _INTEGER.fullmatch(node.text)
    ):
        return int(node.text)
    return node.text


class Field(Struct, frozen=True):
    """A scalar and what the schema says of it; for a key ``schema`` is its mapping's."""

    where: tuple[str | int, ...]
    scalar: Scalar
    schema: Any
    is_key: bool = False


def fields(node: Node, schema: Any) -> Iterator[Field]:
    """Yield every scalar, keys included, in the order written, with its part of the schema."""
    yield from _fields(node, schema, schema, ())


def _fields(node: Node, schema: Any, root: Any, where: tuple[str | int, ...]) -> Iterator[Field]:
    schema = _dereference(schema, root)
    if isinstance(node, Scalar):
        yield Field(where, node, schema)
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _fields(item, _item_schema(schema, index), root, (*where, index))
    else:
        for key, value in node.pairs:
            below = (*where, key.text)
            yield Field(below, key, schema, is_key=True)
            yield from _fields(value, _property_schema(schema, key.text), root, below)


def _dereference(schema: Any, root: Any) -> Any:
    """Follow local ``$ref``s; a loop of references, or one that leads nowhere, asks for nothing."""
    for _ in range(MAX_DEPTH):
        if not isinstance(schema, dict) or "$ref" not in schema:
            return schema
        schema = _resolve(str(schema["$ref"]), root)
    return True


def _resolve(reference: str, root: Any) -> Any:
    if not reference.startswith("#"):
        return True
    target = root
    for part in reference[1:].split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(target, dict) or name not in target:
            return True
        target = target[name]
    return target


def _property_schema(schema: Any, name: str) -> Any:
    if not isinstance(schema, dict):
        return True
    properties = schema.get("properties", {})
    if name in properties:
        return properties[name]
    for pattern, below in schema.get("patternProperties", {}).items():
        if re.search(pattern, name):
            return below
    return schema.get("additionalProperties", True)


def _item_schema(schema: Any, index: int) -> Any:
    if not isinstance(schema, dict):
        return True
    prefix = schema.get("prefixItems", ())
    return prefix[index] if index < len(prefix) else schema.get("items", True)
