"""Rebuilding: whatever was edited in between, the site is the one a clean build makes."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from edits import EDITS, city_after
from repositories import commit, git
from test_site_build import fingerprint
from tinycity import DISTRICT, TOWN

from generator.audit.proof.head import TREE_HEAD
from generator.check.memory import FOLDER
from generator.exchange import runs
from generator.load import bundled
from generator.search import documents
from generator.site import SiteError, build_site, ledger_since
from generator.site.ledger import place_of, recall
from generator.site.ledger_since import place_beside
from generator.site.workplace import Workplace

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = range(3)
STEPS = 7
THEME = ("pages/item.html", "pages/_elements.html", "styles/50-front.css", "partials/footer.html")


@pytest.fixture(autouse=True)
def small_segments(monkeypatch):
    """Let each document be a segment of the search's, and tables have runs of a row or a few.

    So a city of three documents has several; and whatever changed, just that is kept of a ledger.
    """
    monkeypatch.setattr(documents, "SEGMENT", 1)
    monkeypatch.setattr(runs, "SHORT", 0)
    monkeypatch.setattr(runs, "MEAN", 2)
    monkeypatch.setattr(ledger_since, "_PART", 0)


@dataclass
class Editor:
    """Somebody who edits a city and rebuilds its site again and again."""

    folder: Path
    edits: set[str] = field(default_factory=set)
    older: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay out the city with templates, styles and prose of its own."""
        self.root, self.site = self.folder / "city", self.folder / "site"
        self.theme = self.root / "theme"
        shutil.copytree(bundled("site_overrides"), self.theme)
        settings = bundled("mkdocs.yml").read_text(encoding="utf-8")
        settings = settings.replace("site_overrides", "theme")
        settings = settings.replace("docs_dir: docs", f"docs_dir: {bundled('docs')}")
        (self.root / "mkdocs.yml").write_text(settings, encoding="utf-8")
        self.lay()

    @property
    def ledger(self) -> Path:
        """Return where the site's ledger is."""
        return place_of(self.root, self.site)

    def lay(self) -> None:
        """Let the catalog on disk be the city after the edits, and nothing else."""
        shutil.rmtree(self.root / "catalog", ignore_errors=True)
        for path, text in city_after(self.edits).items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")

    def build(self, site: Path | None = None) -> object:
        """Build; return the summary, None when the catalog has errors."""
        try:
            return build_site(self.root, site or self.site, report=lambda _: None)
        except SiteError:
            return None

    def clean(self) -> dict[str, str] | None:
        """Return what a build without any memory makes, None when there are errors."""
        place = Workplace(self.folder / "clean")
        for folder in (place.site, place.spare):
            shutil.rmtree(folder, ignore_errors=True)
        memory, aside = self.root / FOLDER, self.root / "memory"
        memory.rename(aside)
        summary = self.build(place.site)
        shutil.rmtree(memory, ignore_errors=True)
        aside.rename(memory)
        return fingerprint(place.site) if summary else None


def _edit(editor: Editor, chance: random.Random) -> None:
    for name in chance.sample(list(EDITS), chance.randint(1, 3)):
        editor.edits ^= {name}
    editor.lay()


def _retouch(editor: Editor, chance: random.Random) -> None:
    """Change a template, a style or a part of the shell."""
    file = editor.theme / chance.choice(THEME)
    added = "/* x */ .x{color:red}" if file.suffix == ".css" else "<p>改过</p>"
    file.write_text(file.read_text(encoding="utf-8") + added, encoding="utf-8")


def _lose_memory(editor: Editor, chance: random.Random) -> None:
    """Delete the memory, damage it, or bring one from another time."""
    if not editor.ledger.exists():
        return
    beside = place_beside(editor.ledger)
    file = chance.choice([editor.ledger, beside] if beside.exists() else [editor.ledger])
    data = file.read_bytes()
    what = chance.choice(("gone", "cut", "older"))
    if what == "gone":
        shutil.rmtree(editor.ledger.parent)
    elif what == "cut":
        file.write_bytes(data[: chance.randrange(len(data))])
    else:
        file.write_bytes(editor.older.setdefault(file.suffix, data))


def _meddle(editor: Editor, chance: random.Random) -> None:
    """Write in the finished site by hand: in place, beside, or not at all any more."""
    files = sorted(path for path in editor.site.rglob("*") if path.is_file())
    if not files:
        return
    file = chance.choice(files)
    what = chance.choice(("grow", "same size", "gone", "new", "link", "spare gone"))
    if what == "grow":
        with file.open("ab") as stream:
            stream.write(b"x")
    elif what == "same size":
        file.write_bytes(b"x" * file.stat().st_size)
    elif what == "gone":
        file.unlink()
    elif what == "new":
        (file.parent / "geheim.txt").write_text("x", encoding="utf-8")
    elif what == "link":
        file.unlink()
        file.symlink_to(editor.root / "mkdocs.yml")
    else:
        shutil.rmtree(Workplace(editor.site).spare, ignore_errors=True)


def _leave_half(editor: Editor, chance: random.Random) -> None:
    """Leave behind what a killed build leaves: a folder with some of the old and some else."""
    place = Workplace(editor.site)
    if not editor.site.exists():
        return
    shutil.rmtree(place.spare, ignore_errors=True)
    shutil.rmtree(place.building, ignore_errors=True)
    shutil.copytree(editor.site, place.building, copy_function=os.link)
    for file in sorted(place.building.rglob("*.html")):
        if chance.random() < 0.2:
            file.unlink()
            if chance.random() < 0.5:
                file.write_text("halb", encoding="utf-8")


@pytest.mark.parametrize("seed", SEEDS)
def test_any_sequence_of_changes_leads_to_the_site_of_a_clean_build(seed, tmp_path):
    """Edits, renames, deletions, templates, a lost or foreign memory, meddling, killed builds.

    After each step the rebuilt site equals a clean build byte for byte; where the catalog has
    errors, the site stays as it was.
    """
    chance = random.Random(seed)
    editor = Editor(tmp_path)
    editor.build()
    steps = [_edit] * 5 + [_retouch, _lose_memory, _meddle, _leave_half]
    for _ in range(STEPS):
        for step in chance.sample(steps, chance.randint(1, 3)):
            step(editor, chance)
        before = fingerprint(editor.site)
        built, clean = editor.build(), editor.clean()
        assert (built is None) == (clean is None)
        assert fingerprint(editor.site) == (before if clean is None else clean)


def test_from_each_edit_to_the_next_and_back(tmp_path):
    """After each edit alone the site is a clean build's and another; at the end as at the start."""
    editor = Editor(tmp_path)
    editor.build()
    first = before = fingerprint(editor.site)
    for name in [name for name in EDITS if name != "a fault"]:
        editor.edits = {name}
        editor.lay()
        editor.build()
        after = fingerprint(editor.site)
        assert after == editor.clean(), name
        assert after != before, name
        before = after
    editor.edits = set()
    editor.lay()
    editor.build()
    assert fingerprint(editor.site) == first


def test_only_changed_files_are_written(tmp_path):
    """A file with the same bytes stays the same file, so that copying the site onward is short."""
    editor = Editor(tmp_path)
    editor.build()
    numbers = {path: path.stat().st_ino for path in editor.site.rglob("*") if path.is_file()}
    before = fingerprint(editor.site)
    editor.edits = {"a body's telephone"}
    editor.lay()
    summary = editor.build()
    after = fingerprint(editor.site)
    assert before.keys() == after.keys()
    changed = {path for path in before if before[path] != after[path]}
    same = {path for path, number in numbers.items() if path.stat().st_ino == number}
    assert {path.relative_to(editor.site).as_posix() for path in same} == before.keys() - changed
    assert "dong/bumen/jia-bu/index.html" in changed
    assert len(changed) < len(before) / 2
    assert 0 < summary.written.new < summary.written.pages


def test_a_changed_document_leaves_the_other_segments_of_the_search(tmp_path):
    """An edit of one document makes its own segment anew, and the newest, which lists characters.

    The shards of the documents between aren't made again.
    """
    editor = Editor(tmp_path, {"another record", "a record more, of no item"})
    editor.build()
    before = recall(editor.ledger).made
    editor.edits |= {"a record's title"}
    editor.lay()
    editor.build()
    after = recall(editor.ledger).made
    shards = [path for path in after if path.startswith("assets/search/d/")]
    segments = {path.rpartition("/")[2][0] for path in shards if path in before}
    again = {path.rpartition("/")[2][0] for path in shards if after[path] != before.get(path)}
    assert again == {"0", "2", "d"}
    assert "1" in segments


@pytest.mark.parametrize("pattern", ["assets/search/d/*.js", "assets/search/*.js", "**/*.xml"])
def test_a_file_that_was_taken_away_is_made_again(pattern, tmp_path):
    """One of many that are made together is missed too, when nothing else has changed."""
    editor = Editor(tmp_path, {"an address"})
    editor.build()
    before = fingerprint(editor.site)
    files = sorted(editor.site.glob(pattern))
    assert files
    for file in files:
        file.unlink()
        editor.build()
        assert fingerprint(editor.site) == before


def test_nothing_changed_nothing_is_rendered(tmp_path):
    """A second build of the same catalog renders no page."""
    editor = Editor(tmp_path)
    editor.build()
    assert editor.build().written.new == 0


def test_the_old_site_is_never_written_in_place(tmp_path):
    """Files the two sites share stay as they are when the new one gets others in their place."""
    editor = Editor(tmp_path)
    editor.build()
    editor.build()
    spare = Workplace(editor.site).spare
    before = fingerprint(editor.site)
    held = spare.with_name("held")
    shutil.copytree(editor.site, held, copy_function=os.link)
    editor.edits = {"the site's title"}
    editor.lay()
    editor.build()
    assert fingerprint(held) == before != fingerprint(editor.site)


def test_where_files_cant_be_linked_they_are_copied(tmp_path, monkeypatch):
    """Each rebuild, the first and later ones, gives a clean build's site, and renders what changed.

    So it is on disks that have no links, such as a stick's.
    """

    def refused(*_paths):
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refused)
    editor = Editor(tmp_path)
    pages = editor.build().written.pages
    for edits in ({"a record's title"}, {"a record's title", "no record"}, set()):
        editor.edits = edits
        editor.lay()
        assert editor.build().written.new < pages
        assert fingerprint(editor.site) == editor.clean()


def test_two_sites_of_one_catalog_have_memories_of_their_own(tmp_path):
    """Building into another folder takes nothing from the first one's memory, and spoils none."""
    editor = Editor(tmp_path)
    other = tmp_path / "other"
    editor.build()
    editor.build(other)
    assert fingerprint(other) == fingerprint(editor.site)
    editor.edits = {"no record"}
    editor.lay()
    editor.build(other)
    editor.build()
    assert fingerprint(other) == fingerprint(editor.site) == editor.clean()


def test_with_a_history_behind_it_too(tmp_path):
    """Commits, renames and uncommitted edits, in a repository: each site is a clean build's.

    Feeds, former addresses and the tree head hang on what is committed, lists on what is there.
    All is of one day, so that nothing else starts the site anew.
    """
    editor = Editor(tmp_path)
    git(editor.root, "init", "-q", "-b", "main")
    commit(editor.root, {".gitignore": ".gongkai\n"})
    editor.build()
    heads = []
    for name in ("a town's name", "no record", "a record's title", "a body's telephone"):
        editor.edits ^= {name}
        editor.lay()
        for _ in ("only written", "committed too"):
            editor.build()
            assert fingerprint(editor.site) == editor.clean(), name
            heads.append((editor.site / TREE_HEAD).read_bytes())
            commit(editor.root, {})
    assert len(set(heads)) == len(heads)
    git(editor.root, "mv", TOWN, f"{DISTRICT}/lan-zhen")
    commit(editor.root, {})
    editor.build()
    assert (editor.site / "dong/qing-zhen/index.html").exists()
    assert fingerprint(editor.site) == editor.clean()
