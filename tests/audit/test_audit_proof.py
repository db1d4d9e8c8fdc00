"""Manifests of real repositories: what a leaf is, what heads notice, what proofs prove."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit, git
from tinycity import DISTRICT, RECORD, TOWN

from generator.audit.git import GitError
from generator.audit.proof.copies import compare_contents, contents_of
from generator.audit.proof.head import ProofError, read_head, read_proofs
from generator.audit.proof.manifest import read_manifest
from generator.audit.sources import open_source

if TYPE_CHECKING:
    from pathlib import Path

    from generator.audit.proof.manifest import Manifest

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
SHORTER = tinycity.FILES[ITEMS].replace('"01-01":', '"01-01":\n    公开时限: 当日')


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return the tiny city with one item changed, then a record taken away."""
    root = city(tmp_path / "city")
    commit(root, {ITEMS: SHORTER}, date="2025-02-01T12:00:00+0800")
    commit(root, {RECORD: None}, date="2025-03-01T12:00:00+0800")
    return root


def keys(made: Manifest) -> list[tuple[str, int, str, bool]]:
    """Return what leaves say in short."""
    return [(leaf.key, leaf.version, leaf.date, bool(leaf.content)) for leaf in made.ledger.leaves]


def test_every_version_is_a_leaf_in_order_of_history(repository: Path) -> None:
    """Items, records and rows of the first commit by kind and name, then one leaf a change."""
    found = keys(read_manifest(repository))
    first = [leaf for leaf in found if leaf[2] == "2025-01-01"]
    assert [key for key, *_ in first] == [
        "990102/01-01", "990102/01-02", "990102/01-03", "990102/02-01", "990102101/01-01",
        "990102101/01-03", "20240105-abc234", "01-01", "01-02", "01-03", "02-01",
    ]  # fmt: skip
    assert found[len(first) :] == [
        ("990102/01-01", 2, "2025-02-01", True),
        ("20240105-abc234", 2, "2025-03-01", False),
    ]


def test_leaf_format_never_changes(repository: Path) -> None:
    """The bytes of a leaf and the root over this history are what they were when heads were kept.

    Where this fails, heads kept by auditors fail too: the format needs another number.
    """
    made = read_manifest(repository)
    content = json.dumps(
        ["item", "990102/01-01", f"{DISTRICT}/jia-bu", {"公开时限": "当日", "领域": "jia"}],
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip
    assert made.ledger.leaves[11].text == (
        f'{{"content":"{hashlib.sha256(content.encode()).hexdigest()}","date":"2025-02-01",'
        f'"format":1,"key":"990102/01-01","kind":"item","owner":"{DISTRICT}/jia-bu","version":2}}'
    )
    assert made.head.root == ("cb1dc1dd0124b545ac5952949cc1f912db435e56a5c021efa75904b05f82e7c1")


def test_head_counts_versions_up_to_a_revision(repository: Path) -> None:
    """A head names its revision and day, and an earlier one covers fewer versions."""
    new, old = read_manifest(repository).head, read_manifest(repository, "HEAD~1").head
    assert (old.size, old.date, old.revision) == (
        12, "2025-02-01", git(repository, "rev-parse", "HEAD~1"),
    )  # fmt: skip
    assert (new.size, new.date) == (13, "2025-03-01")
    assert read_head(new.file) == new


def test_commits_that_say_nothing_new_leave_the_tree(repository: Path) -> None:
    """A comment, a file beside the catalog, other names of commits: the same root."""
    before = read_manifest(repository).head
    commit(repository, {ITEMS: SHORTER + "# 注\n", "README.md": "无关"})
    git(repository, "commit", "--amend", "-m", "另一句话")
    after = read_manifest(repository).head
    assert (after.size, after.root) == (before.size, before.root)
    assert after.revision != before.revision


def test_old_head_begins_a_longer_history(repository: Path) -> None:
    """A consistency proof holds by itself, and not for another root."""
    old = read_manifest(repository, "HEAD~2").head
    proof = read_manifest(repository).since(old)
    assert proof.holds
    assert read_proofs(proof.file) == proof
    forged = json.loads(proof.file)
    forged["old"]["root"] = "0" * 64
    other = read_proofs(json.dumps(forged))
    assert not other.holds


def test_rewritten_history_is_noticed(repository: Path) -> None:
    """A version altered, or left out, in the past: the old head begins it no longer."""
    old = read_manifest(repository).head
    git(repository, "reset", "--hard", "HEAD~2")
    shorter = read_manifest(repository)
    with pytest.raises(ProofError, match="少了版本"):
        shorter.since(old)
    commit(repository, {ITEMS: SHORTER.replace("当日", "次日")}, date="2025-02-01T12:00:00+0800")
    commit(repository, {RECORD: None}, date="2025-03-01T12:00:00+0800")
    with pytest.raises(ProofError, match="被改过"):
        read_manifest(repository).since(old)


def test_each_version_of_a_thing_is_proved(repository: Path) -> None:
    """Every version of an item, and the end of a record, leads to the head; no other text does."""
    made = read_manifest(repository)
    item, record = made.prove("990102/01-01"), made.prove("20240105-abc234")
    assert [json.loads(proof.leaf)["version"] for proof in item] == [1, 2]
    assert json.loads(record[-1].leaf)["content"] is None
    assert all(proof.holds for proof in (*item, *record, *made.prove("01-03")))
    assert made.prove("990102/01-09") == ()
    forged = type(item[0])(item[0].head, item[0].index, item[1].leaf, item[0].path)
    assert not forged.holds


def test_merges_count_as_one_step(repository: Path) -> None:
    """What a branch tried out and took back is no version; what the merge brought is."""
    git(repository, "checkout", "-q", "-b", "try")
    town = tinycity.FILES[f"{TOWN}/jia.yml"]
    commit(repository, {f"{TOWN}/jia.yml": town.replace('"01-01":', '"01-01":\n    备注: 甲')})
    commit(repository, {f"{TOWN}/jia.yml": town.replace('"01-01":', '"01-01":\n    备注: 乙')})
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "try", date="2025-04-01T12:00:00+0800")
    assert keys(read_manifest(repository))[13:] == [("990102101/01-01", 2, "2025-04-01", True)]


def test_nothing_is_proved_without_the_whole_history(repository: Path, tmp_path: Path) -> None:
    """A shallow clone, a folder outside git, a revision nobody made: refused with a way out."""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    with pytest.raises(GitError, match=r"浅克隆.*git fetch --unshallow"):
        read_manifest(tmp_path / "shallow")
    with pytest.raises(GitError, match="不在 git 版本库里"):
        read_manifest(tinycity.write(tmp_path / "alone"))
    with pytest.raises(GitError, match="没有“v9”这个版本"):
        read_manifest(repository, "v9")


def test_copies_are_held_against_the_last_versions(repository: Path, tmp_path: Path) -> None:
    """A copy that lost, changed or invented something is found out, by kind and name."""
    standing = read_manifest(repository).ledger.standing()
    copy = contents_of(open_source(repository, "HEAD"))
    assert list(compare_contents("a.zip", copy, standing)) == []
    forged = tinycity.write(tmp_path / "forged", {
        ITEMS: SHORTER.replace("当日", "次日").replace('  "01-02":\n', ""),
        f"{TOWN}/jia.yml": tinycity.FILES[f"{TOWN}/jia.yml"] + '  "01-02":\n',
        RECORD: None,
    })  # fmt: skip
    found = compare_contents("forged", contents_of(open_source(forged, str(forged))), standing)
    assert {(d.code, d.what.split("：")[0]) for d in found} == {
        ("proof-changed", "事项 990102/01-01"),
        ("proof-missing", "事项 990102/01-02"),
        ("proof-extra", "事项 990102101/01-02"),
    }


BROKEN = [
    "", "[]", "{", '"树头"', '{"proof": "other"}', '{"proof": "consistency"}',
    '{"proof": "inclusion", "head": 1}', "[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_broken_files_are_no_proofs(text: str) -> None:
    """What is no head and no proof is refused in Chinese, however it is broken."""
    with pytest.raises(ProofError, match=r"JSON|树头|证明"):
        read_proofs(text)


@pytest.mark.parametrize(
    ("field", "value"),
    [("size", -1), ("size", "1"), ("size", True), ("root", "AB"), ("revision", "main"),
     ("date", "今天"), ("format", 2), ("leaf_format", 2)],
)  # fmt: skip
def test_each_field_of_a_head_is_checked(repository: Path, field: str, value: object) -> None:
    """A head with another shape in any field is refused."""
    told = read_manifest(repository).head.data | {field: value}
    with pytest.raises(ProofError):
        read_head(json.dumps(told))


@pytest.mark.parametrize("change", [
    {"versions": []}, {"versions": [{}]}, {"versions": [1]}, {"versions": None}, {"head": None},
])  # fmt: skip
def test_proof_without_versions_proves_nothing(repository: Path, change: dict[str, object]) -> None:
    """A proof file that lists nothing, or something else, is refused."""
    head = read_manifest(repository).head.data
    told = {"proof": "inclusion", "head": head, "versions": []} | change
    with pytest.raises(ProofError):
        read_proofs(json.dumps(told))
