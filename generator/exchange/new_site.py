"""What a new city's folder holds beside its units: ``site.yml``, settings, prose.

Hot topics, groups and questions of the front page are the project's own, as its standards are.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from generator.exchange.yamltext import document, entry, write_beside
from generator.load import bundled, plain, read_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from generator.exchange.yamltext import Value

DEFAULT_TITLE: Final = "基层政务公开标准目录"
TITLE_LENGTH: Final = 40
_FORMAT: Final = 1
_OWN: Final = ("standards", "subjects.yml", "bases.yml", "terms.yml")
_FRONT: Final = ("热点", "领域分组", "大家常问")
_OURS: Final = "页面的样子在 site_overrides/，"
_README: Final = """\
# {title}

目录数据在 `catalog/`，说明文字在 `docs/`，网站设置在 `mkdocs.yml` 和 `catalog/site.yml`。

```
gongkai check     # 检查目录
gongkai serve     # 在本机预览
gongkai build     # 生成网站，写到 site 文件夹
```

部门的名称按职责写出，都标着“待核对”；改成正式名称以后，把 `名称核对` 写成“已核对”。
`docs/help/privacy/index.md` 是隐私说明，发布以前由主办单位改好。
"""


class SiteWords(Struct, frozen=True):
    """What a new ``site.yml`` says of itself; ``levels`` maps each 类型 to its level."""

    title: str  # 专题名
    project: str  # 项目名
    levels: Mapping[str, str]
    established: dt.date | None = None  # 建立日期


def copy_own(catalog: Path) -> None:
    """Copy the project's own standards, subjects, bases and terms."""
    catalog.mkdir(parents=True)
    for name in _OWN:
        _copy(bundled(f"catalog/{name}"), catalog / name)


def site_text(site: SiteWords) -> str:
    """Return the text of a new ``site.yml``."""
    front = _own_front()
    content: dict[str, Value] = {
        "格式版本": _FORMAT,
        "专题名": site.title,
        "项目名": site.project,
        "网址": "",
        "正式发布": False,
        "主办单位": "",
        "标识码": "",
        "备案": {"ICP": "", "公安": ""},
        "联系": "",
        "强调色": "blue",
        **({"建立日期": site.established.isoformat()} if site.established else {}),
        "类型": dict(site.levels),
        **{key: front[key] for key in _FRONT if key in front},
        "仓库": "",
    }
    note = "“正式发布”为 true 并且填了主办单位和标识码以前，每一页都注明“演示数据，非官方网站”。"
    return document(content, schema="../schema/site.schema.json", comments={(): note})


def write_settings(root: Path, title: str) -> None:
    """Write schemas for editors, prose, ``mkdocs.yml``, README and what git leaves out."""
    _copy(bundled("schema"), root / "schema")
    _copy(bundled("docs"), root / "docs")
    settings = bundled("mkdocs.yml").read_text(encoding="utf-8").replace(_OURS, "")
    # Templates and styles come with the software; a city that wants its own names their folder.
    settings = re.sub(r"^ *custom_dir:.*\n", "", settings, flags=re.MULTILINE)
    named = entry("site_name", title, indent=0)
    settings = re.sub(r"^site_name:.*\n", lambda _: named, settings, flags=re.MULTILINE)
    write_beside(root / "mkdocs.yml", settings)
    write_beside(root / "README.md", _README.format(title=title))
    write_beside(root / ".gitignore", "/site/\n/.site-*/\n")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    else:
        shutil.copyfile(source, target)


def _own_front() -> dict[str, Any]:
    """Return the project's own ``site.yml``."""
    path = bundled("catalog/site.yml")
    node = read_text(path.read_bytes(), path.name).node
    content = plain(node) if node else None
    assert isinstance(content, dict), "the project's own site.yml is sound"
    return content
