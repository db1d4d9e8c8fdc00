"""政府网站 norms: what stands in header and footer when, the policy, the privacy statement."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re

import pytest
from fictional import make_catalog
from msgspec import structs
from sites import ROOT, publish, publish_on_request

from generator.check.accent import palette
from generator.resolve.model import Mark, Office, Portal

DEPLOY = ROOT / "docs" / "help" / "deploy"
FULL = {
    "url": "https://www.example.invalid/zwgk/", "site_code": "9901000001",
    "organizer": "【虚构】市人民政府", "operator": "【虚构】数据局", "contact": "0999-7777777",
    "hours": "工作日 8:00—17:00", "icp": "【虚构】备1号", "icp_link": "https://icp.invalid/",
    "police": "【虚构】公安1号", "police_link": "https://police.invalid/1",
    "party_mark": Mark("https://marks.invalid/party", "assets/portal/party.png"),
    "error_mark": Mark("https://marks.invalid/error"),
    "office": Office("【虚构】公开股", "0999-8888888", "", "【虚构】路2号", "https://www.example.invalid/ysq/"),
    "portal": Portal(
        ('<div class="p-bar"><img src="', '/assets/portal/logo.png" alt="门户"></div>'),
        ('<p class="p-bar-foot">门户页脚</p>',), ".portal .p-bar {color: #123456}\n",
    ),
}  # fmt: skip
OFFICIAL = (
    "承办单位：【虚构】数据局", "联系方式：0999-7777777", "办公时间：工作日",
    "网站标识码：9901000001", "【虚构】备1号", "【虚构】公安1号", "https://marks.invalid/party", "https://marks.invalid/error",
    "我为政府网站找错", 'class="p-bar"', 'class="p-bar-foot"',
)  # fmt: skip


def publication(folder, **site):
    """Return what would be published of the fictional city with these settings.

    Nothing is written: the portal's pictures are names without files.
    """
    return publish_on_request(folder / "out", make_catalog(**site)).publication


@pytest.fixture(scope="module")
def formal(tmp_path_factory):
    """Return the publication of a site with every official word, published officially."""
    return publication(tmp_path_factory.mktemp("formal"), official=True, **FULL)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Return the same with 正式发布 not yet given."""
    return publication(tmp_path_factory.mktemp("demo"), official=False, **FULL)


def first_pages(publication):
    """Return the finished first page of each kind."""
    found = {}
    for path, (kind, _) in publication.pages.items():
        found.setdefault(kind.setting.kind, path)
    return {kind: publication.html(path).decode() for kind, path in found.items()}


def test_official_words_stand_on_every_page_once_official(formal):
    """Organiser, codes, marks and the portal's parts are on each kind of page, and no 演示 line."""
    for kind, html in first_pages(formal).items():
        missing = [words for words in OFFICIAL if words not in html]
        assert missing == [], kind
        assert "演示数据" not in html


def test_no_official_word_before_that(demo):
    """Until 正式发布 none of them is anywhere, and each page carries the line instead."""
    for kind, html in first_pages(demo).items():
        assert [words for words in (*OFFICIAL, "【虚构】市人民政府") if words in html] == [], kind
        assert html.count("演示数据，非官方网站") >= 1
    assert b".p-bar" not in demo.face["assets/gongkai.css"]


def test_what_is_not_configured_leaves_no_trace(official):
    """Marks, operator, hours and correction that nobody configured aren't even empty places."""
    html = official.publication.html("index.html").decode()
    words = ("承办单位", "办公时间", "党政机关网站标识", "找错", "指出错误", 'class="portal"')
    assert [w for w in words if w in html] == []


def test_the_portals_pictures_are_found_from_every_depth(formal):
    """The way up to the site's folder stands before a published picture."""
    assert 'src="./assets/portal/logo.png"' in formal.html("index.html").decode()
    assert 'src="../assets/portal/logo.png"' in formal.html("apply/index.html").decode()
    assert 'src="../assets/portal/party.png"' in formal.html("apply/index.html").decode()
    assert ".portal .p-bar {color: #123456}" in formal.face["assets/gongkai.css"].decode()


def test_marked_links_leave_the_site_with_notice(formal):
    """Each link of the footer to another site says so to eyes and to ears."""
    html = formal.html("index.html").decode()
    foot = html[html.index('<footer class="foot">') :]
    links = re.findall(r'<a [^>]*href="https?://[^>]*>.*?</a>', foot, re.DOTALL)
    assert len(links) == 4
    for link in links:
        assert "将离开本网站" in link
        assert "noopener" in link


@pytest.mark.parametrize(
    ("to", "url", "link"),
    [
        (
            "https://www.example.invalid/jiucuo?u={页面}", "https://www.example.invalid/zwgk/",
            'href="https://www.example.invalid/jiucuo?u=https%3A%2F%2Fwww.example.invalid%2Fzwgk%2Fapply%2F"',
        ),
        ("https://other.invalid/a?u={页面}", "", 'href="https://other.invalid/a?u=apply%2F"'),
        ("jiucuo@example.invalid", "", 'href="mailto:jiucuo@example.invalid?subject='),
        ("0999-1234567", "", 'href="tel:0999-1234567"'),
    ],
)  # fmt: skip
def test_corrections_go_where_configured_with_the_page_named(tmp_path, to, url, link):
    """指出错误 stands on each page; web and mail take the page's address along."""
    made = publication(tmp_path, correction=to, url=url)
    html = made.html("apply/index.html").decode()
    assert link in html
    assert html.count("指出错误") == 1
    assert "将离开本网站" in html[html.index(link) : html.index(link) + 400] or "other" not in to
    assert "{页面}" not in html


@pytest.mark.parametrize("path", ["dong/jia/01-01/index.html", "records/2024/20240104-bcd345.html"])
def test_items_and_records_lead_to_corrections_beside_what_is_taken_along(tmp_path, path):
    """Where a correction can be sent, the rail of an item and of a record offers it too."""
    path = path if path.endswith(".html") else f"{path}index.html"
    html = publication(tmp_path, correction="jiucuo@example.invalid").html(path).decode()
    rail = html[html.index("data-take>") : html.index("</aside>", html.index("data-take>"))]
    assert 'href="mailto:jiucuo@example.invalid?subject=' in rail
    assert "指出错误" not in publication(tmp_path).html(path).decode()


def test_archived_documents_say_since_when(tmp_path, demo):
    """An archived document's page says 已归档 and the day, in its head and in its notice."""
    path = "records/2024/20240104-bcd345.html"
    catalog = make_catalog()
    old = catalog.records["20240104-bcd345"]
    archived = structs.replace(old, validity="已归档", archived=dt.date(2025, 3, 4))
    records = {**catalog.records, old.id: archived}
    made = publish(structs.replace(catalog, records=records), tmp_path / "out")
    html = made.publication.html(path)
    assert html.decode().count("<time>2025-03-04</time>") == 2
    assert "已归档" in html.decode()
    assert "归档" not in demo.html(path).decode()


def test_the_office_that_receives_applications_is_named_once_official(formal, demo):
    """Its name, telephone, address and page stand on the page of applications only then."""
    words = ("【虚构】公开股", "tel:0999-8888888", "【虚构】路2号", "门户的申请页面")
    html = formal.html("apply/index.html").decode()
    assert [w for w in words if w not in html] == []
    assert not any(w in demo.html("apply/index.html").decode() for w in words)


def test_applying_is_explained_with_its_articles_and_a_form_on_paper(built):
    """Time limits, fees, remedies with their articles; a form without a single field to type in."""
    html = built.publication.html("apply/index.html").decode()
    main = html[html.index("<main") : html.index("</main>")]
    words = (
        "20 个工作日",
        "第二十九条",
        "第三十三条",
        "第四十二条",
        "第五十一条",
        "不要写进任何公开的页面",
    )
    for word in words:
        assert word in main
    assert "政府信息公开申请表" in main
    assert not re.search(r"<(input|textarea|form)\b", main)


@pytest.mark.parametrize("accent", ["red", "#0b5a3c"])
def test_an_accent_reaches_every_appearance(tmp_path, accent):
    """The generated colours stand behind the stylesheet's own, for light, dark and 长辈版."""
    css = publication(tmp_path, accent=accent).face["assets/gongkai.css"].decode()
    made = palette(accent)
    for place, tones in ((":root{", made.light), ('"dark"]{', made.dark), ("elder]{", made.elder)):
        block = css[css.rindex(place if place != "elder]{" else "elder]{--link") :].split("}")[0]
        assert f"--link:{tones.link};--accent:{tones.accent};--deep:{tones.deep}" in block
    assert css.rindex("--deep:") > css.index("/*") if "/*" in css else True


def test_red_is_the_directions_red():
    """The red accent is the one measured in the direction for the face."""
    light = palette("red").light
    assert structs.astuple(light)[:5] == ("#9d1f1c", "#9d1f1c", "#7f1614", "#fbeeec", "#f6d4d0")


def test_the_ready_files_hold_one_policy():
    """nginx.conf and _headers have the same policy; it allows nothing inline and no other host."""
    pattern = r"default-src [^\"\n]*"
    policies = {
        re.search(pattern, (DEPLOY / n).read_text("utf-8"))[0] for n in ("nginx.conf", "_headers")
    }
    assert len(policies) == 1
    policy = policies.pop()
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"unsafe|https?:|\*", policy)


def test_the_policy_knows_the_lone_missing_pages_style(built):
    """The 404 page without 网址 carries the very style whose digest the policy names."""
    html = built.publication.html("404.html").decode()
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in (DEPLOY / "_headers").read_text("utf-8")
    assert 'href="./' not in html
    assert "src=" not in html


def test_ready_files_are_published_with_the_guide(built):
    """Whoever has the site has the files its guide names."""
    guide = (DEPLOY / "index.md").read_text("utf-8")
    for name in ("nginx.conf", "_headers"):
        assert f"]({name})" in guide
        assert (built.folder / "help" / "deploy" / name).read_bytes() == (
            DEPLOY / name
        ).read_bytes()


def test_the_privacy_statement_names_every_key_the_scripts_keep():
    """What scripts store on a device is what the statement says, no more and no less."""
    scripts = [
        *(ROOT / "site_overrides").rglob("*.js"),
        *(ROOT / "generator" / "search" / "browser").glob("*.js"),
    ]
    text = "\n".join(path.read_text("utf-8") for path in scripts)
    prefix = re.search(r'localStorage\.setItem\("([^"]+)" \+ key', text)[1]
    kept = {prefix + key for key in re.findall(r'device\.set\("([^"]+)"', text)}
    assert text.count("localStorage.setItem") == 1
    assert not re.search(r"sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker", text)
    statement = (ROOT / "docs" / "help" / "privacy" / "index.md").read_text("utf-8")
    assert set(re.findall(r"`(gongkai\.[\w.]+)`", statement)) == kept
