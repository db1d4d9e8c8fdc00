"""What a page was made from: every look-up in the catalog is noted while it is rendered.

A page is a pure function of what it looked up and of what all pages share (settings, templates,
code). So the look-ups of its last rendering, with stamps of what they found, tell whether it must
be made again; nobody declares dependencies by hand, and none can be forgotten. Noting costs 3 % of
a full build's time.

A look-up is a table's name and a key; one for ``ALL`` is noted by whoever counts or goes through
the whole table. Model objects are frozen, so whatever they hold is covered by their own stamp.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

from generator.resolve.record_table import Records
from generator.site.stamps import Stamper

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from generator.site.stamps import Stamp

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
LookUp = tuple[str, Any]  # table, key

ALL: Final = None  # the key that stands for a whole table
_SHARED: Final = 16_384  # values kept to be shared: some 20 MB
_ABSENT: Final = "absent"  # no stamp, which is hexadecimal


class Trace:
    """Notes look-ups, and tells what a look-up finds now."""

    def __init__(self) -> None:
        self.seen: set[LookUp] = set()
        self._tables: dict[str, Mapping[Any, Any]] = {}
        self._versions: dict[str, Stamp] = {}
        self._wholes: dict[str, Stamp] = {}
        self._shared: dict[object, tuple[Any, set[LookUp]]] = {}
        self._stamp = Stamper()

    def watch(self, name: str, table: Mapping[K, V], version: Stamp = "") -> Mapping[K, V]:
        """Return ``table`` as one whose look-ups are noted under ``name``.

        ``version``: what all its values hang on; its values are then not looked at for a stamp.
        """
        self._tables[name] = table
        self._wholes.pop(name, None)
        if version:
            self._versions[name] = version
        return Watched(name, table, self)

    @contextmanager
    def apart(self) -> Iterator[set[LookUp]]:
        """Note look-ups in a set of their own, handed out, and in nobody else's."""
        outer, self.seen = self.seen, set()
        try:
            yield self.seen
        finally:
            self.seen = outer

    def anew(self) -> set[LookUp]:
        """Note look-ups in a new set from now on, within ``apart``; return it."""
        self.seen = set()
        return self.seen

    def shared(self, key: object, make: Callable[[], T]) -> T:
        """Return what ``make`` returns, made once for ``key``; whoever shares it rests on it."""
        found = self._shared.get(key)
        if found is None:
            if len(self._shared) >= _SHARED:  # pages that share stand near each other
                self._shared.clear()
            with self.apart() as seen:
                found = self._shared[key] = make(), seen
        self.seen |= found[1]
        value: T = found[0]
        return value

    def stamps(self, name: str, keys: Sequence[Any]) -> list[Stamp]:
        """Return the stamps of what look-ups in a table find."""
        table = self._tables.get(name)
        if table is None:
            return [_ABSENT] * len(keys)
        if isinstance(table, Records):  # 50,000 look-ups of a ledger are of documents
            told = table.told.get
            return [told(key) or self._found(name, table, key) for key in keys]
        if version := self._versions.get(name):
            return [version] * len(keys)
        return [self._found(name, table, key) for key in keys]

    def _found(self, name: str, table: Mapping[Any, Any], key: Any) -> Stamp:
        if key is ALL:
            if name not in self._wholes:  # several sheets of the ledger ask for it
                self._wholes[name] = self._stamp(table)
            return self._wholes[name]
        value = table.get(key)
        return _ABSENT if value is None else self._stamp(value)

    def stamp_of(self, value: object) -> Stamp:
        """Return the stamp of a value."""
        return self._stamp(value)


def condensed(look_ups: Iterable[LookUp]) -> list[LookUp]:
    """Return the look-ups without those in tables that were gone through as a whole."""
    look_ups = set(look_ups)
    whole = {name for name, key in look_ups if key is ALL}
    return [(name, key) for name, key in look_ups if key is ALL or name not in whole]


class Computed(Mapping[K, V]):
    """A table whose values are computed when they are asked for; those that are None aren't there.

    A process that makes few pages needs few of them.
    """

    def __init__(self, keys: Collection[K], make: Callable[[K], V | None]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[K, V | None] = {}

    def _find(self, key: Any) -> V | None:
        if key not in self._made and key in self._keys:
            self._made[key] = self._make(key)
        return self._made.get(key)

    def __getitem__(self, key: K) -> V:
        if (value := self._find(key)) is None:
            raise KeyError(key)
        return value

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the value of ``key``, or ``default``."""
        value = self._find(key)
        return default if value is None else value

    def __contains__(self, key: object) -> bool:
        return self._find(key) is not None

    def __iter__(self) -> Iterator[K]:
        return (key for key in self._keys if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Watched(Mapping[K, V]):
    """A mapping that notes what is looked up in it."""

    __slots__ = ("_name", "_table", "_trace")

    def __init__(self, name: str, table: Mapping[K, V], trace: Trace) -> None:
        self._name, self._table, self._trace = name, table, trace

    def __getitem__(self, key: K) -> V:
        self._trace.seen.add((self._name, key))
        return self._table[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """Return what stands under ``key``; that nothing does is noted too."""
        self._trace.seen.add((self._name, key))
        return self._table.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._trace.seen.add((self._name, key))
        return key in self._table

    def __iter__(self) -> Iterator[K]:
        self._trace.seen.add((self._name, ALL))
        return iter(self._table)

    def __len__(self) -> int:
        self._trace.seen.add((self._name, ALL))
        return len(self._table)

    def values(self) -> Any:
        """Return all values, without a look-up for each."""
        self._trace.seen.add((self._name, ALL))
        return self._table.values()

    def items(self) -> Any:
        """Return all entries, without a look-up for each."""
        self._trace.seen.add((self._name, ALL))
        return self._table.items()
