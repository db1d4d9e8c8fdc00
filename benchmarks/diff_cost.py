"""What comparing costs: two revisions of the real catalog 500 items apart, and two equal ones.

python -m benchmarks.diff_cost
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, show
from benchmarks.process import measure

_CATALOG = Path(__file__).resolve().parent.parent / "catalog"
_GONGKAI = str(Path(sys.executable).parent / "gongkai")
_APART = 500
_BARE = re.compile(r'^  "[0-9]+-[0-9]+":\n', re.MULTILINE)  # nothing local under it
_LOCAL = "    公开时限: 信息形成或者变更之日起30个工作日内\n"
_RUNS = 5


def figures() -> list[Figure]:
    """Compare in a repository of its own, each time as a whole process; the best of some runs."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _three_revisions(root)
        apart = min(_compare(root, "HEAD~2", "HEAD") for _ in range(_RUNS))
        equal = min(_compare(root, "HEAD~1", "HEAD") for _ in range(_RUNS))
    return [
        Figure(f"diff, {_APART} items apart: wall", apart, 1, "s"),
        Figure("diff, equal revisions: wall", equal, 0.3, "s"),
    ]


def _compare(root: Path, old: str, new: str) -> float:
    return measure([_GONGKAI, "diff", old, new], root).wall


def _three_revisions(root: Path) -> None:
    """Commit the catalog; then limits of their own under some items; then something beside it."""
    shutil.copytree(_CATALOG, root / "catalog")
    _git(root, "init", "-q", "-b", "main")
    _commit(root)
    bare = [
        (file, place.end())
        for file in sorted((root / "catalog" / "districts").rglob("*.yml"))
        for place in _BARE.finditer(file.read_text(encoding="utf-8"))
    ]
    for file, place in reversed(bare[:: len(bare) // _APART][:_APART]):
        text = file.read_text(encoding="utf-8")
        file.write_text(text[:place] + _LOCAL + text[place:], encoding="utf-8")
    _commit(root)
    (root / "README.md").write_text("x", encoding="utf-8")
    _commit(root)


def _commit(root: Path) -> None:
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "x")


def _git(root: Path, *arguments: str) -> None:
    who = {f"GIT_{a}_{b}": "x" for a in ("AUTHOR", "COMMITTER") for b in ("NAME", "EMAIL")}
    subprocess.run(["git", *arguments], cwd=root, env=os.environ | who, check=True)


if __name__ == "__main__":
    sys.exit(show(figures()))
