"""Work beside: what each part returned comes in turn, and a failure leaves nobody waiting."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

# A program of its own: a test runner has threads, so it doesn't fork. Four cores, wherever it runs.
HEAD = """
import os
os.sched_getaffinity = lambda _: set(range(4))
from generator.load.aside import Aside, each_of
def failing(words):
    raise ValueError(words)
"""


def run(program: str) -> list[str]:
    """Return the lines a program prints; one that waits for ever fails."""
    return subprocess.run(
        [sys.executable, "-c", HEAD + dedent(program)],
        capture_output=True, check=True, text=True, timeout=60,
    ).stdout.splitlines()  # fmt: skip


def test_each_part_is_done_in_a_process_of_its_own_and_told_in_turn() -> None:
    """This process's part comes first, then the others' in their order."""
    numbers, processes, own = run(
        """
        parts = [lambda n=n: (n, os.getpid()) for n in range(3)]
        told = list(each_of(parts[0], [Aside(part) for part in parts[1:]]))
        print([number for number, _ in told])
        print(len({process for _, process in told}))
        print(told[0][1] == os.getpid())
        """
    )
    assert (numbers, processes, own) == ("[0, 1, 2]", "3", "True")


def test_this_process_may_call_for_others_while_it_works() -> None:
    """What was added by the first part is heard after it, as if it had been there before."""
    (told,) = run(
        """
        others = [Aside(lambda: 1)]
        def mine():
            others.append(Aside(lambda: 2))
            return 0
        print(list(each_of(mine, others)))
        """
    )
    assert told == "[0, 1, 2]"


def test_work_that_is_worth_no_process_is_done_here_when_it_is_asked_for() -> None:
    """Forking takes as long as much work does; until then nothing is done."""
    (told,) = run(
        """
        done = []
        aside = Aside(lambda: done.append(os.getpid()), worth=False)
        before = len(done)
        aside.result()
        print(before, done == [os.getpid()], aside.at_work)
        """
    )
    assert told == "0 True False"


def test_one_is_at_work_until_it_answers() -> None:
    """Whoever waits for something else can ask, and nothing is lost by asking."""
    (told,) = run(
        """
        import time
        source, to = os.pipe()
        aside = Aside(lambda: os.read(source, 1))
        before = aside.at_work
        os.write(to, b"x")
        deadline = time.monotonic() + 30
        while aside.at_work and time.monotonic() < deadline:
            time.sleep(0.001)
        print(before, aside.at_work, aside.result())
        """
    )
    assert told == "True False b'x'"


def test_a_failure_is_raised_when_the_others_are_heard() -> None:
    """What the others return still comes, however long; of several failures the first counts.

    A pipe holds far less than ten million bytes: who isn't heard waits for ever.
    """
    told, failure, left = run(
        """
        others = [Aside(lambda: b"x" * 10_000_000), Aside(lambda: failing("theirs")),
                  Aside(lambda: b"last")]
        told = []
        try:
            told.extend(map(len, each_of(lambda: failing("mine"), others)))
        except ValueError as error:
            print(told)
            print(error)
        print([other._process.is_alive() for other in others])
        """
    )
    assert (told, failure, left) == ("[10000000, 4]", "mine", "[False, False, False]")


def test_one_stopped_by_ctrl_c_stops_who_waits_for_it() -> None:
    """A terminal sends it to all processes; whoever feels it first, it is no fault of ours."""
    (told,) = run(
        """
        import signal, time
        def stopped():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(60)
        try:
            Aside(stopped).result()
        except KeyboardInterrupt:
            print("stopped")
        """
    )
    assert told == "stopped"
