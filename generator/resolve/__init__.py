"""From checked documents to the frozen catalog: inheritance, states, every reference followed."""

from generator.resolve.loader import load_catalog, today_in_china
from generator.resolve.model import (
    Area,
    AreaGroup,
    Attachment,
    Basis,
    Body,
    Catalog,
    Citation,
    Contact,
    HotTopic,
    Item,
    Origin,
    Record,
    Site,
    StandardItem,
    State,
    Subject,
    Term,
    Unit,
)
from generator.resolve.ownership import duties_for

__all__ = [
    "Area",
    "AreaGroup",
    "Attachment",
    "Basis",
    "Body",
    "Catalog",
    "Citation",
    "Contact",
    "HotTopic",
    "Item",
    "Origin",
    "Record",
    "Site",
    "StandardItem",
    "State",
    "Subject",
    "Term",
    "Unit",
    "duties_for",
    "load_catalog",
    "today_in_china",
]
