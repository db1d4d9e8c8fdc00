"""The command ``gongkai``: the only room that knows all the others.

Exit codes everywhere: 0 fine, 1 the catalog has findings, 2 wrong use or our own fault.
"""

from generator.cli.main import main

__all__ = ["main"]
