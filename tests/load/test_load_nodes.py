"""What the tree of nodes answers."""

from __future__ import annotations

from generator.diagnostics import Span
from generator.load import Mapping, Node, locate, plain, plain_typed, read_text

TEXT = """\
名称: 义安区
编号: "20"
联系: {电话: 0562-8814823, 传真: ~}
事项:
  "20-04":
    公开渠道: [政府网站, 公示栏]
  "20-05":
"""


def read(text: str) -> Node:
    """Read a text that must be faultless."""
    result = read_text(text.encode(), "catalog/x.yml")
    assert result.diagnostics == ()
    assert result.node is not None
    return result.node


def test_get_returns_value_and_key_returns_its_position():
    """A mapping gives the value by key, the key with its own place, and None for a stranger."""
    node = read(TEXT)
    assert isinstance(node, Mapping)
    assert plain(node.get("名称")) == "义安区"
    assert node.key("编号").span == Span.at(2, 1, 2)
    assert node.get("没有") is None
    assert node.key("没有") is None


def test_plain_keeps_scalars_as_text_and_nothing_as_none():
    """Plain data holds only dict, list, str and None; numbers stay as written."""
    assert plain(read(TEXT)) == {
        "名称": "义安区",
        "编号": "20",
        "联系": {"电话": "0562-8814823", "传真": None},
        "事项": {"20-04": {"公开渠道": ["政府网站", "公示栏"]}, "20-05": None},
    }


def test_quoted_null_words_are_text():
    """Only without quotes do an empty value, ~ and null mean nothing."""
    assert plain(read("a:\nb: ~\nc: null\nd: ''\ne: \"~\"\nf: 'null'\n")) == {
        "a": None,
        "b": None,
        "c": None,
        "d": "",
        "e": "~",
        "f": "null",
    }


def test_locate_follows_a_path_to_value_and_key():
    """A path of keys and indices leads to the value's span, or with key=True to its key's."""
    node = read(TEXT)
    assert locate(node, ["事项", "20-04", "公开渠道", 1]) == Span.at(6, 18, 3)
    assert locate(node, ["事项", "20-04", "公开渠道"]) == Span(6, 11, 6, 22)
    assert locate(node, ["事项", "20-05"], key=True) == Span.at(7, 3, 7)
    assert locate(node, ["联系", "传真"]) == Span.at(3, 28)


def test_locate_stops_at_the_last_node_there_is():
    """A path that leads nowhere still gives a place: where it broke off."""
    node = read(TEXT)
    assert locate(node, ["名称", "深处"]) == Span.at(1, 5, 3)
    assert locate(node, ["没有", 3], key=True) == node.span
    assert locate(node, []) == node.span


def test_types_come_from_the_schema_only():
    """Booleans and integers appear where the schema asks for them, through refs and patterns."""
    schema = {
        "$defs": {"n": {"type": "integer"}, "loop": {"$ref": "#/$defs/loop"}},
        "properties": {
            "数": {"$ref": "#/$defs/n"},
            "旗": {"type": ["boolean", "null"]},
            "列": {"type": "array", "items": {"type": "integer"}},
            "文": {"type": "string"},
            "圈": {"$ref": "#/$defs/loop"},
            "外": {"$ref": "https://example.org/x"},
        },
        "patternProperties": {"^[0-9]+$": {"type": "integer"}},
        "additionalProperties": {"properties": {"x": {"type": "boolean"}}},
    }
    text = "数: 12\n旗: true\n列: [-1, 0]\n文: 12\n圈: 1\n外: 1\n7: 8\n余: {x: false, y: false}\n"
    assert plain_typed(read(text), schema) == {
        "数": 12,
        "旗": True,
        "列": [-1, 0],
        "文": "12",
        "圈": "1",
        "外": "1",
        "7": 8,
        "余": {"x": False, "y": "false"},
    }


def test_what_is_not_exactly_the_type_stays_text():
    """Quoted numbers, octal look-alikes, yes, full-width digits and huge numbers stay."""
    schema = {"additionalProperties": {"type": ["integer", "boolean"]}}
    words = ['"1"', "010", "yes", "True", "１", "1_000", "12:30", "9" * 30, "+1", "1.0"]
    text = "".join(f"k{number}: {word}\n" for number, word in enumerate(words))
    assert list(plain_typed(read(text), schema).values()) == [word.strip('"') for word in words]
