"""One file per version of the book; Alembic finds them by folder."""
