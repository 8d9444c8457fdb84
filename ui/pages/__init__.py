"""The pages of the window, one file each; this table is their order in the sidebar."""

from ui.pages.budget import BudgetPage
from ui.pages.calendar import CalendarPage
from ui.pages.entries import EntriesPage
from ui.pages.loans import LoansPage
from ui.pages.outlook import OutlookPage
from ui.pages.reports import ReportsPage
from ui.pages.reserve import ReservePage
from ui.pages.settings import SettingsPage
from ui.pages.trouble import TroublePage
from ui.pages.what_if import WhatIfPage
from ui.parts.page import Page

PAGES: tuple[type[Page], ...] = (
    OutlookPage,
    CalendarPage,
    EntriesPage,
    BudgetPage,
    LoansPage,
    ReservePage,
    WhatIfPage,
    TroublePage,
    ReportsPage,
    SettingsPage,
)
"""Order: outlook calendar entries budget loans reserve what_if trouble reports settings. A page adds
its own line."""
