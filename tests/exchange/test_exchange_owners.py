"""CODEOWNERS follows the folders: a body's files are reviewed by the body's team."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import tinycity
from tinycity import DISTRICT, TOWN, edited

from generator.check import index_folder
from generator.exchange import owners_text

DAY = dt.date(2026, 1, 1)
PROJECT = Path(__file__).parents[2]
JIA, YI = f"{DISTRICT}/jia-bu/body.yml", f"{DISTRICT}/yi-bu/body.yml"


def lines(root: Path, org: str = "org") -> dict[str, str]:
    """Return pattern → owner, in the file's order."""
    text = owners_text(index_folder(root, DAY)[0], org)
    return dict(line.split(" ") for line in text.splitlines() if not line.startswith("#"))


def owner(found: dict[str, str], path: str) -> str:
    """Return who owns a path: the last pattern that matches counts, as on the forges."""
    fits = [
        team
        for pattern, team in found.items()
        if pattern in {"*", f"/{path}"}
        or (pattern.endswith("/") and f"/{path}".startswith(pattern))
    ]
    return fits[-1]


@pytest.mark.parametrize(
    ("path", "team"),
    [
        (f"{DISTRICT}/jia-bu/jia.yml", "@org/dong-jia-bu"),
        (f"{DISTRICT}/jia-bu/records/2024/20240105-abc234.yml", "@org/dong-jia-bu"),
        (f"{DISTRICT}/unit.yml", "@org/dong"),
        (f"{TOWN}/jia.yml", "@org/dong-qing-zhen"),
        ("catalog/city/unit.yml", "@org/city"),
        ("catalog/standards/jia.yml", "@org/catalog-maintainers"),
        ("catalog/site.yml", "@org/catalog-maintainers"),
        ("schema/unit.schema.json", "@org/catalog-maintainers"),
        ("generator/cli/main.py", "@org/catalog-maintainers"),
    ],
)
def test_each_file_has_the_owner_its_path_names(tmp_path, path, team):
    """Bodies and towns own their folders, what all share belongs to the maintainers."""
    assert owner(lines(tinycity.write(tmp_path)), path) == team


def test_what_has_ended_is_its_successors(tmp_path):
    """An ended body's folder, and an ended town's, go to those they were merged into."""
    town = tinycity.FILES[f"{TOWN}/unit.yml"]
    changes = {
        **edited(JIA, "[jia-bu]", "[]\n撤销: 2025-01-01\n并入: yi-bu"),
        **edited(YI, "[yi-bu]", "[yi-bu, jia-bu]"),
        f"{TOWN}/unit.yml": f'{town}撤销: 2025-01-01\n并入: "990102102"\n',
        f"{DISTRICT}/lan-zhen/unit.yml": town.replace("990102101", "990102102"),
    }
    found = lines(tinycity.write(tmp_path, changes))
    assert owner(found, f"{DISTRICT}/jia-bu/jia.yml") == "@org/dong-yi-bu"
    assert owner(found, f"{TOWN}/jia.yml") == "@org/dong-lan-zhen"


def test_bodies_that_end_in_each_other_keep_their_own_teams(tmp_path):
    """A circle of successors ends, and every folder still has an owner."""
    changes = {
        **edited(JIA, "[jia-bu]", "[]\n撤销: 2025-01-01\n并入: yi-bu"),
        **edited(YI, "[yi-bu]", "[yi-bu]\n撤销: 2025-01-01\n并入: jia-bu"),
    }
    found = lines(tinycity.write(tmp_path, changes))
    assert owner(found, f"{DISTRICT}/jia-bu/jia.yml") == "@org/dong-jia-bu"


def test_no_two_folders_share_a_team(tmp_path):
    """Names that run together (a/b-c, a-b/c) are kept apart by a number."""
    body = tinycity.FILES[JIA].replace("[jia-bu]", "[]")
    changes = {
        "catalog/districts/dong-jia/unit.yml": tinycity.FILES[f"{DISTRICT}/unit.yml"].replace(
            "990102", "990103"
        ),
        "catalog/districts/dong-jia/bu/body.yml": body,
    }
    found = lines(tinycity.write(tmp_path, changes))
    teams = [team for pattern, team in found.items() if pattern.startswith("/catalog/districts")]
    assert len(set(teams)) == len(teams)
    assert "@org/dong-jia-bu-2" in teams


def test_the_committed_file_is_what_the_command_writes():
    """`gongkai owners --write` of this catalog changes nothing."""
    index, _ = index_folder(PROJECT, dt.date.today())  # noqa: DTZ011
    committed = (PROJECT / ".github/CODEOWNERS").read_text(encoding="utf-8")
    assert committed == owners_text(index)


def test_every_pattern_of_the_committed_file_names_something():
    """No line is left over from a folder that is gone."""
    text = (PROJECT / ".github/CODEOWNERS").read_text(encoding="utf-8")
    for pattern in re.findall(r"^/(\S+) ", text, re.MULTILINE):
        assert (PROJECT / pattern).exists(), pattern
