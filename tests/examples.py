"""An example of every fault a check can find, each one change to the tiny city.

Tests hold each to raising exactly its code; the manual's page of rules shows them.
"""

from __future__ import annotations

import datetime as dt

import tinycity
from tinycity import DISTRICT, FILES, RECORD, TOWN, edited

TODAY = dt.date(2026, 1, 1)
SITE, JIA, YI = "catalog/site.yml", "catalog/standards/jia.yml", "catalog/standards/yi.yml"
SUBJECTS, BASES = "catalog/subjects.yml", "catalog/bases.yml"
TERMS = "catalog/terms.yml"
ITEMS, TOWN_ITEMS = f"{DISTRICT}/jia-bu/jia.yml", f"{TOWN}/jia.yml"
LIST = f"{DISTRICT}/jia-bu/files/a.pdf"
Changes = dict[str, "str | bytes | None"]


def both(*changes: Changes) -> Changes:
    """Return several changes as one."""
    return {path: text for change in changes for path, text in change.items()}


def copied(source: str, target: str, old: str = "", new: str = "") -> Changes:
    """Return the change that adds a copy of a file."""
    return {target: FILES[source].replace(old, new)}


def added(line: str) -> Changes:
    """Return the change that adds a line to the record."""
    return {RECORD: f"{FILES[RECORD]}{line}\n"}


def waiver(rule: str, until: str) -> Changes:
    """Return the change that adds a waiver to the record."""
    return added(f"豁免: [{{规则: {rule}, 理由: 本人同意, 至: {until}}}]")


# rule → (what to break, the file and line that must be named)
RULES: dict[str, tuple[Changes, str, int | None]] = {
    "site-accent": (
        edited(SITE, "建立日期: 2020-01-01", '建立日期: 2020-01-01\n强调色: "#1a66b8"'), SITE, 6,
    ),
    "site-portal-file": (
        edited(SITE, "类型: {市", "门户: {页头: portal/header.html}\n类型: {市"), SITE, 6,
    ),
    "site-portal": (
        edited(SITE, "类型: {市", "门户: {页头: portal/header.html}\n类型: {市")
        | {"catalog/portal/header.html": '<div>\n<a href="/" onclick="go()">门户</a>\n</div>\n'},
        "catalog/portal/header.html", 2,
    ),
    "ref-area": (edited(SITE, "- 领域: jia", "- 领域: jian"), SITE, 8),
    "ref-item": (edited(SITE, '["01-01"]', '["01-09"]'), SITE, 10),
    "ref-record-item": (edited(RECORD, "01-01", "01-07"), RECORD, 2),
    "ref-element": (added("要素: [办理条件, 办里事项]"), RECORD, 7),
    "ref-attachment": (added("附件: [{名称: 名单, 链接: files/a.pdf}]"), RECORD, 7),
    "ref-basis": (edited(JIA, "虚构令第1号", "虚构令第l号"), JIA, 11),
    "ref-subject": (edited(JIA, "[县级甲部门]", "[县级申部门]"), JIA, 27),
    "ref-channel": (edited(YI, "[政府网站]", "[政府网页]"), YI, 14),
    "ref-term": (edited(TERMS, "[办事指南]", "[办里指南]"), TERMS, 2),
    "term-source": (
        edited(TERMS, "渠道: ", "用语来源: {缩略: [俗话]}\n渠道: "), TERMS, 3,
    ),
    "ref-duty": (edited(SUBJECTS, "归口: yi-bu", "归口: yi-bv"), SUBJECTS, 14),
    "ref-body": (edited(ITEMS, '"01-02":', '"01-02":\n    共同主体: [bing-bu]'), ITEMS, 5),
    "ref-unit": (
        edited(f"{TOWN}/unit.yml", "收录: 完整", '接替: "990102109"'), f"{TOWN}/unit.yml", 4,
    ),
    "ref-successor": (
        edited(BASES, "效力: 有效", "效力: 已废止\n    接替: tiaoli-2"), BASES, 9,
    ),
    "id-item": (copied(ITEMS, f"{DISTRICT}/yi-bu/jia.yml", '  "01-02":\n  "01-03":\n'),
                f"{DISTRICT}/yi-bu/jia.yml", 3),
    "id-unit": (edited(f"{TOWN}/unit.yml", "990102101", "990102"), f"{TOWN}/unit.yml", 3),
    "id-row": (both(edited(YI, '"02-01"', '"03-01"'),
                    edited(f"{DISTRICT}/yi-bu/yi.yml", "02-01", "03-01")), YI, 5),
    "id-local": (
        edited(ITEMS, '"01-03":', '"01-03":\n' + tinycity.row("02-B01", "本地", "事项")
               .replace("    核对: 待核对\n", "").replace("    序号: 1\n", "")), ITEMS, 6,
    ),
    "id-record": (
        copied(RECORD, f"{TOWN}/records/2024/20240105-abc234.yml", "2024-00001", "2024-00002"),
        f"{TOWN}/records/2024/20240105-abc234.yml", None,
    ),
    "id-index-number": (
        copied(RECORD, f"{TOWN}/records/2024/20240105-abc777.yml"),
        f"{TOWN}/records/2024/20240105-abc777.yml", 3,
    ),
    "id-basis": (
        edited(BASES, "效力: 有效", "效力: 有效\n    写法: [《【虚构】公开条例》]"), BASES, 6,
    ),
    "id-duty": (
        edited(f"{DISTRICT}/yi-bu/body.yml", "[yi-bu]", "[yi-bu, jia-bu]"),
        f"{DISTRICT}/yi-bu/body.yml", 3,
    ),
    "cover-omission": (edited(ITEMS, '  "01-02":\n', ""), ITEMS, 3),
    "cover-level": (edited(TOWN_ITEMS, '"01-03":', '"01-02":\n  "01-03":'), TOWN_ITEMS, 4),
    "cover-stopped": (edited(JIA, "序号: 2", "序号: 2\n    停止: 2025-01-01"), ITEMS, 4),
    "cover-owner": (
        both({f"{DISTRICT}/yi-bu/yi.yml": None},
             copied(f"{DISTRICT}/yi-bu/yi.yml", f"{DISTRICT}/yi.yml")),
        f"{DISTRICT}/yi.yml", None,
    ),
    "place-area": (
        both({TOWN_ITEMS: None}, copied(TOWN_ITEMS, f"{TOWN}/yi.yml")), f"{TOWN}/yi.yml", 1,
    ),
    "place-unit": (
        copied(f"{TOWN}/unit.yml", "catalog/districts/xi/lan-zhen/unit.yml", "102101", "103101")
        | copied(TOWN_ITEMS, "catalog/districts/xi/lan-zhen/jia.yml"),
        "catalog/districts/xi/lan-zhen/unit.yml", None,
    ),
    "place-reserved": (
        {path.replace("/qing-zhen/", "/yi/"): text for path, text in FILES.items() if TOWN in path}
        | {path: None for path in FILES if TOWN in path},
        f"{DISTRICT}/yi/unit.yml", None,
    ),
    "place-code": (edited(f"{TOWN}/unit.yml", "990102101", "990203101"), f"{TOWN}/unit.yml", 3),
    "place-body": (
        both({ITEMS: None}, copied(ITEMS, f"{DISTRICT}/yi-bu/jia.yml")),
        f"{DISTRICT}/yi-bu/jia.yml", 1,
    ),
    "yaml-unquoted-number": (
        edited(f"{TOWN}/unit.yml", '"990102101"', "990102101"), f"{TOWN}/unit.yml", 3,
    ),
    "place-record": (
        both({RECORD: None}, copied(RECORD, RECORD.replace("/2024/", "/2023/"))),
        RECORD.replace("/2024/", "/2023/"), None,
    ),
    "date-real": (edited(RECORD, "生成日期: 2024-01-02", "生成日期: 2023-02-30"), RECORD, 4),
    "date-order": (edited(RECORD, "生成日期: 2024-01-02", "生成日期: 2024-02-01"), RECORD, 4),
    "date-future": (edited(RECORD, "发布日期: 2024-01-05", "发布日期: 2026-02-05"), RECORD, 5),
    "date-late": (
        edited(RECORD, "生成日期: 2024-01-02", "生成日期: 2023-11-01"), RECORD, 5,
    ),
    "date-missing": (edited(RECORD, "发布日期: 2024-01-05\n", ""), RECORD, 1),
    "end-body": (
        edited(f"{DISTRICT}/yi-bu/body.yml", "履行: [yi-bu]", "履行: [yi-bu]\n撤销: 2025-01-01"),
        f"{DISTRICT}/yi-bu/yi.yml", 1,
    ),
    "end-record": (
        edited(f"{TOWN}/unit.yml", "收录: 完整", '撤销: 2024-01-01\n并入: "990102"')
        | copied(RECORD, f"{TOWN}/records/2024/20240105-abc777.yml", "2024-00001", "2024-00002"),
        f"{TOWN}/records/2024/20240105-abc777.yml", 5,
    ),
    "end-basis": (
        both(edited(BASES, "效力: 有效", "效力: 已废止\n    接替: tiaoli-1"),
             edited(ITEMS, '"01-02":', '"01-02":\n    公开依据: [《【虚构】办法》]')), ITEMS, 5,
    ),
    "end-cited": (edited(BASES, "效力: 待核对", "效力: 已废止"), BASES, 5),
    "end-successor": (
        edited(f"{TOWN}/unit.yml", "收录: 完整", "撤销: 2024-01-01"), f"{TOWN}/unit.yml", 4,
    ),
    "end-empty": (
        {f"{DISTRICT}/bing-bu/body.yml": "名称: 丙部门\n名称核对: 待核对\n履行: []\n"},
        f"{DISTRICT}/bing-bu/body.yml", None,
    ),
    "number-format": (
        edited(f"{DISTRICT}/unit.yml", "类型: 县区", '类型: 县区\n索引号格式: "{编号}/{年}"'),
        f"{DISTRICT}/unit.yml", 3,
    ),
    "number-shape": (
        edited(f"{DISTRICT}/unit.yml", "类型: 县区", '类型: 县区\n索引号格式: "990102/{年月}-{5}"'),
        RECORD, 3,
    ),
    "number-check-digit": (
        edited(RECORD, "990102/2024-00001", "757952944/2020-01170"), RECORD, 3,
    ),
    "number-credit-code": (
        edited(f"{DISTRICT}/yi-bu/body.yml", "履行: [yi-bu]",
               '履行: [yi-bu]\n统一社会信用代码: "113417024863445159"'),
        f"{DISTRICT}/yi-bu/body.yml", 4,
    ),
    "review-missing": (edited(SITE, "正式发布: false", "正式发布: false\n三审: 必填"), RECORD, 1),
    "record-archived": (added("有效性: 已归档"), RECORD, 7),
    "record-empty": (edited(RECORD, "链接: https://example.invalid/1\n", ""), RECORD, 1),
    "state-reason": (
        edited(ITEMS, '"01-02":', '"01-02":\n    状态: 本级无此职责\n    日期: 2025-01-01'),
        ITEMS, 5,
    ),
    "state-stray": (edited(ITEMS, '"01-02":', '"01-02":\n    理由: 没有状态'), ITEMS, 5),
    "state-local": (
        edited(ITEMS, '"01-03":', '"01-03":\n  "01-B01":\n    一级事项: 本地'), ITEMS, 6,
    ),
    "state-published": (
        edited(ITEMS, '"01-01":', '"01-01":\n    状态: 暂无信息\n    日期: 2025-01-01'), ITEMS, 4,
    ),
    "site-format": (edited(SITE, "格式版本: 1", "格式版本: 2"), SITE, 1),
    "site-official": (
        edited(SITE, "正式发布: false", "正式发布: true\n主办单位: 【虚构】办公室"), SITE, 4,
    ),
    "site-type": (edited(f"{TOWN}/unit.yml", "类型: 乡镇", "类型: 乡填"), f"{TOWN}/unit.yml", 2),
    "privacy-id": (added("正文: 张某340702199001011239"), RECORD, 7),
    "privacy-old-id": (added("正文: 张某340702900101123"), RECORD, 7),
    "privacy-card": (added("正文: 卡号6222021234567890128"), RECORD, 7),
    "privacy-card-like": (added("正文: 张某6222021234567890128"), RECORD, 7),
    "privacy-phones": (added("正文: 张某13812341234，李某13912341234"), RECORD, 7),
    "privacy-address": (added("正文: 甲区3栋2单元501室，乙区6栋1单元102室"), RECORD, 7),
    "privacy-unchecked": (
        added("附件: [{名称: 名单, 链接: files/a.pdf}]") | {LIST: b"%PDF-1.7\n"}, LIST, None,
    ),
    "privacy-waiver-unknown": (waiver("privacy-ids", "2026-12-31"), RECORD, 7),
    "privacy-waiver-ended": (waiver("privacy-id", "2025-12-31"), RECORD, 7),
    "privacy-waiver-unused": (waiver("privacy-id", "2026-12-31"), RECORD, 7),
}  # fmt: skip


def record(text: str | bytes) -> Changes:
    """Return the change that gives the record another text."""
    return {RECORD: text}


TITLE = "标题: 【虚构】救助办事指南\n"
REST = '事项: ["01-01"]\n发布日期: 2024-01-05\n链接: https://example.invalid/1\n'

# What the schemas refuse.
SCHEMA: dict[str, Changes] = {
    "schema-unknown-key": edited(RECORD, "标题:", "题标:"),
    "schema-missing-key": edited(RECORD, TITLE, ""),
    "schema-key-form": edited(ITEMS, '"01-02":', '"1-2":'),
    "schema-type": edited(RECORD, '["01-01"]', '"01-01"'),
    "schema-value": edited(ITEMS, '"01-02":', '"01-02":\n    公开方式: 主动公天'),
    "schema-form": edited(f"{TOWN}/unit.yml", "990102101", "99010210"),
    "schema-range": edited(RECORD, "【虚构】救助办事指南", '""'),
}

# What can't be read, or not for certain.
READING: dict[str, Changes] = {
    "catalog-missing": {SUBJECTS: None},
    "document-not-mapping": record("- 标题\n- 事项\n"),
    "path-extension": {f"{DISTRICT}/jia-bu/yi.yaml": FILES[ITEMS]},
    "path-name": {f"{DISTRICT}/jia-bu/Jia_Bu.yml": FILES[ITEMS]},
    "path-reserved": {f"{DISTRICT}/jia-bu/con.yml": FILES[ITEMS]},
    "path-unknown": {"catalog/districts/jia.yml": FILES[ITEMS]},
    "text-bidi": record(TITLE.replace("指南", "指\u202e南") + REST),
    "text-bom": record("\ufeff" + TITLE + REST),
    "text-conflict-marker": record(
        "<<<<<<< HEAD\n" + TITLE + "=======\n标题: 另一个\n>>>>>>> b\n" + REST
    ),
    "text-control": record(TITLE.replace("指南", "指\x07南") + REST),
    "text-crlf": record((TITLE + REST).replace("\n", "\r\n")),
    "text-encoding": record((TITLE + REST).encode("gb18030")),
    "text-invisible": record(TITLE.replace("指南", "指南\u200b") + REST),
    "text-mojibake": record(TITLE.replace("指南", "锟斤拷") + REST),
    "text-private-use": record(TITLE.replace("指南", "指\ue000南") + REST),
    "text-space": record(TITLE.replace("救助", "救\u00a0助") + REST),
    "text-space-indent": record(TITLE + '事项:\n\u3000\u3000- "01-01"\n链接: https://example.invalid/1\n'),
    "text-tab-indent": record(TITLE + '事项:\n\t- "01-01"\n链接: https://example.invalid/1\n'),
    "yaml-alias": record(TITLE + REST + "来源: *x\n"),
    "yaml-anchor": record(TITLE + REST + "来源: &x 某网\n"),
    "yaml-bracket-open": record(TITLE + '事项: ["01-01"\n链接: https://example.invalid/1\n'),
    "yaml-colon-in-value": record("标题: 通知: 关于救助\n" + REST),
    "yaml-colon-space": record("标题:【虚构】救助办事指南\n" + REST),
    "yaml-complex-key": record(TITLE + REST + "? [来源]\n: 某网\n"),
    "yaml-dash": record(TITLE + '事项: - "01-01"\n链接: https://example.invalid/1\n'),
    "yaml-dash-space": record(TITLE + "事项:\n  -甲\n  -乙\n链接: https://example.invalid/1\n"),
    "yaml-directive": record("%YAML 1.1\n---\n" + TITLE + REST),
    "yaml-documents": record(TITLE + REST + "---\n" + TITLE),
    "yaml-duplicate-key": record(TITLE + TITLE + REST),
    "yaml-empty": record("# 只有注释\n"),
    "yaml-empty-key": record(TITLE + REST + "? \n: 某网\n"),
    "yaml-escape": record('标题: "救助\\q指南"\n' + REST),
    "yaml-fullwidth-colon": record(TITLE.replace(": ", "：") + REST),
    "yaml-fullwidth-quote": edited(ITEMS, '"01-02":', "“01-02”:"),
    "yaml-indent": record(TITLE + " 事项: []\n链接: https://example.invalid/1\n"),
    "yaml-merge-key": record(TITLE + REST + "<<: 某网\n"),
    "yaml-no-colon": record(TITLE + REST + "附言\n"),
    "yaml-quote-open": record('标题: "救助办事指南\n' + REST),
    "yaml-quote-rest": record('标题: "救助"办事指南\n' + REST),
    "yaml-special-start": record("标题: @救助办事指南\n" + REST),
    "yaml-syntax": record(": 救助\n"),
    "yaml-tag": record("标题: !!str 救助办事指南\n" + REST),
    "yaml-too-deep": record(TITLE + "事项: " + "[" * 21 + "]" * 21 + "\n"),
}  # fmt: skip

# No change to a text shows these; each has a test of its own.
BEYOND_TEXT = frozenset(
    {
        "file-too-large", "file-unreadable", "path-collision", "path-symlink",
        "text-too-large", "yaml-too-many",
    }
)  # fmt: skip

EXAMPLES: dict[str, Changes] = {
    **READING,
    **SCHEMA,
    **{code: changes for code, (changes, _, _) in RULES.items()},
}
