"""A catalog read early, by processes beside, for who has much to import first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.check.gather import Reading, gather, start_reading
from generator.check.kept_shares import names_kept, standing
from generator.load import list_tree
from generator.load.aside import Aside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LARGE = 100  # shares


def start_early(root: Path) -> Callable[[], Reading]:
    """Start to read a catalog, with memory; return what goes on.

    Where nothing is remembered, its files are read in a process beside. Else a large one's are
    listed there, while another looks at those that are remembered: of 50,000 that takes 0.06 and
    0.2 s. Whoever doesn't go on leaves those processes unheard.
    """
    kept = len(names_kept(root))
    if not kept:
        reading = start_reading(root, memory=True)
        return lambda: reading
    if kept < _LARGE:
        return partial(start_reading, root, memory=True)
    listed, stand = Aside(partial(list_tree, root)), Aside(partial(standing, root))

    def go_on() -> Reading:
        tree = listed.result()
        return Reading(tree, gather(root, tree, memory=True, standing=stand.result))

    return go_on
