"""All faults of a catalog in one run: schema first, then what only the whole can tell."""

from generator.check.early import start_early
from generator.check.engine import check_folder, index_folder, start_check, unsound
from generator.check.entry import Entry
from generator.check.facts import entry_of
from generator.check.index import Index, Row
from generator.check.manual import SCHEMA_RULES, rules_page
from generator.check.memory import is_ours, remember
from generator.check.owners import duties_of, owner_folder
from generator.check.privacy.waivers import waivers
from generator.check.registry import RULES, Rule
from generator.check.schemas import typed
from generator.check.vanished import VANISHED_RULES

__all__ = [
    "RULES",
    "SCHEMA_RULES",
    "VANISHED_RULES",
    "Entry",
    "Index",
    "Row",
    "Rule",
    "check_folder",
    "duties_of",
    "entry_of",
    "index_folder",
    "is_ours",
    "owner_folder",
    "remember",
    "rules_page",
    "start_check",
    "start_early",
    "typed",
    "unsound",
    "waivers",
]
