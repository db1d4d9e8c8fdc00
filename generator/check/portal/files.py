"""The portal's files as ``site.yml`` names them, read once for the check and the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.check.portal.css import read_css
from generator.check.portal.fault import Fault
from generator.check.portal.html import Address, read_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.check.index import Index

_FOLDER = "catalog/"
_PICTURES = (".png", ".jpg", ".gif", ".webp")


class Read(Struct, frozen=True):
    """By name in 门户: the text fit for a page, and the faults of the file at a path."""

    texts: Mapping[str, str]
    faults: Mapping[str, tuple[str, tuple[Fault, ...]]]


def published(name: str) -> str:
    """Return where a picture ``portal/…`` of the catalog is published; "" for none."""
    return f"assets/{name}" if name else ""


def pictures(index: Index) -> tuple[str, ...]:
    """Return the paths of the portal's pictures in the catalog."""
    return tuple(path for path in index.portal if path.endswith(_PICTURES))


def read_portal(index: Index) -> Read:
    """Return the files 门户 names; one that isn't there has no text, and a rule says so."""
    entry = index.single("site")
    texts: dict[str, str] = {}
    faults: dict[str, tuple[str, tuple[Fault, ...]]] = {}
    names = entry.data.get("门户", {}) if entry else {}
    for key, name in names.items():
        path = _FOLDER + name
        if entry is None or index.root is None or path not in index.portal:
            continue
        try:
            text = (index.root / path).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            fault = Fault(1, 1, "文件不是 UTF-8 编码。", "用 UTF-8 编码另存。")
            texts[key], faults[key] = "", (path, (fault,))
            continue
        address = Address(entry.data.get("网址", ""), lambda image: _find(index, image))
        texts[key], found = read_css(text) if key == "样式" else read_html(text, address)
        faults[key] = path, found
    return Read(texts, faults)


def _find(index: Index, image: str) -> str:
    """Return where the picture an ``img`` names is published, "" when there is none."""
    name = f"portal/{image.removeprefix('./').removeprefix('portal/')}"
    return published(name) if _FOLDER + name in pictures(index) else ""
