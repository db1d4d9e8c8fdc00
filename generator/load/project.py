"""Where the project's own files lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled(name: str) -> Path:
    """Return the folder or file ``name`` (``schema``, ``site_overrides``, ``docs``, ``catalog/…``).

    Raises FileNotFoundError when neither a checkout nor an installed bundle holds it: our own
    packaging fault, never the editor's.
    """
    for base in (_PACKAGE.parent, _PACKAGE / "_bundle"):
        if (base / name).exists():
            return base / name
    raise FileNotFoundError(f"安装不完整：找不到 {name}")
