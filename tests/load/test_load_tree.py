"""Walking a catalog: kinds by path, names, missing and unreadable files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import generator.load as room
from generator.load import RULES, kind_of, list_tree, load_file, plain

BASE = {
    "catalog/site.yml": "格式版本: 1\n",
    "catalog/subjects.yml": "主体: {}\n",
    "catalog/bases.yml": "依据: {}\n",
    "catalog/standards/jiuye.yml": "名称: 就业\n",
    "catalog/districts/yian/unit.yml": "名称: 义安区\n",
}


@pytest.fixture
def write(tmp_path):
    """Write the base catalog and more files; return the root."""

    def _write(more=None, *, without=()):
        for path, text in {**BASE, **(more or {})}.items():
            if path in without:
                continue
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return _write


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("catalog/site.yml", "site"),
        ("catalog/subjects.yml", "subjects"),
        ("catalog/bases.yml", "bases"),
        ("catalog/terms.yml", "terms"),
        ("catalog/standards/jiuye.yml", "standard"),
        ("catalog/city/unit.yml", "unit"),
        ("catalog/districts/yian/unit.yml", "unit"),
        ("catalog/districts/yian/zhongming-zhen/unit.yml", "unit"),
        ("catalog/city/minzheng/body.yml", "body"),
        ("catalog/districts/yian/minzheng/body.yml", "body"),
        ("catalog/districts/yian/minzheng/jiuye.yml", "items"),
        ("catalog/districts/yian/zhongming-zhen/jiuye.yml", "items"),
        ("catalog/districts/yian/minzheng/records/2026/20260301-k3v9qa.yml", None),
        ("catalog/districts/yian/minzheng/records/2026/20260301-k3v7qa.yml", "record"),
        ("catalog/city/minzheng/records/2026/20260301-abcdef.yml", "record"),
        ("catalog/districts/yian/minzheng/records/20260301-abcdef.yml", None),
        ("catalog/districts/yian/records/jiuye.yml", None),
        ("catalog/districts/unit.yml", None),
        ("catalog/other.yml", None),
        ("catalog/standards/a/b.yml", None),
        ("catalog/Standards/jiuye.yml", None),
        ("other/site.yml", None),
        ("catalog/../catalog/site.yml", None),
    ],
)
def test_path_decides_the_kind(path, kind):
    """The layout is a table; what fits no row has no kind."""
    assert kind_of(path) == kind


def test_documents_are_listed_and_read(write):
    """A faultless catalog gives its documents and nothing else."""
    root = write()
    tree = list_tree(root)
    assert sorted(tree.kinds) == sorted(BASE)
    assert tree.diagnostics == ()
    document, found = load_file(root, "catalog/standards/jiuye.yml")
    assert found == ()
    assert (document.kind, plain(document.node)) == ("standard", {"名称": "就业"})
    assert document.lines[0] == "名称: 就业"


@pytest.mark.parametrize(
    ("path", "code", "hint"),
    [
        ("catalog/districts/yian/unit.yaml", "path-extension", "改名为 unit.yml"),
        ("catalog/districts/yian/jiu_ye.yml", "path-name", "改名为 jiu-ye.yml"),
        ("catalog/districts/yian/JiuYe.yml", "path-name", "改名为 jiuye.yml"),
        ("catalog/districts/yian/民政.yml", "path-name", "全拼"),
        ("catalog/districts/yian/ｊiuye.yml", "path-name", "改名为 jiuye.yml"),
        ("catalog/districts/yian/表.xlsx", "path-extension", "gongkai import"),
        ("catalog/districts/yian/files/表.xlsx", "path-name", "全拼"),
        ("catalog/districts/yian/files/A B.xlsx", "path-name", "改名为 a-b.xlsx"),
        ("catalog/districts/yian/files/a.wps", "path-extension", "另存为"),
        ("catalog/districts/yian/files/a.yml", "path-extension", "另存为"),
        ("catalog/districts/yian/files/2026/a.pdf", "path-extension", "files 文件夹"),
        ("catalog/files/a.pdf", "path-unknown", "<部门文件夹>/files/"),
        ("catalog/districts/yian/con.yml", "path-reserved", "换一个名称"),
        ("catalog/districts/yian/.jiuye.yml", "path-name", "改名为 jiuye.yml"),
        ("catalog/districts/yian/..yml", "path-name", "全拼"),
        ("catalog/districts/site.yml", "path-unknown", "catalog/ 下"),
        ("catalog/sites.yml", "path-unknown", "site.yml"),
        ("catalog/districts/jiuye.yml", "path-unknown", "部门"),
        ("catalog/districts/yian/records/2026/x.yml", "path-unknown", "复制一份已有的公开信息"),
        ("catalog/districts/yian/min zheng/jiuye.yml", "path-name", "改名为 min-zheng"),
    ],
)
def test_misplaced_or_misnamed_file_is_told_its_place(write, path, code, hint):
    """One finding, at the file or the folder, saying the right name or place."""
    (found,) = list_tree(write({path: "a: 1\n"})).diagnostics
    assert found.code == code
    assert hint in found.fix
    assert path.startswith(found.path)


def test_attachments_are_listed_not_read(write):
    """files/ beside records/ holds published documents, whatever bytes they have, up to 2 MB."""
    folder = "catalog/districts/yian/minzheng/files"
    large = {f"{folder}/b.csv": b"x" * 2_000_001}
    tree = list_tree(write({f"{folder}/a-1.2.xlsx": b"\0\xff", **large}))
    assert tree.files == (f"{folder}/a-1.2.xlsx", f"{folder}/b.csv")
    assert [(found.code, found.path) for found in tree.diagnostics] == [
        ("file-too-large", f"{folder}/b.csv")
    ]
    assert sorted(tree.kinds) == sorted(BASE)


def test_hidden_files_that_are_no_yaml_are_passed_over(write):
    """Editors' and systems' hidden files are nobody's business."""
    root = write({"catalog/.gitkeep": "", "catalog/districts/.DS_Store": b"\0\xff"})
    assert list_tree(root).diagnostics == ()


def test_names_that_collide_on_other_systems_are_found(write):
    """Two names that differ in case only are one file on Windows and macOS."""
    root = write({"catalog/districts/yian/Unit.yml": "a: 1\n"})
    codes = {found.code for found in list_tree(root).diagnostics}
    assert "path-collision" in codes


def test_links_and_pipes_are_not_followed(write):
    """Symlinks are refused, pipes are not opened, and a loop of links ends."""
    root = write()
    (root / "catalog/districts/loop").symlink_to(root / "catalog")
    (root / "catalog/districts/yian/jiuye.yml").symlink_to(root / "catalog/site.yml")
    os.mkfifo(root / "catalog/terms.yml")
    found = {finding.path: finding.code for finding in list_tree(root).diagnostics}
    _, (pipe,) = load_file(root, "catalog/terms.yml")
    found[pipe.path] = pipe.code
    assert found == {
        "catalog/districts/loop": "path-symlink",
        "catalog/districts/yian/jiuye.yml": "path-symlink",
        "catalog/terms.yml": "file-unreadable",
    }


def test_name_that_is_not_unicode_is_reported(write):
    """A file name of arbitrary bytes is shown, not a crash."""
    root = write()
    Path(os.fsdecode(os.fsencode(root) + b"/catalog/\xff\xfe.yml")).write_text("a: 1\n")
    (found,) = list_tree(root).diagnostics
    assert found.code == "path-name"
    found.what.encode("utf-8")


@pytest.mark.parametrize("gone", ["catalog/site.yml", "catalog/subjects.yml", "catalog/bases.yml"])
def test_missing_files_are_named(write, gone):
    """What everything else refers to must be there."""
    (found,) = list_tree(write(without=[gone])).diagnostics
    assert (found.code, found.path) == ("catalog-missing", gone)


def test_missing_catalog_is_one_finding(tmp_path):
    """Without catalog/ there is one finding and no documents; a file of that name is no catalog."""
    for root in (tmp_path, tmp_path / "nowhere"):
        tree = list_tree(root)
        assert [found.code for found in tree.diagnostics] == ["catalog-missing"]
        assert (tree.kinds, tree.records) == ({}, {})
    (tmp_path / "catalog").write_text("x")
    assert [found.code for found in list_tree(tmp_path).diagnostics] == ["catalog-missing"]


@pytest.mark.parametrize("text", ["- 甲\n", "甲\n", '"甲"\n', "[]\n"])
def test_top_level_must_be_a_mapping(write, text):
    """A list or a word at the top is told so, and the file is no document."""
    document, found = load_file(write({"catalog/terms.yml": text}), "catalog/terms.yml")
    assert document is None
    assert [finding.code for finding in found] == ["document-not-mapping"]


def test_broken_file_is_unread_not_missing(write):
    """A file that does not parse is kept apart from one that is not there."""
    root = write({"catalog/site.yml": "名称：甲\n编号: 1\n"})
    document, found = load_file(root, "catalog/site.yml")
    assert document is None
    assert [finding.code for finding in found] == ["yaml-fullwidth-colon"]
    assert list_tree(root).diagnostics == ()


def test_one_file_is_loaded_alone(write):
    """load_file gives the document, or the findings for a wrong path, name or missing file."""
    root = write()
    document, found = load_file(root, "catalog/site.yml")
    assert (document.kind, found) == ("site", ())
    codes = {
        "catalog/terms.yml": "file-unreadable",
        "catalog/x.yaml": "path-extension",
        "catalog/x.yml": "path-unknown",
        "../secret.yml": "path-unknown",
    }
    for path, code in codes.items():
        document, (finding,) = load_file(root, path)
        assert (document, finding.code) == (None, code)


def test_every_file_of_an_ordinary_catalog_is_listed(write):
    """Six hundred files in twenty folders: all of them are listed, none is reported."""
    items = "领域: jiuye\n事项:\n" + "".join(f'  "18-{n:02}":\n' for n in range(1, 15))
    root = write({f"catalog/districts/d{n % 20}/b{n}/jiuye.yml": items for n in range(600)})
    tree = list_tree(root)
    assert len(tree.kinds) == 605
    assert tree.diagnostics == ()


def test_every_code_of_the_room_is_in_its_list():
    """Codes in the sources and RULES are the same set, so that the manual can be complete."""
    import re

    folder = Path(room.__file__).parent
    sources = "".join(
        file.read_text("utf-8") for file in folder.glob("*.py") if file.name != "rules.py"
    )
    used = set(
        re.findall(
            r'"((?:catalog|document|file|path|text|yaml)-[a-z0-9]+(?:-[a-z0-9]+)*)"', sources
        )
    )
    assert used == set(RULES)
