"""What holds of every text: positions, equality with PyYAML, and that nothing ever raises."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.diagnostics import Severity
from generator.load import RULES, Mapping, Scalar, Sequence, hints, plain, read_text

QUICK = settings(max_examples=250, deadline=None, derandomize=True, database=None)
SLIPS = {"yaml-fullwidth-colon", "yaml-colon-space", "yaml-fullwidth-quote", "yaml-dash-space"}
HAN = re.compile(r"[\u4e00-\u9fff]")

TEXTS = st.text(alphabet="义安区20-B1 a0x~|>#:,[]{}'\"\\!&*%@`？《》（）：“”𠮷\n", max_size=12)
KEYS = st.text(alphabet="名称事项20-B（）a'\"#", min_size=1, max_size=6)
TREES = st.recursive(
    TEXTS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4),
    max_leaves=12,
)
SEED = """\
# yaml-language-server: $schema=../schema/items.schema.json
领域: shehui-jiuzhu
事项:
  "20-04":
  "20-05":
    公开时限: '7个工作日内'   # 注
    共同主体: [caizheng, minzheng]
    附件: [{名称: 甲, 大小: 12}]
  "20-13":
    状态: 停止公开
    公开内容:
      - 办理事项
      - 办理条件
    正文: |-
      第一行
        第二行
"""
PIECES = st.sampled_from(
    [
        *("：", ": ", ":", "“", "”", '"', "'", "- ", "-", "[", "]", "{", "}", "，", "，、】"),
        *("\t", " ", "  ", "\n", "\r\n", "\r", "&a ", "*a", "!!x ", "<<: ", "---\n", "...\n"),
        *("%YAML 1.1\n", "|", ">", "? ", "#", "\\", "@", "`"),
        *("\u3000", "\u200b", "\u2028", "\x85", "\ufeff", "\0"),
    ]
)


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, _data):
        return True


def leaves(node):
    """Yield every scalar of a tree."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from leaves(item)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key
            yield from leaves(value)


def cut(lines, span):
    """Return what stands in the lines between a span's ends."""
    first, last = span.line - 1, span.end_line - 1
    if first == last:
        return lines[first][span.column - 1 : span.end_column - 1]
    middle = lines[first + 1 : last]
    return "\n".join([lines[first][span.column - 1 :], *middle, lines[last][: span.end_column - 1]])


def dumped(tree, flow, style, width):
    """Return the tree as PyYAML writes it."""
    return yaml.dump(
        tree,
        Dumper=_NoAliases,
        allow_unicode=True,
        default_flow_style=flow,
        default_style=style,
        width=width,
        sort_keys=False,
    )


def as_base(value):
    """Return plain data as BaseLoader has it: it knows no null."""
    if isinstance(value, dict):
        return {key: as_base(below) for key, below in value.items()}
    if isinstance(value, list):
        return [as_base(below) for below in value]
    return "" if value is None else value


def check_honest(result, data):
    """Hold a result to what every caller relies on."""
    errors = [found for found in result.diagnostics if found.severity is Severity.ERROR]
    assert result.node is not None or errors, data
    for found in result.diagnostics:
        assert found.code in RULES
        assert HAN.search(found.what)
        assert HAN.search(found.fix)
        if found.span is not None:
            assert found.span.line >= 1
            assert found.span.column >= 1
            assert not result.lines or found.span.line <= len(result.lines)


@QUICK
@given(
    TREES,
    st.sampled_from([True, False, None]),
    st.sampled_from([None, '"', "'", "|", ">"]),
    st.sampled_from([10, 80]),
)
def test_plain_data_equals_pyyaml(tree, flow, style, width):
    """Whatever PyYAML writes, the reader reads as its BaseLoader does, or names a slip in it."""
    text = dumped(tree, flow, style, width)
    result = read_text(text.encode(), "x")
    check_honest(result, text)
    if result.node is None:
        assert {found.code for found in result.diagnostics} <= SLIPS, text
        return
    expected = yaml.load(text, Loader=yaml.BaseLoader)
    plain_words = {"~", "null"}
    if not any(leaf.null and leaf.text in plain_words for leaf in leaves(result.node)):
        assert as_base(plain(result.node)) == expected


@QUICK
@given(TREES, st.sampled_from([True, False]), st.sampled_from([None, '"', "'"]))
def test_span_cuts_the_source_of_a_scalar(tree, flow, style):
    """The text between a scalar's ends, read alone, is that scalar; plain ones stand as is."""
    text = dumped(tree, flow, style, 80)
    result = read_text(text.encode(), "x")
    if result.node is None:
        return
    for leaf in leaves(result.node):
        source = cut(result.lines, leaf.span)
        if leaf.plain and "\n" not in source:
            assert source == leaf.text
        elif source[:1] in {'"', "'"}:
            assert yaml.load(f"[{source}]", Loader=yaml.BaseLoader) == [leaf.text]


@QUICK
@given(st.binary(max_size=200))
def test_any_bytes_are_answered_for(data):
    """Arbitrary bytes give a node or an error with a place and a remedy, never an exception."""
    check_honest(read_text(data, "x"), data)


@QUICK
@given(st.text(alphabet="甲a:：-[]{}\"'“”\n \t#|>&*!%?,1", max_size=60))
def test_any_yaml_like_text_is_answered_for(text):
    """So does any heap of YAML's own signs."""
    check_honest(read_text(text.encode(), "x"), text)


@settings(QUICK, max_examples=400)
@given(st.lists(st.tuples(st.integers(0, len(SEED)), st.integers(0, 3), PIECES), max_size=4))
def test_mutated_file_is_answered_for(edits):
    """A real file with signs added and characters lost never raises, and is never silently lost."""
    text = SEED
    for at, lost, piece in edits:
        text = text[:at] + piece + text[at + lost :]
    result = read_text(text.encode(), "x")
    check_honest(result, text)
    if not any(found.severity is Severity.ERROR for found in result.diagnostics):
        for leaf in leaves(result.node):
            source = cut(result.lines, leaf.span)
            assert not leaf.plain or "\n" in source or source == leaf.text or not source


# What slips are made of, and what stands round them in files that have none.
BITS = st.sampled_from(
    ["名称", "编号", "a", "1", "：", "﹕", ":", " ", "\n", "\n  ", "- ", "-", "“", "”", "{", "}",
     "[", "]", ", ", ",", "?", '"', "名称: 值\n", "- 项\n", "https://a.cn/", "# 注\n"]
)  # fmt: skip


@QUICK
@given(st.lists(BITS, min_size=1, max_size=12).map("".join))
@example("名称：义安区\n编号: 1")
@example("a: {b:1, 名称:x}")
@example("- 名称: a\n-b\n")
@example(": a")
def test_the_quick_look_for_slips_overlooks_none(text):
    """A file that is let pass by what is written in it has no slip in its tree either."""
    data = text.encode()
    told = read_text(data, "catalog/x.yml").diagnostics
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hints, "_suspect", lambda _text: True)
        assert read_text(data, "catalog/x.yml").diagnostics == told
