"""What a change of a thing's own words amounts to: its end, its return, another file of it.

Comparisons of two catalogs and lists of a history's commits both ask here, so that one change has
one name in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.audit.diff.model import Kind, Thing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ATTACHED, ATTACHED_LINKS, ATTACHED_BYTES = "附件", "附件链接", "附件内容"

# The field that is a thing's tombstone, and (where not any value is) the values that are.
_STONES: Mapping[Thing, tuple[str, tuple[str, ...]]] = {
    Thing.ROW: ("停止", ()),
    Thing.UNIT: ("撤销", ()),
    Thing.BODY: ("撤销", ()),
    Thing.BASIS: ("效力", ("已废止",)),
    Thing.RECORD: ("有效性", ("已废止",)),
}
_CONTENT = frozenset({"正文", "文号", ATTACHED, ATTACHED_BYTES})
_LINKS = frozenset({"链接", ATTACHED_LINKS})


def ending(thing: Thing, old: Mapping[str, Any], new: Mapping[str, Any]) -> Kind | None:
    """Return whether a thing ends by what its file says now, or is back; None for neither."""
    was, now = _is_ended(thing, old), _is_ended(thing, new)
    if was == now:
        return None
    return Kind.WITHDRAWN if now else Kind.RESUMED


def _is_ended(thing: Thing, data: Mapping[str, Any]) -> bool:
    name, words = _STONES.get(thing, ("", ()))
    written = data.get(name, "")
    return bool(written) and (not words or written in words)


def kind_of_record(names: Collection[str]) -> Kind:
    """Return what happened to a document of which these fields say something else now."""
    if not _CONTENT.isdisjoint(names):
        return Kind.REPLACED
    return Kind.CHANGED if _LINKS.isdisjoint(names) else Kind.RELINKED


def parted(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a document's fields with the addresses of its attachments in a field of their own.

    An attachment that is elsewhere now is the same attachment. Other things' fields stay.
    """
    attached = data.get(ATTACHED)
    if not isinstance(attached, list):
        return data
    entries = [entry for entry in attached if isinstance(entry, dict)]
    return {
        **data,
        ATTACHED: [{k: v for k, v in entry.items() if k != "链接"} for entry in entries],
        ATTACHED_LINKS: [entry.get("链接") for entry in entries],
    }
