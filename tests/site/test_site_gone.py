"""Addresses that were pages once: in real repositories, built as always."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
import tinycity
from repositories import city, commit, git
from tinycity import DISTRICT, RECORD, TOWN

from generator.audit import history_of, inspect_site
from generator.exchange import downloads
from generator.resolve import load_catalog
from generator.site import build_site
from generator.site.feeds import feed_files
from generator.site.pages import list_pages
from generator.site.view import View

STAY = {"item", "unit_area", "unit", "body", "area", "standard", "record", "base", "matrix"}
PROJECT = Path(__file__).resolve().parents[2]
JIA, YI = f"{DISTRICT}/jia-bu/jia.yml", f"{DISTRICT}/yi-bu/yi.yml"
CITY = tinycity.FILES


def build(root: Path) -> Path:
    """Build a repository's site and return its folder."""
    build_site(root, root / "site", report=lambda _found: None)
    return root / "site"


def target(site: Path, path: str) -> str:
    """Return where a page that moved leads, as a path of the site; "" where it leads nowhere."""
    text = (site / path).read_text(encoding="utf-8")
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', text)
    return normpath(join(dirname(path), unescape(found[1]))) if found else ""


def renamed(root: Path, old: str, new: str) -> None:
    """Rename a folder of the catalog and commit."""
    git(root, "mv", old, new)
    commit(root, {})


def test_renamed_unit_leads_to_its_new_place(tmp_path: Path) -> None:
    """A town's folder gets another name: its pages' old addresses lead to the new ones."""
    root = city(tmp_path)
    renamed(root, TOWN, f"{DISTRICT}/lan-zhen")
    site = build(root)
    for page in ("index.html", "jia/index.html", "jia/01-03/index.html"):
        assert target(site, f"dong/qing-zhen/{page}") == f"dong/lan-zhen/{page}"


def test_renamed_department_leads_to_its_new_place(tmp_path: Path) -> None:
    """A department's folder gets another name, twice: each of its old addresses leads on."""
    root = city(tmp_path)
    for old, new in (("jia-bu", "jia-ju"), ("jia-ju", "jia-yuan")):
        renamed(root, f"{DISTRICT}/{old}", f"{DISTRICT}/{new}")
    site = build(root)
    for old in ("jia-bu", "jia-ju"):
        assert target(site, f"dong/bumen/{old}/index.html") == "dong/bumen/jia-yuan/index.html"


def test_renamed_area_leads_to_its_new_place(tmp_path: Path) -> None:
    """An area's short name changes, its number stays: area, rows, items and lists lead on."""
    root = city(tmp_path)
    git(root, "mv", "catalog/standards/yi.yml", "catalog/standards/bing.yml")
    git(root, "mv", YI, f"{DISTRICT}/yi-bu/bing.yml")
    commit(root, {
        f"{DISTRICT}/yi-bu/bing.yml": CITY[YI].replace("领域: yi", "领域: bing"),
        "catalog/site.yml": CITY["catalog/site.yml"].replace("[jia, yi]", "[jia, bing]"),
    })  # fmt: skip
    site = build(root)
    for page in ("areas/{}", "areas/{}/02-01", "dong/{}", "dong/{}/02-01"):
        old, new = (f"{page.format(area)}/index.html" for area in ("yi", "bing"))
        assert target(site, old) == new


def test_item_that_moved_to_another_unit_leads_there(tmp_path: Path) -> None:
    """移自 names the item's former number: the old address leads to the new page."""
    root = city(tmp_path)
    rows = CITY["catalog/standards/jia.yml"]
    commit(root, {
        JIA: CITY[JIA].replace('  "01-02":\n', ""),
        f"{TOWN}/jia.yml": CITY[f"{TOWN}/jia.yml"] + '  "01-02":\n    移自: 990102/01-02\n',
        "catalog/standards/jia.yml": rows.replace("[县级]", "[乡级]", 1),
    })  # fmt: skip
    site = build(root)
    assert target(site, "dong/jia/01-02/index.html") == "dong/qing-zhen/jia/01-02/index.html"


def test_what_vanished_leaves_a_tombstone(tmp_path: Path) -> None:
    """A record taken out of the catalog: its address says what it was and when it went."""
    root = city(tmp_path)
    commit(root, {RECORD: None}, date="2025-03-01T12:00:00+0800")
    site = build(root)
    page = site / "records/2024/20240105-abc234.html"
    text = page.read_text(encoding="utf-8")
    assert "公开信息“【虚构】救助办事指南”" in text
    assert "<time>2025-03-01</time> 从目录里删去" in text
    assert text.count("<h1>") == 1
    assert 'id="menu"' in text  # in the site's frame: search and menu lead on
    assert "search/index.html?q=%E3%80%90" in text
    assert 'href="../../changes/2025-03/index.html"' in text
    assert 'href="../../apply/index.html"' in text
    assert 'name="robots" content="noindex"' in text
    assert "演示数据，非官方网站" in text
    assert "http-equiv" not in text
    assert 'href="../../index.html"' in text
    assert "张三" not in text
    assert inspect_site(site).diagnostics == ()


def test_titles_of_former_pages_are_escaped(tmp_path: Path) -> None:
    """Markup in the name of something that is gone stays text."""
    root = city(tmp_path)
    commit(root, {RECORD: CITY[RECORD].replace("【虚构】救助", "<script>alert(1)</script>")})
    commit(root, {RECORD: None})
    text = (build(root) / "records/2024/20240105-abc234.html").read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_catalog_that_lost_nothing_has_no_such_pages(tmp_path: Path) -> None:
    """Only what was lost costs a page."""
    pages = [p.read_text(encoding="utf-8") for p in build(city(tmp_path)).rglob("*.html")]
    assert not any("搬到了新地址" in page or "已经不在目录里" in page for page in pages)


def addresses_now(root: Path) -> set[str]:
    """Return the addresses of everything that the catalog, as it is, would publish."""
    catalog, found = load_catalog(root)
    assert catalog is not None, found
    view = View(catalog, history_of(root))
    pages = {path for path, (kind, _) in list_pages(view).items() if kind.setting.kind in STAY}
    lists = {path for path in list_pages(view) if path.startswith("changes/")}
    feeds = {path for path, _ in feed_files(view)}
    return pages | lists | feeds | {path for path, _ in downloads(catalog)}


def stir(root: Path, dice: random.Random) -> None:
    """Change a real repository at random in one of the ways that cost addresses."""
    towns = sorted(p.parent for p in (root / DISTRICT).glob("*/unit.yml"))
    bodies = sorted(p.parent for p in (root / DISTRICT).glob("*/body.yml"))
    records = sorted((root / "catalog").rglob("records/*/*.yml"))
    name = "".join(dice.choices("abcdefgh", k=8))
    deed = dice.choice(["town", "body", "record", "town gone", "recode", "add"])
    if deed == "town" and towns:
        git(root, "mv", str(dice.choice(towns)), f"{DISTRICT}/{name}")
    elif deed == "body":
        git(root, "mv", str(dice.choice(bodies)), f"{DISTRICT}/{name}")
    elif deed == "record" and records:
        dice.choice(records).unlink()
    elif deed == "town gone" and towns:
        git(root, "rm", "-rq", str(dice.choice(towns)))
    elif deed == "recode" and towns:
        unit = dice.choice(towns) / "unit.yml"
        text = unit.read_text(encoding="utf-8")
        code = f"990102{dice.randint(100, 999)}"
        unit.write_text(re.sub(r"990102[0-9]{3}", code, text), encoding="utf-8")
    else:
        place = dice.choice(bodies) / "records" / "2025" / f"20250101-{name[:6]}.yml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(CITY[RECORD].replace("2024-00001", name), encoding="utf-8")
    commit(root, {}, deed)


@pytest.mark.parametrize("seed", range(20))
def test_every_address_of_real_histories_answers(tmp_path: Path, seed: int) -> None:
    """Random renames and removals in git: each address of each revision is a file at the end."""
    dice = random.Random(seed)
    root = city(tmp_path)
    known = addresses_now(root)
    for _ in range(4):
        stir(root, dice)
        known |= addresses_now(root)
    site = build(root)
    assert [path for path in sorted(known) if not (site / path).is_file()] == []
    for path in known:
        if not path.endswith(".html"):
            continue
        assert not target(site, path) or (site / target(site, path)).is_file()


def test_feeds_and_downloads_go_on_at_their_old_place(tmp_path: Path) -> None:
    """A renamed town's old feed and lists say what its new ones say; a town's that is gone, that.

    Programs fetch them, and programs follow no page that leads on.
    """
    root = city(tmp_path)
    items = f"{TOWN}/jia.yml"
    commit(root, {items: CITY[items].replace('"01-01":', '"01-01":\n    公开方式: 依申请公开')})
    renamed(root, TOWN, f"{DISTRICT}/lan-zhen")
    site = build(root)
    old, new = (f"dong/{name}/items" for name in ("qing-zhen", "lan-zhen"))
    for suffix in ("csv", "json", "xlsx"):
        assert (site / f"{old}.{suffix}").read_bytes() == (site / f"{new}.{suffix}").read_bytes()
    feeds = [json.loads((site / f"changes/units/dong/{name}/feed.json").read_bytes())
             for name in ("qing-zhen", "lan-zhen")]  # fmt: skip
    assert feeds[0] == feeds[1]
    lists = [f"changes/units/dong/{name}/index.html" for name in ("qing-zhen", "lan-zhen")]
    assert target(site, lists[0]) == lists[1]
    git(root, "rm", "-rq", f"{DISTRICT}/lan-zhen")
    commit(root, {})
    site = build(root)
    assert json.loads((site / f"{new}.json").read_bytes())["条目"] == []
    feed = json.loads((site / "changes/units/dong/lan-zhen/feed.json").read_bytes())
    assert (feed["title"].partition("：")[0], feed["items"]) == ("青镇（已经不在目录里）", [])
    assert "已经不在目录里" in (site / "changes/units/dong/lan-zhen/index.html").read_text("utf-8")


def test_lost_address_is_found(tmp_path: Path) -> None:
    """``verify --urls`` counts the addresses of history, and names the one without a page."""
    root = city(tmp_path)
    commit(root, {RECORD: None})
    site = build(root)

    def verify() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "generator", "verify", "--urls", site, "--clone", root],
            cwd=PROJECT, capture_output=True, check=False, encoding="utf-8",
        )  # fmt: skip

    fine = verify()
    assert (fine.returncode, fine.stderr) == (0, "")
    assert re.fullmatch(r"公布过的 [0-9]+ 个网址都有页面或者文件。\n", fine.stdout)
    lost = "records/2024/20240105-abc234.html"
    (site / lost).unlink()
    bad = verify()
    assert (bad.returncode, bad.stdout) == (1, "")
    assert f"{lost}" in bad.stderr
    assert "site-lost-address" in bad.stderr
