"""The catalog's fragments: everything escaped, nothing undefined, links only where safe."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from generator.audit.report.words import pieces
from generator.patterns import regex
from generator.resolve.model import State
from generator.site import links
from generator.site.compiled import compiled
from generator.site.fast_jinja import FastEnvironment
from generator.site.icons import icon
from generator.site.page import root_from
from generator.site.states import FACES, MEANT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jinja2 import Environment

    from generator.resolve.divisions import Words
    from generator.site.trace import LookUp, Trace

# A document number in brackets is never broken across lines.
_NUMBER = regex(r"（[^（）]{1,30}号）")
_LONG_NAME = 5  # characters
_KEPT, _GONE, _COME = Markup("{}"), Markup("<del>{}</del>"), Markup("<ins>{}</ins>")
_SILENT = Markup('<span class="hint">空</span>')
_AWAY = Markup('<span class="sr">（将离开本网站）</span>')


@lru_cache(maxsize=4096)
def external(address: str, text: str = "") -> Markup:
    """Return a link to another site, marked as such; what isn't a web address is shown as text."""
    label = text or address
    if not links.is_external(address):
        return escape(label)
    return Markup('<a class="out" href="{}" rel="noopener noreferrer">{}{}{}</a>').format(
        address, label, icon("open-in-new"), _AWAY
    )


def source(text: str) -> Markup:
    """Return a 来源 line: each address as a link, its note after it."""
    return Markup("；").join(
        Markup("{}{}").format(external(address), note) if address else escape(note)
        for address, note in links.split_sources(text)
    )


def document(address: str, text: str, root: str) -> Markup:
    """Return a link to a document here or elsewhere; text where the address may not be a link."""
    if links.is_external(address):
        return external(address, text)
    if not links.is_linkable(address):
        return escape(text)
    return Markup('<a href="{}/{}">{}</a>').format(root, address, text)


@lru_cache(maxsize=4096)
def dial(number: str, text: str = "", css: str = "") -> Markup:
    """Return a link that dials; text when the number isn't one."""
    plain = links.dialable(number)
    label = text or number
    if not plain:
        return escape(label)
    attribute = Markup(' class="{}"').format(css) if css else ""
    return Markup('<a{} href="tel:{}">{}{}</a>').format(attribute, plain, icon("phone"), label)


@lru_cache(maxsize=4096)
def citation(text: str) -> Markup:
    """Return a citation whose document number stays on one line."""
    parts = []
    at = 0
    for found in _NUMBER.finditer(text):
        parts.append(escape(text[at : found.start()]))
        parts.append(Markup('<span class="nb">{}</span>').format(found[0]))
        at = found.end()
    return Markup("").join((*parts, escape(text[at:])))


@lru_cache(maxsize=4096)
def badge(state: State, words: str = "") -> Markup:
    """Return a state's badge: shape and word, coloured by class."""
    face = FACES[state]
    shape = icon(face.icon) if face.icon else Markup("")
    return Markup('<span class="st st-{}">{}{}</span>').format(
        face.css, shape, words or state.value
    )


@lru_cache(maxsize=4096)
def fold_name(name: str) -> Markup:
    """Return a place's name for a narrow column: it may break before its last two characters."""
    if len(name) < _LONG_NAME:
        return escape(name)
    return Markup("{}<wbr>{}").format(name[:-2], name[-2:])


def mark(state: State) -> Markup:
    """Return a state's shape and short word for a table cell."""
    return badge(state, FACES[state].short)


def count(number: int) -> str:
    """Return a number with commas between thousands."""
    return f"{number:,}"


@lru_cache(maxsize=4096)
def day(date: dt.date | None) -> Markup:
    """Return a date for reading, and for machines."""
    return Markup("<time>{}</time>").format(date.isoformat()) if date else Markup("日期未登记")


def altered(before: str, after: str) -> tuple[Markup, Markup]:
    """Return two values with what went marked in the first and what came in the second."""
    was, now = (
        Markup("").join(
            (_KEPT if same else mark).format(text) for same, text in pieces(before, after, side)
        )
        for side, mark in (("old", _GONE), ("new", _COME))
    )
    return was or _SILENT, now or _SILENT


FILTERS: dict[str, Callable[..., Any]] = {
    "altered": altered,
    "badge": badge,
    "citation": citation,
    "count": count,
    "day": day,
    "external": external,
    "fold_name": fold_name,
    "mark": mark,
    "source": source,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "dial": dial,
    "document": document,
    "icon": icon,
    "to_area": links.area_path,
    "to_base": links.base_path,
    "to_attachment": links.attachment_path,
    "to_body": links.body_path,
    "to_item": links.item_path,
    "to_matrix": links.matrix_path,
    "to_record": links.record_path,
    "year_of": links.record_year,
    "to_standard": links.standard_path,
    "to_unit": links.unit_path,
    "to_unit_area": links.unit_area_path,
}


def make_environment(folder: Path) -> Environment:
    """Return the environment over the fragments in ``folder``; a missing name raises at once."""
    environment = FastEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled(),
    )
    environment.filters.update(FILTERS)
    environment.globals.update(FUNCTIONS)
    environment.globals["State"] = State
    environment.globals["meant"] = MEANT
    return environment


class Templates:
    """The fragments by kind; compiled at first use, then kept."""

    def __init__(self, folder: Path, words: Words, trace: Trace) -> None:
        """Read fragments from ``folder``; all may say ``words`` of the catalog's places."""
        self.folder = folder
        self._environment = make_environment(folder)
        self._environment.globals["words"] = words
        self._trace = trace
        self._parts: dict[tuple[str, object, int], tuple[Markup, set[LookUp]]] = {}

    def content(self, kind: str, path: str, **values: Any) -> str:
        """Render the content of the page at ``path``, of ``kind``.

        As plain text, since nobody escapes it again: a Markup and back was two copies of 10 KB.
        """
        return self._environment.get_template(f"{kind}.html").render(root=root_from(path), **values)

    def fragment(self, name: str, path: str, **values: Any) -> Markup:
        """Render a fragment for others of the page at ``path``."""
        return Markup(self.content(name, path, **values))  # noqa: S704 - everything is escaped

    def part(
        self, name: str, key: object, path: str, values: Callable[[], Mapping[str, Any]]
    ) -> Markup:
        """Render a part that pages share, once for each ``key`` and depth; it alone has values."""
        place = (name, key, path.count("/"))
        made = self._parts.get(place)
        if made is None:
            with self._trace.apart() as seen:
                made = self._parts[place] = self.fragment(name, path, **values()), seen
        self._trace.seen |= made[1]  # whoever shares the part rests on what it was made from
        return made[0]

    def piece(self, name: str, **values: Any) -> str:
        """Render a part of the shell, such as the tags in the head."""
        return self._environment.get_template(f"{name}.html").render(**values)
