"""An evidence pack: two revisions, what changed between them, and proof that it is all of it."""
