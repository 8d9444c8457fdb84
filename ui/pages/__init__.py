"""The pages of the window, one file each; this table is their order in the sidebar."""

from ui.pages.budget import BudgetPage
from ui.pages.entries import EntriesPage
from ui.pages.loans import LoansPage
from ui.pages.outlook import OutlookPage
from ui.pages.reports import ReportsPage
from ui.pages.reserve import ReservePage
from ui.pages.settings import SettingsPage
from ui.pages.trouble import TroublePage
from ui.parts.page import Page

PAGES: tuple[type[Page], ...] = (
    OutlookPage,
    EntriesPage,
    BudgetPage,
    LoansPage,
    ReservePage,
    TroublePage,
    ReportsPage,
    SettingsPage,
)
"""Order: outlook entries budget loans reserve trouble reports settings. A page adds its own line."""
