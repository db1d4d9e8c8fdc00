"""Search in the browser: the index's files and the scripts that read them.

The site room asks for both and writes them; nothing here knows a page or a theme.
"""

from generator.search.chars import character_table, read_phrases
from generator.search.documents import Documents
from generator.search.index import (
    CHARACTERS,
    Last,
    build_search,
    character_files,
    column_files,
    column_path,
    document_files,
    forms_in,
    table_files,
)
from generator.search.scripts import browser_files

__all__ = [
    "CHARACTERS",
    "Documents",
    "Last",
    "browser_files",
    "build_search",
    "character_files",
    "character_table",
    "column_files",
    "column_path",
    "document_files",
    "forms_in",
    "read_phrases",
    "table_files",
]
