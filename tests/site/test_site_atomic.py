"""The old site or the new one, whole, whatever happens to a build: killed, or out of room.

``GONGKAI_KILLS`` and ``GONGKAI_DISKS`` say how often (``make crash`` takes 100 and 20), and
``GONGKAI_SEED`` which moments are drawn.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import tinycity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KILLS = int(os.environ.get("GONGKAI_KILLS", "6"))
DISKS = int(os.environ.get("GONGKAI_DISKS", "4"))
SEED = int(os.environ.get("GONGKAI_SEED", "1"))
DAY = "2026-01-05"
CITIES = ({}, tinycity.edited(tinycity.RECORD, "救助办事指南", "救急办事指南"))


def fingerprint(site: Path) -> dict[str, str]:
    """Return each file's digest."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


@dataclass
class Ground:
    """A folder with a city that is now one of two, and its site."""

    home: Path
    whole: tuple[dict[str, str], dict[str, str]]  # what the sites of the two hold
    seconds: float = 0.0  # a build takes

    @property
    def city(self) -> Path:
        """Where the catalog is."""
        return self.home / "city"

    @property
    def site(self) -> Path:
        """Where the site is."""
        return self.home / "out" / "site"

    def become(self, which: int) -> None:
        """Let the city be the first or the second one."""
        tinycity.write(self.city, CITIES[which])

    def start(self, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        """Start a build; ``before`` is run in the child."""
        command = [sys.executable, "-m", "generator", "build", str(self.city)]
        return subprocess.Popen(
            [*command, "--site-dir", str(self.site), "--as-of", DAY],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            start_new_session=True, preexec_fn=before,  # noqa: PLW1509 - no threads here
        )  # fmt: skip

    def build(self, before: Callable[[], None] | None = None) -> tuple[int, str]:
        """Build to the end; return the exit code and what was said."""
        process = self.start(before)
        said = process.communicate()[1]
        return process.returncode, said

    def standing(self) -> int | None:
        """Return which of the two sites stands there whole, ``None`` when neither does."""
        found = fingerprint(self.site)
        return self.whole.index(found) if found in self.whole else None


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Return the ground with the first city's site built on it."""
    place = Ground(tmp_path_factory.mktemp("ground"), ({}, {}))
    found = []
    for which in (1, 0):
        shutil.rmtree(place.site.parent, ignore_errors=True)
        place.site.parent.mkdir()
        place.become(which)
        started = time.monotonic()
        assert place.build() == (0, "")
        place.seconds = time.monotonic() - started
        found.insert(0, fingerprint(place.site))
    place.whole = (found[0], found[1])
    assert found[0] != found[1]
    return place


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_build_leaves_one_whole_site_and_the_next_one_works(
    number: int, ground: Ground
) -> None:
    """SIGKILL at a random moment, of the process or of all its hands."""
    chance = random.Random(SEED * 10_000 + number)
    before = ground.standing()
    assert before is not None
    ground.become(1 - before)
    process = ground.start()
    time.sleep(chance.uniform(0, ground.seconds * 1.1))
    with suppress(ProcessLookupError):
        if chance.random() < 0.5:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.communicate()
    assert ground.standing() is not None
    assert ground.build() == (0, "")
    assert ground.standing() == 1 - before


@contextmanager
def small_disk(home: Path) -> Iterator[Callable[[int], Callable[[], None] | None]]:
    """Make the folder the site is in a disk of its own; yield what sets its size in KiB.

    Where the system lets nobody mount one, files that may not grow beyond a size stand in.
    """
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(home)]
    if (
        os.geteuid() == 0
        and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    ):

        def resize(kibibytes: int) -> None:
            size = f"remount,size={kibibytes}k"
            subprocess.run(["mount", "-o", size, str(home)], check=True)

        try:
            yield resize
        finally:
            subprocess.run(["umount", str(home)], check=True)
        return

    def limit(kibibytes: int) -> Callable[[], None]:
        bound = (kibibytes * 64, kibibytes * 64)  # bytes a file, small enough to meet
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, bound)

    yield limit


def used(folder: Path) -> int:
    """Return how much of its disk a folder takes, in KiB."""
    return sum(path.lstat().st_blocks for path in folder.rglob("*")) // 2


def test_a_full_disk_leaves_the_old_site_and_the_next_build_works(ground: Ground) -> None:
    """At each of many sizes: exit 2, the reason in Chinese, the old site; or the new one."""
    out = ground.site.parent
    shutil.rmtree(out)
    out.mkdir()
    failed = 0
    with small_disk(out) as resize:
        ground.become(0)
        assert ground.build() == (0, "")
        for number in range(DISKS):
            before = ground.standing()
            assert before is not None
            ground.become(1 - before)
            taken = used(out)
            code, said = ground.build(resize(taken + taken * number // DISKS))
            if code:
                failed += 1
                assert code == 2
                assert "磁盘满了" in said or "文件太大" in said
                assert "Traceback" not in said
                assert ground.standing() == before
            else:
                assert ground.standing() == 1 - before
            resize(65_536)
            assert ground.build() == (0, "")
            assert ground.standing() == 1 - before
        assert failed
    ground.become(0)
    assert ground.build() == (0, "")
