"""MkDocs at work beside: of two things that go wrong, the first is told."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.site import dressing


def _failing(*_: Any) -> None:
    raise RuntimeError("MkDocs was stopped as well")


def test_what_goes_wrong_here_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C stops both processes; that the other was stopped is no fault of the program."""

    def stopped(_view: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dressing, "_start_mkdocs", _failing)
    build: Any = SimpleNamespace(prepare=stopped, place=SimpleNamespace(prose=Path()))
    view: Any = None
    with pytest.raises(KeyboardInterrupt):
        dressing._made(build, Path(), view, None)
