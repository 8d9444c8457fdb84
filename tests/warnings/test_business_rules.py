"""Notes about the business itself: income, customers, debt. They inform and never raise the level."""

import datetime as dt

import pytest

from planner.outlook.level import Level
from planner.services.look_ahead import look_ahead
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, day, entry, loan, owed


def notes(book, rule, today=TODAY, days=120):
    look = look_ahead(book, today, days=days, paths=200, with_actions=False)
    found = [one for one in look.warnings if one.rule == rule]
    assert all(one.level is Level.covered for one in found)
    return found


def said(note, language="en"):
    parts = (note.headline, note.sentence, note.detail, note.reason)
    return [Wording(language).say(part) for part in parts]


def weekly(amounts, **more):
    """One sum a week, the newest first."""
    return [entry(f"w{back}", day(-7 * back), f"{sum_:.2f}", **more)
            for back, sum_ in enumerate(amounts)]  # fmt: skip


def test_a_fifth_less_than_in_the_same_weeks_of_last_year_is_said():
    (note,) = notes(book_of(entries=weekly([75] * 8 + [100] * 60)), "income_falling")
    headline, sentence, _, _ = said(note)
    assert headline == "Income is 25% lower than a year ago"
    assert sentence == (
        "In the last eight weeks ¥600 came in; in the same weeks of last year ¥800."
    )
    assert "25%" in said(note, "zh")[0]


@pytest.mark.parametrize(
    "amounts",
    [[85] * 8 + [100] * 60, [75] * 8 + [100] * 40, [75] * 8 + [100] * 44 + [0.01] * 20],
    ids=["within usual swings", "no year on record", "nothing last year"],
)
def test_otherwise_nothing_is_said_of_income(amounts):
    assert notes(book_of(entries=weekly(amounts)), "income_falling") == []


def test_weeks_that_touch_the_spring_festival_are_not_compared():
    today = dt.date(2027, 2, 10)
    entries = [
        entry(f"w{back}", today - dt.timedelta(days=7 * back), "75.00" if back < 8 else "100.00")
        for back in range(70)
    ]
    assert notes(book_of(entries=entries), "income_falling", today=today) == []


def test_transfers_and_loan_money_are_no_income():
    debt = {"id": "debt", "name": "Loan", "flow": "debt"}
    drawn = entry("drawn", day(-3), "900.00", category="debt")
    book = book_of(categories=[debt], entries=[*weekly([75] * 8 + [100] * 60), drawn])
    assert len(notes(book, "income_falling")) == 1


def invoiced(amounts, party="Old Wang"):
    return [owed(f"i{n}", f"{sum_}.00", day(-30 * n + 10).isoformat(), party=party,
                 issued=day(-30 * n - 5).isoformat(), settled_on=day(-30 * n).isoformat())
            for n, sum_ in enumerate(amounts, start=1)]  # fmt: skip


def test_a_customer_who_makes_half_of_the_income_is_named():
    book = book_of(entries=weekly([40] * 30), invoices=invoiced([130] * 4))
    (note,) = notes(book, "large_customer")
    assert said(note)[0] == "Old Wang brings 50% of the income"
    assert "¥87" in said(note)[2]


@pytest.mark.parametrize(
    "facts",
    [
        {"entries": weekly([40] * 30), "invoices": invoiced([100] * 4)},
        {"entries": weekly([40] * 30), "invoices": invoiced([500] * 2)},
        {"entries": weekly([40] * 10), "invoices": invoiced([130] * 4)},
        {"entries": weekly([40] * 30, payee="Walk-in")},
    ],
    ids=["a smaller share", "single jobs", "half a year is not on record", "no invoices"],
)
def test_others_are_not_named(facts):
    assert notes(book_of(**facts), "large_customer") == []


def late(days, count=3, party="Old Wang"):
    return [owed(f"s{n}", "10.00", day(-100 + n).isoformat(), party=party,
                 settled_on=day(-100 + n + days).isoformat()) for n in range(count)]  # fmt: skip


def test_the_habit_of_a_late_payer_is_said_of_the_next_invoice():
    book = book_of(invoices=[*late(12), owed("open", "260.00", day(10).isoformat())])
    (note,) = notes(book, "late_customer")
    headline, sentence, _, reason = said(note)
    assert headline == "Old Wang usually pays 12 days late"
    assert sentence == "¥260.00 from Old Wang is due on 3 Dec; by habit it comes around 15 Dec."
    assert "3 settled invoices" in reason


@pytest.mark.parametrize(
    "invoices",
    [
        [*late(3), owed("open", "260.00", day(10).isoformat())],
        [*late(12, count=2), owed("open", "260.00", day(10).isoformat())],
        [*late(12), owed("open", "260.00", day(-190).isoformat())],
        late(12),
    ],
    ids=["hardly late", "too few to know", "given up", "nothing open"],
)
def test_without_a_habit_or_an_open_invoice_nothing_is_said(invoices):
    assert notes(book_of(invoices=invoices), "late_customer") == []


def test_a_growing_debt_load_is_said_with_both_shares():
    """Takings of 50.00 a week: 650.00 in thirteen weeks; three instalments of 100.00 ahead."""
    (note,) = notes(book_of(entries=weekly([50] * 40), loans=[loan()]), "debt_load")
    headline, sentence, _, _ = said(note)
    assert headline == "Instalments take 46% of the income"
    assert sentence.endswith("those of the last 13 weeks took 0%.")


@pytest.mark.parametrize(
    ("amounts", "more"),
    [([200] * 40, {}), ([50] * 20, {}), ([50] * 40, {"drawn_on": "2026-02-10", "first_due": "2026-03-10"}),
     ([0.01] + [50] * 12 + [-1] * 20, {})],
    ids=["light", "half a year is not on record", "as before", "no income before"],
)  # fmt: skip
def test_a_light_or_steady_load_is_not_worth_a_word(amounts, more):
    assert notes(book_of(entries=weekly(amounts), loans=[loan(**more)]), "debt_load") == []


def test_a_short_look_ahead_says_nothing_of_the_debt_load():
    book = book_of(entries=weekly([50] * 40), loans=[loan()])
    assert notes(book, "debt_load", days=60) == []


CALM_SALES = [100] * 64
"""Takings of 100.00 a week, all the same."""


def bought(now, before, weeks=64, party="Mill", **more):
    """A purchase a week: `now` over the last eight weeks, `before` in all those earlier."""
    return [
        entry(f"b{party}{back}", day(-7 * back), f"{-(now if back < 8 else before):.2f}",
              payee=party, **more)
        for back in range(weeks)
    ]  # fmt: skip


def test_a_supplier_who_costs_more_than_a_year_ago_is_named():
    book = book_of(entries=[*weekly(CALM_SALES), *bought(46, 40)])
    (note,) = notes(book, "supplier_prices")
    headline, sentence, detail, reason = said(note)
    assert headline == "Purchases from Mill cost 15% more"
    assert sentence == ("A usual purchase from Mill costs ¥46; in the same weeks of last year ¥40.")
    assert "about ¥26 a month" in detail
    assert "How much was bought is not in the book" in reason


def test_where_a_year_is_not_on_record_half_a_year_ago_is_compared():
    book = book_of(entries=[*weekly([100] * 36), *bought(46, 40, weeks=36)])
    (note,) = notes(book, "supplier_prices")
    assert said(note)[1] == "A usual purchase from Mill costs ¥46; half a year ago ¥40."


def test_one_large_purchase_does_not_make_a_rise():
    entries = bought(40, 40)
    entries[2]["amount"] = "-400.00"
    assert notes(book_of(entries=[*weekly(CALM_SALES), *entries]), "supplier_prices") == []


def test_the_supplier_whose_rise_costs_most_is_named_alone():
    rises = [*bought(46, 40), *bought(230, 200, party="Butcher"), *bought(99, 98, party="Fuel")]
    (note,) = notes(book_of(entries=[*weekly(CALM_SALES), *rises]), "supplier_prices")
    assert said(note)[0] == "Purchases from Butcher cost 15% more"


@pytest.mark.parametrize(
    "entries",
    [
        [*weekly(CALM_SALES), *bought(42, 40)],
        [*weekly([100] * 20), *bought(46, 40, weeks=20)],
        [*weekly([120] * 8 + [100] * 60), *bought(46, 40)],
        [*weekly(CALM_SALES), *bought(46, 40, party="")],
        [*weekly(CALM_SALES), *bought(46, 40, to_account="till")],
        [*weekly(CALM_SALES), *bought(46, 40, category="debt")],
        [*weekly(CALM_SALES), *bought(46, 40)[:10]],
        [*weekly(CALM_SALES), *bought(46, 40)[:3], *bought(46, 40)[8:]],
        [*weekly(CALM_SALES), *bought(46, 40)[::2][:4], *bought(46, 40)[8:]],
    ],
    ids=[
        "a small rise", "young book", "takings grew as much", "nobody named", "a transfer",
        "a repayment", "new supplier", "too few of late", "half as often",
    ],
)  # fmt: skip
def test_otherwise_nothing_is_said_of_suppliers(entries):
    debt = {"id": "debt", "name": "Loan", "flow": "debt"}
    accounts = [account("bank", "1000.00"), account("till", "0.00", "cash")]
    book = book_of(accounts=accounts, categories=[debt], entries=entries)
    assert notes(book, "supplier_prices") == []


def test_around_the_spring_festival_purchases_are_not_compared():
    today = dt.date(2027, 2, 20)
    entries = [
        entry(f"b{back}", today - dt.timedelta(days=7 * back), "-46.00" if back < 8 else "-40.00",
              payee="Mill")
        for back in range(64)
    ]  # fmt: skip
    assert notes(book_of(entries=entries), "supplier_prices", today=today) == []
