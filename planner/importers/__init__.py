"""Foreign file -> book: bills and statements, every row accounted for."""
