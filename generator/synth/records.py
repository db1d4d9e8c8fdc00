"""Made-up records, spread over the units' items and bodies."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.exchange.yamltext import document
from generator.synth.texts import MARK, draft

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from generator.exchange.yamltext import Value
    from generator.resolve import Body, Catalog, Item

FIRST_DAY, LAST_DAY = dt.date(2019, 7, 1), dt.date(2025, 12, 31)
"""All dates lie between these, before any day the catalog may be read on."""

_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_WITHOUT_ITEM = 0.12  # reports, rules and the like belong to no item
_SECOND_ITEM = 0.05
_TICKED = 0.4  # say which elements they publish
_COMPLETE = 0.5  # of these, all of them
_LINKED = 0.3  # the others carry their text
_ATTACHED = 0.08
_UNDATED = 0.01  # without 发布日期, as real imports are
_DAYS = (LAST_DAY - FIRST_DAY).days
_ELSEWHERE = "https://example.invalid/xugou"  # a name that is reserved never to lead anywhere


class Writer(Struct):
    """Writes records below ``root``; everything is drawn from ``chance`` alone."""

    root: Path
    catalog: Catalog
    chance: random.Random
    taken: frozenset[str]  # ids of items with a state of their own: no record stands under them
    ids: set[str] = field(default_factory=set)
    folders: dict[str, Path] = field(default_factory=dict)

    def write(self, count: int) -> None:
        """Write ``count`` records under items shown online and, some under none, of all bodies."""
        items = [item for item in self.catalog.items.values() if self._is_open(item)]
        bodies = self._publishers()
        places = {code: self._places(code) for code in self.catalog.units}
        for number in range(1, count + 1):
            free = not items or self.chance.random() < _WITHOUT_ITEM
            item = None if free else self.chance.choice(items)
            body = self.catalog.bodies[item.body] if item else self.chance.choice(bodies)
            self._write_one(item, body, places[body.unit], number)

    def _is_open(self, item: Item) -> bool:
        return item.online and item.id not in self.taken

    def _publishers(self) -> list[Body]:
        """Return the bodies that have a page: a unit's own only where it has no departments."""
        bodies = self.catalog.bodies.values()
        divided = {body.unit for body in bodies if body.slug}
        return [body for body in bodies if body.slug or body.unit not in divided]

    def _places(self, code: str) -> list[str]:
        below = self.catalog.children.get(code, ())
        return [self.catalog.units[unit].name for unit in (code, *below)]

    def _write_one(self, item: Item | None, body: Body, places: Sequence[str], number: int) -> None:
        formed = FIRST_DAY + dt.timedelta(days=self.chance.randrange(_DAYS))
        published = min(LAST_DAY, formed + dt.timedelta(days=self.chance.randrange(20)))
        dated = self.chance.random() >= _UNDATED
        name = self._new_id(published if dated else formed)
        folder = f"{body.folder}/records/{name[:4]}"
        content: dict[str, Value] = {
            **self._words(item, body, places, number),
            "索引号": f"{MARK}{body.unit}/{formed:%Y%m}-{number:05d}",
            "生成日期": formed.isoformat(),
            **({"发布日期": published.isoformat()} if dated else {}),
            **self._marks(name, published),
        }
        schema = f"{'../' * (folder.count('/') + 1)}schema/record.schema.json"
        text = document(content, schema=schema)
        (self._made(folder) / f"{name}.yml").write_bytes(text.encode())

    def _made(self, folder: str) -> Path:
        """Return the folder's path; it is made when the first record of its year comes."""
        if folder not in self.folders:
            self.folders[folder] = self.root / folder
            self.folders[folder].mkdir(parents=True, exist_ok=True)
        return self.folders[folder]

    def _words(
        self, item: Item | None, body: Body, places: Sequence[str], number: int
    ) -> dict[str, Value]:
        words = draft(self.chance, item, places, number)
        link = f"{_ELSEWHERE}/{number}.html"
        linked = self.chance.random() < _LINKED
        return {
            "标题": words.title,
            "事项": self._codes(item),
            **self._ticks(item),
            "发文机关": f"{MARK}{self._issuer(body)}",
            "内容概述": words.abstract,
            **({"链接": link} if linked else {"正文": words.text}),
        }

    def _codes(self, item: Item | None) -> list[Value]:
        """Return the item's code, now and then with the next one of its unit and area."""
        if item is None:
            return []
        if self.chance.random() >= _SECOND_ITEM:
            return [item.code]
        beside = self.catalog.items_of[item.unit, item.area]
        second = self.catalog.items[beside[(beside.index(item.id) + 1) % len(beside)]]
        joined = second.id != item.id and self._is_open(second)
        return [item.code, second.code] if joined else [item.code]

    def _ticks(self, item: Item | None) -> dict[str, Value]:
        """Return for some records which elements they publish; half of them publish all."""
        if item is None or self.chance.random() >= _TICKED:
            return {}
        elements = list(item.elements)
        most = len(elements)
        count = most if self.chance.random() < _COMPLETE else self.chance.randint(1, most)
        chosen = set(self.chance.sample(elements, count))
        return {"要素": [element for element in elements if element in chosen]}

    def _issuer(self, body: Body) -> str:
        unit = self.catalog.units[body.unit].name
        return unit if body.name == unit else unit + body.name

    def _marks(self, name: str, published: dt.date) -> dict[str, Value]:
        """Return validity, how the title was checked, source, and for some an attachment."""
        validity = self.chance.choices(("有效", "已修改", "已废止", "已归档"), (90, 4, 4, 2))[0]
        checked = self.chance.choices(("照原题", "据正文概括"), (9, 1))[0]
        size = self.chance.randint(20_000, 900_000)
        file: Value = {"名称": f"{MARK}附件.pdf", "链接": f"{_ELSEWHERE}/{name}.pdf", "大小": size}
        attached = self.chance.random() < _ATTACHED
        archived = min(LAST_DAY, published + dt.timedelta(days=365))
        return {
            **({"附件": [file]} if attached else {}),
            "有效性": validity,
            **({"归档日期": archived.isoformat()} if validity == "已归档" else {}),
            "标题核对": checked,
            "来源": f"{MARK}由 gongkai synth 生成",
        }

    def _new_id(self, day: dt.date) -> str:
        while True:
            name = f"{day:%Y%m%d}-{''.join(self.chance.choices(_BASE32, k=6))}"
            if name not in self.ids:
                self.ids.add(name)
                return name
