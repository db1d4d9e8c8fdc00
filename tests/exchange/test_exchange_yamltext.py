"""Text of new YAML files: read back as the same text by every reader, in the catalog's style."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.exchange.splice import cut, spliced
from generator.exchange.yamltext import document, entry, scalar, write_beside
from generator.load import plain, read_text

TRICKY = st.text(alphabet=" \n\t#:-'\"|>&*!%@`,[]{}?年x0.e~=\u3000\u200b")


def _read_everywhere(text):
    """Return what each reader makes of the text, as one list."""
    ours = read_text(text.encode(), "catalog/terms.yml")
    assert ours.node is not None, ours.diagnostics
    return [
        yaml.load(text, Loader=yaml.SafeLoader),
        yaml.load(text, Loader=yaml.CSafeLoader),
        yaml.load(text, Loader=yaml.BaseLoader),
        plain(ours.node),
    ]


@given(st.one_of(st.text(), TRICKY))
def test_any_text_is_read_back(text):
    """Whatever a value, list entry or key says, PyYAML's readers give it back to the letter."""
    content = {
        "甲": {"乙": text, "丙": [text, "丁"], "戊": [{"己": text, "庚": text}]},
        f"k{text}": "辛",
    }
    written = document(content, schema="x.json")
    for loader in (yaml.SafeLoader, yaml.CSafeLoader, yaml.BaseLoader):
        assert yaml.load(written, Loader=loader) == content
    assert written.endswith("\n")
    assert "\r" not in written


@pytest.mark.parametrize(
    "text",
    [
        "12:30",
        "010101",
        "1e3",
        "0x1F",
        "0o17",
        "1_000",
        "yes",
        "No",
        "ON",
        "null",
        "~",
        "=",
        "<<",
        ".5",
        ".inf",
        "2026-11-22",
        "+1",
        "-",
        "?",
        "y",
    ],
)
def test_text_that_some_version_takes_for_something_else_is_quoted(text):
    """Numbers, truth values, dates and counts in sixties stay text in YAML 1.1 and in 1.2."""
    assert scalar(text) == f'"{text}"'
    assert _read_everywhere(f"甲: {scalar(text)}\n") == [{"甲": text}] * 4


@pytest.mark.parametrize(
    "text",
    ["《中华人民共和国土地管理法》", "0562-8814823", "https://a.cn/b?c=d#e", "7个工作日内", "a:b"],
)
def test_plain_text_stays_plain(text):
    """Quotes stand only where a reader would need them."""
    assert scalar(text) == text
    assert _read_everywhere(f"甲: {text}\n") == [{"甲": text}] * 4


def test_codes_and_invisible_characters():
    """Codes are always quoted; what nobody can see is written as an escape."""
    assert scalar("20-04") == '"20-04"'
    assert scalar("20-B01") == '"20-B01"'
    assert scalar("a\u200bb") == '"a\\u200bb"'
    assert scalar("a\u3000b") == '"a\\u3000b"'
    assert scalar("") == '""'


def test_a_lone_surrogate_is_our_own_fault():
    """No UTF-8 file can hold it, so nothing is written."""
    with pytest.raises(ValueError, match="surrogate"):
        scalar("\ud800")


def test_the_catalogs_style():
    """Short words share a line, listed columns have a line each, comments stand above their key."""
    content = {
        "名称": "社会救助",
        "正式发布": False,
        "公开层级": ["县级", "乡级"],
        "公开主体": ["县级民政部门"],
        "别名": [],
        "事项": {"20-04": {"序号": 4}, "20-05": None},
        "概述": "第一行\n第二行\n",
        "附件": [{"名称": "甲", "大小": 12}],
    }
    text = document(content, schema="../s.json", comments={(): "头", ("事项", "20-05"): "尾"})
    assert text == (
        "# yaml-language-server: $schema=../s.json\n"
        "# 头\n"
        "名称: 社会救助\n"
        "正式发布: false\n"
        "公开层级: [县级, 乡级]\n"
        "公开主体:\n"
        "  - 县级民政部门\n"
        "别名: []\n"
        "事项:\n"
        '  "20-04":\n'
        "    序号: 4\n"
        "  # 尾\n"
        '  "20-05":\n'
        "概述: |\n"
        "  第一行\n"
        "  第二行\n"
        "附件:\n"
        "  - 名称: 甲\n"
        "    大小: 12\n"
    )


def test_a_list_of_long_or_many_words_gets_a_line_each():
    """A line never grows beyond what a diff can show."""
    text = document({"词": [f"第{n}个比较长的词语" for n in range(9)]}, schema="s")
    assert text.count("\n  - ") == 9


def test_writing_replaces_a_file_whole(tmp_path):
    """The file is there complete, nothing else is left beside it."""
    target = tmp_path / "a" / "b.yml"
    write_beside(target, "旧\n")
    write_beside(target, "新\n")
    assert target.read_bytes() == "新\n".encode()
    assert [path.name for path in target.parent.iterdir()] == ["b.yml"]


def test_a_failed_write_leaves_nothing_beside(tmp_path):
    """When the place can't be renamed to, the temporary file goes."""
    (tmp_path / "b.yml").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_beside(tmp_path / "b.yml", "新\n")
    assert [path.name for path in tmp_path.iterdir()] == ["b.yml"]


BEFORE = """# 头
名称: 甲
依据:
  # 为什么
  a-1:
    名称: 《一》
  "20-04":   # 手写
    名称: 《二》
# 尾
"""


def test_splicing_touches_only_what_changed():
    """Comments and hand-written lines of other entries stay to the byte; new ones come last."""
    after = spliced(BEFORE, {"a-1": {"名称": "《一改》"}, "b": {"名称": "《三》"}})
    assert "  # 为什么\n  a-1:\n    名称: 《一改》\n" in after
    assert '  "20-04":   # 手写\n    名称: 《二》\n' in after
    assert "# 尾\n" in after
    assert yaml.safe_load(after)["依据"]["b"] == {"名称": "《三》"}


def test_cutting_loses_nothing():
    """The pieces of a file, put together, are the file."""
    head, entries = cut(BEFORE)
    assert head + "".join(entries.values()) == BEFORE
    assert list(entries) == ["a-1", "20-04"]
    assert entry("b", None, indent=2) == "  b:\n"
