"""What changed between two versions, month by month, as data for browsers.

Any two of them are compared in the browser (``assets/follow.js``, ``assets/compared.js``), from
files of the site's own that are scripts, so that it works from a folder too. A month's file holds
every thing that changed, not only the first dozen that a page names.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from generator.audit import KIND_NAMES
from generator.audit.diff.entities import shown
from generator.audit.diff.model import Kind
from generator.audit.entities import ITEM, ROW, named
from generator.audit.fields import LEFT, STATE, told
from generator.site.news import gathered, news_of_group, thing_of
from generator.site.spans import Spans
from generator.site.versions import COMPARE, STOPPED, months_of, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.audit import History, Piece
    from generator.audit.steps import Step
    from generator.site.spans import Fields
    from generator.site.view import View

Told = list[Any]
"""Day, kind, sort, event, meanings, document, fields, things: alike changes of one commit.

Then the commit's place. A thing: number, title, whose it is, page; of an item also see ``_stood``.
"""

_PLACE = itemgetter(-1)


def month_path(month: str) -> str:
    """Return the file of a month's changes."""
    return f"{COMPARE}/{month}.js"


def month_files(view: View) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each month with changes, as (path, content)."""
    spans = Spans(view.lived)
    stood = dict(_standings(view.lived))
    months = months_of(view.lived)
    groups_of: defaultdict[str, list[Told]] = defaultdict(list)
    for group in gathered(view.pieces):
        groups_of[months[group[0].commit.id]] += _told(view, group, spans, stood)
    named_months = sorted(groups_of)
    for piece, fields in spans.quiet():
        later = bisect_left(named_months, months[piece.commit.id])
        for name in named_months[later : later + 1]:  # the next version has it
            things = [_thing(view, piece, stood)]
            groups_of[name].append(_followed(spans.place(piece), fields, things))
    for month, groups in groups_of.items():
        groups.reverse()
        groups.sort(key=_PLACE)
        text = json.dumps([month, groups], ensure_ascii=False, separators=(",", ":"))
        yield month_path(month), f"gongkaiMonth(...{text});\n".encode()


def _standings(history: History) -> Iterator[tuple[tuple[str, str], list[Any]]]:
    silent = chain.from_iterable(history.succession.silent.values())
    for step in (*history.steps, *silent):
        if step.kind == ITEM:
            yield (step.commit.id, step.key), _stood(history, step)


def _stood(history: History, step: Step) -> list[Any]:
    """Return how an item stood before and after, those it goes on from, and of whom it says so.

    Of the former how each stands afterwards (``_left``); of its words those that came or went by
    the step. What comes of words about items that went in an earlier commit, or go in a later one,
    is for a comparison to say that spans both.
    """
    links = [
        [former.key, *_left(history, former.key, step.at)]
        for former in history.succession.sources.get((step.at, step.key), ())
    ]
    was, now = (set(named(s.data)) if s else set() for s in (step.was, step.now))
    found = [standing(step.was), standing(step.now), links, sorted(was ^ now)]
    return found if found[-1] else found[:3] if links else found[:2]


def _left(history: History, key: str, at: int) -> list[Any]:
    """Return how an item stands that went on; of one that was stopped before, its new stone too."""
    now = history.standing(ITEM, key, at)
    found: list[Any] = [standing(now)]
    before = (step.now for step in history.of(ITEM, key) if step.at < at)
    if now and found == [STOPPED] and any(standing(past) == STOPPED for past in before):
        said = told(now.data)
        found.append([[name, str(shown(said.get(name, "")))] for name in (STATE, *LEFT)])
    return found


def _told(
    view: View, group: list[Piece], spans: Spans, stood: Mapping[tuple[str, str], list[Any]]
) -> Iterator[Told]:
    """Yield what ``follow.js`` reads: alike changes of one commit, the things one by one.

    All fields, those too that a list leaves out since the event says them: what was stopped and
    resumed must come out as it was. Alike changes stand apart where earlier words of theirs differ.
    Last what a row's change does to items that don't follow it at all times.
    """
    news = news_of_group(view, group)
    at = spans.place(group[0])
    alike = [(spans.fields(piece), _thing(view, piece, stood)) for piece in group]
    for fields, things in _together(alike):
        yield [
            news.date.isoformat(), news.kind, news.sort, news.event, list(news.meanings),
            news.basis, fields, things, at,
        ]  # fmt: skip
    inherited = [found for piece in group if piece.kind == ROW for found in spans.inherited(piece)]
    for fields, things in _together((fields, [key]) for key, fields in inherited):
        yield _followed(at, fields, things)


def _followed(at: int, fields: Fields, things: list[Any]) -> Told:
    """Return what a row's change does to items, or a column's change of hands."""
    kind, event = KIND_NAMES[ITEM], str(Kind.INHERITED.value)
    return ["", kind, "", event, [], "", fields, things, at]


def _thing(view: View, piece: Piece, stood: Mapping[tuple[str, str], list[Any]]) -> list[Any]:
    thing = thing_of(view, piece)
    how = stood[piece.commit.id, piece.key] if piece.kind == ITEM else []
    return [thing.key, thing.title, thing.place, thing.path, *how]


def _together(pairs: Iterable[tuple[Fields, Any]]) -> Iterator[tuple[Fields, list[Any]]]:
    """Yield fields once, with all things that have the same."""
    found: dict[str, tuple[Fields, list[Any]]] = {}
    for fields, thing in pairs:
        found.setdefault(json.dumps(fields), (fields, []))[1].append(thing)
    yield from found.values()
