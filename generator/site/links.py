"""Which addresses may become links, and where each thing of the catalog has its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.patterns import regex

if TYPE_CHECKING:
    from generator.resolve.model import Attachment, Body, Item, Record, Unit

_WEB = regex(r"https?://[^\s<>\"'\\^`{|}\x00-\x20]+", re.IGNORECASE)
_RELATIVE = regex(r"(?!/)[A-Za-z0-9._~/%-]+")
_SOURCE = regex(r"(?P<url>https?://[^\s（）；，。、<>\"']+)(?P<note>.*)", re.DOTALL)
_BETWEEN = regex(r"；(?=https?://)")
_PHONE = regex(r"[0-9]+(?:-[0-9]+)*")
_SHORTEST_PHONE = 3  # digits of 110, 119; 12345 has five


def is_external(address: str) -> bool:
    """Tell whether ``address`` is a web address; only ``http`` and ``https`` are."""
    return _WEB.fullmatch(address) is not None


def is_linkable(address: str) -> bool:
    """Tell whether ``address`` may stand in ``href``: a web address, or a path in the site."""
    if is_external(address):
        return True
    return _RELATIVE.fullmatch(address) is not None and ".." not in address.split("/")


def split_sources(text: str) -> list[tuple[str, str]]:
    """Split ``https://…（2020年报）；https://…`` into addresses and notes.

    An address is empty where a part doesn't begin with one; its note is then the part itself.
    """
    parts = []
    for part in _BETWEEN.split(text.strip()):
        found = _SOURCE.fullmatch(part)
        known = found is not None and is_external(found["url"])
        parts.append((found["url"], found["note"]) if found and known else ("", part))
    return parts


def dialable(number: str) -> str:
    """Return ``number`` when it is digits and hyphens only, else an empty string."""
    plain = number.strip()
    if _PHONE.fullmatch(plain) is None or sum(map(str.isdigit, plain)) < _SHORTEST_PHONE:
        return ""
    return plain


def unit_path(unit: Unit) -> str:
    """Return the page of a unit."""
    return f"{unit.path}/index.html"


def unit_area_path(unit: Unit, area: str) -> str:
    """Return the page of a unit's items in one area."""
    return f"{unit.path}/{area}/index.html"


def item_path(unit: Unit, item: Item) -> str:
    """Return the page of one item: unit, area, code, and never the department."""
    return f"{unit.path}/{item.area}/{item.code}/index.html"


def body_path(unit: Unit, body: Body) -> str:
    """Return the page of a body; a town is its own body and has one page."""
    return f"{unit.path}/bumen/{body.slug}/index.html" if body.slug else unit_path(unit)


def area_path(area: str) -> str:
    """Return the roll-up page of an area."""
    return f"areas/{area}/index.html"


def matrix_path(area: str, unit: Unit) -> str:
    """Return the page that compares a unit and those right below it in an area."""
    return f"areas/{area}/{unit.path}/index.html"


def standard_path(area: str, code: str) -> str:
    """Return the page of a standard item across all units."""
    return f"areas/{area}/{code}/index.html"


def base_path(base: str) -> str:
    """Return the page of a law or document."""
    return f"bases/{base}/index.html"


def year_of(record_id: str) -> str:
    """Return the year a record is filed under, as its id has it."""
    return record_id[:4]


def record_year(record: Record) -> str:
    """Return the year a record is filed under."""
    return year_of(record.id)


def attachment_path(record: Record, attachment: Attachment) -> str:
    """Return where a file kept in the catalog is published: beside its record's page."""
    return f"records/{record_year(record)}/{record.id}/{attachment.file.rpartition('/')[2]}"


def record_path(record: Record) -> str:
    """Return the page of a published document."""
    return path_of_record(record.id)


def path_of_record(record_id: str) -> str:
    """Return the page of a published document by its id."""
    return f"records/{year_of(record_id)}/{record_id}.html"


_PULLS = {"github.com": "pull", "gitee.com": "pulls", "gitlab.com": "-/merge_requests"}


def pull_address(repository: str, number: str) -> str:
    """Return the page of a pull request, "" where the forge's addresses aren't known."""
    kind = _PULLS.get(urlsplit(repository).hostname or "")
    return f"{repository.rstrip('/')}/{kind}/{number}" if kind and number else ""
