"""Icons from the theme's own folder, as masks in one stylesheet that every page shares.

An icon in a page is then a few bytes, and takes the colour of the words it stands beside. Icons
are decoration: what they mean always stands in words too.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import material
from markupsafe import Markup

from generator.patterns import regex
from generator.site.states import FACES, MEANT

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER = Path(material.__file__).parent / "templates" / ".icons" / "material"
_NAME = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CALL = regex(r'icon\("([a-z0-9-]+)"\)|class="i i-([a-z0-9-]+)"')
_FALLBACK = "file-document-outline"
_UNQUOTED = " =:/'"  # may stand in a quoted data address as they are

# The theme has no dotted circle, the shape of 未收录: nobody has looked yet.
_OWN = {
    "dots": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"'
        ' fill="none" stroke="#000" stroke-width="2.4" stroke-linecap="round"'
        ' stroke-dasharray=".1 4.62"/></svg>'
    )
}


def known_icon(name: str) -> str:
    """Return ``name`` when the theme has such an icon, else the plain document's."""
    if name in _OWN:
        return name
    real = _NAME.fullmatch(name) is not None and (_FOLDER / f"{name}.svg").is_file()
    return name if real else _FALLBACK


@lru_cache
def icon(name: str) -> Markup:
    """Return an icon to stand before its words."""
    return Markup('<i class="i i-{}"></i>').format(known_icon(name))


def used_icons(templates: Path, more: Iterable[str]) -> tuple[str, ...]:
    """Return the icons named in templates, scripts and the states' faces, and ``more``."""
    names = {known_icon(name) for name in more}
    names.update(face.icon for face in FACES.values() if face.icon)
    names.update(shape for _, shape in MEANT.values())
    names.update(("phone", "open-in-new"))  # of ``templates.dial`` and ``templates.external``
    for file in sorted((*templates.rglob("*.html"), *templates.rglob("*.js"))):
        found = _CALL.findall(file.read_text(encoding="utf-8"))
        names.update(known_icon(called or written) for called, written in found)
    return tuple(sorted(names))


def stylesheet(names: Iterable[str]) -> bytes:
    """Return the rules that draw the icons named."""
    rules = []
    for name in names:
        drawing = _OWN.get(name) or (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
        data = quote(drawing.strip().replace('"', "'"), safe=_UNQUOTED)
        rules.append(f'.i-{name}{{--i:url("data:image/svg+xml,{data}")}}\n')
    return "".join(rules).encode()
