"""What happens to the rows of a statement between reading and booking: matching, doubles, categories, undo."""
