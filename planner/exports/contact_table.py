"""The log of contacts as a table for exports: words only, complete or with names masked."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One record, or an addition to one, already in words of the file's language."""

    at: dt.datetime
    channel: str
    institution: str
    person: str
    staff_no: str
    identified: str
    loan: str
    said: str
    promises: str
    signs: str
    """Each sign with its rule, source and certainty."""
    recorded: dt.datetime | None
    seal: str
    """Empty where names are masked: a seal could be used to try names out."""


@dataclass(frozen=True, slots=True)
class ContactTable:
    """All records, the oldest first; additions stand after what they add to."""

    rows: tuple[ContactRow, ...]
    is_redacted: bool
    """Names, numbers, amounts and words are left out."""
    chain: str
    """Whether the chain of records holds, in words."""
