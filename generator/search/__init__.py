"""Search in the browser: the index's files and the scripts that read them.

The site room asks for both and writes them; nothing here knows a page or a theme.
"""

from generator.search.index import build_search
from generator.search.scripts import browser_files

__all__ = ["browser_files", "build_search"]
