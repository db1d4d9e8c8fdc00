"""Which kind of document a path holds: the layout of ``catalog/`` as one table."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.patterns import regex

_SLUG = r"(?!(?:records|files)/)[a-z0-9]+(?:-[a-z0-9]+)*"
_UNIT = rf"catalog/(?:city|districts(?:/{_SLUG})+?)"

_RECORD = regex(r"[0-9]{8}-[a-z2-7]{6}\.yml")
_OF_RECORDS = regex(rf"{_UNIT}(?:/{_SLUG})?/records/[0-9]{{4}}")

# The first pattern that fits decides; unit.yml and body.yml stand before the items files.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, regex(pattern))
    for kind, pattern in (
        ("site", r"catalog/site\.yml"),
        ("subjects", r"catalog/subjects\.yml"),
        ("bases", r"catalog/bases\.yml"),
        ("terms", r"catalog/terms\.yml"),
        ("audit", r"catalog/audit\.yml"),
        ("standard", rf"catalog/standards/{_SLUG}\.yml"),
        ("unit", rf"{_UNIT}/unit\.yml"),
        ("body", rf"{_UNIT}/{_SLUG}/body\.yml"),
        ("items", rf"{_UNIT}(?:/{_SLUG})?/{_SLUG}\.yml"),
    )
)

# The file names a folder may hold beside the slugs, for "did you mean".
FIXED_NAMES = (
    "site.yml", "subjects.yml", "bases.yml", "terms.yml", "audit.yml", "unit.yml", "body.yml",
)  # fmt: skip

# Documents published with a record, kept beside it; not YAML.
FILE_ENDINGS = ("csv", "docx", "pdf", "txt", "xlsx")
FILE_NAME = regex(rf"[a-z0-9][a-z0-9.-]*\.(?:{'|'.join(FILE_ENDINGS)})")
_FILES = regex(rf"{_UNIT}(?:/{_SLUG})?/files/{FILE_NAME.pattern}")

# The portal's header and footer, their style and pictures: taken in by check, not YAML.
PORTAL = "catalog/portal/"
PORTAL_NAME = regex(r"[a-z0-9][a-z0-9-]*\.(?:html|css|png|jpg|gif|webp)")

_BELOW_RECORDS = regex(rf"{_UNIT}(?:/{_SLUG})?/records/.*")


@lru_cache(maxsize=1 << 17)  # asked again and again, for the same few thousand paths
def kind_of(path: str) -> str | None:
    """Return the kind of the file at ``path`` (from the folder that holds ``catalog/``), if any."""
    if "/records/" in path:  # nine in ten files of a large catalog, and no other kind stands there
        folder, _, name = path.rpartition("/")
        return "record" if holds_records(folder) and is_record(name) else None
    for kind, pattern in _KINDS:
        if pattern.fullmatch(path):
            return kind
    return None


def is_record(name: str) -> bool:
    """Tell whether a name is one that a record's file has."""
    return _RECORD.fullmatch(name) is not None


def holds_records(folder: str) -> bool:
    """Tell whether the records of a year stand in a folder."""
    return _OF_RECORDS.fullmatch(folder) is not None


def is_attachment(path: str) -> bool:
    """Tell whether a path is one where a published document, not YAML, may stand."""
    return _FILES.fullmatch(path) is not None


def is_portal(path: str) -> bool:
    """Tell whether a path is one of the portal's own files."""
    return path.startswith(PORTAL) and PORTAL_NAME.fullmatch(path[len(PORTAL) :]) is not None


def right_place(path: str) -> str:
    """Say where a file that fits no kind most likely belongs."""
    name = path.rpartition("/")[2]
    for fits, place in _PLACES:
        if fits(path, name):
            return place
    return (
        "事项文件放在承担部门的文件夹里：catalog/districts/<县区>/<部门>/<领域>.yml；"
        "乡镇的直接放在乡镇的文件夹里。"
    )


_PLACES = (
    (
        lambda path, _: _BELOW_RECORDS.fullmatch(path) is not None,
        (
            "公开信息放在 <部门文件夹>/records/<年份>/<年月日>-<6 位小写字母或 2–7 的数字>.yml，"
            "例如 records/2026/20260301-k3v9qa.yml 的写法须为 8 位日期加 6 位随机字符；"
            "复制一份已有的公开信息，改文件名再改内容。"
        ),
    ),
    (
        lambda _, name: FILE_NAME.fullmatch(name) is not None,
        "附件放在 <部门文件夹>/files/ 下，和 records 文件夹并列；YAML 文件不放在 files 里。",
    ),
    (
        lambda _, name: re.fullmatch(r"[0-9]{8}-.*\.yml", name) is not None,
        "公开信息放在 <部门文件夹>/records/<年份>/ 下。",
    ),
    (lambda _, name: name in FIXED_NAMES[:5], "这个文件直接放在 catalog/ 下。"),
    (
        lambda _, name: name == "unit.yml",
        "地方的 unit.yml 放在 catalog/city/ 或 catalog/districts/<县区>/（<乡镇>/）下。",
    ),
    (
        lambda _, name: name == "body.yml",
        "部门的 body.yml 放在 catalog/districts/<县区>/<部门>/ 下。",
    ),
    (
        lambda path, _: path.startswith("catalog/standards/"),
        "标准目录直接放在 catalog/standards/ 下，一个领域一个文件。",
    ),
    (
        lambda path, _: path.count("/") == 1,
        (
            "catalog/ 下只有 site.yml、subjects.yml、bases.yml、terms.yml、audit.yml 五个文件；"
            "标准目录放在 catalog/standards/，地方和部门放在 catalog/districts/。"
        ),
    ),
)
