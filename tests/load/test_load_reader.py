"""What the reader accepts, refuses and where it points."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from generator.diagnostics import Severity, Span
from generator.load import LibyamlMissingError, Mapping, plain, read_text
from generator.load.builder import MAX_NODES


def read(text: str):
    """Read a text as some file."""
    return read_text(text.encode(), "catalog/x.yml")


def only(text: str):
    """Return the one finding of a text."""
    (found,) = read(text).diagnostics
    return found


SLIPS = [
    # text, code, line, column, paste
    ('编号: "20"\n名称：社会救助\n别名: []\n', "yaml-fullwidth-colon", 2, 1, "名称: 社会救助"),
    ('名称：社会救助\n编号: "20"\n', "yaml-fullwidth-colon", 1, 1, "名称: 社会救助"),
    ("名称：义安区\n", "yaml-fullwidth-colon", 1, 1, "名称: 义安区"),
    ("联系:\n  电话：0562\n", "yaml-fullwidth-colon", 2, 3, "  电话: 0562"),
    ("联系:\n  电话：1\n  来源: x\n", "yaml-fullwidth-colon", 2, 3, "  电话: 1"),
    ("名称: 甲\n  编号：“20”\n", "yaml-fullwidth-colon", 2, 3, '  编号: "20"'),
    ('事项:\n  "20-05"：\n  "20-06":\n', "yaml-fullwidth-colon", 2, 3, '  "20-05":'),
    ("名称:义安\n编号: 1\n", "yaml-colon-space", 1, 1, "名称: 义安"),
    ("名称:\u3000义安\n编号: 1\n", "yaml-colon-space", 1, 1, "名称: 义安"),
    ('"20-05":x\n', "yaml-colon-space", 1, 1, '"20-05": x'),
    ("联系: {电话:0562}\n", "yaml-colon-space", 1, 6, ""),
    ('名称: "义安\n编号: 1\n', "yaml-quote-open", 1, 5, '名称: "义安"'),
    ('名称: "义安\n编号: "1"\n别: x\n', "yaml-quote-open", 1, 5, '名称: "义安"'),
    ('名称: "义安”\n编号: 1\n', "yaml-quote-open", 1, 5, '名称: "义安"'),
    ('名称: "义安"区\n', "yaml-quote-rest", 1, 9, "名称: '\"义安\"区'"),
    ("a: 'it's'\n", "yaml-quote-rest", 1, 8, 'a: "it\'s"'),
    ("编号: “20”\n", "yaml-fullwidth-quote", 1, 5, '编号: "20"'),
    ("“20-05”: 1\n", "yaml-fullwidth-quote", 1, 1, '"20-05": 1'),
    ("标题: 通知: 关于\n", "yaml-colon-in-value", 1, 7, '标题: "通知: 关于"'),
    ("a:\n  b: 1\n c: 2\n", "yaml-indent", 3, 1, "c: 2"),
    ("a:\n  b: 1\n   c: 2\n", "yaml-indent", 3, 1, "  c: 2"),
    ("a:\n - b\n- c\n", "yaml-indent", 3, 1, " - c"),
    ("a:\n  - b\n  c\n", "yaml-dash", 3, 3, "  - c"),
    ("a: - b\n", "yaml-dash", 1, 4, "a:\n  - b"),
    ("a:\n  - b\n  -c\nd: 1\n", "yaml-dash-space", 3, 3, "  - c"),
    ("a:\n  -甲\n  -乙\n", "yaml-dash-space", 2, 3, "  - 甲"),
    ("a: @x\n", "yaml-special-start", 1, 4, 'a: "@x"'),
    ("a: *中\n", "yaml-special-start", 1, 4, 'a: "*中"'),
    ("a: [b, c\nd: 1\n", "yaml-bracket-open", 1, 4, "a: [b, c]"),
    ("a: [网站，公示栏】\nd: 1\n", "yaml-bracket-open", 1, 4, "a: [网站,公示栏]"),
    ('a: "\\q"\n', "yaml-escape", 1, 5, "a: '\\q'"),
    ("a: b\n c\nd\n", "yaml-no-colon", 3, 1, ""),
    (": a\n", "yaml-syntax", 1, 1, ""),
    ("? \n: a\n", "yaml-empty-key", 1, 2, ""),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "paste"), SLIPS)
def test_slip_is_explained_where_it_was_made(text, code, line, column, paste):
    """One finding, at the slip and not where libyaml gave up, with the line to paste."""
    found = only(text)
    assert (found.code, found.span.line, found.span.column) == (code, line, column)
    assert found.paste == paste
    assert found.severity is Severity.ERROR
    assert found.subject == text.split("\n")[line - 1]
    assert read(text).node is None


@pytest.mark.parametrize("paste_of", [slip for slip in SLIPS if slip[4]])
def test_pasted_line_mends_the_file(paste_of):
    """Put in place of the faulty line, the pasted text leaves nothing of that fault there."""
    text, code, line, _, paste = paste_of
    lines = text.split("\n")
    lines[line - 1] = paste
    assert not [
        found
        for found in read("\n".join(lines)).diagnostics
        if (found.code, found.span.line) == (code, line)
    ]


REFUSED = [
    ("a: *x\nb: 1\n", "yaml-alias", 1, None),
    ("a: 1\n<<: 2\n", "yaml-merge-key", 2, None),
    ("a: 1\n---\nb: 2\n", "yaml-documents", 2, None),
    ("? [a]\n: b\n", "yaml-complex-key", 1, None),
    ("a: {{b: c}: d}\n", "yaml-complex-key", 1, None),
    ("", "yaml-empty", 1, None),
    ("# 只有注释\n", "yaml-empty", 1, None),
    ("a: &x 1\n", "yaml-anchor", 1, {"a": "1"}),
    ("a: !!int 1\n", "yaml-tag", 1, {"a": "1"}),
    ("%YAML 1.1\n---\na: 1\n", "yaml-directive", 1, {"a": "1"}),
]


@pytest.mark.parametrize(("text", "code", "line", "value"), REFUSED)
def test_unused_yaml_is_refused(text, code, line, value):
    """What the catalog does not use is an error; where the rest stays certain it is still read."""
    result = read(text)
    (found,) = result.diagnostics
    assert (found.code, found.span.line) == (code, line)
    assert (result.node and plain(result.node)) == value


def test_duplicate_key_names_both_lines():
    """The finding stands at the second key and names both; the first counts."""
    result = read("名称: 甲\n编号: 1\n名称: 乙\n")
    (found,) = result.diagnostics
    assert found.code == "yaml-duplicate-key"
    assert found.span == Span.at(3, 1, 2)
    assert "第 1 行" in found.what
    assert "第 3 行" in found.what
    assert plain(result.node)["名称"] == "甲"


def test_all_duplicates_are_found_in_one_run_and_folded():
    """Every repeated key is reported, also in other mappings; above twenty they are counted."""
    assert len(read("a: 1\na: 2\nb: {c: 1, c: 2}\n").diagnostics) == 2
    found = read("a: 1\n" * 100).diagnostics
    assert len(found) == 20
    assert "另有 79 处" in found[-1].what


def test_ordinary_chinese_punctuation_is_left_alone():
    """Full-width colons, quotes, dashes and spaces in prose are prose."""
    text = (
        "标题: 通知：关于“十四五”规划\n依据: “最多跑一次”\n时间: 12:30\n网址: https://a.cn/b\n"
        "正文: |-\n  联系：x\n  \t表\n  　　第一条\n  - - - - - - - -\n  ======\n"
        "要素:\n  - 办理依据：甲\n"
    )
    result = read(text)
    assert result.diagnostics == ()
    assert plain(result.node)["正文"].split("\n")[2] == "　　第一条"


@pytest.mark.parametrize("width", [2, 20])
def test_depth_up_to_the_cap_is_read(width):
    """Twenty levels are read, the twenty-first is refused."""
    assert read("[" * width + "]" * width).node is not None
    assert only("[" * 21 + "]" * 21).code == "yaml-too-deep"
    assert only("".join(" " * n + "-\n" for n in range(30))).code == "yaml-too-deep"


BOMBS = ["- ", "[", "{", "? ", "{a: ", "[a,", "- - ", "[{", "a: "]


def test_nested_bombs_do_not_take_the_process_down():
    """49 KB and 1.9 MB of opening signs end in one finding each; a crash would end the process."""
    program = (
        "import sys\n"
        "from generator.load import read_text\n"
        f"for sign in {BOMBS!r}:\n"
        "    for size in (49_000, 1_900_000):\n"
        "        text = sign * (size // len(sign))\n"
        "        result = read_text(text.encode(), 'x')\n"
        "        assert result.node is None\n"
        "        assert len(result.diagnostics) == 1, sign\n"
        "print('alive')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr


SLOW = [
    " " * 1_900_000,
    "\n" * 1_900_000,
    "a: x" + " " * 1_900_000 + ": y",
    "[" + "甲, " * 300_000 + "“1”]",
    "“" * 600_000,
    "a: '" + "' '" * 600_000,
    'a: "' + "\\\\" * 900_000,
    "- x：y\n" * 150_000,
    "Ã" * 900_000,
    "\u200b\n" * 400_000,
    "a: | " + "| " * 900_000 + "\n\t",
    "- " + "\n" * 1_800_000 + "x",
]


@pytest.mark.parametrize("text", SLOW, ids=range(len(SLOW)))
def test_no_text_up_to_the_cap_takes_long(text):
    """Two megabytes of anything are answered for; a quadratic pattern would take minutes."""
    program = (
        "import sys\nfrom generator.load import read_text\n"
        "read_text(sys.stdin.buffer.read(), 'x')\n"
    )
    subprocess.run([sys.executable, "-c", program], input=text.encode(), timeout=20, check=True)


def test_more_nodes_than_the_cap_are_refused():
    """The count of nodes is capped, whatever the size of the file."""
    result = read("[" + "a," * (MAX_NODES + 1) + "]")
    assert result.node is None
    assert [found.code for found in result.diagnostics] == ["yaml-too-many"]


def test_scan_faults_leave_no_syntax_follow_ups():
    """When the text itself is damaged, what libyaml would say of it is not said."""
    codes = {found.code for found in read("a: 1\n\tb: \u200b“\nc：d\n").diagnostics}
    assert codes == {"text-tab-indent", "text-invisible"}


def test_block_text_span_ends_with_its_last_line():
    """The span of a | text covers its lines, not the blank ones or the key after it."""
    node = read("正文: |-\n  甲\n  乙\n\n# c\n名称: 丙\n").node
    assert isinstance(node, Mapping)
    assert node.get("正文").span == Span(1, 5, 3, 4)


def test_missing_libyaml_says_what_to_install(monkeypatch):
    """Without libyaml the reader refuses to work and names the package."""
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    with pytest.raises(LibyamlMissingError, match="libyaml-dev"):
        read("a: 1\n")
