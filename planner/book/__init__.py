"""The book: frozen facts, and `Edit` as the only way from one book to the next."""
