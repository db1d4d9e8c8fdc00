"""Building: the old site stays whole until the new one is, whatever happens."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from tinycity import DISTRICT, edited, write

from generator.cli.main import run
from generator.site import SiteError, build_site
from generator.site.links import dialable, is_linkable, split_sources
from generator.site.workplace import Workplace
from generator.site.writer import Writer

ROOT = Path(__file__).parents[2]


def fingerprint(folder: Path) -> dict[str, str]:
    """Return each file's digest."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_folder_with_only_a_catalog_is_built_with_the_projects_own_face(tmp_path):
    """A catalog without mkdocs.yml takes the project's settings, templates and prose."""
    root = write(tmp_path / "city")
    summary = build_site(root, tmp_path / "site", report=lambda _: None)
    assert summary.written.pages > 30
    assert "个事项" in str(summary)
    page = (tmp_path / "site/dong/qing-zhen/jia/01-01/index.html").read_text(encoding="utf-8")
    assert "青镇" in page
    assert (tmp_path / "site/help/index.html").is_file()
    assert (tmp_path / "site/dong/items.xlsx").is_file()


def test_equal_catalogs_give_equal_bytes(tmp_path):
    """Two builds of one catalog hold the same files byte for byte."""
    root = write(tmp_path / "city")
    for name in ("one", "two"):
        build_site(root, tmp_path / name, report=lambda _: None)
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")


def test_a_faulty_catalog_leaves_the_old_site_as_it_was(tmp_path):
    """Findings are reported, SiteError is raised, not a byte of the old site changes.

    What was made ready meanwhile is links to its files, for the next build.
    """
    root = write(tmp_path / "city")
    build_site(root, tmp_path / "site", report=lambda _: None)
    before = fingerprint(tmp_path / "site")
    write(root, edited(f"{DISTRICT}/unit.yml", "东区", "东区\n未知键: 1"))
    reported = []
    with pytest.raises(SiteError, match="没有生成"):
        build_site(root, tmp_path / "site", report=reported.extend)
    assert reported
    assert fingerprint(tmp_path / "site") == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == [".site.spare"]
    files = [p for p in (tmp_path / "site").rglob("*") if p.is_file()]
    assert all(
        p.samefile(tmp_path / ".site.spare" / p.relative_to(tmp_path / "site")) for p in files
    )


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_killed_build_leaves_the_old_site_and_the_next_one_cleans_up(tmp_path):
    """SIGKILL while pages are written: the old site is whole; the next build succeeds."""
    root = write(tmp_path / "city")
    site = tmp_path / "site"
    build_site(root, site, report=lambda _: None)
    before = fingerprint(site)
    code = (
        "import sys, time; from pathlib import Path; from generator.site import build_site;"
        f"build_site(Path({str(root)!r}), Path({str(site)!r}), progress=lambda *_: time.sleep(60))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.DEVNULL)
    building = Workplace(site).building
    deadline = time.monotonic() + 30
    while not any(building.glob("*/index.html")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert building.is_dir()
    assert fingerprint(site) == before
    build_site(root, site, report=lambda _: None)
    assert fingerprint(site) == before
    assert not building.exists()


def test_a_site_moved_aside_by_a_killed_switch_is_put_back(tmp_path):
    """Killed between the two renames, the old site returns at the next start."""
    place = Workplace(tmp_path / "site")
    place.replaced.mkdir()
    (place.replaced / "index.html").write_text("old", encoding="utf-8")
    place.recover()
    assert (place.site / "index.html").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    "path", ["../x.html", "a/../../x", "/etc/x", "a//b", "", "a\\b", "a:b", "a\x00b", "a/./b"]
)
def test_no_file_is_written_outside_the_site(tmp_path, path):
    """A path that leaves the folder, or no server could hold, is refused."""
    with pytest.raises(ValueError, match="outside"):
        Writer(tmp_path).write(path, b"")


def test_a_link_placed_in_the_output_is_not_followed(tmp_path):
    """A symbolic link in the way is refused instead of writing to where it points."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.html").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"a\.html"):
        Writer(tmp_path / "out").write("a.html", b"x")
    assert not (tmp_path / "elsewhere").exists()


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path, capsys):
    """A full disk or a wrong place: a plain message, exit 2, the old site untouched."""
    root = write(tmp_path / "city")
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run(["build", str(root), "--site-dir", str(tmp_path / "file/site")]) == 2
    said = capsys.readouterr().err
    assert "路径中间有一段是文件" in said
    assert "原来的网站没有动" in said
    assert "Traceback" not in said


@pytest.mark.skipif(os.name == "nt", reason="file size limits")
def test_a_write_that_fails_in_the_middle_leaves_the_old_site(tmp_path):
    """The system takes no more bytes: exit 2 in words, the old site whole, the next build fine.

    A limit on the size of files stands for a full disk: the write fails half-way as it does there.
    """
    root = write(tmp_path / "city")
    site = tmp_path / "site"
    build_site(root, site, report=lambda _: None)
    before = fingerprint(site)
    write(root, edited(f"{DISTRICT}/unit.yml", "名称: 东区", "名称: 新东区"))
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000));"
        "from generator.cli.main import run;"
        f"sys.exit(run(['build', {str(root)!r}, '--site-dir', {str(site)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "原来的网站没有动" in done.stderr
    assert fingerprint(site) == before
    assert not Workplace(site).building.exists()
    build_site(root, site, report=lambda _: None)
    assert "新东区" in (site / "dong/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [10, 5_000_000])
def test_a_file_in_pieces_is_one_file_and_stays_when_it_is_the_same(size, tmp_path):
    """Short or too long to hold: pieces are joined; an equal file that stands stays."""
    pieces = [b"x" * (size // 2), b"y" * (size // 2)]
    first = Writer(tmp_path)
    first.write_pieces("a/b.csv", pieces)
    assert (tmp_path / "a/b.csv").read_bytes() == b"".join(pieces)
    again = Writer(tmp_path, first.written)
    again.write_pieces("a/b.csv", iter(pieces))
    assert again.written == first.written
    other = Writer(tmp_path, first.written)
    other.write_pieces("a/b.csv", pieces[::-1])
    assert (tmp_path / "a/b.csv").read_bytes() == b"".join(pieces[::-1])
    assert other.written != first.written
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.csv"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//example.invalid/", "/x", "../x", "a b", ""],
)
def test_other_addresses_are_no_links(address):
    """Only http, https and plain paths inside the site may become links."""
    assert not is_linkable(address)


@pytest.mark.parametrize(
    "address", ["https://example.invalid/a?b=c&d=中文", "HTTP://x/", "files/a-1.pdf"]
)
def test_web_addresses_and_site_paths_are_links(address):
    """Web addresses and relative paths pass."""
    assert is_linkable(address)


def test_only_digits_and_hyphens_are_dialled():
    """A telephone with anything else in it is shown, not dialled."""
    assert dialable("0562-8814823") == "0562-8814823"
    assert [dialable(n) for n in ("0562—881", "12", "1 2345", "tel:1", "０５６２-1")] == [""] * 5


def test_several_sources_are_told_apart():
    """Each address of a 来源 is a link of its own, notes stay beside theirs."""
    assert split_sources("https://a.invalid/1（2020年报）；https://b.invalid/（x；y）；说明") == [
        ("https://a.invalid/1", "（2020年报）"),
        ("https://b.invalid/", "（x；y）；说明"),
    ]
    assert split_sources("纸质文件") == [("", "纸质文件")]


def test_serve_shows_a_change_at_the_next_request(tmp_path):
    """Catalog pages are rendered on request, and again after the catalog changed."""
    root = write(tmp_path / "city")
    code = (
        "from pathlib import Path; from generator.site import serve_site;"
        f"serve_site(Path({str(root)!r}), port=18765)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        address = "http://127.0.0.1:18765/dong/qing-zhen/"
        assert "青镇" in _fetch(address, "青镇")
        assert "suggest" in _fetch("http://127.0.0.1:18765/assets/search/suggest.js", "suggest")
        town = f"{DISTRICT}/qing-zhen/unit.yml"
        write(root, edited(town, "名称: 青镇", "名称: 新青镇"))
        assert "新青镇" in _fetch(address, "新青镇")
    finally:
        process.terminate()
        process.wait()


def _fetch(address: str, wanted: str) -> str:
    """Return the page once it holds ``wanted``, or what it holds after twenty seconds."""
    text, deadline = "", time.monotonic() + 20
    while wanted not in text and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                text = answer.read().decode("utf-8")
        except OSError:
            time.sleep(0.2)
        if wanted not in text:
            time.sleep(0.2)
    return text


@pytest.mark.parametrize("kind", ["file", "link", "others"])
def test_a_folder_that_is_no_site_is_never_replaced(kind, tmp_path):
    """A mistyped site folder (a file, a link, somebody's documents) is refused and kept."""
    site, documents = tmp_path / "site", tmp_path / "documents"
    documents.mkdir()
    (documents / "letter.txt").write_text("重要", encoding="utf-8")
    if kind == "file":
        site.write_text("重要", encoding="utf-8")
    elif kind == "link":
        site.symlink_to(documents)
    else:
        documents.rename(site)
    assert "没有动它" in Workplace(site).refusal()


def test_nothing_an_empty_folder_and_our_own_site_may_be_replaced(tmp_path):
    """A new place, an empty folder, and a site this project made are fine."""
    site = tmp_path / "site"
    assert Workplace(site).refusal() == ""
    site.mkdir()
    assert Workplace(site).refusal() == ""
    for name in ("index.html", "assets/gongkai.css", "search/index.html"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text("", encoding="utf-8")
    assert Workplace(site).refusal() == ""
