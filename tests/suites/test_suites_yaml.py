"""yaml-test-suite's 402 cases: read as the suite has them, or refused for a reason on the list."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.diagnostics import Severity
from generator.load import Mapping, Node, Scalar, read_text

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads(
    (HERE / "yaml_test_suite.json").read_text(encoding="utf-8")
)["cases"]
POLICY: dict[str, dict[str, str]] = yaml.safe_load(
    (HERE / "yaml_policy.yml").read_text(encoding="utf-8")
)
OUTSIDE = "libyaml 读不了"  # the reasons that are libyaml's, not ours
LENIENT = "libyaml 读得宽"
DIFFERENCES = {case: said for table in POLICY.values() for case, said in table.items()}
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\b": "\b", "\\r": "\r", "\\\\": "\\"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def shown(node: Node) -> Any:
    """Return a node as plain data, every scalar as its text and pairs in their order."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {"pairs": [(key.text, shown(value)) for key, value in node.pairs]}
    return [shown(item) for item in node.items]


def expected(tree: str) -> Any:
    """Return the first document of the suite's event notation as ``shown`` has it."""
    stack: list[list[Any]] = [[]]
    for line in tree.split("\n"):
        if line.startswith("=VAL"):
            text = re.sub(r"^=VAL (?:&\S+ )?(?:<[^>]*> )?.", "", line)
            stack[-1].append(re.sub(r"\\.", lambda found: ESCAPES[found[0]], text))
        elif line[:4] in {"+MAP", "+SEQ"}:
            stack.append([])
        elif line[:4] in {"-MAP", "-SEQ"}:
            done: Any = stack.pop()
            if line.startswith("-MAP"):
                done = {"pairs": list(zip(done[::2], done[1::2], strict=True))}
            stack[-1].append(done)
    return stack[0][0]


def outcome(case: dict[str, Any]) -> str:
    """Return how our reader differs from the suite on a case, ``""`` where it doesn't."""
    result = read_text(case["yaml"].encode(), "x.yml")
    errors = [found for found in result.diagnostics if found.severity is Severity.ERROR]
    for found in errors:
        assert found.span is not None
        assert found.span.line >= 1
        assert found.span.column >= 1
        assert CHINESE.search(found.what)
        assert CHINESE.search(found.fix)
    if errors:
        return "" if "fail" in case else " ".join(sorted({found.code for found in errors}))
    assert result.node is not None
    if "fail" in case:
        return "accepted"
    return "" if shown(result.node) == expected(case["tree"]) else "read otherwise"


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    """A case is read to the letter, or the list says why not; the list holds nothing else."""
    assert outcome(case) == DIFFERENCES.get(case["id"], "")


def test_the_suite_is_whole():
    """All 402 cases are there, and every case on the list is one of them, once."""
    assert len({case["id"] for case in CASES}) == 402
    assert set(DIFFERENCES) <= {case["id"] for case in CASES}
    assert sum(map(len, POLICY.values())) == len(DIFFERENCES)


@pytest.mark.parametrize("case", [case for case in CASES if case["id"] in POLICY[OUTSIDE]], ids=str)
def test_what_libyaml_refuses(case):
    """Whatever the list lays at libyaml's door, libyaml refuses by itself."""
    with pytest.raises(yaml.YAMLError):
        list(yaml.parse(case["yaml"], Loader=yaml.CSafeLoader))


@pytest.mark.parametrize("case", [case for case in CASES if case["id"] in POLICY[LENIENT]], ids=str)
def test_what_libyaml_lets_pass(case):
    """Whatever passes against the suite, PyYAML reads the same way: nothing is guessed by us."""
    node = read_text(case["yaml"].encode(), "x.yml").node
    assert node is not None
    events = yaml.parse(case["yaml"], Loader=yaml.CSafeLoader)
    texts = [event.value for event in events if isinstance(event, yaml.ScalarEvent)]
    assert texts == list(_texts(shown(node)))


def _texts(data):
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data["pairs"]:
            yield key
            yield from _texts(value)
    else:
        for item in data:
            yield from _texts(item)
