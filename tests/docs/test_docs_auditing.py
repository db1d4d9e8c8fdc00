"""The auditors' guide: every command in it is typed, and says what the guide shows."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from repositories import city, commit, environment
from tinycity import DISTRICT, TOWN, edited

from generator.audit.rules import RULES

PROJECT = Path(__file__).resolve().parents[2]
GUIDE = (PROJECT / "docs/help/auditors/index.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```console\n(.*?)```", GUIDE, re.DOTALL)
OWN = re.findall(r"```shell\n(.*?)```", GUIDE, re.DOTALL)
FIRST = "677b279ca3"  # the earliest commit the guide names
HASH = re.compile(r"\b[0-9a-f]{10}\b")  # a commit's name; everything else must be as shown
ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
NARROWED = '"01-01":\n    公开时限: 信息形成或者变更之日起30个工作日内'
STOPPED = (
    '"01-02":\n    状态: 停止公开\n    日期: 2025-06-20\n'
    "    理由: 职责划转到市级\n    依据: 《【虚构】通知》"
)
FASTER = '"01-01":\n    公开时限: 信息形成或者变更之日起7个工作日内'


def history(root: Path) -> Path:
    """Return the repository the guide's examples are taken from."""
    city(root)
    narrowed = edited(ITEMS, '"01-01":', NARROWED)
    commit(root, narrowed | edited(f"{TOWN}/jia.yml", '"01-01":', FASTER),
           date="2025-03-05T09:00:00+0800")  # fmt: skip
    text = narrowed[ITEMS]
    assert text is not None
    commit(root, {ITEMS: text.replace('"01-02":', STOPPED)}, date="2025-06-20T09:00:00+0800")
    return root


def typed(root: Path, session: str) -> str:
    """Return a session as it goes when its commands are typed in ``root``."""
    shown, code = [], 0
    for line in re.findall(r"^\$ (.*)$", session, re.MULTILINE):
        shown.append(f"$ {line}")
        if line == "echo $?":
            shown.append(str(code))
            continue
        words = shlex.split(line)
        program = [sys.executable, "-m", "generator"] if words[0] == "gongkai" else words[:1]
        done = subprocess.run(
            [*program, *words[1:]], cwd=root, check=False, capture_output=True, text=True,
            encoding="utf-8", env=environment() | {"PYTHONPATH": str(PROJECT)},
        )  # fmt: skip
        code = done.returncode
        shown.extend((done.stdout + done.stderr).splitlines())
    return "\n".join(shown) + "\n"


@pytest.mark.parametrize("session", SESSIONS, ids=lambda s: s.splitlines()[0][2:40])
def test_commands_say_what_the_guide_shows(tmp_path: Path, session: str) -> None:
    """Typed one after another in a small repository, but for the commits' own names."""
    said = typed(history(tmp_path), session)
    assert HASH.sub("", said) == HASH.sub("", session)


@pytest.mark.parametrize("session", OWN, ids=lambda s: s.splitlines()[0][2:40])
def test_the_guides_own_history_is_this_repositorys(session: str) -> None:
    """What it shows of the project's own commits is said, in its order; …… stands for the rest.

    Where the commits are not at hand, the command says so instead, or tells what is there.
    """
    said = typed(PROJECT, session)
    if not whole():
        assert re.search(
            "浅克隆|不在 git 版本库里|不是 git 版本库|没有“|没有提交|以来，|个版本，", said
        )
        return
    place = 0
    for part in session.split("……\n"):
        assert part in said[place:]
        place = said.index(part, place) + len(part)
    assert session.endswith("……\n") or place == len(said)


def whole() -> bool:
    """Say whether the project's whole history is at hand, as in no shallow or unpacked copy."""
    asked = ["git", "rev-parse", "--is-shallow-repository", f"{FIRST}^{{commit}}"]
    done = subprocess.run(asked, cwd=PROJECT, check=False, capture_output=True, text=True)
    return done.returncode == 0 and done.stdout.startswith("false")


def test_the_guide_lists_every_rule() -> None:
    """Code, usual weight and meaning, in the order of the code's table."""
    rows = [f"| `{rule.code}` | {rule.severity.value} | {rule.title} |" for rule in RULES.values()]
    assert "\n".join(rows) in GUIDE


if __name__ == "__main__":  # writes the sessions anew: python tests/docs/test_docs_auditing.py
    import tempfile

    for old in SESSIONS:
        with tempfile.TemporaryDirectory() as folder:
            GUIDE = GUIDE.replace(old, typed(history(Path(folder)), old))
    (PROJECT / "docs/help/auditors/index.md").write_text(GUIDE, encoding="utf-8")
