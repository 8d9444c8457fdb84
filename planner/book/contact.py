"""What was said between the owner and a lender."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """One call, message, letter or visit; `at` is local wall time to the minute."""

    id: str
    at: dt.datetime
    lender: str
    channel: str
    person: str = ""
    staff_no: str = ""
    said: str = ""
    promised: str = ""
    promise_due: dt.date | None = None
