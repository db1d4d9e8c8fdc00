"""By which numbers items went on between two revisions, some of which neither of the two has.

Only what somebody wrote down counts (移自, 合并自, 接替), as everywhere; it is read from the newer
revision's history, commit by commit. What is still no commit counts as one more.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.audit.chain import chain, descends
from generator.audit.entities import ITEM, named, read_entities
from generator.audit.fields import is_open
from generator.audit.heirs import declared
from generator.audit.history import first_behind, history_of
from generator.audit.sources import open_source
from generator.load import kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from generator.audit.diff.lineage import Way
    from generator.audit.history import History
    from generator.audit.sources import Source
    from generator.audit.steps import Step

_SEVERAL = 2
_Heirs = list[tuple[str, int]]
"""Who said that it continues a number, and the place of the commit that said so."""


def ways_between(
    old: Source, new: Source, keys: Collection[str], *, lost: bool = True
) -> dict[str, tuple[Way, ...]]:
    """Return, for items of ``old``, every way they went until ``new``, as far as it is written.

    A way's last number stands in ``new``, or went without a word; an item that nobody ever said to
    continue has none. There are none at all where the two are no revisions of one repository with
    the older one first, or where its history isn't complete. ``lost``: they are asked for also
    where the two are one commit apart, with nothing in between.
    """
    root = old.root
    newest = new.revision or "HEAD"
    if root is None or root != new.root or not descends(root, newest, old.revision):
        return {}
    behind = chain(root, newest, old.revision, touching=True)
    if not lost and len(behind) + (not new.revision) < _SEVERAL:
        return {}
    history = history_of(root, newest)
    if not history.complete:
        return {}
    start = first_behind(root, history, old.revision)
    if not new.revision:
        history = _with_folder(history, open_source(root, newest), new)
    return ways_in(history, start, keys)


def ways_in(history: History, start: int, keys: Collection[str]) -> dict[str, tuple[Way, ...]]:
    """Return the ways of items from the commit at place ``start`` on to a history's end."""
    heirs = _heirs(history, start)
    return {key: tuple(_ways(history, heirs, key, start)) for key in keys if key in heirs}


def _with_folder(history: History, last: Source, folder: Source) -> History:
    """Return a history with what stands in a folder as if it had been committed on ``last``."""
    paths = last.files.keys() | folder.files.keys()
    differing = [path for path in sorted(paths) if last.files.get(path) != folder.files.get(path)]
    contents = folder.read([path for path in differing if path in folder.files])
    files = {
        path: held
        for path in differing
        if kind_of(path)
        and (held := read_entities(path, contents[path]) if path in contents else ()) is not None
    }
    return history.followed_by(files)


def _heirs(history: History, start: int) -> Mapping[str, _Heirs]:
    """Return number → who came to continue it from the commit at place ``start`` on."""
    found: defaultdict[str, _Heirs] = defaultdict(list)
    for step in history.steps:
        if step.kind != ITEM or step.at < start or step.now is None:
            continue
        if step.was is None:
            sources = declared(history, step.key, step.now.data)
        else:
            before = set(named(step.was.data))
            sources = [number for number in named(step.now.data) if number not in before]
        for source in history.origins(step.at, sources):
            found[source].append((step.key, step.at))
    return found


def _ways(history: History, heirs: Mapping[str, _Heirs], key: str, start: int) -> Iterator[Way]:
    """Yield the ways of an item from the commit at place ``start`` on, each place once."""
    waiting: list[tuple[Way, int]] = [((key,), start)]
    seen = {(key, start)}
    for way, at in waiting:
        further, stands = _onward(history, heirs.get(way[-1], []), way[-1], at)
        if stands or not further:
            yield way
        for heir, place in further:
            # Later than the word that led here, so that numbers naming each other come to an end.
            if (heir, place + 1) not in seen:
                seen.add((heir, place + 1))
                waiting.append(((*way, heir), place + 1))


def _onward(history: History, heirs: _Heirs, key: str, at: int) -> tuple[_Heirs, bool]:
    """Return who continues a number as it stood at a place, and whether that isn't all of it.

    It isn't where the number is open at last, or was resumed after the last of them and went again
    without a word. A number that went and came back is the same item unless another took it over
    before.
    """
    steps = history.of(ITEM, key)
    returns = [step.at for step in steps if step.was is None and step.at >= at]
    end = len(history.commits)
    for until in (*returns, end):
        further = [(heir, place) for heir, place in heirs if at <= place < until]
        if further:
            break
    stands = bool(steps) and (is_open(steps[-1].now) or _resumed_last(steps, further))
    return further, until == end and stands


def _resumed_last(steps: Sequence[Step], heirs: _Heirs) -> bool:
    """Tell whether an item was resumed after all that continue it did so, and is gone."""
    resumed = [s.at for s in steps if s.was and not is_open(s.was) and is_open(s.now)]
    latest = max((place for _, place in heirs), default=0)
    return bool(heirs) and steps[-1].now is None and max(resumed, default=0) > latest
