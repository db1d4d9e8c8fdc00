"""What git tells of the catalog, in real repositories: every version, whatever git is set to."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from typing import TYPE_CHECKING

import pytest
import tinycity
from repositories import city, commit, git
from tinycity import DISTRICT, RECORD, TOWN, edited

from generator.audit import history_of, versions
from generator.audit.git import GitError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.audit import History

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
ITEM = "990102/01-02"
STEM = RECORD.rpartition("/")[2].removesuffix(".yml")
LIMIT = edited(ITEMS, '"01-02":\n', '"01-02":\n    公开时限: 7个工作日内\n')


def steps(history: History) -> list[tuple[object, ...]]:
    """Return a history as plain values."""
    return [(s.commit.id, s.kind, s.key, s.was, s.now) for s in history.steps]


def after_founding(history: History) -> list[tuple[str, str, bool, bool]]:
    """Return what came after the first commit: kind, key, was it there, is it there."""
    return [
        (s.kind, s.key, s.was is not None, s.now is not None) for s in history.steps if s.at > 0
    ]


def test_every_thing_of_the_founding_commit_has_a_first_version(tmp_path: Path) -> None:
    """Items, records, rows, units, bodies, bases are all there, by their permanent codes."""
    history = history_of(city(tmp_path))
    found = {(step.kind, step.key) for step in history.steps}
    assert {
        ("item", ITEM), ("item", "990102101/01-03"), ("record", STEM), ("row", "01-01"),
        ("area", "jia"), ("unit", "990102101"), ("body", "990102/jia-bu"), ("basis", "banfa"),
        ("subject", "jia-bu"), ("term", "俗话"),
    } <= found  # fmt: skip
    assert all(step.was is None and step.now for step in history.steps)


def test_versions_have_the_day_in_china(tmp_path: Path) -> None:
    """Half past midnight in China is still the day before in UTC; China's day counts."""
    root = city(tmp_path)
    commit(root, LIMIT, date="2025-02-01T00:30:00+0800")
    history = history_of(root)
    assert history.of("item", ITEM)[-1].commit.date == dt.date(2025, 2, 1)
    assert history.revision_date == dt.date(2025, 2, 1)


def test_commits_that_leave_the_catalog_alone_are_no_part_of_it(tmp_path: Path) -> None:
    """A commit beside the catalog moves the revision's day, and adds nothing."""
    root = city(tmp_path)
    commit(root, {"README.md": "无关"}, date="2025-03-01T12:00:00+0800")
    history = history_of(root)
    assert (len(history.commits), history.revision_date) == (1, dt.date(2025, 3, 1))


def test_a_comment_or_another_spelling_is_no_version(tmp_path: Path) -> None:
    """What a file says counts, not how: comments, quotes and order of files change nothing."""
    root = city(tmp_path)
    text = tinycity.FILES[ITEMS]
    commit(root, {ITEMS: f"# 注\n{text}".replace('"01-01":', "'01-01':")})
    assert after_founding(history_of(root)) == []


def test_a_renamed_file_is_no_event_and_a_moved_item_is_one(tmp_path: Path) -> None:
    """Files are followed by the codes in them: only another owner is another version."""
    root = city(tmp_path)
    commit(root, {RECORD: None, RECORD.replace("/2024/", "/2023/"): tinycity.FILES[RECORD]})
    assert after_founding(history_of(root)) == []
    commit(root, {
        ITEMS: tinycity.FILES[ITEMS].replace('  "01-02":\n', ""),
        f"{DISTRICT}/yi-bu/jia.yml": '领域: jia\n事项:\n  "01-02":\n',
    })  # fmt: skip
    history = history_of(root)
    assert after_founding(history) == [("item", ITEM, True, True)]
    moved = history.of("item", ITEM)[-1]
    assert (moved.was.path, moved.now.path) == (ITEMS, f"{DISTRICT}/yi-bu/jia.yml")


def test_moving_a_department_with_git_mv_moves_its_things(tmp_path: Path) -> None:
    """A folder renamed whole: the body is another one, its items and records stay who they are."""
    root = city(tmp_path)
    git(root, "mv", f"{DISTRICT}/jia-bu", f"{DISTRICT}/xin-bu")
    commit(root, {})
    assert set(after_founding(history_of(root))) == {
        ("body", "990102/jia-bu", True, False), ("body", "990102/xin-bu", False, True),
        ("item", "990102/01-01", True, True), ("item", "990102/01-02", True, True),
        ("item", "990102/01-03", True, True), ("record", STEM, True, True),
    }  # fmt: skip


def test_a_unit_with_another_code_renames_all_that_stands_below(tmp_path: Path) -> None:
    """An item's number begins with its unit's code: with that it goes, and comes."""
    root = city(tmp_path)
    commit(root, edited(f"{TOWN}/unit.yml", "990102101", "990102109"))
    assert set(after_founding(history_of(root))) == {
        ("unit", "990102101", True, False), ("unit", "990102109", False, True),
        ("item", "990102101/01-01", True, False), ("item", "990102109/01-01", False, True),
        ("item", "990102101/01-03", True, False), ("item", "990102109/01-03", False, True),
    }  # fmt: skip


def test_a_merge_counts_once_with_what_it_brought(tmp_path: Path) -> None:
    """First-parent history: a branch's commits are one version, made by the merge."""
    root = city(tmp_path)
    git(root, "checkout", "-q", "-b", "work")
    commit(root, LIMIT, "第一步")
    commit(root, edited(ITEMS, '"01-02":\n', '"01-02":\n    公开时限: 5个工作日内\n'), "第二步")
    git(root, "checkout", "-q", "main")
    commit(root, {"README.md": "main 也往前走了"})
    git(root, "merge", "-q", "--no-ff", "-m", "合并", "work")
    merge = git(root, "rev-parse", "HEAD")
    found = history_of(root).of("item", ITEM)
    assert [step.commit.id for step in found][1:] == [merge]
    assert found[-1].now.data["公开时限"] == "5个工作日内"


def test_a_file_that_cannot_be_read_leaves_its_things_as_they_were(tmp_path: Path) -> None:
    """A broken file says nothing for certain; what it says when mended is compared with before."""
    root = city(tmp_path)
    broken = commit(root, {ITEMS: "领域: jia\n事项: [\n"})
    history = history_of(root)
    assert after_founding(history) == []
    assert [(c.id, path) for c, path in history.unread] == [(broken, ITEMS)]
    commit(root, LIMIT)
    assert after_founding(history_of(root)) == [("item", ITEM, True, True)]


def test_an_item_that_stands_twice_stays_when_one_goes(tmp_path: Path) -> None:
    """Two files hold the same item by mistake: taking one away loses nothing."""
    root = city(tmp_path)
    second = f"{DISTRICT}/yi-bu/jia.yml"
    commit(root, {second: '领域: jia\n事项:\n  "01-02":\n'})
    commit(root, {ITEMS: tinycity.FILES[ITEMS].replace('  "01-02":\n', "")})
    last = history_of(root).of("item", ITEM)[-1]
    assert last.now is not None
    assert last.now.path == second


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("core.quotepath", "true"), ("core.quotepath", "false"), ("log.showRoot", "false"),
        ("diff.renames", "copies"), ("log.diffMerges", "off"), ("diff.orderFile", "/nowhere"),
        ("log.showSignature", "true"), ("color.ui", "always"), ("i18n.logOutputEncoding", "GBK"),
        ("diff.noprefix", "true"), ("core.pager", "false"), ("diff.relative", "false"),
    ],
)  # fmt: skip
def test_a_users_settings_have_no_say(name: str, value: str, tmp_path: Path) -> None:
    """Whatever git is set to, the history is the same."""
    root = city(tmp_path / "目录")
    commit(root, {**LIMIT, "catalog/中文 说明.txt": "x"}, "改时限\n\n依据: 虚构〔2025〕1号")
    before = steps(history_of(root, remembered=False))
    git(root, "config", name, value)
    history = history_of(root, remembered=False)
    assert steps(history) == before
    assert history.commits[-1].basis == "虚构〔2025〕1号"


def test_replace_refs_show_no_other_past(tmp_path: Path) -> None:
    """`git replace` can put another commit in a commit's place; an audit doesn't see it."""
    root = city(tmp_path)
    commit(root, LIMIT)
    before = steps(history_of(root, remembered=False))
    git(root, "checkout", "-q", "--orphan", "false")
    forged = commit(root, edited(ITEMS, '"01-02":\n', ""))
    git(root, "checkout", "-q", "main")
    git(root, "replace", git(root, "rev-parse", "main~1"), forged)
    assert steps(history_of(root, remembered=False)) == before


def test_grafts_cut_no_past_away(tmp_path: Path) -> None:
    """A grafts file can give a commit other parents, or none; an audit doesn't see that either."""
    root = city(tmp_path)
    name = commit(root, LIMIT)
    before = steps(history_of(root, remembered=False))
    (root / ".git/info/grafts").write_text(f"{name}\n", encoding="ascii")
    assert git(root, "rev-list", "--count", "HEAD") == "1"
    assert steps(history_of(root, remembered=False)) == before


def test_a_proof_over_a_damaged_repository_is_refused(tmp_path: Path) -> None:
    """A missing object: no history is claimed, and no version is proved in silence."""
    root = city(tmp_path)
    blob = git(root, "rev-parse", f"HEAD:{ITEMS}")
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert history_of(root).complete is False
    with pytest.raises(GitError, match="git fsck"):
        list(versions(root))
    with pytest.raises(GitError, match="nowhere"):
        list(versions(root, "nowhere"))


def test_shallow_clone_says_it_is_incomplete(tmp_path: Path) -> None:
    """A clone cut short has the revision's date, no claim about history, and no proof."""
    source = city(tmp_path / "a")
    commit(source, LIMIT, date="2025-03-01T12:00:00+0800")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{source}", "b")
    history = history_of(tmp_path / "b")
    assert (history.complete, history.steps) == (False, ())
    assert history.revision_date == dt.date(2025, 3, 1)
    with pytest.raises(GitError, match="浅克隆"):
        list(versions(tmp_path / "b"))


def test_folder_outside_git_has_no_history(tmp_path: Path) -> None:
    """No repository: no date, no versions, no error."""
    history = history_of(tinycity.write(tmp_path))
    assert (history.revision_date, history.complete, history.steps) == (None, False, ())


def test_folder_that_another_repository_ignores_has_no_history(tmp_path: Path) -> None:
    """A catalog that lies in a repository without being kept in it has no history of its own."""
    city(tmp_path)
    history = history_of(tinycity.write(tmp_path / "ignored"))
    assert (history.revision_date, history.complete) == (None, False)


def test_catalog_in_a_folder_of_a_larger_repository(tmp_path: Path) -> None:
    """Paths count from the folder that holds catalog/, wherever that lies in the repository."""
    root = tmp_path / "市级 数据"
    root.mkdir()
    tinycity.write(root)
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, {}, "建立目录")
    step = history_of(root).of("item", ITEM)[0]
    assert step.now is not None
    assert step.now.path == ITEMS


def test_names_of_officials_are_never_read(tmp_path: Path) -> None:
    """Nothing of a committer's name or e-mail address is in a history, or in what is kept of it."""
    root = city(tmp_path)
    history = history_of(root)
    kept = (root / ".gongkai" / "history.json").read_text(encoding="utf-8")
    for text in (str(history.steps), str(history.commits), kept):
        assert "张三" not in text
        assert "zhang" not in text


def test_a_new_commit_is_added_to_what_is_kept(tmp_path: Path) -> None:
    """What is kept and what is read anew are the same; the folder keeps itself out of git."""
    root = city(tmp_path)
    history_of(root)
    commit(root, LIMIT)
    assert steps(history_of(root)) == steps(history_of(root, remembered=False))
    assert steps(history_of(root)) == steps(history_of(root, remembered=False))
    assert git(root, "status", "--porcelain") == ""


def test_only_the_new_commits_files_are_read(tmp_path: Path) -> None:
    """Once kept, old versions' contents may be gone from the repository: they aren't asked for."""
    root = city(tmp_path)
    history_of(root)
    old = git(root, "rev-parse", f"HEAD:{ITEMS}")
    commit(root, LIMIT)
    (root / ".git/objects" / old[:2] / old[2:]).unlink()
    assert after_founding(history_of(root)) == [("item", ITEM, True, True)]
    assert history_of(root, remembered=False).complete is False


def test_another_branch_and_a_rewritten_one_are_told_right(tmp_path: Path) -> None:
    """What is kept is used up to the last commit in common, and no further."""
    root = city(tmp_path)
    commit(root, LIMIT)
    history_of(root)
    git(root, "checkout", "-q", "-b", "other", "main~1")
    commit(root, {RECORD: None})
    assert after_founding(history_of(root)) == [("record", STEM, True, False)]
    git(root, "checkout", "-q", "main")
    git(root, "commit", "-q", "--amend", "-m", "改写过")
    history = history_of(root)
    assert after_founding(history) == [("item", ITEM, True, True)]
    assert history.commits[-1].subject == "改写过"
    assert after_founding(history_of(root, "HEAD~1")) == []


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b'{"code": 1}', b"\xff\xfe", b'{"code": "", "pages": [[1]]}'],
)
def test_a_damaged_cache_only_costs_time(damage: bytes, tmp_path: Path) -> None:
    """Whatever lies where the history is kept, the answer is the same."""
    root = city(tmp_path)
    before = steps(history_of(root))
    (root / ".gongkai" / "history.json").write_bytes(damage)
    assert steps(history_of(root)) == before


def test_a_cache_of_another_code_is_read_anew(tmp_path: Path) -> None:
    """What other code made may mean something else."""
    root = city(tmp_path)
    history_of(root)
    place = root / ".gongkai" / "history.json"
    told = json.loads(place.read_text(encoding="utf-8"))
    told["code"] = "别的"
    told["pages"][0][1][0][1] = "假的"
    place.write_text(json.dumps(told), encoding="utf-8")
    assert "假的" not in str(history_of(root).steps)


def test_a_cache_that_came_with_the_repository_is_not_believed(tmp_path: Path) -> None:
    """Somebody who commits a made-up past into `.gongkai` changes nothing of what is told."""
    root = city(tmp_path)
    before = steps(history_of(root, remembered=False))
    history_of(root)
    place = root / ".gongkai" / "history.json"
    text = place.read_text(encoding="utf-8").replace("990102/01-02", "990102/01-09")
    place.write_text(text, encoding="utf-8")
    git(root, "add", "--force", ".gongkai")
    git(root, "commit", "-q", "-m", "夹带")
    assert steps(history_of(root)) == before


def test_versions_come_in_order_with_stable_digests(tmp_path: Path) -> None:
    """A proof's leaves: commits in order, kinds and keys in order, appended and never changed."""
    root = city(tmp_path)
    before = list(versions(root))
    assert [(v.kind, v.key) for v in before] == sorted((v.kind, v.key) for v in before)
    assert {v.kind for v in before} == {"item", "record"}
    commit(root, {**LIMIT, RECORD: None})
    after = list(versions(root))
    assert after[: len(before)] == before
    assert [(v.key, v.data is None) for v in after[len(before) :]] == [(ITEM, False), (STEM, True)]
    assert len({v.digest for v in after}) == len(after)
    assert [v.digest for v in before] == [v.digest for v in versions(root, "HEAD~1")]


def test_digest_is_what_it_says_it_is(tmp_path: Path) -> None:
    """Anybody can compute it: SHA-256 over [kind, key, owner, data] as compact sorted JSON."""
    root = city(tmp_path)
    version = next(v for v in versions(root) if v.key == "990102101/01-03")
    text = '["item","990102101/01-03","catalog/districts/dong/qing-zhen",{"领域":"jia"}]'
    told = subprocess.run(["sha256sum"], input=text.encode(), capture_output=True, check=True)
    assert version.digest.hex() == told.stdout.decode().split()[0]


def test_what_founded_the_catalog_is_known(tmp_path: Path) -> None:
    """建立日期 is in the catalog itself; whatever day it names, the first commit belongs."""
    root = city(tmp_path)
    commit(root, LIMIT, date="2025-02-01T12:00:00+0800")
    assert history_of(root).founded == 1  # the tiny city claims 2020, as a squashed one would
    commit(root, edited("catalog/site.yml", "2020-01-01", "2025-02-01"))
    assert history_of(root).established == dt.date(2025, 2, 1)
    assert history_of(root).founded == 3
    commit(root, edited("catalog/site.yml", "建立日期: 2020-01-01\n", ""))
    assert history_of(root).founded == 1
