"""The portal's header and footer: what is allowed comes out whole, the rest is refused by line."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser

import pytest
import tinycity
from hypothesis import given
from hypothesis import strategies as st

from generator.check import check_folder
from generator.check.portal import BASE, Address, read_css, read_html

SITE = "https://www.example.invalid/zwgk/"
OWN = Address(SITE, lambda name: f"assets/portal/{name}" if name == "logo.png" else "")
NOWHERE = Address("", lambda _name: "")


def test_a_plain_header_comes_out_as_it_went_in():
    """Elements, classes, words, links and pictures of a portal's header stay."""
    text = (
        '<div class="bar"><a href="/"><img src="logo.png" alt="某县人民政府"></a>'
        '<ul><li><a href="https://www.example.invalid/zwgk/">政务公开 &amp; 服务</a></li></ul>'
        '<form action="/search" method="get"><input type="search" name="q" aria-label="搜门户">'
        "<button>搜索</button></form></div>"
    )
    made, faults = read_html(text, OWN)
    assert faults == ()
    assert made == text.replace("logo.png", f"{BASE}/assets/portal/logo.png").replace(
        '"bar"', '"p-bar"'
    )


def test_relative_links_start_at_the_sites_address():
    """With 网址 they are made whole; without it nobody knows where they lead."""
    assert (
        'href="https://www.example.invalid/a.html"'
        in read_html('<a href="../a.html">甲</a>', OWN)[0]
    )
    assert read_html('<a href="../a.html">甲</a>', NOWHERE)[1]


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.invalid/x.js></SCRIPT>",
    "<style>body{display:none}</style>",
    '<p style="position:fixed">x</p>',
    '<p onclick="x()">x</p>',
    "<p ONMOUSEOVER=x()>x</p>",
    '<iframe src="/a"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt&#58;alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="vbscript:x">x</a>',
    '<img src="https://evil.invalid/a.png" alt="">',
    '<img src="//evil.invalid/a.png" alt="">',
    '<img src="data:image/svg+xml,x" alt="">',
    '<img src="missing.png" alt="">',
    '<img src="logo.png">',
    '<img src="logo.png" srcset="https://evil.invalid/a.png 2x" alt="">',
    '<link rel="stylesheet" href="https://evil.invalid/a.css">',
    '<form action="https://evil.invalid/"><input name="q"></form>',
    '<form><input name="q"></form>',
    '<form action="/s"><button formaction="https://evil.invalid/">x</button></form>',
    '<form action="/s"><input type="password" name="p"></form>',
    '<base href="https://evil.invalid/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.invalid/">',
    "<svg><script>alert(1)</script></svg>",
    '<object data="x"></object>',
    "<template><p>x</p></template>",
    "<textarea>",
    "<title>x</title>",
    "<!doctype html>",
    "<?php echo 1 ?>",
    "<!--[if IE]><p>x</p><![endif]-->",
    "<div><p>x</p>",
    "<div></p></div>",
    "</div>",
    "</main>",
    "<div><span></div></span>",
    "<div/>",
    "<h1>x</h1>",
    '<p id="main">x</p>',
    '<p class="a" class="b">x</p>',
    "<p>x<b",
    '<a href="/x" ping="https://evil.invalid/">x</a>',
    '<p data-x="1">x</p>',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_harm_a_page_is_refused(text):
    """Each hostile fragment has a fault with a place and a fix, alone and behind a sound line."""
    for prefix, line in (("", 1), ("<p>门户</p>\n", 2)):
        faults = read_html(prefix + text, OWN)[1]
        assert faults
        assert all(fault.line == line and fault.what and fault.fix for fault in faults)


class _Seen(HTMLParser):
    """Collects what a second reader finds in our output."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.addresses: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag, attrs):
        """Note an element and its addresses."""
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.addresses += [v or "" for name, v in attrs if name in ("href", "src", "action")]
        self.depth += tag not in ("br", "hr", "img", "input")

    def handle_endtag(self, tag):  # noqa: ARG002
        """Note that an element ends."""
        self.depth -= 1


PIECES = st.sampled_from(
    [*HOSTILE, "<div>", "</div>", "<p>", "</p>", "<", ">", '"', "'", "&lt;script&gt;", "<a href=",
     "javascript:x", "<!--", "-->", "<![CDATA[", "x", "\n", "\x00", "&#x6a;avascript:"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=8).map("".join))
def test_nothing_harmful_is_ever_written(text):
    """Whatever the file holds, a second parser finds neither script nor handler in the result."""
    seen = _Seen()
    made, faults = read_html(text, OWN)
    seen.feed(made)
    seen.close()
    assert not seen.tags & {"script", "style", "iframe", "link", "base", "meta", "svg", "object"}
    assert not any(name.startswith("on") or name in ("style", "id") for name in seen.names)
    for address in seen.addresses:
        assert address.startswith(("/", "#", "https://", "http://", "mailto:", "tel:", BASE))
    if not faults:
        assert seen.depth == 0


def test_rules_are_held_to_the_portals_parts():
    """Each selector gets its scope; the page's own body is out of reach."""
    made, faults = read_css(
        "/* 门户 */\nbody, .a:is(.b, [href$='.pdf']) { color: #333 }\nhtml body .x { margin: 0 }\n"
        "@media (max-width: 600px) { a:hover { color: red } }\n"
    )
    assert faults == ()
    assert made == (
        ".portal, .portal .p-a:is(.p-b, [href$='.pdf']) {color: #333}\n.portal .p-x {margin: 0}\n"
        "@media (max-width: 600px) {\n.portal a:hover {color: red}\n}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "a { background: url(https://evil.invalid/x.png) }",
        "a { background: URL( '/x.png' ) }",
        "a { background: u\\72l(x) }",
        "@import 'x.css';",
        "@IMPORT url(x.css);",
        "@font-face { font-family: x; src: url(x.woff) }",
        "a { background: image-set('x.png' 1x) }",
        "a { width: expression(alert(1)) }",
        "a { position: fixed; top: 0 }",
        "a { color: red",
        "a { color: red } }",
        "a { b { color: red } }",
        "a { color: red } /* x",
        "</style><script>",
        "@keyframes x { from { top: 0 } }",
        "~ main { display: none }",
        "body + main { display: none }",
        "a { content: '}' } body { display: none }",
        "a",
    ],
)
def test_styles_that_reach_beyond_are_refused(text):
    """Loading, covering the page, leaving the portal's parts, and unbalanced braces are faults."""
    faults = read_css(f".ok {{ color: red }}\n{text}")[1]
    assert faults
    assert all(fault.line == 2 and fault.what.endswith("。") for fault in faults)


def test_the_check_names_file_line_and_way_out(tmp_path):
    """A hostile header is reported where it stands; the catalog doesn't build with it."""
    changes = tinycity.edited(
        "catalog/site.yml", "建立日期: 2020-01-01",
        "建立日期: 2020-01-01\n门户: {页头: portal/header.html, 样式: portal/portal.css}",
    ) | {
        "catalog/portal/header.html": "<div>\n<script>x</script>\n</div>\n",
        "catalog/portal/portal.css": "a { background: url(x) }\n",
    }  # fmt: skip
    found = check_folder(tinycity.write(tmp_path, changes), dt.date(2026, 1, 1))[1]
    assert [(d.code, d.path, d.span.line) for d in found] == [
        ("site-portal", "catalog/portal/header.html", 2),
        ("site-portal", "catalog/portal/portal.css", 1),
    ]
    assert all(d.severity.rank == 0 and d.fix for d in found)


def test_other_files_have_no_place_beside_the_portals(tmp_path):
    """A script or a program in the portal's folder is reported, never published."""
    changes = {"catalog/portal/x.js": "x", "catalog/portal/y.svg": "<svg/>"}
    found = check_folder(tinycity.write(tmp_path, changes), dt.date(2026, 1, 1))[1]
    assert {d.path for d in found} == set(changes)
