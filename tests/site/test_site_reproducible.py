"""One commit, one site: whoever builds it, wherever, whenever, on whatever machine.

The command itself is run in a child, in a clone of its own. Only one condition differs from the
first build, so that a failure names its cause.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import clone, commit, git

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIM = Path(__file__).parent / "shim"
PLAIN = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "HOME": "/"}
NOBODY = 65_534
# Another user with another's right to read: the interpreter may stand in somebody's home.
AS_NOBODY = (
    "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
    "--inh-caps=+dac_override,+dac_read_search", "--ambient-caps=+dac_override,+dac_read_search",
)  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """What differs: the environment, the mask of new files' rights, the folder, what runs it."""

    environment: dict[str, str] = field(default_factory=lambda: PLAIN)
    umask: int = 0o022
    folder: str = "city"
    before: tuple[str, ...] = ()
    owner: int | None = None

    def build(self, city: Path) -> Path:
        """Build a city; return the site's folder, beside it."""
        site = city.parent / "site"
        for path in () if self.owner is None else (city.parent, *city.parent.rglob("*")):
            os.lchown(path, self.owner, self.owner)
        program = (*self.before, sys.executable, "-m", "generator")
        done = subprocess.run(
            [*program, "build", str(city), "--site-dir", str(site)],
            cwd="/", env=self.environment, umask=self.umask, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return site


def shimmed(what: str) -> Condition:
    """Return the condition that the child sees the world through the shim."""
    return Condition(PLAIN | {"PYTHONPATH": str(SHIM), "GONGKAI_SHIM": what})


CONDITIONS = {
    "another day": shimmed("day"),
    "another order of files": shimmed("order"),
    "another time zone": Condition(PLAIN | {"TZ": "Pacific/Kiritimati"}),
    "a time zone behind": Condition(PLAIN | {"TZ": "America/Anchorage"}),
    "another locale": Condition(PLAIN | {"LC_ALL": "C"}),
    "a locale without Unicode": Condition(
        PLAIN | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ),
    "a strict umask": Condition(umask=0o077),
    "an open umask": Condition(umask=0o000),
    "another folder": Condition(folder="别的 文件夹/下面/深处"),
    "another seed of hashes": Condition(PLAIN | {"PYTHONHASHSEED": "12345"}),
    "one processor": Condition(before=("taskset", "-c", str(min(os.sched_getaffinity(0))))),
    "no variable set": Condition({}),
}
if os.geteuid() == 0:
    CONDITIONS["another user"] = Condition(before=AS_NOBODY, owner=NOBODY)


def fingerprint(site: Path) -> dict[str, tuple[str, str]]:
    """Return each file's and folder's rights and digest."""
    return {
        path.relative_to(site).as_posix(): (
            oct(path.stat().st_mode & 0o777),
            "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(site.rglob("*"))
    }


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a city with two commits: its history says when each came."""
    root = tmp_path_factory.mktemp("origin")
    earlier = tinycity.edited(tinycity.RECORD, "救助办事指南", "救助指南")
    tinycity.write(root, earlier)
    git(root, "init", "-q", "-b", "main")
    commit(root, {}, "建立目录")
    tinycity.write(root)
    commit(root, {}, "更正标题")
    return root


@pytest.fixture
def home() -> Iterator[Path]:
    """Return an empty folder every user may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def built(origin: Path, home: Path, condition: Condition) -> dict[str, tuple[str, str]]:
    """Return the fingerprint of a clone's site."""
    return fingerprint(condition.build(clone(origin, home / condition.folder / "clone")))


def differing(one: dict[str, tuple[str, str]], other: dict[str, tuple[str, str]]) -> set[str]:
    """Return the paths that are not the same in both."""
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


@pytest.fixture(scope="module")
def first(origin: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Return the fingerprint all others must equal."""
    return built(origin, tmp_path_factory.mktemp("first"), Condition())


@pytest.mark.parametrize("name", CONDITIONS)
def test_same_commit_gives_the_same_site(
    name: str, origin: Path, first: dict[str, tuple[str, str]], home: Path
) -> None:
    """Every file, byte for byte, with the same rights."""
    assert differing(first, built(origin, home, CONDITIONS[name])) == set()


def test_everyone_may_read_the_site(first: dict[str, tuple[str, str]]) -> None:
    """Files are 644 and folders 755: a web server is another user."""
    assert {rights for rights, digest in first.values() if digest} == {"0o644"}
    assert {rights for rights, digest in first.values() if not digest} == {"0o755"}


def test_shallow_clone_differs_where_pages_say_so(origin: Path, tmp_path: Path) -> None:
    """A clone without history gives the same site but for pages that say 历史不完整.

    Lists of changes by month, unit, body and area, and the head over all versions, are not there.
    """
    full = Condition().build(clone(origin, tmp_path / "full" / "clone"))
    shallow = Condition().build(clone(origin, tmp_path / "shallow" / "clone", "--depth=1"))
    different = differing(fingerprint(full), fingerprint(shallow))
    assert "index.html" in different
    lists = {path for path in different if not (shallow / path).exists()}
    assert all(path.startswith("changes/") for path in lists - {"data/tree-head.json"})
    for path in different.difference(lists):
        assert "历史不完整" in (shallow / path).read_text(encoding="utf-8"), path


SEEN = {
    "day": "import datetime as d, time; print(*{str(f())[:10] for f in (d.date.today,"
    " d.datetime.now, lambda: time.strftime('%F'))})",
    "order": "import os; print(len({(*os.listdir(), *(e.name for e in os.scandir()))"
    " for _ in range(9)}))",
}


@pytest.mark.parametrize("what", SEEN)
def test_the_shim_works_in_the_child(what: str, tmp_path: Path) -> None:
    """The child really lives on another day, and really sees folders in disorder."""
    for name in "abcdefgh":
        (tmp_path / name).touch()
    said = {
        subprocess.run(
            [sys.executable, "-c", SEEN[what]],
            env=environment, cwd=tmp_path, capture_output=True, check=True, text=True,
        ).stdout
        for environment in (PLAIN, shimmed(what).environment)
    }  # fmt: skip
    assert len(said) == 2
    assert {len(line.split()) for line in said} == {1}
