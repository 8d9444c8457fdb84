"""The table of named what-ifs: one file each, in the order of the page."""

from planner.services.what_ifs._kind import Kind
from planner.services.what_ifs.borrow_less import BORROW_LESS
from planner.services.what_ifs.closed import CLOSED
from planner.services.what_ifs.late_customer import LATE_CUSTOMER
from planner.services.what_ifs.market import MARKET
from planner.services.what_ifs.new_loan import NEW_LOAN
from planner.services.what_ifs.own import OWN
from planner.services.what_ifs.prepay import PREPAY
from planner.services.what_ifs.reference_rate import REFERENCE_RATE
from planner.services.what_ifs.repair import REPAIR
from planner.services.what_ifs.suppliers import SUPPLIERS
from planner.services.what_ifs.takings import TAKINGS

SCENARIOS: tuple[Kind, ...] = (
    TAKINGS, LATE_CUSTOMER, CLOSED, REPAIR, SUPPLIERS, MARKET, REFERENCE_RATE, NEW_LOAN,
    PREPAY, BORROW_LESS, OWN,
)  # fmt: skip
