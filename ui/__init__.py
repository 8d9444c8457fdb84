"""The window: shows values and asks for edits."""
