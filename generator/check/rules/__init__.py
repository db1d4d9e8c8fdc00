"""The rules, a family a file; importing this package registers them all."""

from generator.check.rules import (
    coverage,
    dates,
    identity,
    places,
    references,
    settings,
    states,
)

__all__ = ["coverage", "dates", "identity", "places", "references", "settings", "states"]
