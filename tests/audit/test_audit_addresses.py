"""Every address ever published is known for ever: against a model that shares no code with ours."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

import pytest

from generator.audit.addresses import MATRIX, addresses
from generator.audit.commits import Commit
from generator.audit.entities import AREA, BODY, ITEM, RECORD, ROW, UNIT, Entity
from generator.audit.history import History
from generator.audit.journal import Page
from generator.audit.state import State

HISTORIES, SHARES = 10_000, 10
TOP = "catalog/districts"


@dataclass
class City:
    """A tiny city as plain tables: what an editor moves about, file by file."""

    units: dict[str, str] = field(default_factory=lambda: {"dong": "990102", "dong/qing": "990103"})
    bodies: set[str] = field(default_factory=lambda: {"dong/jia", "dong/yi"})
    areas: dict[str, list[str]] = field(default_factory=lambda: {"jia": ["01-01"], "yi": ["02-01"]})
    # file of items → its area and codes; where a file lies says whose it is
    items: dict[str, tuple[str, tuple[str, ...]]] = field(
        default_factory=lambda: {
            "dong/jia/a": ("jia", ("01-01", "01-02")),
            "dong/qing/a": ("jia", ("01-01",)),
        }
    )
    records: dict[str, str] = field(default_factory=lambda: {"20240105-abc234": "dong/jia"})

    def unit_over(self, place: str) -> str:
        """Return the folder of the nearest unit at or above a folder."""
        while place and place not in self.units:
            place = place.rpartition("/")[0]
        return place

    def files(self) -> dict[str, tuple[Entity, ...]]:
        """Return the catalog's files, as read."""
        found = {
            f"{TOP}/{folder}/unit.yml": (Entity(UNIT, code, {"区划代码": code}),)
            for folder, code in self.units.items()
        }
        for body in self.bodies:
            slug = body.rpartition("/")[2]
            found[f"{TOP}/{body}/body.yml"] = (Entity(BODY, slug, {"名称": slug}),)
        for area, codes in self.areas.items():
            rows = tuple(Entity(ROW, code, {"领域": area}) for code in codes)
            found[f"catalog/standards/{area}.yml"] = (Entity(AREA, area, {"名称": area}), *rows)
        for file, (area, codes) in self.items.items():
            held = tuple(Entity(ITEM, code, {"领域": area}) for code in codes)
            found[f"{TOP}/{file}.yml"] = held
        for name, place in self.records.items():
            found[f"{TOP}/{place}/records/{name[:4]}/{name}.yml"] = (Entity(RECORD, name, {}),)
        return found

    def published(self) -> set[str]:
        """Return the addresses this very state has, worked out from the tables alone."""
        found = {f"{folder}/index.html" for folder in self.units}
        found |= {f"records/{name[:4]}/{name}.html" for name in self.records}
        for area, codes in self.areas.items():
            found |= {f"areas/{area}/index.html"}
            found |= {f"areas/{area}/{code}/index.html" for code in codes}
        for body in self.bodies:
            unit = self.unit_over(body.rpartition("/")[0])
            found.add(f"{unit}/bumen/{body.rpartition('/')[2]}/index.html")
        taken = set()
        for file, (area, codes) in sorted(self.items.items()):
            unit = self.unit_over(file.rpartition("/")[0])
            for code in codes:
                if (unit, code) not in taken:  # the first file counts
                    taken.add((unit, code))
                    found |= {f"{unit}/{area}/index.html", f"{unit}/{area}/{code}/index.html"}
        return found

    def rename(self, old: str, new: str) -> None:
        """Move a folder with all that lies in it."""

        def moved(path: str) -> str:
            return new + path[len(old) :] if f"{path}/".startswith(f"{old}/") else path

        self.units = {moved(folder): code for folder, code in self.units.items()}
        self.bodies = {moved(body) for body in self.bodies}
        self.items = {moved(file): held for file, held in self.items.items()}
        self.records = {name: moved(place) for name, place in self.records.items()}

    def remove(self, place: str) -> None:
        """Remove a folder with all that lies in it."""
        self.rename(place, "gone")
        self.units = {f: c for f, c in self.units.items() if not f.startswith("gone")}
        self.bodies = {body for body in self.bodies if not body.startswith("gone")}
        self.items = {f: held for f, held in self.items.items() if not f.startswith("gone")}
        self.records = {n: p for n, p in self.records.items() if not p.startswith("gone")}

    def edit(self, dice: random.Random, serial: int) -> None:
        """Do one thing editors do; ``serial`` makes names that were never used."""
        dice.choice(DEEDS)(self, dice, serial)
        if not self.units:
            self.units["zhong"] = f"97{serial:04}"

    def place(self, dice: random.Random) -> str:
        """Return the folder of a unit or a body."""
        return dice.choice(sorted({*self.bodies, *self.units}))

    def unit(self, dice: random.Random) -> str:
        """Return the folder of a unit."""
        return dice.choice(sorted(self.units))


def add_unit(city: City, dice: random.Random, serial: int) -> None:
    """Found a unit below another."""
    city.units[f"{city.unit(dice)}/u{serial}"] = f"99{serial:04}"


def rename_unit(city: City, dice: random.Random, serial: int) -> None:
    """Give a unit's folder another name."""
    old = city.unit(dice)
    city.rename(old, f"{old.rpartition('/')[0]}/n{serial}".strip("/"))


def recode_unit(city: City, dice: random.Random, serial: int) -> None:
    """Give a unit another code: all its items have other numbers now."""
    city.units[city.unit(dice)] = f"98{serial:04}"


def remove_place(city: City, dice: random.Random, _serial: int) -> None:
    """Take away a unit or a body with all below."""
    city.remove(city.place(dice))


def add_body(city: City, dice: random.Random, serial: int) -> None:
    """Found a body."""
    city.bodies.add(f"{city.unit(dice)}/b{serial}")


def add_items(city: City, dice: random.Random, serial: int) -> None:
    """Adopt two items, perhaps such as another file has already."""
    codes = tuple(f"01-{dice.randint(1, 9):02}" for _ in range(2))
    area = dice.choice(sorted(city.areas) or ["wu"])
    city.items[f"{city.place(dice)}/f{serial}"] = (area, codes)


def move_items(city: City, dice: random.Random, serial: int) -> None:
    """Move a file of items to another body, perhaps of another unit."""
    if city.items:
        held = city.items.pop(dice.choice(sorted(city.items)))
        city.items[f"{city.place(dice)}/m{serial}"] = held


def remove_item(city: City, dice: random.Random, _serial: int) -> None:
    """Take the first item out of a file, the file too when it was the last."""
    if city.items:
        file = dice.choice(sorted(city.items))
        area, codes = city.items.pop(file)
        if codes[1:]:
            city.items[file] = (area, codes[1:])


def add_area(city: City, _dice: random.Random, serial: int) -> None:
    """Take up another standard."""
    city.areas[f"a{serial}"] = [f"03-{serial % 90:02}"]


def rename_area(city: City, dice: random.Random, serial: int) -> None:
    """Give an area another short name, in the standard and in every file of items."""
    if city.areas:
        old, new = dice.choice(sorted(city.areas)), f"r{serial}"
        city.areas[new] = city.areas.pop(old)
        city.items = {
            file: (new if area == old else area, codes)
            for file, (area, codes) in city.items.items()
        }


def add_record(city: City, dice: random.Random, serial: int) -> None:
    """Publish a document."""
    city.records[f"202501{serial % 28 + 1:02}-abcdef"] = city.place(dice)


def remove_record(city: City, dice: random.Random, _serial: int) -> None:
    """Take a document away."""
    if city.records:
        del city.records[dice.choice(sorted(city.records))]


DEEDS = (
    add_unit, rename_unit, recode_unit, remove_place, add_body, add_items, move_items, remove_item,
    add_area, rename_area, add_record, remove_record,
)  # fmt: skip


def lived(seed: int) -> tuple[History, set[str], set[str]]:
    """Return a random history, every address its revisions published, and those of the last."""
    dice, city, state = random.Random(seed), City(), State()
    pages, known, told, serial = [], set(), {}, 0
    for number in range(dice.randint(2, 6)):
        for _ in range(dice.randint(1, 3) if number else 0):
            serial += 1
            city.edit(dice, serial)
        files = city.files()
        changed = {p: files.get(p, ()) for p in files.keys() | told.keys()
                   if files.get(p, ()) != told.get(p, ())}  # fmt: skip
        facts = state.facts(changed)
        state.apply(facts)
        pages.append(Page(Commit(f"{number:040}", 1_700_000_000 + number, ""), tuple(facts)))
        known |= city.published()
        told = files
    history = History("0" * 40, dt.date(2025, 1, 1), tuple(pages), complete=True)
    return history, known, city.published()


@pytest.mark.parametrize("share", range(SHARES))
def test_every_address_of_random_histories_is_known(share: int) -> None:
    """Whatever is renamed, moved, recoded or removed: no address is forgotten, and none made up."""
    gone = 0
    for seed in range(share, HISTORIES, SHARES):
        history, known, present = lived(seed)
        found = addresses(history)
        # Which units have a table that compares them is the catalog's to say: see the built sites.
        assert {path for path, (kind, _) in found.items() if kind != MATRIX} == known, seed
        gone += len(known - present)
    assert gone > HISTORIES / SHARES  # the histories do lose addresses
