"""The Big List of Naughty Strings: written, read back by every reader, and shown, to the letter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import ruamel.yaml
import ryml
import yaml
import yaml12

from generator.exchange.yamltext import document
from generator.load import plain, read_text
from generator.site.templates import make_environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

STRINGS: list[str] = json.loads(
    (Path(__file__).parent / "naughty_strings.json").read_text(encoding="utf-8")
)["strings"]
PAGE = """<!doctype html><meta charset="utf-8"><title>{{ strings[-1] }}</title><body>
{%- for string in strings %}<p title="{{ string }}">{{ string }}</p>{% endfor %}</body>"""


def ours(text: str) -> Any:
    """Read with our reader."""
    result = read_text(text.encode(), "x.yml")
    assert result.node is not None, result.diagnostics
    return plain(result.node)


def rapid(text: str) -> Any:
    """Read with rapidyaml, a reader that shares no code with libyaml."""
    tree = ryml.parse_in_arena(text.encode())

    def value(node: int) -> Any:
        if tree.is_map(node):
            pairs = ryml.children(tree, node)
            return {bytes(tree.key(child)).decode(): value(child) for child in pairs}
        if tree.is_seq(node):
            return [value(child) for child in ryml.children(tree, node)]
        return bytes(tree.val(node)).decode()

    return value(tree.root_id())


READERS: dict[str, Callable[[str], Any]] = {
    "ours": ours,
    "PyYAML": yaml.safe_load,
    "ruamel.yaml": lambda text: ruamel.yaml.YAML(typ="safe", pure=True).load(text),
    "yaml12": yaml12.parse_yaml,
    "rapidyaml": rapid,
}


def test_the_list_is_whole():
    """All strings of the list are there."""
    assert len(STRINGS) == 485


@pytest.mark.parametrize("reader", READERS)
def test_written_and_read_back(reader):
    """As a value, key, list entry and entry of a short list, each string is read back equal."""
    for string in STRINGS:
        content = {"标题": string, "公开内容": [string, "甲"], "词": [string], f"k{string}": "乙"}
        text = document(content, schema="x.json")
        assert READERS[reader](text) == content, string


@pytest.mark.parametrize("reader", READERS)
def test_all_in_one_file(reader):
    """No string changes what stands beside it."""
    text = document({"公开内容": STRINGS}, schema="x.json")
    assert READERS[reader](text) == {"公开内容": STRINGS}


@pytest.mark.browser
def test_shown_equal_in_the_page(chromium: Browser, tmp_path):
    """Chromium shows each string as it is, in text, attribute and title, and runs none of them."""
    html = make_environment(tmp_path).from_string(PAGE).render(strings=STRINGS)
    page = chromium.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: said.append(request.url))
    page.set_content(html)
    shown = page.locator("p").evaluate_all("ps => ps.map(p => [p.textContent, p.title])")
    title = page.locator("title").text_content()
    page.close()
    # A page's own line ends are \n, whatever is in the file (HTML, "normalize newlines").
    wanted = [string.replace("\r\n", "\n").replace("\r", "\n") for string in STRINGS]
    assert shown == [[string, string] for string in wanted]
    assert title == wanted[-1]
    assert said == []
