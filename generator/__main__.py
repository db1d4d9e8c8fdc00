"""The way in of ``gongkai`` and of ``python -m generator``."""

from __future__ import annotations

import sys

_STOPPED = 2


def start() -> None:
    """Run the command and exit with its code, Ctrl+C heeded from the first moment on."""
    try:
        # Imported here: that takes 0.05 s, in which somebody may press it.
        from generator.cli import main  # noqa: PLC0415

        main()
    except KeyboardInterrupt:
        sys.stderr.write("已停止。\n")
        sys.exit(_STOPPED)


if __name__ == "__main__":
    start()
