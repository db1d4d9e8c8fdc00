"""Regular expressions compiled at their first use."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from generator.patterns import regex


def test_a_pattern_does_what_the_compiled_one_does() -> None:
    """Its methods, flags, text and groups, for text and for bytes."""
    ours, theirs = (
        regex(r"(?P<year>\d{4})-x", re.IGNORECASE),
        re.compile(r"(?P<year>\d{4})-x", re.IGNORECASE),
    )
    text = "a 2024-X, 2025-x"
    assert ours.pattern == theirs.pattern
    assert ours.findall(text) == theirs.findall(text) == ["2024", "2025"]
    assert ours.sub("-", text) == theirs.sub("-", text)
    assert ours.groupindex == theirs.groupindex
    assert ours.flags == theirs.flags
    found = ours.search(text)
    assert found
    assert found["year"] == "2024"
    assert regex(rb"\d+").findall(b"1 22") == [b"1", b"22"]


def test_a_pattern_is_compiled_once() -> None:
    """The second time its methods are those of the compiled pattern."""
    ours = regex("a+")
    assert ours.match("aa")
    assert ours.match is ours.match


def test_a_faulty_pattern_is_told_when_it_is_used() -> None:
    """It raises what ``re.compile`` raises."""
    with pytest.raises(re.error):
        regex("(").match("")


def test_no_module_compiles_its_patterns_while_it_is_imported() -> None:
    """Of all a build imports none holds a compiled one."""
    script = """if True:
        import re, sys
        import generator.cli.website, generator.site.build
        ours = [module for name, module in sys.modules.items() if name.startswith("generator.")]
        compiled = {m.__name__ for m in ours for v in vars(m).values() if isinstance(v, re.Pattern)}
        print(compiled or "none")
    """
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "none"
