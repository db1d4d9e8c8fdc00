"""The rules, a family a file; importing this package registers them all."""

from generator.check.rules import (
    coverage,
    dates,
    elements,
    endings,
    face,
    identity,
    notation,
    owners,
    places,
    privacy,
    records,
    references,
    settings,
    states,
    terms,
)

__all__ = [
    "coverage",
    "dates",
    "elements",
    "endings",
    "face",
    "identity",
    "notation",
    "owners",
    "places",
    "privacy",
    "records",
    "references",
    "settings",
    "states",
    "terms",
]
