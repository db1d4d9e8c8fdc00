"""``evidence``: a pack that somebody without our program can open and check."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path

import pytest
import tinycity
from repositories import city, commit, git
from test_cli_commands import gongkai
from tinycity import DISTRICT, RECORD

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
ROWS = "catalog/standards/jia.yml"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a repository of three commits and the pack over them."""
    folder = tmp_path_factory.mktemp("evidence")
    root = city(folder / "city")
    shorter = tinycity.FILES[ITEMS].replace('"01-02":', '"01-02":\n    公开时限: 当日')
    commit(root, {ITEMS: shorter}, "张三改\n\n依据：虚构〔2025〕1号")
    commit(root, {ROWS: tinycity.FILES[ROWS].replace("20个", "30个", 1), RECORD: None}, "改")
    done = gongkai("evidence", "HEAD~2", "HEAD", "-o", folder / "pack.zip", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 处变化，SHA-256 " in done.stdout
    zipfile.ZipFile(folder / "pack.zip").extractall(folder / "pack")
    return folder


def test_same_revisions_give_the_same_bytes(place: Path) -> None:
    """Another clone, elsewhere, asked with other names of the revisions: not one byte differs."""
    git(place, "clone", "-q", "city", "other")
    git(place / "other", "tag", "then", "HEAD~2")
    done = gongkai("evidence", "then", "main", "-o", "again.zip", cwd=place / "other")
    assert done.returncode == 0
    assert (place / "other" / "again.zip").read_bytes() == (place / "pack.zip").read_bytes()


def test_pack_names_neither_time_nor_machine(place: Path) -> None:
    """Entries are sorted and dated 1980; neither folders of this machine nor people are named."""
    with zipfile.ZipFile(place / "pack.zip") as archive:
        entries = archive.infolist()
        data = {entry.filename: archive.read(entry) for entry in entries}
    assert [e.filename for e in entries] == sorted(data)
    assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}
    sheet = zipfile.ZipFile(io.BytesIO(data["diff/diff.xlsx"]))
    whole = b"".join([*data.values(), *(sheet.read(name) for name in sheet.namelist())])
    for secret in (str(place), str(Path.home()) + "/", "张三", "zhang@"):
        assert secret.encode() not in whole


def test_everything_an_auditor_needs_is_in(place: Path) -> None:
    """Both catalogs as they stood, the difference in each form, lives, proofs that hold, rules."""
    pack = place / "pack"
    assert (pack / "old" / RECORD).read_text(encoding="utf-8") == tinycity.FILES[RECORD]
    assert not (pack / "new" / RECORD).exists()
    changes = json.loads((pack / "diff/diff.json").read_bytes())["changes"]
    assert {change["key"] for change in changes} >= {"990102/01-02", "01-01", "20240105-abc234"}
    for form in ("txt", "md", "html", "xlsx"):
        assert (pack / f"diff/diff.{form}").stat().st_size > 100
    life = json.loads((pack / "history/990102_01-02.json").read_bytes())
    assert [version["basis"] for version in life["versions"]] == ["", "虚构〔2025〕1号"]
    assert "依据：虚构〔2025〕1号" in (pack / "history/history.txt").read_text(encoding="utf-8")
    for proof in ("since.json", "versions.json"):
        done = gongkai("verify", f"proof/{proof}", "--head", "proof/new-head.json", cwd=pack)
        assert (done.returncode, done.stderr) == (0, "")
    rules = json.loads((pack / "rules/audit.json").read_bytes())
    assert rules["item-vanished"]["fixed"] is True


def test_start_page_leads_everywhere_without_a_network(place: Path) -> None:
    """Every link of index.html is a file of the pack; nothing is loaded from anywhere."""
    page = (place / "pack/index.html").read_text(encoding="utf-8")
    links = [unescape(link) for link in re.findall(r'(?:href|src)="([^"]*)"', page)]
    assert {"diff/diff.html", "proof/since.json", "history/history.txt"} <= set(links)
    for link in links:
        assert (place / "pack" / link).is_file(), link
    assert "<script" not in page
    assert "sha256sum -c SHA256SUMS" in page


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the pack's own check as somebody would who has Python alone."""
    return subprocess.run(
        [sys.executable, "-I", "check.py"], cwd=folder, capture_output=True, check=False,
        encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_pack_is_checked_by_hand(place: Path) -> None:
    """``sha256sum`` and the pack's own script find it whole."""
    done = subprocess.run(
        ["sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"], cwd=place / "pack", check=False
    )
    assert done.returncode == 0
    assert (check(place / "pack").returncode, check(place / "pack").stdout) == (0, "全部一样。\n")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (f"new/{ITEMS}", "x", f"改过 new/{ITEMS}"),
        ("old/catalog/extra.yml", "x", "多出 old/catalog/extra.yml"),
        ("diff/diff.md", None, "缺少 diff/diff.md"),
        ("proof/leaves.jsonl", "{}\n", "叶子算出的根散列和 proof/old-head.json 不一样"),
    ],
)
def test_altered_pack_is_found_out(
    place: Path, tmp_path: Path, name: str, text: str | None, said: str
) -> None:
    """A file changed, added, taken away, or the leaves of a proof: named, and exit 1."""
    zipfile.ZipFile(place / "pack.zip").extractall(tmp_path)
    (tmp_path / name).unlink(missing_ok=True)
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = check(tmp_path)
    assert done.returncode == 1
    assert said in done.stdout.splitlines()


def test_histories_that_part_make_no_pack(place: Path) -> None:
    """Where the old revision isn't a beginning of the new one: exit 1, and no file is left."""
    root = place / "city"
    git(root, "checkout", "-q", "-b", "other", "HEAD~2")
    commit(root, {RECORD: None})
    done = gongkai("evidence", "main", "other", "-o", "none.zip", cwd=root)
    git(root, "checkout", "-q", "main")
    assert done.returncode == 1
    assert "少了版本" in done.stderr
    assert not (root / "none.zip").exists()


@pytest.mark.parametrize("spec", [".", "v9", "../pack.zip"])
def test_only_revisions_can_be_proved(place: Path, spec: str) -> None:
    """A folder, a revision nobody made and an archive have no history to prove: exit 2."""
    done = gongkai("evidence", spec, "HEAD", "-o", "none.zip", cwd=place / "city")
    assert (done.returncode, done.stdout) == (2, "")
    assert not (place / "city" / "none.zip").exists()
