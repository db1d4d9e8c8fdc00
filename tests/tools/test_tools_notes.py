"""The note on GitLab's and Gitee's merge requests: one, kept current, through a real server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from repositories import city, clone, commit, git
from rest_server import Answer, Call, serve
from tinycity import DISTRICT, edited

from generator.audit.report.markdown import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPLOY = Path(__file__).parents[2] / "docs/help/deploy"
ME, SOMEONE, TOKEN = 5, 6, "glpat-secret"
SHAPES = {
    "gitlab": ("/projects/9/merge_requests/7/notes", "/projects/9/merge_requests/7/notes", "PUT"),
    "gitee": ("/repos/o/r/pulls/7/comments", "/repos/o/r/pulls/comments", "PATCH"),
}


@contextmanager
def forge(name: str, notes: list[dict]) -> Iterator[str]:
    """Serve the calls of a forge's API that notes take, keeping them in ``notes``."""
    listed, each, change = SHAPES[name]
    author = "author" if name == "gitlab" else "user"

    def answer(call: Call) -> Answer:
        told: object = None
        if call.authorization != f"Bearer {TOKEN}":
            told = None
        elif call.method == "GET" and call.path == "/user":
            told = {"id": ME}
        elif call.method == "GET" and call.path == listed:
            page = int(call.query["page"])
            told = notes[(page - 1) * 100 : page * 100]
        elif call.method == "POST" and call.path == listed:
            told = {"id": len(notes) + 1, author: {"id": ME}, "body": call.sent["body"]}
            notes.append(told)
        elif call.method == change and call.path.startswith(f"{each}/"):
            told = notes[int(call.path.rpartition("/")[2]) - 1]
            told["body"] = call.sent["body"]
        return Answer(404 if told is None else 200, told)

    with serve(answer) as api:
        yield api


def post(name: str, api: str, folder: Path, text: str, token: str = TOKEN):
    """Run the script on a report."""
    (folder / "change.md").write_text(f"{MARK}\n{text}", encoding="utf-8")
    project = "9" if name == "gitlab" else "o/r"
    return subprocess.run(
        [sys.executable, DEPLOY / "comment.py", name, project, "7", "change.md"], cwd=folder,
        env=os.environ | {"NOTE_TOKEN": token, "CI_API_V4_URL": api, "GITEE_API": api},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_one_note_is_written_and_then_kept_current(tmp_path: Path, name: str) -> None:
    """The first report is a new note, the next ones take its place; a copied mark isn't ours.

    Also where the note lies behind a hundred others.
    """
    author = "author" if name == "gitlab" else "user"
    others = [
        {"id": n, author: {"id": SOMEONE}, "body": f"{MARK} 假的"} for n in range(1, 131)
    ]  # fmt: skip
    notes = [dict(note) for note in others]
    with forge(name, notes) as api:
        for text in ("第一次", "第二次", "第三次"):
            done = post(name, api, tmp_path, text)
            assert (done.returncode, done.stderr) == (0, "")
            assert len(notes) == 131
            assert notes[-1]["body"].startswith(MARK)
            assert notes[-1]["body"].endswith(text)
    assert notes[:130] == others


@pytest.mark.parametrize("name", SHAPES)
def test_a_refused_token_is_said_and_never_shown(tmp_path: Path, name: str) -> None:
    """The forge says no: a sentence, no traceback, no token in what is logged."""
    with forge(name, []) as api:
        done = post(name, api, tmp_path, "文", token="another-secret")
    assert done.returncode == 1
    assert done.stderr == "平台没有接受（404）：看看令牌能不能写说明。\n"


def test_the_ready_pipeline_is_sound() -> None:
    """GitLab's file parses; it has the whole history, runs on merge requests, quotes variables."""
    (job,) = yaml.safe_load((DEPLOY / "gitlab-ci.yml").read_text(encoding="utf-8")).values()
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    script = "\n".join((*job["before_script"], *job["script"]))
    assert "comment.py gitlab" in script
    assert re.findall(r'(?<!")\$[A-Z_]+', script) == []
    assert "NOTE_TOKEN=" not in script


def test_the_guides_commands_for_gitee_compare_and_post(tmp_path: Path) -> None:
    """Typed in a shallow clone of a changed branch: the note tells what the branch changed."""
    guide = (DEPLOY.parent / "auditors/index.md").read_text(encoding="utf-8")
    (commands,) = re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)
    origin = city(tmp_path / "origin")
    git(origin, "checkout", "-q", "-b", "change")
    commit(
        origin,
        edited(f"{DISTRICT}/jia-bu/jia.yml", '"01-02":', '"01-02":\n    公开方式: 依申请公开'),
    )
    git(origin, "checkout", "-q", "main")
    commit(origin, {"README.md": "以后的提交"})
    here = clone(origin, tmp_path / "here", "--depth", "1", "--branch", "change")
    (here / "tools").mkdir()
    (here / "tools/comment.py").write_bytes((DEPLOY / "comment.py").read_bytes())
    notes: list[dict] = []
    with forge("gitee", notes) as api:
        told = {
            "TARGET_BRANCH": "main", "OWNER": "o", "REPOSITORY": "r", "PULL_NUMBER": "7",
            "GITEE_API": api, "NOTE_TOKEN": TOKEN, "PYTHONPATH": str(DEPLOY.parents[2]),
        }  # fmt: skip
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        done = subprocess.run(
            ["sh", "-e"], input=commands, cwd=here, env=os.environ | told | {"PATH": path},
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (note,) = notes
    assert "| 公开方式 | 主动公开 | 依申请公开 | 收窄 |" in note["body"]
