"""Regular expressions compiled at their first use, not while their modules are imported.

A command imports two hundred of them and needs a few: a check of what hasn't changed took 127 ms
where all were compiled, 101 ms so.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


class _Uncompiled:
    """What ``re.compile`` returns, once somebody asks it something."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """Compile; from then on the methods are the pattern's own, found without coming here."""
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return the pattern of a text; a faulty one is told by whoever uses it first."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))
