"""The pages of the window, one file each; this table is their order in the sidebar."""

from ui.pages.entries import EntriesPage
from ui.parts.page import Page

PAGES: tuple[type[Page], ...] = (
    EntriesPage,
)
"""Order: outlook entries budget loans reserve reports settings. A page adds its own line."""
