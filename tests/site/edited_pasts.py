"""Made-up pasts of a few items of two units, edited as an editor could, without a repository."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache

from tinycity import DISTRICT, FILES, TOWN, local

from generator.audit.commits import Commit
from generator.audit.entities import Entity, read_entities
from generator.audit.history import History
from generator.audit.journal import Page
from generator.audit.sources import Source
from generator.audit.state import State
from generator.audit.stores import blob_name

HOMES = {f"{DISTRICT}/jia-bu": "990102", f"{DISTRICT}/yi-bu": "990102", TOWN: "990102101"}
CODES = tuple(f"01-B{number:02}" for number in range(1, 13))
ROWS = ("01-01", "01-02")  # whose items say what the standard's rows say, but for their own words
STONE = {"状态": "停止公开", "日期": "2025-06-30", "理由": "虚构", "依据": "《【虚构】通知》"}
WORDS = {
    "公开内容": ("[办理事项]", "[办理事项, 办理条件, 结果]", "[办理事项， 办理条件]"),
    "公开依据": (
        "[《【虚构】公开条例》]", "[《【虚构】办法》]", "[《【虚构】办法》, 《【虚构】公开条例》]",
    ),
    "公开时限": (
        "信息形成之日起7个工作日内", "信息形成之日起30个工作日内",
        "信息形成或者变更之日起 20个工作日内", "信息形成之日起30日内", "另行安排",
    ),
    "公开渠道和载体": ("[公开查阅点]", "[政府网站, 公开查阅点]"),
    "公开对象": ("特定群体", "全社会"),
    "公开方式": ("依申请公开", "主动公开"),
    "二级事项": ("新名称", "事项（新）"),
    "形成日期": ("2025-01-01", "2025-02-01"),
}  # fmt: skip
STANDARD = "catalog/standards/jia.yml"
MONTH = 30 * 86400
START = 1735700400  # 2025-01-01
Place = tuple[str, str]  # folder, code


def number(place: Place) -> str:
    """Return an item's identity."""
    return f"{HOMES[place[0]]}/{place[1]}"


@dataclass
class Town:
    """The items as an editor sees them, and dice that say what is done next.

    Numbers are given once, but for an item that gets back one that it had.
    """

    dice: random.Random
    items: dict[Place, dict[str, str]] = field(default_factory=dict)
    stood: set[Place] = field(default_factory=set)  # nothing was done to them by this commit
    deeds: int = 1  # of this commit
    used: set[str] = field(default_factory=set)  # numbers that were ever given
    came: dict[str, str] = field(default_factory=dict)  # a number → the one it came from
    ended: bool = False  # the town
    rows: dict[str, dict[str, str]] = field(default_factory=dict)  # what rows say otherwise

    def open(self) -> list[Place]:
        """Return the items that are not stopped, and that this commit didn't touch."""
        return sorted(place for place in self.stood if "状态" not in self.items[place])

    def homes(self) -> list[str]:
        """Return the folders that items may come to: not those of a unit that has ended."""
        return [home for home in HOMES if not (self.ended and home == TOWN)]

    def free(self) -> Place | None:
        """Return a place whose number nobody ever had."""
        places = [(home, code) for home in self.homes() for code in CODES]
        left = [place for place in places if number(place) not in self.used]
        if not left:
            return None
        place = self.dice.choice(left)
        self.used.add(number(place))
        return place

    def back(self, place: Place) -> Place | None:
        """Return where an item stood that went on as this one, if its number is free again."""
        before = self.came.get(number(place), "")
        places = [(home, code) for home in self.homes() for code in (*CODES, *ROWS)]
        taken = {number(place) for place in self.items}
        return next((p for p in places if number(p) == before and before not in taken), None)

    def add(self) -> None:
        """List an item that comes from nowhere, or from one that was stopped before."""
        if place := self.free():
            self.items[place] = {}
            named = "".join("".join(said.values()) for said in self.items.values())
            stones = [
                stone
                for stone, said in sorted(self.items.items())
                if "状态" in said and number(stone) not in named
            ]
            if stones and self.dice.random() < 0.4:
                self.items[place] = {"移自": number(self.dice.choice(stones))}

    def leave(self, place: Place) -> None:
        """Take an item away, or leave a tombstone where it stood."""
        self.stood.discard(place)
        if self.dice.random() < 0.5:
            self.items[place] = self.items[place] | STONE
        else:
            del self.items[place]

    def go_on(self) -> None:
        """Give an item another number, perhaps in another unit; or split it, whole or in part."""
        if not (here := self.open()):
            return
        place = self.dice.choice(here)
        parts = self.dice.choice((1, 1, 2))
        made = 0
        for _ in range(parts):
            back = self.back(place) if self.deeds == 1 and self.dice.random() < 0.3 else None
            self.stood.discard(place)
            if heir := back or self.free():
                kept = self.items[place] if self.dice.random() < 0.5 else {}
                words = {name: text for name, text in kept.items() if name in WORDS}
                self.items[heir] = words | {"移自": number(place)}
                self.came[number(heir)] = number(place)
                made += 1
        if made and (parts == 1 or self.dice.random() < 0.7) and self.dice.random() < 0.8:
            self.leave(place)

    def merge(self) -> None:
        """Make one of two, under a new number or one of an item that stands already."""
        here = self.open()
        self.dice.shuffle(here)
        if len(here) < 3:
            return
        one, other, third = here[:3]
        target = self.free() if self.dice.random() < 0.5 else third
        if target:
            said = {k: v for k, v in self.items.get(target, {}).items() if k != "移自"}
            self.stood.discard(target)
            self.items[target] = said | {"合并自": f"[{number(one)}, {number(other)}]"}
            for place in (one, other):
                self.leave(place)

    def take_in(self) -> None:
        """Have an item that stands take in another, which goes."""
        here = self.open()
        self.dice.shuffle(here)
        if len(here) > 1 and not {"移自", "合并自"} & self.items[here[0]].keys():
            self.items[here[0]] = self.items[here[0]] | {"移自": number(here[1])}
            self.stood.discard(here[0])
            self.leave(here[1])

    def tell(self) -> None:
        """Stop, resume, lose, hand over or reword an item."""
        if not self.stood:
            return
        place = self.dice.choice(sorted(self.stood))
        self.stood.discard(place)
        said = self.items[place]
        deed = self.dice.choice(("stop", "stop", "drop", "word", "hand"))
        if deed == "stop" and "状态" in said and self.deeds > 1:
            pass  # what comes back beside another edit may as well be that one's undoing
        elif deed == "stop" and "状态" in said:
            self.items[place] = {k: v for k, v in said.items() if k not in STONE}
        elif deed == "stop":
            self.items[place] = said | STONE
        elif deed == "drop":
            del self.items[place]
        elif deed == "word" and "状态" not in said:
            self.items[place] = self._reworded(said)
        elif deed == "hand" and place[0] == f"{DISTRICT}/jia-bu":
            del self.items[place]
            self.items[f"{DISTRICT}/yi-bu", place[1]] = said

    def _reworded(self, said: dict[str, str]) -> dict[str, str]:
        """Return what an item says with other words in a column, or none of its own."""
        column = self.dice.choice(list(WORDS))
        if column in said and self.dice.random() < 0.5:
            return {k: v for k, v in said.items() if k != column}
        return said | {column: self.dice.choice(WORDS[column])}

    def reword(self) -> None:
        """Have an item, or a row that items follow, say something else."""
        if self.dice.random() < 0.3:
            code = self.dice.choice(ROWS)
            words = self._reworded(self.rows.get(code, {}))
            self.rows[code] = {k: v for k, v in words.items() if k != "形成日期"}
        elif here := self.open():
            place = self.dice.choice(here)
            self.stood.discard(place)
            self.items[place] = self._reworded(self.items[place])

    def end(self) -> None:
        """End a unit, which stops all its items, or have it go on; nothing else then."""
        if self.deeds == 1:
            self.ended = not self.ended

    def files(self) -> dict[str, str]:
        """Return the whole catalog's files."""
        found = {path: text for path, text in FILES.items() if not path.endswith("-bu/jia.yml")}
        del found[f"{TOWN}/jia.yml"]
        found[STANDARD] = _standard(self.rows)
        if self.ended:
            found[f"{TOWN}/unit.yml"] += "撤销: 2024-12-31\n"
        for home in HOMES:
            entries = [(code, said) for (h, code), said in sorted(self.items.items()) if h == home]
            if entries:
                found[f"{home}/jia.yml"] = "".join(
                    ["领域: jia\n事项:\n", *(_entry(*entry) for entry in entries)]
                )
        return found


def _standard(rows: dict[str, dict[str, str]]) -> str:
    head, *texts = FILES[STANDARD].split('  "01-')
    entries = {f"01-{text[:2]}": f'  "01-{text}' for text in texts}
    return head + "".join(_said(text, rows.get(code, {})) for code, text in entries.items())


def _entry(code: str, said: dict[str, str]) -> str:
    return _said(f'  "{code}":\n' if code in ROWS else local(code), said)


def _said(entry: str, said: dict[str, str]) -> str:
    """Return an entry of a file with these words in place of its own."""
    kept: list[str] = []
    skipped = False
    for line in entry.splitlines():
        listed = line.startswith("      - ")
        skipped = skipped if listed else line.strip().partition(":")[0] in said
        kept += [] if skipped else [line]
    return "\n".join([*kept, *(f"    {name}: {words}" for name, words in said.items())]) + "\n"


def past(seed: int, commits: int) -> list[dict[str, str]]:
    """Return the catalog's files after each of some commits, the first the foundation."""
    town = Town(random.Random(seed))
    for code in CODES[:3]:
        town.items[f"{DISTRICT}/jia-bu", code] = {}
        town.used.add(f"990102/{code}")
    here = f"{DISTRICT}/jia-bu"
    for place in ((here, "01-01"), (here, "01-02"), (TOWN, "01-01")):
        town.items[place] = {}
        town.used.add(number(place))
    found = [town.files()]
    deeds = (
        town.go_on, town.go_on, town.merge, town.take_in, town.add, town.tell, town.tell,
        town.reword, town.reword, town.reword, town.end,
    )  # fmt: skip
    for _ in range(commits):
        town.stood = {place for place in town.items if place[0] in town.homes()}
        town.deeds = town.dice.choice((1, 1, 2))
        for _ in range(town.deeds):
            town.dice.choice(deeds)()
        found.append(town.files())
    return found


def history(states: list[dict[str, str]]) -> History:
    """Return the history of these states, a commit a month."""
    state, pages = State(), []
    before: dict[str, str] = {}
    for at, files in enumerate(states):
        paths = {p for p in before.keys() | files.keys() if before.get(p) != files.get(p)}
        held = {p: _held(p, files[p]) if p in files else () for p in paths}
        facts = state.facts(held)
        state.apply(facts)
        pages.append(Page(Commit(f"{at:040x}", START + at * MONTH, "改"), tuple(facts)))
        before = files
    return History(pages[-1].commit.id, None, tuple(pages), complete=True)


@cache
def _held(path: str, text: str) -> tuple[Entity, ...]:
    return read_entities(path, text.encode()) or ()


def source(files: dict[str, str]) -> Source:
    """Return the catalog these files make."""
    data = {path: text.encode() for path, text in files.items()}
    names = {path: blob_name(content) for path, content in data.items()}
    return Source("", "", None, "", lambda: names, lambda paths: (data[path] for path in paths))
