"""What the owner is told: fact, size, time left, next step; never blame."""

import datetime as dt

import pytest

from planner.outlook.level import Level
from planner.services.look_ahead import look_ahead
from planner.warnings.rules import RULES
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, day, entry, every, loan

DECEMBER = dt.date(2026, 12, 10)


def warnings(book, today=TODAY, **more):
    return look_ahead(book, today, with_actions=False, **more).warnings


def said(warning, language="en"):
    wording = Wording(language)
    return [
        wording.say(part)
        for part in (warning.headline, warning.sentence, warning.detail, warning.reason)
    ]


def only(book, rule, **more):
    return [one for one in warnings(book, **more) if one.rule == rule]


def test_a_short_due_names_date_loan_sum_and_what_would_cover_it():
    (first, *_) = only(book_of(opening="60.00", loans=[loan()]), "shortfall_ahead")
    headline, sentence, detail, reason = said(first)
    assert headline == "Please arrange: the L1 payment on 10 Dec looks about ¥40 short"
    assert sentence == (
        "10 Dec: the L1 payment of ¥100.00 looks about ¥40 short; "
        "¥40 more in Bank by 9 Dec would cover it."
    )
    assert detail == (
        "If business goes on as now, it falls short almost every time, by ¥40 in a bad case. "
        "17 days are left: enough to arrange it now."
    )
    assert "−¥40.00" in reason
    assert (first.level, first.due, first.loan, first.lead_days) == (
        Level.short,
        DECEMBER,
        "l1",
        17,
    )


def test_a_tight_due_says_how_often_and_how_much_in_a_bad_case():
    income = every("sales", "60.00", "FREQ=DAILY;COUNT=1", "2026-12-01", spread="10.00")
    book = book_of(opening="50.00", recurring=[income], loans=[loan()])
    (first, *_) = only(book, "shortfall_ahead", days=30)
    headline, sentence, detail, _ = said(first)
    assert headline == "Watch 10 Dec: the balance may not cover the L1 payment"
    assert sentence.startswith(
        "10 Dec: the balance may not cover the L1 payment of ¥100.00; with ¥"
    )
    assert sentence.endswith(" more in Bank by 9 Dec it falls short almost never.")
    assert "about 2 in 10 times" in detail


def test_short_by_chance_alone_names_the_mean_gap():
    """The plan is not negative, yet more than half of the paths are short."""
    wait = [
        {"id": f"i{n}", "direction": "receivable", "party": "Wang", "amount": "1.00",
         "issued": "2026-01-01", "due": "2026-02-01", "account": "bank",
         "settled_on": "2026-03-01"} for n in range(3)
    ]  # fmt: skip
    late = {**wait[0], "id": "x", "amount": "60.00", "due": "2026-12-08", "settled_on": None}
    book = book_of(opening="50.00", invoices=[*wait, late], loans=[loan()])
    (first, *_) = only(book, "shortfall_ahead", days=30)
    assert first.level is Level.short
    assert said(first)[0].endswith("looks about ¥50 short")


def test_a_balance_under_the_cushion_is_called_that():
    limits = {"tight_chance": 0.05, "short_chance": 0.5, "cushion": "30.00"}
    book = book_of(opening="110.00", loans=[loan()], limits=limits)
    (first, *_) = only(book, "shortfall_ahead", days=30)
    _, sentence, detail, _ = said(first)
    assert sentence == (
        "10 Dec: after the L1 payment of ¥100.00 only ¥10 would be left in Bank, "
        "less than the cushion of ¥30."
    )
    assert detail.startswith("The plan leaves ¥10 after it, less than the cushion of ¥30.")


def test_two_days_before_a_short_due_the_lender_is_the_way():
    book = book_of(opening="60.00", loans=[loan()])
    (first, *_) = only(book, "shortfall_ahead", today=dt.date(2026, 12, 8), days=5)
    assert said(first)[2].endswith("Talk to the lender today: that leaves more choices.")
    assert "今天先联系贷款方，选择会更多" in said(first, "zh")[2]


def test_a_sentence_names_one_sum_to_move_and_says_what_it_is_enough_for(shop):
    """Never "{bad case} short; {less} would cover it": two sums for one payment contradict."""
    found = [one.sentence for one in warnings(shop) if one.rule == "shortfall_ahead"]
    assert found
    for sentence in found:
        move, gap = sentence.facts["move"].minor, sentence.facts["gap"].minor
        if "would cover it" in sentence.key:
            assert move < gap + 100
        elif "may not cover" in sentence.key:
            assert "{gap}" not in sentence.key


def test_a_looser_limit_is_not_called_almost_never():
    income = every("sales", "60.00", "FREQ=DAILY;COUNT=1", "2026-12-01", spread="10.00")
    book = book_of(
        opening="50.00", recurring=[income], loans=[loan()],
        limits={"tight_chance": 0.15, "short_chance": 0.5},
    )  # fmt: skip
    (first, *_) = only(book, "shortfall_ahead", days=30)
    assert said(first)[1].endswith("it falls short about 1 in 10 times.")


def test_the_day_to_act_is_never_past():
    book = book_of(opening="60.00", loans=[loan(first_due="2026-12-13")])
    (first, *_) = only(book, "shortfall_ahead", today=dt.date(2026, 12, 12), days=5)
    assert "by 12 Dec would cover it" in said(first)[1]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"loans": [loan(debit="after_income")]}, "taken at the end of its day"),
        ({"loans": [loan()]}, "Records are few"),
        (
            {
                "loans": [loan()],
                "entries": [entry(f"e{ago}", day(-ago), "0.01") for ago in range(1, 90, 11)],
            },
            "taken before that day's income",
        ),
    ],
)
def test_the_reason_says_what_was_counted(more, words):
    (first, *_) = only(book_of(opening="60.00", **more), "shortfall_ahead", days=30)
    assert words in said(first)[3]


def test_an_overdue_loan_speaks_once_of_all_that_is_open():
    today = dt.date(2027, 1, 20)
    (one,) = only(book_of(opening="60.00", loans=[loan()]), "overdue", today=today)
    headline, sentence, detail, reason = said(one)
    assert headline == "L1 is 41 days past its due date. Three things can be done today."
    assert sentence.startswith("L1 is 41 days overdue, since 10 Dec")
    assert "¥200.00 is open in all" in sentence
    assert "¥60.00" in detail
    assert "record the payment" in reason
    assert (one.lead_days, one.due) == (-41, DECEMBER)


def test_a_covered_due_of_this_week_is_a_reminder_without_alarm():
    book = book_of(loans=[loan()])
    assert only(book, "due_soon", today=dt.date(2026, 12, 2)) == []
    (one,) = only(book, "due_soon", today=dt.date(2026, 12, 9))
    assert said(one)[0] == "L1: ¥100.00 due in 1 day"
    assert one.level is Level.covered
    (one,) = only(book, "due_soon", today=DECEMBER)
    assert said(one)[0] == "L1: ¥100.00 due today"


def test_a_risky_due_of_this_week_is_not_reminded_of_twice():
    book = book_of(opening="60.00", loans=[loan()])
    assert only(book, "due_soon", today=dt.date(2026, 12, 9)) == []


def test_a_small_emergency_fund_is_noted_without_raising_the_level():
    accounts = [account("bank", "5000.00"), account("fund", "50.00", "reserve")]
    book = book_of(accounts=accounts, loans=[loan()])
    (one,) = only(book, "reserve_low")
    assert one.level is Level.covered
    assert said(one)[1] == "The emergency fund of ¥50 is less than the ¥100 advised."
    full = book_of(accounts=[accounts[0], account("fund", "500.00", "reserve")], loans=[loan()])
    assert only(full, "reserve_low") == []


def test_nobody_without_debt_and_fund_hears_of_a_fund():
    assert (
        only(book_of(recurring=[every("a", "-5.00", "FREQ=WEEKLY", "2026-12-01")]), "reserve_low")
        == []
    )


def test_few_records_are_said_so_that_covered_is_not_read_as_safe():
    (one,) = only(book_of(loans=[loan()]), "few_records")
    assert "only today's balance and the loans are counted" in said(one)[1]
    plan = every("a", "5.00", "FREQ=WEEKLY", "2026-12-01")
    (one,) = only(book_of(loans=[loan()], recurring=[plan]), "few_records")
    assert "only what you have planned is counted" in said(one)[1]
    assert only(book_of(), "few_records") == []


def test_the_worst_level_comes_first_then_the_earliest():
    book = book_of(opening="260.00", loans=[loan()])
    found = warnings(book, today=dt.date(2027, 1, 20))
    assert [one.level for one in found] == sorted((one.level for one in found), reverse=True)
    dated = [one.due for one in found if one.rule == "shortfall_ahead"]
    assert dated == sorted(dated)


def test_no_sentence_blames_or_shouts(shop, today):
    for language in ("en", "zh"):
        for one in look_ahead(shop, today, with_actions=False).warnings:
            for line in said(one, language):
                assert "!" not in line
                assert "！" not in line
                assert "违约" not in line
                assert "{" not in line


def test_every_rule_is_a_function_of_book_and_outlook(shop, today):
    outlook = look_ahead(shop, today, with_actions=False).outlook
    assert all(isinstance(rule(shop, outlook), list) for rule in RULES)


# the money does not reach, though no payment is in danger


def test_money_that_runs_out_after_the_last_payment_is_said_with_date_and_sum():
    """1,000.00, one payment of 100.00 in December, rent of 300.00: the third leaves 0, the fourth −300."""
    book = book_of(
        loans=[loan(principal="100.00", instalments=1)],
        recurring=[every("rent", "-300.00", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01")],
    )
    (warning,) = only(book, "money_short", days=150)
    headline, sentence, *_ = said(warning)
    assert headline == "Watch 1 Mar: the money may not reach for everything planned"
    assert sentence == (
        "1 Mar: if business goes on as now, the money no longer reaches for everything planned; "
        "on 1 Apr about ¥600 are missing."
    )
    assert (warning.level, warning.due, warning.lead_days) == (Level.tight, None, 98)


def test_a_payment_in_danger_speaks_for_itself():
    book = book_of(
        loans=[loan()],
        recurring=[every("rent", "-300.00", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01")],
    )
    assert only(book, "shortfall_ahead")
    assert only(book, "money_short") == []


def test_money_that_lasts_and_books_that_know_too_little_are_not_warned():
    rent = every("rent", "-10.00", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01")
    assert only(book_of(recurring=[rent]), "money_short") == []
    assert only(book_of(opening="-5.00"), "money_short") == []
