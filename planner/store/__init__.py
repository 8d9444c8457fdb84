"""File <-> book: one SQLite file that is there after a crash, a full disk, a power cut."""
