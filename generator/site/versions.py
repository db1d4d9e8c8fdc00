"""The versions readers may compare, month by month, and what changed in between, as data.

Any two of them are compared in the browser (``assets/compared.js``), from files of the site's own
that are scripts, so that it works from a folder too. A month's file holds every thing that
changed, not only the first dozen that a page names.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.audit.entities import ITEM, named
from generator.audit.fields import STATE
from generator.audit.fields import STOPPED as HALTED
from generator.site.audience import WHOLE
from generator.site.news import alterations, gathered, news_of_group, thing_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from generator.audit import History, Piece
    from generator.audit.history import Step
    from generator.audit.state import Standing
    from generator.site.view import View

COMPARE = f"{WHOLE}/compare"
START = "start"  # the foundation's name in the address of a comparison
ABSENT, OPEN, STOPPED = range(3)  # how an item stands


@dataclass(frozen=True, slots=True)
class Version:
    """The catalog after a month's last change; the first is its foundation.

    ``month``: ``2026-11``, "" for the foundation. ``items``: those not stopped; ``stopped``: those
    that are. ``changed``: how many things the month changed.
    """

    month: str
    day: dt.date
    items: int
    stopped: int
    changed: int


def versions_of(history: History, pieces: Iterable[Piece]) -> tuple[Version, ...]:
    """Return the versions, the newest first; none where the history isn't whole.

    ``pieces``: what changed. A month whose commits changed nothing readers see is no version.
    """
    if not history.complete or not history.commits:
        return ()
    months = _months(history)
    counts: Counter[int] = Counter()
    changed = Counter(months[piece.commit.id] for piece in pieces)
    steps = deque(history.steps)
    found: dict[str, Version] = {}
    for at, commit in enumerate(history.commits):
        while steps and steps[0].at == at:
            step = steps.popleft()
            if step.kind == ITEM:
                counts.subtract([standing(step.was)])
                counts.update([standing(step.now)])
        month = months[commit.id]
        version = Version(month, commit.date, counts[OPEN], counts[STOPPED], changed[month])
        found[month] = version
    return tuple(one for one in found.values() if one.changed or not one.month)[::-1]


def _months(history: History) -> dict[str, str]:
    """Return the month in whose version a commit is; commits may be dated before earlier ones."""
    found: dict[str, str] = {}
    latest = ""
    for at, commit in enumerate(history.commits):
        if at >= max(1, history.founded):
            latest = max(latest, f"{commit.date:%Y-%m}")
        found[commit.id] = latest
    return found


def standing(what: Standing | None) -> int:
    """Return how an item stands: not there, open, or stopped."""
    if what is None:
        return ABSENT
    return STOPPED if what.data.get(STATE) == HALTED else OPEN


def month_path(month: str) -> str:
    """Return the file of a month's changes."""
    return f"{COMPARE}/{month}.js"


def month_files(view: View) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each month with changes, as (path, content)."""
    months = _months(view.lived)
    silent = chain.from_iterable(view.lived.succession.silent.values())
    stood = {
        (step.commit.id, step.key): _stood(view.lived, step)
        for step in (*view.lived.steps, *silent)
        if step.kind == ITEM
    }
    pieces: defaultdict[str, list[Piece]] = defaultdict(list)
    for piece in view.pieces:
        pieces[months[piece.commit.id]].append(piece)
    for month, changed in pieces.items():
        turns = {name: at for at, name in enumerate(dict.fromkeys(p.commit.id for p in changed))}
        told = [_told(view, group, stood, turns[group[0].commit.id]) for group in gathered(changed)]
        text = json.dumps([month, told[::-1]], ensure_ascii=False, separators=(",", ":"))
        yield month_path(month), f"gongkaiMonth(...{text});\n".encode()


def _stood(history: History, step: Step) -> list[Any]:
    """Return how an item stood before and after, those it goes on from, and of whom it says so.

    Of the former how each stands afterwards; of its words those that came or went by the step. What
    comes of words about items that went in an earlier commit, or go in a later one, is for a
    comparison to say that spans both.
    """
    links = [
        [former.key, standing(history.standing(ITEM, former.key, step.at))]
        for former in history.succession.sources.get((step.at, step.key), ())
    ]
    was, now = (set(named(s.data)) if s else set() for s in (step.was, step.now))
    found = [standing(step.was), standing(step.now), links, sorted(was ^ now)]
    return found if found[-1] else found[:3] if links else found[:2]


def _told(
    view: View, group: list[Piece], stood: Mapping[tuple[str, str], list[Any]], turn: int
) -> list[Any]:
    """Return what ``compared.js`` reads: alike changes of one commit, the things one by one.

    ``turn``: the commit's place among its month's.

    All fields, those too that a list leaves out since the event says them: what was stopped and
    resumed must come out as it was.
    """
    news = news_of_group(view, group)
    things = []
    for piece in group:
        thing = thing_of(view, piece)
        how = stood[piece.commit.id, piece.key] if piece.kind == ITEM else []
        things.append([thing.key, thing.title, thing.place, thing.path, *how])
    return [
        news.date.isoformat(), news.kind, news.sort, news.event, list(news.meanings), news.basis,
        [[c.name, c.before, c.after, c.meaning, c.note] for c in alterations(group[0].changes)],
        things, turn,
    ]  # fmt: skip
