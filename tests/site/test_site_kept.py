"""What MkDocs gave is kept until something it rests on changes; then MkDocs is started again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from test_site_build import fingerprint
from tinycity import TOWN, write

from generator.load import bundled
from generator.site import build_site, theming

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Mill:
    """A small city whose site is built again and again; counts how often MkDocs is started."""

    def __init__(self, folder: Path) -> None:
        self.root, self.folder, self.log = write(folder / "city"), folder, folder / "starts"

    @property
    def starts(self) -> int:
        """How often MkDocs was started, in whatever process."""
        return len(self.log.read_bytes()) if self.log.exists() else 0

    def count(self) -> None:
        """Note a start."""
        with self.log.open("ab") as log:
            log.write(b".")

    @property
    def kept(self) -> Path:
        """Where MkDocs' part is kept."""
        return self.root / ".gongkai/mkdocs.json"

    def build(self, name: str = "site") -> dict[str, str]:
        """Build; return the digests of the site's files."""
        build_site(self.root, self.folder / name, report=lambda _: None)
        return fingerprint(self.folder / name)

    def set(self, old: str, new: str) -> None:
        """Give the city settings of its own, with something changed in them."""
        text = bundled("mkdocs.yml").read_text(encoding="utf-8").replace(old, new)
        for name in ("docs", "site_overrides"):
            text = text.replace(f": {name}\n", f": {bundled(name)}\n")
        (self.root / "mkdocs.yml").write_text(text, encoding="utf-8")


@pytest.fixture
def mill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mill]:
    """Return a city and count its builds by MkDocs."""
    mill = Mill(tmp_path)
    really = theming.mkdocs_build.build

    def build(config: object) -> None:
        mill.count()
        really(config)

    monkeypatch.setattr(theming.mkdocs_build, "build", build)
    return mill


def test_the_second_build_starts_no_mkdocs_and_makes_the_same(mill: Mill) -> None:
    """Into another folder, so that every page and all prose is made from what was kept."""
    first = mill.build()
    assert mill.starts == 1
    assert mill.build("other") == first
    assert mill.starts == 1


def test_a_build_from_what_was_kept_imports_no_mkdocs(mill: Mill) -> None:
    """It would cost time: neither MkDocs' builder nor Markdown is loaded."""
    mill.build()
    code = (
        "import sys; from pathlib import Path; from generator.site import build_site;"
        f"build_site(Path({str(mill.root)!r}), Path({str(mill.folder / 'site')!r}));"
        "print([m for m in ('mkdocs.config', 'mkdocs.commands', 'markdown') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert answer.stdout == "[]\n"


def test_what_it_rests_on_starts_mkdocs_again(mill: Mill) -> None:
    """The catalog's own name, settings, prose: each shows on the prose pages after a build."""
    mill.build()
    site = mill.root / "catalog/site.yml"
    retitled = site.read_text("utf-8").replace("【虚构】目录", "【虚构】新目录")
    site.write_text(retitled, encoding="utf-8")
    mill.build()
    assert mill.starts == 2
    page = mill.folder / "site/help/privacy/index.html"
    assert "【虚构】新目录" in page.read_text("utf-8")
    mill.set("怎样查找", "如何查找")
    shutil.copytree(bundled("docs"), mill.root / "prose")
    text = (mill.root / "mkdocs.yml").read_text("utf-8")
    (mill.root / "mkdocs.yml").write_text(text.replace(str(bundled("docs")), "prose"), "utf-8")
    mill.build()
    assert mill.starts == 3
    assert "如何查找" in page.read_text("utf-8")
    with (mill.root / "prose/help/privacy/index.md").open("a", encoding="utf-8") as file:
        file.write("\n又一句话。\n")
    mill.build()
    assert mill.starts == 4
    assert "又一句话。" in page.read_text("utf-8")


@pytest.mark.parametrize("harm", ["cut", "bit", "gone", "list"])
def test_a_damaged_or_lost_memory_starts_mkdocs_again(mill: Mill, harm: str) -> None:
    """Cut off, one character changed, deleted, something else in its place: the same site."""
    first = mill.build()
    data = mill.kept.read_bytes()
    if harm == "cut":
        mill.kept.write_bytes(data[:-20])
    elif harm == "bit":
        mill.kept.write_bytes(data.replace("怎样".encode(), "这样".encode(), 1))
    elif harm == "gone":
        mill.kept.unlink()
    else:
        mill.kept.write_bytes(b"[]")
    assert mill.build("other") == first
    assert mill.starts == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("markdown_extensions:", "markdown_extensions:\n  - md_in_html"),
        ("site_name: ", "site_name: !ENV [GONGKAI_NAME, 某市]  # "),
        ("  - gongkai\n", "  - gongkai\n  - search\n"),
    ],
)
def test_settings_that_can_read_anything_are_never_kept(mill: Mill, old: str, new: str) -> None:
    """Other extensions, other plugins, variables: what they give hangs on more than our files."""
    mill.set(old, new)
    mill.build()
    mill.build()
    assert mill.starts == 2
    assert not mill.kept.exists()


def _get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
        text: str = answer.read().decode()
    return text


def _wait_for(port: int, path: str, words: str) -> None:
    """Ask for a page until it says something. Raises AssertionError after a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError):
            if words in _get(port, path):
                return
        time.sleep(0.2)
    raise AssertionError(f"{path} doesn't say {words}")


def _said(log: Path, words: str) -> str:
    """Return what was told once it has some words. Raises AssertionError after a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        text = log.read_text("utf-8")
        if words in text:
            return text
        time.sleep(0.2)
    raise AssertionError(f"never said {words}: {log.read_text('utf-8')}")


def test_serve_shows_an_edit_with_or_without_mkdocs(mill: Mill) -> None:
    """A town's new name is on its page, the catalog's new name on the prose pages too.

    A fault in between changes nothing: what was shown stays until it is mended, and the fault is
    told with its place and what to do, without a word of where in the program it was noticed.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "import sys; from generator.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "serve", str(mill.root), "--port", str(port)]
    mill.set("", "")
    told = mill.folder / "told"
    with told.open("wb") as errors:
        process = subprocess.Popen(command, stderr=errors)
    town, site = mill.root / TOWN / "unit.yml", mill.root / "catalog/site.yml"
    try:
        _wait_for(port, "dong/qing-zhen/index.html", "青镇")
        whole = town.read_text("utf-8")
        town.write_text(whole + "未知键: 1\n", encoding="utf-8")
        said = _said(told, "改好保存以后")
        assert f"{TOWN}/unit.yml:{whole.count(chr(10)) + 1}:1 错误" in said
        assert "目录有错误" in said
        assert "Traceback" not in said
        assert "青镇" in _get(port, "dong/qing-zhen/index.html")
        town.write_text(whole.replace("青镇", "蓝镇"), encoding="utf-8")
        _wait_for(port, "dong/qing-zhen/index.html", "蓝镇")
        retitled = site.read_text("utf-8").replace("【虚构】目录", "【虚构】新目录")
        site.write_text(retitled, encoding="utf-8")
        _wait_for(port, "help/index.html", "【虚构】新目录")
        mill.set("plugins:", "plugins: [")
        said = _said(told, "mkdocs.yml 不对")
        assert "Traceback" not in said
        assert "青镇" not in _get(port, "dong/qing-zhen/index.html")
    finally:
        process.terminate()
        process.wait()
