"""A past for a made-up city: founded with what was there in 2024, changed commit by commit in 2025.

Documents come in the month they were published, states on their day; in between editors change
limits, channels and elements, stop items and take them up again, move, renumber and merge them.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.synth.blocks import set_fields
from generator.synth.desk import STATE, Desk, Edit
from generator.synth.repository import MadeCommit, at, write_repository
from generator.synth.texts import MARK
from generator.synth.turns import ORDINARY, SELDOM, TOUR

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from generator.resolve import Catalog, Item

FOUNDED = dt.date(2025, 1, 2)
"""建立日期 of a city with a past: earlier commits founded it, later ones are news."""

FEWEST = 50
"""Commits that documents, states and every kind of change take."""

_YEAR = FOUNDED.year
_LAST = dt.date(_YEAR, 12, 30)
_PULLED, _UNGROUNDED = 4, 9  # every so manieth change was merged, names no document
_WEIGHT = 8  # an ordinary change is so many times as likely as a seldom one


def write_past(root: Path, catalog: Catalog, count: int, chance: random.Random) -> None:
    """Make ``root`` a repository with ``count`` commits (``FEWEST`` or more) on its main line.

    ``catalog``: what stands there; it comes about in the course of the year, and changes of the
    editors besides. Raises GitError.
    """
    files = sorted((root / "catalog").rglob("*.yml"))
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}
    later = {path: text for path, text in texts.items() if f"/records/{_YEAR}/" in path}
    declared = [item for item in catalog.items.values() if item.local.get("日期")]
    founding = {path: text for path, text in texts.items() if path not in later}
    for item in declared:
        founding[item.path] = set_fields(founding[item.path], item.code, dict.fromkeys(STATE))
    desk = Desk(dict(founding), catalog, chance, FOUNDED)
    fixed = [*_published(later), *_declared(declared)]
    changes = _changes(chance, count - 1 - len(fixed))
    plan = sorted((*fixed, *changes), key=lambda step: step[0])
    started = MadeCommit(at(FOUNDED), f"{MARK}建立目录\n", founding)
    write_repository(root, (started, *_commits(desk, plan)))


_Step = tuple[dt.date, "Callable[[Desk], Edit]", bool]
"""The day, what is done, and whether it is a change of the catalog, which names its document."""


def _published(later: Mapping[str, str]) -> Iterator[_Step]:
    """Yield the publication of each month's documents, at its end."""
    months: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for path, text in later.items():
        stem = path.rpartition("/")[2]
        months[int(stem[4:6])][path] = text
    for month, files in months.items():
        day = dt.date(_YEAR, month, calendar.monthrange(_YEAR, month)[1])
        yield day, _telling(f"公布 {month} 月的信息", files), False


def _telling(subject: str, files: Mapping[str, str]) -> Callable[[Desk], Edit]:
    return lambda desk: desk.told(subject, files)


def _declared(items: list[Item]) -> Iterator[_Step]:
    """Yield the declaration of the items' states, those of one day and kind at once."""
    groups: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        groups[item.local["日期"], item.local["状态"]].append(item)
    for (day, _), found in groups.items():
        yield dt.date.fromisoformat(day), _declaring(found), True


def _declaring(items: list[Item]) -> Callable[[Desk], Edit]:
    def declare(desk: Desk) -> Edit:
        changed: dict[str, str] = {}
        for item in items:
            text = changed.get(item.path, desk.texts[item.path])
            fields = {name: item.local[name] for name in STATE if item.local.get(name)}
            changed[item.path] = set_fields(text, item.code, fields)
        return desk.told(f"登记{items[0].local['状态']}：{len(items)} 项", changed)

    return declare


def _changes(chance: random.Random, count: int) -> Iterator[_Step]:
    """Yield the editors' changes on days of the year: each kind once, then mostly ordinary ones."""
    span = (_LAST - FOUNDED).days
    days = sorted(FOUNDED + dt.timedelta(days=chance.randint(2, span)) for _ in range(count))
    weights = [*[_WEIGHT] * len(ORDINARY), *[1] * len(SELDOM)]
    more = chance.choices((*ORDINARY, *SELDOM), weights, k=max(0, count - len(TOUR)))
    # The seldom ones are spread over the year, between the ordinary ones.
    work = list(more)
    for number, turn in enumerate(TOUR):
        work.insert(number * (len(more) // len(TOUR) + 1), turn)
    yield from ((day, turn, True) for day, turn in zip(days, work, strict=True))


def _commits(desk: Desk, plan: list[_Step]) -> Iterator[MadeCommit]:
    number = 0
    for place, (day, turn, named) in enumerate(plan):
        desk.day = day
        edit = turn(desk)
        time = at(day, 9) + dt.timedelta(minutes=place % 480)
        number += named
        if not named:
            yield MadeCommit(time, f"{edit.subject}\n", edit.files)
            continue
        told = number % _UNGROUNDED
        basis = f"\n依据: {MARK}演示发〔{_YEAR}〕{number}号\n" if told else ""
        pulled = not number % _PULLED
        title = edit.subject if pulled else f"{edit.subject} (#{number})"
        yield MadeCommit(time, f"{title}\n{basis}", edit.files, number if pulled else 0)
