"""Memories of checks, tried in every way in which files are told from what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.check import marks

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["read again", "told by their marks"])
def marks_tell(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let files that were written just now be read again, as they are, or be told by marks."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "told by their marks":
            patch.setattr(marks, "_STEP", 0)
        yield
