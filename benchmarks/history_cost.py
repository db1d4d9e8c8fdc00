"""What history costs: a thousand commits on the real catalog, told for all its items.

python -m benchmarks.history_cost
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.edits import edited_catalog
from benchmarks.figures import Figure, show
from generator.audit import history_of, item_life, news_of
from generator.resolve import load_catalog
from generator.site.past import life_of
from generator.site.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

_CATALOG = Path(__file__).resolve().parent.parent / "catalog"
_COMMITS = 1000
_COLD, _AGAIN = 20, 5  # seconds


def figures() -> list[Figure]:
    """Tell the history of every item cold, again, and after one more commit."""
    with tempfile.TemporaryDirectory() as folder:
        root = edited_catalog(_CATALOG, Path(folder) / "root", _COMMITS)
        cold = _seconds(lambda: _tell(root))
        again = _seconds(lambda: _tell(root))
        _one_more(root)
        after = _seconds(lambda: _tell(root))
        read = _seconds(lambda: history_of(root).steps)
        shutil.rmtree(root / ".gongkai")
        anew = _seconds(lambda: history_of(root).steps)
        pages = _pages(root)
    return [
        Figure(f"history of all items, {_COMMITS} commits, cold: CPU", cold, _COLD, "s"),
        Figure("history of all items, again: CPU", again, _AGAIN, "s"),
        Figure("history of all items, one commit more: CPU", after, _AGAIN, "s"),
        Figure("  of these, reading git anew: CPU", anew, _COLD, "s"),
        Figure("  of these, reading what is kept: CPU", read, _AGAIN, "s"),
        Figure("what pages tell of all items: CPU", pages, _COLD, "s"),
    ]


def _seconds(work: Callable[[], object]) -> float:
    """Return the processor time a piece of work took, that of the git it called included."""
    started = _cpu()
    work()
    return _cpu() - started


def _cpu() -> float:
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in usage)


def _tell(root: Path) -> int:
    history = history_of(root)
    lives = sum(len(item_life(history, key)) for key in history.keys("item"))
    return lives + len(news_of(history))


def _pages(root: Path) -> float:
    catalog, _ = load_catalog(root)
    if catalog is None:
        raise RuntimeError("the edited catalog has errors")
    view = View(catalog, history_of(root))

    def tell() -> None:
        for item in catalog.items.values():
            life_of(view, item.id)
        len(view.scopes)

    return _seconds(tell)


def _one_more(root: Path) -> None:
    file = root / "catalog" / "districts" / "yian" / "minzheng" / "shehui-jiuzhu.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"20-13":', '"20-13":\n    公开对象: 全社会'), encoding="utf-8")
    who = ("-c", "user.name=虚构", "-c", "user.email=nobody@example.invalid")
    command = ["git", "-C", str(root), *who, "commit", "-qam", "再改一次"]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(show(figures()))
