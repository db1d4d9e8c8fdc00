"""What a kind of page is: where its pages are, and how one is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.site.page import Page
    from generator.site.shell import Setting
    from generator.site.templates import Templates
    from generator.site.view import View


class Kind(Struct, frozen=True):
    """A kind of page.

    ``find``: every page of this kind as (path, key); cheap, nothing is rendered.
    ``render``: one page, from the path and key ``find`` gave.
    """

    setting: Setting
    find: Callable[[View], Iterable[tuple[str, Any]]]
    render: Callable[[View, Templates, str, Any], Page]
