"""Take the addresses out of a ``package-lock.json``: the hashes say what is installed.

python tests/web/plain.py FILE...
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

_ADDRESSES = ("resolved", "funding")


def main(files: list[Path]) -> None:
    """Write each lock again without them."""
    for file in files:
        lock = json.loads(file.read_text(encoding="utf-8"))
        for package in lock["packages"].values():
            for key in _ADDRESSES:
                package.pop(key, None)
        text = json.dumps(lock, ensure_ascii=False, indent=2)
        file.write_text(f"{text}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
