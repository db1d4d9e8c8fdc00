"""What a comparison finds, as frozen values: every renderer reads these, none looks further."""

from __future__ import annotations

import hashlib
import json
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import datetime as dt

Value = str | tuple[str, ...]
"""A field's value: a text, or the entries of a list; "" and () are nothing."""


class Thing(Enum):
    """What kind of thing changed; the value is the word users read."""

    ITEM = "事项"
    ROW = "标准目录"
    AREA = "领域"
    RECORD = "公开信息"
    UNIT = "单位"
    BODY = "部门"
    BASIS = "依据"
    SUBJECT = "公开主体"
    TERM = "用语"
    SITE = "站点设置"
    POLICY = "变化规则"
    WAIVER = "豁免"


class Kind(Enum):
    """What happened to a thing; the value is the word users read."""

    VANISHED = "消失"  # gone without a tombstone
    WITHDRAWN = "停止公开"  # gone with a tombstone: date, reason, basis
    MOVED = "移动"  # to another department or unit
    RENUMBERED = "改编号"
    SPLIT = "拆分"
    MERGED = "合并"
    INHERITED = "随标准修改"  # the standard changed, and with it every unit that follows it
    CHANGED = "修改"
    REPLACED = "换文件"  # a record now holds another text
    RELINKED = "换链接"
    REMOVED = "删除"  # of what needs no tombstone
    RESUMED = "恢复公开"
    ADDED = "新增"


class Meaning(Enum):
    """What a changed field means for the public; the value is the word users read."""

    NARROWING = "收窄"
    UNCLEAR = "不可判"
    WIDENING = "扩大"
    WORDING = "仅文字"
    METADATA = "登记信息"

    @property
    def rank(self) -> int:
        """Return the place in an order with the gravest first."""
        return list(Meaning).index(self)


# What happened as a whole means something too, whatever the fields say.
OF_KIND = {
    Kind.VANISHED: Meaning.NARROWING,
    Kind.WITHDRAWN: Meaning.NARROWING,
    Kind.RESUMED: Meaning.WIDENING,
    Kind.ADDED: Meaning.WIDENING,
}
_PUBLIC = (Thing.ITEM, Thing.ROW, Thing.RECORD)


class FieldChange(Struct, frozen=True):
    """One field before and after. ``meanings``: gravest first, never empty; ``note``: why."""

    name: str
    old: Value
    new: Value
    meanings: tuple[Meaning, ...]
    note: str = ""


class Change(Struct, frozen=True, dict=True):
    """One thing that changed.

    ``key``: its identity, in the new version where it is there, else in the old.
    ``title``: what people call it; ``place``: the unit; ``body``: the body in charge; ``path``:
    the file it stands in. ``sources``: identities it comes from, where they differ from ``key``;
    ``targets``: those it became (拆分); ``ways``: by which numbers, where neither version has some
    of them, from the old one's to the last that is known. ``reach``: identities of the items that
    follow a standard; ``spared``: of those that wrote their own. ``reason``, ``basis``, ``date``:
    of a tombstone. ``level``: the unit's level, "" when it has none. ``page``: its address within
    a site, "" when it has no page.
    """

    kind: Kind
    thing: Thing
    key: str
    title: str
    place: str = ""
    body: str = ""
    path: str = ""
    line: int = 0
    fields: tuple[FieldChange, ...] = ()
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    ways: tuple[tuple[str, ...], ...] = ()
    reach: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    reason: str = ""
    basis: str = ""
    date: dt.date | None = None
    level: str = ""
    page: str = ""

    @cached_property
    def id(self) -> str:
        """Return a name that stays the same as long as the change is the same, in any revisions."""
        what = [
            self.kind.name, self.thing.name, self.key, self.sources, self.targets, self.reason,
            self.basis, str(self.date or ""),
            [[f.name, f.old, f.new] for f in self.fields],
        ]  # fmt: skip
        text = json.dumps(what, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @cached_property
    def meanings(self) -> tuple[Meaning, ...]:
        """Return what the change means, gravest first."""
        found = {meaning for field in self.fields for meaning in field.meanings}
        if self.thing in _PUBLIC and self.kind in OF_KIND:
            found = {OF_KIND[self.kind]}
        return tuple(sorted(found or {Meaning.METADATA}, key=lambda m: m.rank))

    @property
    def code(self) -> str:
        """Return the item code of an item or a row: 340706/20-04 and 20-04 are both 20-04."""
        return self.key.rpartition("/")[2]


class LeftBehind(Struct, frozen=True):
    """A change made alike in most units that had the same, and the units where it wasn't made.

    ``changed`` and ``left``: the units' names.
    """

    code: str
    title: str
    level: str
    field: str
    old: Value
    new: Value
    changed: tuple[str, ...]
    left: tuple[str, ...]


class Proof(Struct, frozen=True):
    """That nothing is unaccounted for: every item disclosed before and after, counted.

    ``old`` = ``continued`` + ``withdrawn`` + ``vanished``;
    ``new`` = ``continued`` + ``split`` - ``merged`` + ``resumed`` + ``added``, where splits and
    mergers count the items they make more or fewer.
    """

    old: int
    new: int
    continued: int
    withdrawn: int
    vanished: int
    split: int
    merged: int
    resumed: int
    added: int

    @property
    def holds(self) -> bool:
        """Tell whether both sums come out."""
        gained = self.split - self.merged + self.resumed + self.added
        return (
            self.old == self.continued + self.withdrawn + self.vanished
            and self.new == self.continued + gained
        )


class Side(Struct, frozen=True):
    """One of the two catalogs. ``revision``: the commit, "" outside git."""

    label: str
    revision: str
    date: dt.date | None


class Comparison(Struct, frozen=True):
    """Everything two catalogs differ in; ``changes`` gravest first.

    ``title``: the newer one's 专题名; ``url``: its 网址, "" without one. ``proof``: None when
    the two are the same to the byte and nothing had to be counted.
    """

    old: Side
    new: Side
    title: str
    changes: tuple[Change, ...]
    left_behind: tuple[LeftBehind, ...]
    proof: Proof | None
    url: str = ""
