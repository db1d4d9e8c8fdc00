"""The catalog as rows and string tables: what differs is written, what follows is left out.

Which unit has which item follows from the item's levels; only the exceptions are listed.
A unit's own wording, and a unit's own item, is a row of ``local``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from generator.resolve.divisions import Divisions
from generator.resolve.model import State
from generator.search.columns import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.resolve.divisions import Words
    from generator.resolve.model import Catalog, Item, StandardItem

    Row = StandardItem | Item

T = TypeVar("T")

LEVELS = ("县级", "乡级", "市级", "村级", "省级")  # in the order of their bits
ONLINE, VERIFIED = 1, 2
# How the columns of an item's row are written (see ``columns.pack``), in the order of ``row``.
_KINDS = "cddvdvvvvvvv"
GONE = frozenset({State.NOT_OURS, State.STOPPED})  # no answer to "where do I find it here"

# Pages of the site that answer a question about the site itself: title, address, other words.
_GUIDES = (
    ("申请公开政府信息", "apply/", "依申请公开 申请公开 信息公开申请 申请表"),
    ("目录有什么变化", "changes/", "目录变化 目录调整 动态调整 修订"),
    ("按领域查看", "areas/", "领域 试点领域 目录"),
    ("依据的法律法规和文件", "bases/", "法律法规 公开依据 依据"),
    ("公开的文件", "records/", "公开信息 文件 公告"),
    ("下载全部目录", "data/", "数据 下载 表格 开放数据"),
)


class Pool(dict[str, int]):
    """Distinct strings, each with the number it was first seen as."""

    def put(self, text: str) -> int:
        """Return the string's number, giving it the next one when it is new."""
        return self.setdefault(text, len(self))


def item_tables(catalog: Catalog) -> dict[str, Any]:
    """Return every table but the records', as plain data in the catalog's order."""
    writer = _Writer(catalog)
    divisions = Divisions(catalog)
    citations = [base.citation for base in catalog.bases.values()]
    standards = [writer.row(row) for row in catalog.standards.values()]
    local = [
        [writer.units[item.unit], *writer.row(item)]
        for item in catalog.items.values()
        if item.state not in GONE and _differs(catalog, item)
    ]
    return {
        "questions": list(catalog.site.questions),
        "levels": list(LEVELS),
        # What all places are called together, this place, and those of each level.
        "words": [
            divisions.words.whole,
            divisions.words.here,
            [divisions.level_words.get(level, "") for level in LEVELS],
        ],
        "areas": [
            [area.slug, area.number, area.name, list(area.aliases)]
            for area in catalog.areas.values()
        ],
        "units": [
            [
                unit.code,
                unit.name,
                unit.path,
                writer.units.get(unit.parent, -1),
                _mask((unit.level,)),
            ]
            for unit in catalog.units.values()
        ],
        "bodies": pack(
            [
                (body.name, body.slug, writer.units[body.unit])
                for body in catalog.bodies.values()
                if body.slug
            ],
            "vvd",
        ),
        "subjects": [[subject.name, subject.kind] for subject in catalog.subjects.values()],
        "bases": pack(
            [(base.id, base.title, base.number) for base in catalog.bases.values()], "vvv"
        ),
        "guides": [list(guide) for guide in _guides(divisions.words)],
        "terms": {term.word: list(term.official) for term in catalog.terms},
        "items": pack(standards, _KINDS),
        "local": local,
        **_exceptions(catalog, writer),
        # Last: the rows above fill these.
        "level1": list(writer.level1),
        "elements": list(writer.elements),
        "limits": list(writer.limits),
        "manners": list(writer.manners),
        "audiences": list(writer.audiences),
        "cites": [base if text == citations[base] else [text, base] for text, base in writer.cites],
    }


def contacts(catalog: Catalog) -> dict[str, Any]:
    """Return whom to ask: the office that handles disclosure, and units' telephones by number.

    ``office``: its name and telephone, ``None`` where the site states none; ``phones``: each with
    the source it was taken from.
    """
    office = catalog.site.office
    stated = catalog.site.official and office.name and office.phone
    return {
        "office": [office.name, office.phone] if stated else None,
        "phones": {
            number: [unit.contact.phone, unit.contact.source]
            for number, unit in enumerate(catalog.units.values())
            if unit.contact.phone
        },
    }


def _guides(words: Words) -> Iterator[tuple[str, str, str]]:
    """Yield the guides, with the lists of places under the names they have here."""
    yield from _GUIDES[:2]
    kinds = " ".join(dict.fromkeys((*words.heads.words, *words.head_kinds)))
    yield f"{words.by_head}查看", "units/", f"单位 部门 部门电话 联系电话 {kinds}".rstrip()
    if words.listed:
        kinds = " ".join(dict.fromkeys((*words.listed.words, *words.listed_kinds)))
        yield f"{words.by_listed}查看", "towns/", kinds
    yield from _GUIDES[2:]


class _Writer:
    """Turns rows into numbers, filling the string tables as it goes."""

    def __init__(self, catalog: Catalog) -> None:
        self.units = _numbers(catalog.units)
        self.areas = _numbers(catalog.areas)
        self.subjects = _numbers(catalog.subjects)
        self.bases = _numbers(catalog.bases)
        self.level1, self.elements, self.limits = Pool(), Pool(), Pool()
        self.manners, self.audiences = Pool(), Pool()
        self.cites: dict[tuple[str, int], int] = {}

    def row(self, item: Row) -> list[Any]:
        """Return code, area, 一级, 二级, 要素, 依据, 主体, levels, flags, 时限, 方式, 对象."""
        subjects = item.subjects if hasattr(item, "subjects") else ()
        return [
            item.code,
            self.areas[item.area],
            self.level1.put(item.level1),
            item.level2,
            self.elements.put("；".join(item.elements)),
            [self._cite(cite.text, cite.basis) for cite in item.citations],
            [self.subjects[subject] for subject in subjects],
            _mask(item.levels),
            (ONLINE if item.online else 0) + (VERIFIED if item.verified == "已核对" else 0),
            self.limits.put(item.limit),
            self.manners.put(item.manner),
            self.audiences.put(item.audience),
        ]

    def _cite(self, text: str, base: str) -> int:
        return self.cites.setdefault((text, self.bases[base]), len(self.cites))


def _differs(catalog: Catalog, item: Item) -> bool:
    """Tell whether the item's searched text is not, word for word, its standard's."""
    row = catalog.standards.get(item.standard)
    return row is None or any(
        getattr(item, name) != getattr(row, name)
        for name in ("level1", "level2", "elements", "citations")
    )


def _exceptions(catalog: Catalog, writer: _Writer) -> dict[str, dict[int, list[int]]]:
    """Return, by number of the standard row, the units it lacks, has besides, and published in."""
    numbers = _numbers(catalog.standards)
    absent: dict[int, list[int]] = {}
    extra: dict[int, list[int]] = {}
    published: dict[int, list[int]] = {}
    for code, row in catalog.standards.items():
        for unit in catalog.units.values():
            item = catalog.items.get(f"{unit.code}/{code}")
            has, implied = bool(item and item.state not in GONE), unit.level in row.levels
            place = writer.units[unit.code]
            if implied and not has:
                absent.setdefault(numbers[code], []).append(place)
            if has and not implied:
                extra.setdefault(numbers[code], []).append(place)
            if item and item.records:
                published.setdefault(numbers[code], []).append(place)
    return {"absent": absent, "extra": extra, "published": published}


def _mask(levels: Iterable[str]) -> int:
    return sum(1 << LEVELS.index(level) for level in levels if level in LEVELS)


def _numbers(keys: Iterable[T]) -> dict[T, int]:
    return {key: number for number, key in enumerate(keys)}
