"""The table of exports: one file each."""

from planner.exports.export import Export
from planner.exports.kinds.adviser import packs
from planner.exports.kinds.budget import BUDGET
from planner.exports.kinds.calendar import CALENDAR
from planner.exports.kinds.contacts import CONTACTS, CONTACTS_FULL
from planner.exports.kinds.entries import ENTRIES
from planner.exports.kinds.proposal import PROPOSAL
from planner.exports.kinds.report import REPORT
from planner.exports.kinds.schedule import SCHEDULE

_SINGLE: tuple[Export, ...] = (
    BUDGET, REPORT, PROPOSAL, SCHEDULE, ENTRIES, CALENDAR, CONTACTS, CONTACTS_FULL,
)  # fmt: skip
EXPORTS = (*_SINGLE, *packs(_SINGLE))
