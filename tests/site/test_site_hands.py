"""Several processes at one pile of jobs, each test in a process of its own that has no threads."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAD = """
import os, sys, threading
from functools import partial
from pathlib import Path
from generator.site import hands
from generator.site.hands import Bench, Job, write_jobs
folder = Path(sys.argv[1])
hands.cores = lambda: 4
def page(name, hand):
    hand.writer.write(f"{name}.html", f"{name} {os.getpid()}".encode())
    hand.notes.note([f"{name}.html"], "recipe", [("table", "shared"), ("table", str(name))])
def found(table, keys):
    return [str(key) for key in keys]
def broken(hand):
    raise OSError(28, "磁盘满了")
jobs = [Job(partial(page, n), 1) for n in range(40)]
"""


def run(folder: Path, body: str) -> str:
    """Run some lines after the head in a fresh interpreter; return what they print."""
    done = subprocess.run(
        [sys.executable, "-c", HEAD + textwrap.dedent(body), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_job_is_done_once_whoever_does_it(tmp_path):
    """All files are there, counted once each, and the progress ends at their number."""
    said = run(
        tmp_path,
        """
        seen = []
        done = list(write_jobs(Bench(folder, {}, jobs, found), seen.append))
        written = {path: mark for hand in done for path, mark in hand.writer.written.items()}
        size = sum(size for size, _, _ in written.values())
        print(len(written), size, seen[-1], sorted(seen) == seen)
        """,
    )
    files = list(tmp_path.glob("*.html"))
    assert said.split() == ["40", str(sum(f.stat().st_size for f in files)), "40", "True"]
    assert len(files) == 40


def test_what_the_hands_noted_comes_together(tmp_path):
    """Each look-up knows the files made from it, whichever process noted them."""
    said = run(
        tmp_path,
        """
        from copy import deepcopy
        from generator.site import notes
        from generator.site.ledger import Ledger, keep, recall
        notes.FULL = 3
        ledger = Ledger()
        for hand in write_jobs(Bench(folder, {}, jobs, found, 7), lambda done: None):
            ledger.add(hand.notes)
        keep(ledger, folder / ".gongkai" / "site.json")
        def right(changed):
            now = lambda table, keys: ["new" if key == changed else str(key) for key in keys]
            ledger = recall(folder / ".gongkai" / "site.json")
            ledger.forget("", ledger.outdated("", now, "others"))
            return ledger.made.keys()
        pages = {f"{n}.html" for n in range(40)}
        print(pages == right("none"), right("shared") == set())
        print(all(pages - right(str(n)) == {f"{n}.html"} for n in range(40)))
        """,
    )
    assert said.split() == ["True", "True", "True"]


@pytest.mark.parametrize("place", [0, 20, 39])
def test_a_failure_anywhere_reaches_the_caller(place, tmp_path):
    """What a job raises in any process is raised to whoever waits, and no hand hangs."""
    said = run(
        tmp_path,
        f"""
        jobs.insert({place}, Job(broken, 1))
        try:
            list(write_jobs(Bench(folder, {{}}, jobs, found), lambda done: None))
        except OSError as error:
            print(error.strerror)
        """,
    )
    assert said.strip() == "磁盘满了"


def test_a_killed_hand_is_noticed(tmp_path):
    """A process that vanishes leaves no half site that looks whole."""
    said = run(
        tmp_path,
        """
        parent = os.getpid()
        def vanish(hand):
            import time
            if os.getpid() != parent:
                os.kill(os.getpid(), 9)
            time.sleep(0.2)
        try:
            list(write_jobs(Bench(folder, {}, [Job(vanish)] * 20, found), lambda done: None))
        except RuntimeError as error:
            print("noticed")
        """,
    )
    assert said.strip() == "noticed"


def test_with_threads_running_one_process_does_it(tmp_path):
    """Forking beside threads isn't safe: the same files come from one process."""
    said = run(
        tmp_path,
        """
        stop = threading.Event()
        thread = threading.Thread(target=stop.wait)
        thread.start()
        done = list(write_jobs(Bench(folder, {}, jobs, found), lambda done: None))
        stop.set()
        print(sum(len(hand.writer.written) for hand in done))
        """,
    )
    assert said.strip() == "40"
    assert len({f.read_text().split()[1] for f in tmp_path.glob("*.html")}) == 1


def test_a_helper_waits_for_the_core_of_who_is_busy(tmp_path):
    """While another process has a core, a hand fewer works; when that is done, one comes."""
    said = run(
        tmp_path,
        """
        import time
        hands.cores = lambda: 2
        go = folder / "go"
        def wait(deadline=time.monotonic() + 30):
            while not go.exists() and time.monotonic() < deadline:
                time.sleep(0.001)
        def slow(name, hand):
            page(name, hand)
            if name == 20:
                go.touch()
            time.sleep(0.01 if name > 20 else 0)
        jobs = [Job(partial(slow, n), 1) for n in range(80)]
        busy = hands.Aside(wait)
        done = list(write_jobs(Bench(folder, {}, jobs, found), lambda done: None, busy))
        busy.result()
        mine, other = (set(hand.writer.written) for hand in done)
        print({f"{n}.html" for n in range(21)} <= mine, len(other) > 0, len(mine | other))
        """,
    )
    assert said.split() == ["True", "True", "80"]


def test_who_is_busy_takes_only_one_of_many_cores(tmp_path):
    """With cores to spare every job has a hand at once, whoever else is at work."""
    said = run(
        tmp_path,
        """
        import time
        hands.cores = lambda: 4
        def meet(name, hand):  # ends when the other job has begun, too
            page(name, hand)
            deadline = time.monotonic() + 30
            while len(list(folder.glob("*.html"))) < 2 and time.monotonic() < deadline:
                time.sleep(0.001)
        jobs = [Job(partial(meet, n), 1) for n in range(2)]
        source, to = os.pipe()
        busy = hands.Aside(lambda: os.read(source, 1))
        done = list(write_jobs(Bench(folder, {}, jobs, found), lambda done: None, busy))
        print([len(hand.writer.written) for hand in done], busy.at_work)
        os.write(to, b"x")
        busy.result()
        """,
    )
    assert said.strip() == "[1, 1] True"


def test_a_helper_ends_when_nobody_is_left_to_hear_it(tmp_path):
    """The process that waits dies before it reads a long answer: what helped it isn't left behind.

    The lines are over only when the last process that could print one has ended.
    """
    said = run(
        tmp_path,
        """
        hands.Aside(lambda: b"x" * 10_000_000)
        print("gone", flush=True)
        os._exit(0)
        """,
    )
    assert said == "gone\n"
