"""The desk at which made-up editors work: the files as they stand, and how a change is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.synth.blocks import removed, set_fields
from generator.synth.texts import MARK

if TYPE_CHECKING:
    import datetime as dt
    import random
    from collections.abc import Mapping

    from generator.exchange.yamltext import Value
    from generator.resolve import Catalog, Item, StandardItem

STATE = ("状态", "日期", "理由", "依据")
"""What is written on an item that has a state of its own."""

_LIMITS = (5, 7, 10, 15, 20, 30)  # working days
_OFTEN = 120  # items that editors come back to, so that some have several versions


class Edit(Struct, frozen=True):
    """What one commit does: its subject, and the files as they are after it."""

    subject: str
    files: Mapping[str, str]


class Desk(Struct, dict=True):
    """The files of a city and what may be chosen from; nothing is drawn but from ``chance``.

    ``often``: items whose columns are changed again and again; ``spare``: items that may be
    stopped or moved, each once; none of them has documents. ``home``: the first of the one unit
    with items of its own.
    """

    texts: dict[str, str]
    catalog: Catalog
    chance: random.Random
    day: dt.date
    stopped: list[Item] = field(default_factory=list)
    own: list[str] = field(default_factory=list)  # codes of further items of the home unit's own

    def __post_init__(self) -> None:
        items = self.catalog.items.values()
        free = [i for i in items if i.standard and i.online and not (i.local or i.records)]
        self.chance.shuffle(free)
        self.often, self.spare = free[:_OFTEN], free[_OFTEN:]
        self._dated = {item.standard for item in items if item.records}
        self.home = next(item for item in items if not item.standard)

    def told(self, subject: str, files: Mapping[str, str]) -> Edit:
        """Keep files as they are now, and return the change."""
        self.texts.update(files)
        return Edit(f"{MARK}{subject.replace(MARK, '')}", files)

    def set(self, item: Item, subject: str, fields: Mapping[str, Value]) -> Edit:
        """Write fields of an item; None takes one away."""
        text = set_fields(self.texts[item.path], item.code, fields)
        return self.told(f"{subject}：{item.title}", {item.path: text})

    def set_row(self, row: StandardItem, subject: str, fields: Mapping[str, Value]) -> Edit:
        """Write fields of a row of the standard."""
        path = f"catalog/standards/{row.area}.yml"
        text = set_fields(self.texts[path], row.code, fields)
        return self.told(f"{subject}：{row.title}", {path: text})

    def item(self) -> Item:
        """Return one of the items that are changed often."""
        return self.chance.choice(self.often)

    def row(self) -> StandardItem:
        """Return the row of the standard that such an item follows.

        One without documents anywhere, if there is: no new limit makes a document late.
        """
        row = self.item().standard
        while self.dated(row) and not all(self.dated(item.standard) for item in self.often):
            row = self.item().standard
        return self.catalog.standards[row]

    def dated(self, row: str) -> bool:
        """Tell whether any unit has published documents under a row of the standard."""
        return row in self._dated

    def written(self, item: Item) -> str:
        """Return what an item's file says of it now."""
        return removed(self.texts[item.path], item.code)[1]

    def another_limit(self, now: str) -> str:
        """Return a limit that ``now``, an entry or a limit, doesn't have."""
        others = [n for n in _LIMITS if f"起{n}个工作日" not in now]
        return f"信息形成或者变更之日起{self.chance.choice(others)}个工作日内"
