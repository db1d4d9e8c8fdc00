"""The catalog's things as of one commit, and how the next commit's files change them.

Files are followed by the codes in them, not by their names. A *fact* is what one file says of one
thing; facts, applied one commit after the other, make the state. Two files may hold the same
thing by mistake: the first by name counts, and the other when that one goes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from generator.audit.entities import BODY, ITEM, UNIT, Data, Entity, folder_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Name = tuple[str, str]  # kind and key


class Fact(NamedTuple):
    """From this commit on, the file at ``path`` says ``data`` of a thing; None: nothing."""

    kind: str
    key: str
    path: str
    data: Data | None


class Standing(NamedTuple):
    """Where a thing stands, and what is said of it there."""

    path: str
    data: Data


class Step(NamedTuple):
    """A thing before and after a commit; None where it wasn't, or isn't, there."""

    name: Name
    was: Standing | None
    now: Standing | None


class State:
    """Everything that stands in the catalog's files as of one commit."""

    def __init__(self) -> None:
        self._places: defaultdict[Name, dict[str, Data]] = defaultdict(dict)
        self._names: defaultdict[str, dict[Name, Data]] = defaultdict(dict)
        self._codes: dict[str, str] = {}  # unit folder → 区划代码

    def standing(self, name: Name) -> Standing | None:
        """Return where a thing stands; None when it isn't there."""
        places = self._places.get(name)
        if not places:
            return None
        path = min(places)
        return Standing(path, places[path])

    def unit_of(self, path: str) -> str:
        """Return the code of the nearest unit whose folder a file stands in, "" without one."""
        return _unit_above(self._codes, folder_of(path))

    def apply(self, facts: Iterable[Fact]) -> list[Step]:
        """Take over facts; return the things that are others than before, or elsewhere."""
        was: dict[Name, Standing | None] = {}
        for kind, key, path, data in facts:
            name = (kind, key)
            if name not in was:
                was[name] = self.standing(name)
            if data is None:
                self._places[name].pop(path, None)
                self._names[path].pop(name, None)
            else:
                self._places[name][path] = data
                self._names[path][name] = data
            if kind == UNIT:
                self._code(path, key, there=data is not None)
        steps = (Step(name, before, self.standing(name)) for name, before in was.items())
        return [step for step in steps if step.was != step.now]

    def _code(self, path: str, code: str, *, there: bool) -> None:
        folder = folder_of(path)
        if there:
            self._codes[folder] = code
        elif self._codes.get(folder) == code:
            del self._codes[folder]

    def facts(self, files: Mapping[str, tuple[Entity, ...]]) -> list[Fact]:
        """Return what changes when these files hold these things from now on; removed files none.

        Where a unit's code changes, all that stands below it changes its name with it.
        """
        codes = self._codes_after(files)
        found = [fact for path in sorted(files) for fact in self._file(path, files[path], codes)]
        for path in sorted(self._below_changed(codes)):
            if path not in files:
                things = self._names[path].items()
                entities = (Entity(k, key.rpartition("/")[2], data) for (k, key), data in things)
                found += self._file(path, tuple(entities), codes)
        # What goes is told before what comes, so that a name never seems to be in use.
        return sorted(found, key=lambda fact: fact.data is not None)

    def _codes_after(self, files: Mapping[str, tuple[Entity, ...]]) -> dict[str, str]:
        codes = dict(self._codes)
        for path, entities in files.items():
            if path.endswith("/unit.yml"):
                codes.pop(folder_of(path), None)
                codes |= {folder_of(path): e.key for e in entities if e.kind == UNIT}
        return codes

    def _below_changed(self, codes: Mapping[str, str]) -> Iterator[str]:
        """Yield the files with things of a unit whose code is another one now."""
        changed = {f for f in {*codes, *self._codes} if codes.get(f) != self._codes.get(f)}
        if not changed:
            return
        for path, things in self._names.items():
            folder = folder_of(path)
            if any(kind in _OF_UNITS for kind, _ in things):
                before = _unit_above(self._codes, folder)
                if before != _unit_above(codes, folder):
                    yield path

    def _file(
        self, path: str, entities: tuple[Entity, ...], codes: Mapping[str, str]
    ) -> Iterator[Fact]:
        held = self._names.get(path, {})
        now = {(e.kind, _key(e, path, codes)): e.data for e in entities}
        for kind, key in held:
            if (kind, key) not in now:
                yield Fact(kind, key, path, None)
        for name, data in now.items():
            if held.get(name) != data:
                yield Fact(*name, path, data)


_OF_UNITS = frozenset({ITEM, BODY})


def _key(entity: Entity, path: str, codes: Mapping[str, str]) -> str:
    """Return a thing's key with the code of the unit it stands in, where it needs one."""
    if entity.kind not in _OF_UNITS:
        return entity.key
    start = folder_of(folder_of(path)) if entity.kind == BODY else folder_of(path)
    return f"{_unit_above(codes, start)}/{entity.key}"


def _unit_above(codes: Mapping[str, str], folder: str) -> str:
    while folder:
        if folder in codes:
            return codes[folder]
        folder = folder_of(folder)
    return ""
