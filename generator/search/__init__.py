"""Search in the browser: the index's files and the scripts that read them.

The site room asks for both and writes them; nothing here knows a page or a theme.
"""

from generator.search.chars import Characters, character_table
from generator.search.index import build_search, document_files, table_files
from generator.search.scripts import browser_files, slim

__all__ = [
    "Characters",
    "browser_files",
    "build_search",
    "character_table",
    "document_files",
    "slim",
    "table_files",
]
