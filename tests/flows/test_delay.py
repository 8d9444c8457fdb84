"""How late customers pay."""

import datetime as dt

from planner.book.invoice import Invoice
from planner.flows.delay import LATEST, MODEST, habit, remaining, settled_delays


def invoice(party: str, late: int | None, direction="receivable") -> Invoice:
    due = dt.date(2026, 5, 1)
    paid = None if late is None else due + dt.timedelta(days=late)
    return Invoice("i", direction, party, 100, due, due, "bank", paid)


def test_a_customer_pays_as_late_as_before():
    known = settled_delays([invoice("Wang", late) for late in (3, 10, 5)])
    assert habit(known, "Wang") == (3, 5, 10)


def test_early_payment_counts_as_on_time_and_ages_do_not_count_further():
    known = settled_delays([invoice("Wang", late) for late in (-4, 0, 9999)])
    assert habit(known, "Wang") == (0, 0, LATEST)


def test_an_unknown_customer_pays_like_all_others():
    known = settled_delays([invoice("Wang", 3), invoice("Li", 4), invoice("Zhao", 5)])
    assert habit(known, "Qian") == (3, 4, 5)


def test_with_two_invoices_the_modest_guess_stands():
    known = settled_delays([invoice("Wang", 3), invoice("Wang", 4), invoice("Li", None)])
    assert habit(known, "Wang") == MODEST


def test_payables_say_nothing_about_customers():
    known = settled_delays([invoice("Wang", 3, "payable") for _ in range(5)])
    assert known == {"": ()}


def test_what_has_not_come_can_only_come_later():
    due, today = dt.date(2026, 11, 13), dt.date(2026, 11, 23)
    assert remaining((0, 5, 10, 12, 20), due, today) == (12, 20)
    assert min(remaining((0, 5), due, today)) > 10
    assert remaining((0, 5), due, due - dt.timedelta(days=1)) == (0, 5)
