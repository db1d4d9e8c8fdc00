"""What the documents say, the code does."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import click
import manual
import pytest
from repositories import commit, git

from generator.check.schemas import KINDS, schema
from generator.cli.main import gongkai
from generator.load import read_text

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob(".github/**/*.yml")]
)
SOURCES = sorted(PROJECT.glob("generator/**/*.py"))


def verbs(group: click.Group, prefix: str = "") -> dict[str, click.Command]:
    """Return every command by the words that call it."""
    context = click.Context(group)
    found: dict[str, click.Command] = {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found[f"{prefix}{name}"] = command
        if isinstance(command, click.Group):
            found |= verbs(command, f"{prefix}{name} ")
    return found


VERBS = verbs(gongkai)
CALL = re.compile(r"gongkai ((?:import )?[a-z]+)((?: +(?:--?[a-z-]+|\[?[^\s`|。，；]+))*)")


@pytest.mark.parametrize("path", [*DOCUMENTS, *SOURCES], ids=lambda p: str(p.relative_to(PROJECT)))
def test_named_commands_and_options_exist(path: Path) -> None:
    """Every ``gongkai verb --option`` in documents and in our own advice can be typed."""
    for verb, rest in CALL.findall(path.read_text(encoding="utf-8")):
        if path.suffix == ".py" and verb not in VERBS and not rest:
            continue  # prose such as "the command gongkai the …"
        assert verb in VERBS, verb
        known = {o for p in VERBS[verb].params for o in p.opts} | {"--help"}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known


def test_manual_names_every_command() -> None:
    """The editors' table lists each verb there is."""
    manual = (PROJECT / "docs/help/editors/index.md").read_text(encoding="utf-8")
    groups = {name for name, command in VERBS.items() if isinstance(command, click.Group)}
    for verb in VERBS.keys() - groups:
        assert f"`gongkai {verb}" in manual, verb


def test_rules_page_is_the_codes_own() -> None:
    """The page of rules is what ``make rules`` writes."""
    page = (PROJECT / "docs/help/rules/index.md").read_text(encoding="utf-8")
    assert page == manual.page()


def test_exit_codes_are_told_alike() -> None:
    """Help and manual give the same three exit codes."""
    manual = (PROJECT / "docs/help/editors/index.md").read_text(encoding="utf-8")
    told = "退出码：0 正常；1 目录有问题；2 用法不对或程序出错。"
    assert told in manual
    assert told in (gongkai.help or "")


def test_make_targets_in_documents_exist() -> None:
    """Each ``make target`` that documents and workflows name is in the Makefile."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        named = re.findall(r"(?:`|run: |^)make ((?:[a-z]+ ?)+)", text, re.MULTILINE)
        for target in " ".join(named).split():
            assert target in targets, f"{path.name}: make {target}"


def test_links_between_documents_lead_somewhere() -> None:
    """Relative links of the top-level documents name files that exist."""
    for path in PROJECT.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (PROJECT / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("path", sorted(PROJECT.glob(".github/workflows/*.yml")))
def test_workflows_are_pinned_and_modest(path: Path) -> None:
    """Actions are pinned by commit, permissions are stated, no text from outside reaches run."""
    text = path.read_text(encoding="utf-8")
    for action in re.findall(r"uses: (\S+)", text):
        assert re.fullmatch(r"[\w/.-]+@[0-9a-f]{40}", action), action
    assert re.search(r"^permissions:", text, re.MULTILINE)
    for line in re.findall(r"run: (.*)", text):
        assert "${{" not in line


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_file_has_hashes_and_no_address(name: str) -> None:
    """Every pinned package has hashes; no registry is named."""
    lock = (PROJECT / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9._-]+==.*?(?=^\S|\Z)", lock, re.MULTILINE | re.DOTALL)
    assert pinned
    assert all("--hash=sha256:" in block for block in pinned)
    assert "://" not in lock


def fields(node: object) -> set[str]:
    """Return every field name a schema knows, at any depth."""
    if not isinstance(node, dict):
        return set()
    found = set(node.get("properties", {}))
    parts = [*node.get("properties", {}).values(), *node.get("patternProperties", {}).values()]
    for part in (*parts, node.get("items"), node.get("additionalProperties")):
        found |= fields(part)
    return found


def test_examples_in_the_manual_use_fields_that_exist() -> None:
    """Each YAML example can be read, and every field in it is one of a schema's."""
    manual = (PROJECT / "docs/help/editors/index.md").read_text(encoding="utf-8")
    known = set().union(*(fields(schema(kind)) for kind in KINDS))
    examples = re.findall(r"```yaml\n(.*?)```", manual, re.DOTALL)
    assert len(examples) > 5
    for example in examples:
        read = read_text(textwrap.dedent(example).encode(), "example.yml")
        assert read.node is not None, example
        assert read.diagnostics == (), example
        for name in re.findall(r"^[ -]*([^\W\d_]+):", example, re.MULTILINE):
            assert name in known, name


def test_auditors_commands_do_what_the_guide_says(tmp_path: Path) -> None:
    """Each command in the guide runs on the real catalog, its foundation being no change."""
    shutil.copytree(PROJECT / "catalog", tmp_path / "catalog")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, {}, "建立目录", date="2026-11-22T12:00:00+0800")
    commit(tmp_path, {"README.md": "无关"}, date="2026-11-25T12:00:00+0800")
    guide = (PROJECT / "docs/help/auditors/index.md").read_text(encoding="utf-8")
    lines = re.findall(r"^(?:\$ )?gongkai ((?:log|changes|show|build) .*)$", guide, re.MULTILINE)
    told = {}
    for line in lines:
        done = subprocess.run(
            [sys.executable, "-m", "generator", *shlex.split(line)],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(PROJECT)},
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, (line, done.stderr)
        told[line] = done.stdout
    assert "目录没有变化" in told["changes --since 2026-11-22"]
    page = (tmp_path / "build/as-of/index.html").read_text(encoding="utf-8")
    assert "这是 2026-11-22 的版本" in page
