"""``manifest`` and ``verify`` as auditors type them, on a real repository and its built site."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pymerkle
import pytest
from repositories import city, commit, git
from test_cli_commands import gongkai
from tinycity import DISTRICT, RECORD

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = f"{DISTRICT}/jia-bu/jia.yml"
PAGE = "dong/jia/01-02/index.html"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a repository, its site, an archive, heads and proofs of it."""
    folder = tmp_path_factory.mktemp("proof")
    root = city(folder / "city")
    (folder / "old.json").write_text(
        gongkai("manifest", "--format", "json", cwd=root).stdout, encoding="utf-8"
    )
    text = (root / ITEMS).read_text(encoding="utf-8")
    commit(root, {ITEMS: text.replace('"01-02":', '"01-02":\n    公开时限: 当日')})
    for name, arguments in {
        "head.json": ("--format", "json"),
        "item.json": ("--prove", "990102/01-02"),
        "since.json": ("--since", folder / "old.json"),
    }.items():
        done = gongkai("manifest", *arguments, cwd=root)
        assert (done.returncode, done.stderr) == (0, "")
        (folder / name).write_text(done.stdout, encoding="utf-8")
    git(root, "archive", "-o", str(folder / "catalog.zip"), "HEAD", "catalog")
    assert gongkai("build", "--site-dir", folder / "site", cwd=root).returncode == 0
    return folder


def test_leaves_give_the_root_by_other_hands(place: Path) -> None:
    """Anybody's tree over the lines of ``--leaves`` has the root that the head names."""
    lines = gongkai("manifest", "--leaves", cwd=place / "city").stdout.splitlines()
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    tree.append_entries([line.encode() for line in lines])
    head = json.loads((place / "head.json").read_text(encoding="utf-8"))
    assert (tree.get_size(), tree.get_root().hex()) == (head["size"], head["root"])
    told = gongkai("manifest", cwd=place / "city").stdout
    assert f"版本数：{head['size']}\n根散列：{head['root']}\n" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["site"], "个链接。"),
        (["site", "--clone", "city"], "逐个文件相同。"),
        (["site", "--clone", "city", "--head", "old.json"], "逐个文件相同。"),
        (["catalog.zip", "--clone", "city"], "都是最后的版本。"),
        (["catalog.zip", "--clone", "city", "--head", "head.json"], "都是最后的版本。"),
        (["city", "--clone", "city"], "都是最后的版本。"),
        (["city", "--head", "old.json"], "的 11 个版本都在，一个没改；以后又有 1 个版本。"),
        (["head.json", "--clone", "city"], "12 个版本）成立。"),
        (["item.json"], "证明成立：2 个版本都在树里。"),
        (["item.json", "--head", "head.json", "--clone", "city"], "证明成立"),
        (["since.json", "--head", "old.json"], "排在最前，一个没改。"),
    ],
)
def test_what_is_whole_is_confirmed(place: Path, arguments: list[str], said: str) -> None:
    """Site, archive, clone, head and proofs of an honest catalog: exit 0, one line that says so."""
    done = gongkai("verify", *arguments, cwd=place)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(f"{said}\n") or said in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["city"], "加上 --head"),
        (["catalog.zip"], "加上 --clone"),
        (["head.json"], "加上 --clone 或者 --head"),
        (["site", "--head", "head.json"], "加上 --clone"),
        (["city/README"], "没有 city/README 这个文件或文件夹"),
        ([f"city/{RECORD}"], "不是 JSON 文件"),
        (["city", "--head", f"city/{RECORD}"], "不是 JSON 文件"),
        (["city", "--head", "none.json"], "没有 none.json 这个文件。"),
    ],
)
def test_wrong_use_is_explained(place: Path, arguments: list[str], said: str) -> None:
    """What can't be checked that way is wrong use: exit 2 and what to add."""
    done = gongkai("verify", *arguments, cwd=place)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("file", "change", "code"),
    [
        (PAGE, lambda data: data.replace("当日".encode(), "次日".encode()), "site-changed"),
        ("data/records.json", lambda data: data + b" ", "site-changed"),
        ("dong/jia/01-02/items.csv", None, "site-extra"),
        ("areas/jia/items.csv", lambda _data: None, "site-missing"),
        ("dong/jia/01-09/index.html", None, "site-extra"),
    ],
)
def test_any_change_of_a_site_is_found(place: Path, file, change, code: str) -> None:
    """A page altered, a download cut, a file too many or too few: named by its path."""
    site = place / "forged"
    shutil.copytree(place / "site", site)
    try:
        target = site / file
        data = change(target.read_bytes()) if change else b"<p>"
        target.parent.mkdir(exist_ok=True)
        target.unlink() if data is None else target.write_bytes(data)
        done = gongkai("verify", "forged", "--clone", "city", cwd=place)
    finally:
        shutil.rmtree(site)
    assert f"{file}" in done.stderr
    assert code in done.stderr
    assert done.returncode == (0 if file.endswith("01-02/items.csv") else 1)


def test_rewritten_history_is_told_from_the_old_one(place: Path, tmp_path: Path) -> None:
    """Another past under the same catalog: exit 1 for clone, archive, site, head and new proof."""
    other = city(tmp_path / "other")
    commit(other, {RECORD: None})
    git(other, "commit", "--allow-empty", "-m", "无关")
    for target in ("other", place / "head.json", place / "catalog.zip", place / "since.json"):
        where = ["--head", place / "head.json"] if target == "other" else ["--clone", "other"]
        done = gongkai("verify", target, *where, cwd=tmp_path)
        assert done.returncode == 1, target
        assert done.stdout == ""
    done = gongkai("manifest", "--since", place / "head.json", cwd=other)
    assert (done.returncode, done.stdout) == (1, "")
    assert "被改过" in done.stderr


def test_forged_proofs_do_not_hold(place: Path) -> None:
    """A proof with another root, or under another head than the one kept, is refused."""
    told = json.loads((place / "item.json").read_text(encoding="utf-8"))
    told["versions"][0]["leaf"] = told["versions"][1]["leaf"]
    (place / "forged.json").write_text(json.dumps(told), encoding="utf-8")
    done = gongkai("verify", "forged.json", cwd=place)
    assert (done.returncode, done.stderr) == (1, "证明不成立：路径算不出树头里的根散列。\n")
    done = gongkai("verify", "item.json", "--head", "old.json", cwd=place)
    assert done.returncode == 1
    assert "不是同一个" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--leaves", "--prove", "990102/01-02"], "一次只能用一个"),
        (["--prove", "990102/01-77"], "历史里没有 990102/01-77"),
        (["--at", "v9"], "没有“v9”这个版本"),
        (["--since", "catalog/site.yml"], "不是 JSON 文件"),
    ],
)
def test_manifest_explains_wrong_use(place: Path, arguments: list[str], said: str) -> None:
    """Options that exclude each other, things that never were, files that are no heads: exit 2."""
    done = gongkai("manifest", *arguments, cwd=place / "city")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_shallow_clone_makes_no_manifest(place: Path) -> None:
    """Part of a history proves nothing: exit 2 and how to fetch the rest; its site has no head."""
    git(place, "clone", "-q", "--depth", "1", f"file://{place / 'city'}", "shallow")
    done = gongkai("manifest", cwd=place / "shallow")
    assert (done.returncode, done.stdout) == (2, "")
    assert "浅克隆" in done.stderr
    assert "git fetch --unshallow" in done.stderr
    assert gongkai("build", cwd=place / "shallow").returncode == 0
    assert not (place / "shallow" / "site" / "data" / "tree-head.json").exists()
    done = gongkai("verify", "shallow/site", "--clone", "city", cwd=place)
    assert done.returncode == 1
    assert "没有公布树头" in done.stderr


def test_site_of_another_program_is_not_judged(place: Path) -> None:
    """Files made by another version of the program can't be compared: exit 2, nobody is accused."""
    site = place / "elsewhere"
    shutil.copytree(place / "site", site)
    head = site / "data" / "tree-head.json"
    told = json.loads(head.read_text(encoding="utf-8"))
    told["site"]["program"] = "0.0.1+0"
    head.write_text(json.dumps(told), encoding="utf-8")
    done = gongkai("verify", "elsewhere", "--clone", "city", cwd=place)
    assert done.returncode == 2
    assert "网站由程序 0.0.1+0 生成" in done.stderr


def test_site_of_an_earlier_day_is_verified_as_such(place: Path) -> None:
    """A site built with ``--as-of`` an earlier revision is made again in the same way."""
    root = place / "city"
    assert (
        gongkai("build", "--as-of", "HEAD~1", "--site-dir", place / "then", cwd=root).returncode
        == 0
    )
    done = gongkai("verify", "then", "--clone", "city", cwd=place)
    assert (done.returncode, done.stderr) == (0, "")


def key(folder: Path, name: str) -> Path:
    """Make an SSH key without a passphrase, and a list of signers with it alone."""
    made = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", made], check=True)
    kind, public = made.with_suffix(".pub").read_text(encoding="utf-8").split()[:2]
    line = f'{name}@example.invalid namespaces="gongkai" {kind} {public}\n'
    (folder / f"{name}.signers").write_text(line, encoding="utf-8")
    return made


def test_signed_heads_tell_who_signed(place: Path, tmp_path: Path) -> None:
    """A head signed by a listed key is known as theirs; another's list, or another head, is not."""
    key(tmp_path, "stranger")
    head = tmp_path / "head.json"
    done = gongkai(
        "manifest", "--sign", key(tmp_path, "jiandu"), "-o", head, cwd=place / "city"
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert head.read_bytes() == (place / "head.json").read_bytes()

    def verify(*arguments: object) -> subprocess.CompletedProcess[str]:
        return gongkai("verify", *arguments, cwd=tmp_path)

    fine = verify("head.json", "--signers", "jiandu.signers")
    assert (fine.returncode, fine.stdout) == (0, "head.json 由 jiandu@example.invalid 签名。\n")
    both = verify(place / "city", "--head", head, "--signers", "jiandu.signers")
    assert both.returncode == 0
    assert "签名。" in both.stdout
    assert "一个没改" in both.stdout
    assert verify("head.json", "--signers", "stranger.signers").returncode == 1
    assert verify(place / "head.json", "--signers", "jiandu.signers").returncode == 2
    head.write_bytes((place / "old.json").read_bytes())
    forged = verify("head.json", "--signers", "jiandu.signers")
    assert (forged.returncode, forged.stdout) == (1, "")
    assert "和内容对不上" in forged.stderr


def test_published_heads_are_signed_beside_them(place: Path, tmp_path: Path) -> None:
    """The signature lies beside the site's head; the site is verified with it, as without."""
    site = tmp_path / "site"
    shutil.copytree(place / "site", site)
    made = key(tmp_path, "jiandu")
    sign = ("manifest", "--sign", made, "--site", site)
    assert gongkai("verify", site, "--signers", "jiandu.signers", cwd=tmp_path).returncode == 2
    done = gongkai(*sign, cwd=place / "city")
    assert (done.returncode, done.stderr) == (0, "")
    assert (site / "data/tree-head.json.sig").is_file()
    fine = gongkai(
        "verify", site, "--clone", place / "city", "--signers", "jiandu.signers", cwd=tmp_path
    )
    assert (fine.returncode, fine.stderr) == (0, "")
    assert "tree-head.json 由 jiandu@example.invalid 签名。" in fine.stdout
    assert "逐个文件相同" in fine.stdout


def test_heads_that_history_does_not_bear_out_are_not_signed(place: Path, tmp_path: Path) -> None:
    """A site whose head says something else, or that has none, gets no signature."""
    head = tmp_path / "data/tree-head.json"
    head.parent.mkdir()
    made = key(tmp_path, "jiandu")
    sign = ("manifest", "--sign", made, "--site", tmp_path)
    assert gongkai(*sign, cwd=place / "city").returncode == 2
    told = json.loads((place / "head.json").read_bytes())
    head.write_text(json.dumps(told | {"root": "0" * 64}), encoding="utf-8")
    done = gongkai(*sign, cwd=place / "city")
    assert (done.returncode, done.stderr) == (1, "网站公布的树头和版本库算出的不一样，没有签名。\n")
    assert not head.with_name("tree-head.json.sig").exists()
    assert gongkai("manifest", "--site", tmp_path, cwd=place / "city").returncode == 2


def test_signatures_for_other_purposes_do_not_count(place: Path, tmp_path: Path) -> None:
    """The same key's signature over the same bytes, made as one of a mail, is none of a head."""
    made = key(tmp_path, "jiandu")
    shutil.copy(place / "head.json", tmp_path)
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", "email", "-f", made, "head.json"],
        cwd=tmp_path, check=True,
    )  # fmt: skip
    done = gongkai("verify", "head.json", "--signers", "jiandu.signers", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")


def test_head_that_cannot_be_signed_is_not_written(place: Path, tmp_path: Path) -> None:
    """A file that is no key, or no file to write to: exit 2, and nothing is left behind."""
    for arguments in (
        ("--sign", "catalog/site.yml", "-o", tmp_path / "head.json"),
        ("--sign", "catalog/site.yml"),
    ):
        done = gongkai("manifest", *arguments, cwd=place / "city")
        assert (done.returncode, done.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_missing_ssh_keygen_is_told(place: Path, tmp_path: Path) -> None:
    """Without ssh-keygen: exit 2 and which package has it."""
    git_alone = tmp_path / "bin"
    git_alone.mkdir()
    (git_alone / "git").symlink_to(str(shutil.which("git")))
    done = gongkai(
        "manifest", "--sign", RECORD, "-o", tmp_path / "head.json",
        cwd=place / "city", environment={"PATH": str(git_alone)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "openssh-client" in done.stderr
