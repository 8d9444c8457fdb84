"""What-ifs: known answers by hand on the shop, and nothing but what the look ahead says after Apply."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import Edit, apply, removing, replacing
from planner.flows.late import is_late
from planner.flows.pattern import learn
from planner.services.demo import demo_edit
from planner.services.look_ahead import look_ahead
from planner.services.what_if import (
    SCENARIOS,
    Cancelled,
    Ground,
    Scenario,
    begin,
    compare,
    defaults,
    of_action,
    try_out,
)
from planner.services.what_if_table import difference_table
from planner.services.what_ifs._change import of_item
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, day, entry, every, loan, owed
from tests.shop import SHOP

PATHS = 400
KINDS = {kind.key: kind for kind in SCENARIOS}
_PORK = {"id": "m1", "name": "Pork", "category": "supplies",
         "points": [{"date": "2026-11-20", "value": "24"}]}  # fmt: skip


@pytest.fixture(scope="module")
def shop():
    document = {**SHOP, "indicators": [_PORK]}
    return apply(Book(), facts.read(Book(), document, text("shop")))


@pytest.fixture(scope="module")
def futures(shop):
    return begin(shop, TODAY, paths=PATHS)


def made(book, key, **values):
    """The scenario of a kind with its first values, some of them changed."""
    ground = Ground(book, TODAY)
    return KINDS[key].make(ground, {**defaults(KINDS[key].params(ground)), **values})


def at_end(futures, scenario):
    """How much the money at the end differs (minor units)."""
    return try_out(futures, scenario).figures.end.p50 - futures.base.figures.end.p50


def takings_of(days, per_day, **parts):
    """A book that took in the same sum on each of the last days, from a customer called Wu."""
    rows = [entry(f"e{n}", day(-n), per_day, payee="Wu", category="sales") for n in range(days)]
    categories = [{"id": "sales", "name": "Sales", "flow": "income"}]
    return book_of(entries=rows[::-1], categories=categories, **parts)


# what is shown is what the look ahead says after it


@pytest.mark.parametrize("key", [key for key in KINDS if key not in {"borrow_less", "own"}])
@pytest.mark.parametrize("name", ["shop", "sample"])
def test_a_what_if_shows_what_the_look_ahead_says_once_it_is_adopted(shop, key, name):
    book = shop if name == "shop" else apply(Book(), demo_edit(Book(), TODAY))
    scenario = made(book, key)
    tried = try_out(begin(book, TODAY, paths=PATHS), scenario)
    adopted = apply(book, scenario.as_edit())
    outlook = look_ahead(adopted, TODAY, paths=PATHS, with_actions=False).outlook
    assert (tried.days, tried.dues) == (outlook.days, outlook.dues)
    assert tried.figures.days_of_safety == outlook.days_of_safety
    assert tried.figures.chance_year == outlook.chance_short
    assert tried.figures.lowest == outlook.lowest
    assert tried.balance == outlook.balance


@pytest.mark.parametrize(
    "parts",
    [
        {"invoices": [owed("i1", "500.00", "2026-12-20", party="Wu")]},
        {"loans": [loan()]},
        {},
    ],
    ids=["an open invoice stands for the customer", "a loan", "nothing planned"],
)
@pytest.mark.parametrize("key", ["takings", "late_customer", "closed", "new_loan"])
def test_learnt_takings_are_changed_once_and_only_once(parts, key):
    book = takings_of(200, "100.00", **parts)
    scenario = made(book, key)
    tried = try_out(begin(book, TODAY, paths=50), scenario)
    outlook = look_ahead(
        apply(book, scenario.as_edit()), TODAY, paths=50, with_actions=False
    ).outlook
    assert tried.days == outlook.days
    assert tried.dues == outlook.dues


# known answers


def test_takings_a_fifth_lower_take_a_fifth_off_each_planned_monday(futures, shop):
    # 52 Mondays from 30 November 2026 to 22 November 2027, each 4,700.00 × 20 % = 940.00
    assert at_end(futures, made(shop, "takings", percent=-20)) == -52 * 940_00
    assert at_end(futures, made(shop, "takings", percent=10)) == 52 * 470_00


def test_takings_that_are_only_learnt_lose_their_share_every_day():
    book = takings_of(200, "100.00")
    futures = begin(book, TODAY, paths=50)
    scenario = made(book, "takings", percent=-20)
    (change,) = scenario.as_edit().changes
    assert (change.after.amount, change.after.rrule) == (-20_00, "FREQ=DAILY")
    assert (change.after.start, change.after.category) == (day(1), "sales")
    assert at_end(futures, scenario) == -365 * 20_00


def test_takings_as_now_change_nothing(futures, shop):
    scenario = made(shop, "takings", percent=0)
    assert scenario.as_edit().changes == ()
    assert at_end(futures, scenario) == 0


def test_two_weeks_closed_cost_the_takings_of_two_mondays_and_no_more(futures, shop):
    tried = try_out(futures, made(shop, "closed", days=14))
    assert tried.figures.end.p50 - futures.base.figures.end.p50 == -2 * 4_700_00
    assert tried.figures.days_of_safety == 17  # the instalment of 10 December


def test_closing_where_nothing_is_planned_stops_what_is_learnt_for_those_days():
    book = takings_of(200, "100.00")
    scenario = made(book, "closed", days=10, **{"from": day(5)})
    tried = try_out(begin(book, TODAY, paths=50), scenario)
    assert tried.days[3].expected == 1000_00 + 200 * 100_00 + 4 * 100_00
    assert tried.days[13].expected == tried.days[3].expected
    assert tried.days[14].expected == tried.days[13].expected + 100_00


def test_a_late_customer_moves_the_invoice_and_nothing_else(shop):
    (change,) = made(shop, "late_customer", days=30).as_edit().changes
    assert change.before.due == dt.date(2027, 1, 20)
    assert change.after.due == dt.date(2027, 2, 19)


def test_a_late_invoice_that_is_past_its_day_is_late_from_today_on():
    book = book_of(invoices=[owed("i1", "500.00", "2026-11-01")])
    (change,) = made(book, "late_customer", days=20).as_edit().changes
    assert change.after.due == day(20)


def test_a_regular_customer_without_an_invoice_pauses_for_as_long():
    book = takings_of(200, "100.00")
    futures = begin(book, TODAY, paths=50)
    assert at_end(futures, made(book, "late_customer", days=30)) == -30 * 100_00


def test_planned_income_of_a_customer_pauses_too(futures, shop):
    scenario = made(shop, "late_customer", customer="堂食收入", days=14)
    assert at_end(futures, scenario) == -2 * 4_700_00  # the Mondays 30 November and 7 December


def test_a_repair_bill_is_missing_from_its_day_on(futures, shop):
    tried = try_out(futures, made(shop, "repair", amount=2_500_00, date=day(30)))
    differences = [
        after.p50 - before.p50 for after, before in zip(tried.days, futures.base.days, strict=True)
    ]
    assert differences == [0] * 29 + [-2_500_00] * 336
    assert tried.figures.cost == 2_500_00


def test_dearer_supplies_cost_their_share_twelve_times_a_year(futures, shop):
    scenario = made(shop, "suppliers", percent=10)
    assert scenario.name.facts["costs"] == "进货"  # the largest costs are proposed
    assert at_end(futures, scenario) == -12 * 1_160_00


def test_learnt_costs_without_a_category_can_become_dearer():
    rows = [entry(f"e{n}", day(-n), "-50.00") for n in range(200)]
    book = book_of(entries=rows[::-1], opening="90000.00")
    scenario = made(book, "suppliers", percent=10)
    assert at_end(begin(book, TODAY, paths=50), scenario) == -365 * 5_00


def test_a_higher_reference_rate_costs_what_the_instalments_rise_by(futures, shop):
    scenario = made(shop, "reference_rate", points=50)
    assert scenario.cost > 0
    assert at_end(futures, scenario) == -scenario.cost  # all nine instalments lie in the year
    assert scenario.note.key.startswith("No loan is marked")


def test_only_loans_that_follow_the_reference_rate_move_where_some_do():
    loans = [
        loan("l1", rate={"value": "0.06"}),
        loan("l2", rate={"value": "0.06", "spread": "0.02"}),
    ]
    book = book_of(loans=loans)
    options = dict(KINDS["reference_rate"].params(Ground(book, TODAY))[1].options)
    assert list(options) == ["following", "all"]
    moved = made(book, "reference_rate").as_edit().changes
    assert [change.after.loan for change in moved] == ["l2"]
    assert str(moved[0].after.rate.value) == "0.065"
    assert len(made(book, "reference_rate", which="all").as_edit().changes) == 2


def test_a_reference_rate_moves_day_rates_and_loans_not_yet_paid_out():
    daily = loan("l1", rate={"value": "0.0002", "per": "day"})
    ahead = loan("l2", rate={"value": "0.06"}, drawn_on="2026-12-01", first_due="2027-01-01")
    book = book_of(loans=[daily, ahead])
    first, second = made(book, "reference_rate", points=36).as_edit().changes
    assert str(first.after.rate.value) == "0.00021"  # 0.0036 / 360
    assert str(second.after.terms.rate.value) == "0.0636"


def test_a_rate_never_falls_below_nothing():
    book = book_of(loans=[loan(rate={"value": "0.01"})])
    (change,) = made(book, "reference_rate", points=-200).as_edit().changes
    assert change.after.rate.value == 0


def test_a_new_loan_costs_its_interest_and_brings_its_money_tomorrow(futures, shop):
    scenario = made(shop, "new_loan", amount=20_000_00, months=12, rate=1200)
    tried = try_out(futures, scenario)
    assert abs(scenario.cost - (12 * 1_776_98 - 20_000_00)) <= 6  # annuity at 1 % a month
    assert tried.days[0].p50 - futures.base.days[0].p50 == 20_000_00
    new = [due for due in tried.dues if due.loan not in shop.loans]
    assert (len(new), new[0].amount, new[0].date) == (11, 1_776_98, dt.date(2026, 12, 24))


def test_a_new_loan_on_an_account_that_nothing_is_debited_from_meets_its_chance_too():
    book = takings_of(200, "100.00")
    tried = try_out(begin(book, TODAY, paths=200), made(book, "new_loan"))
    assert len(tried.dues) == 11


def test_repaying_early_saves_interest_and_needs_the_money_today(futures, shop):
    scenario = made(shop, "prepay", amount=5_000_00)
    tried = try_out(futures, scenario)
    assert scenario.cost < 0
    assert tried.balance == futures.base.balance - 5_000_00
    assert at_end(futures, scenario) == -scenario.cost


def test_early_repayment_of_a_loan_whose_cash_the_entries_hold_is_an_entry_too():
    book = book_of(loans=[loan()])
    changes = made(book, "prepay", amount=100_00, date=day(3)).as_edit().changes
    assert [change.kind for change in changes] == ["loan_event", "entry"]


def test_borrowing_less_makes_money_and_instalments_smaller():
    ahead = loan(drawn_on="2026-12-01", first_due="2027-01-01", books_cash=True,
                 rate={"value": "0.12"})  # fmt: skip
    book = book_of(loans=[ahead])
    scenario = made(book, "borrow_less", percent=-20)
    (change,) = scenario.as_edit().changes
    assert change.after.terms.principal == 960_00
    assert scenario.cost < 0
    tried = try_out(begin(book, TODAY, paths=50), scenario)
    assert tried.dues[0].amount == 80_00 + 9_60


def test_an_own_what_if_is_a_change_and_a_single_sum_together(futures, shop):
    scenario = made(shop, "own", item="r2", percent=10, amount=-500_00, date=day(8))
    assert len(scenario.edits) == 2
    assert at_end(futures, scenario) == -12 * 450_00 - 500_00
    assert Wording("en").say(scenario.name) == "房租 10% more, and ¥500 goes out on 1 Dec"


def test_an_own_what_if_can_stop_an_item(futures, shop):
    scenario = made(shop, "own", item="r5", percent=-100, date=day(1))
    assert at_end(futures, scenario) == 12 * 640_00
    assert scenario.as_edit().title.key == "{item} stops on {date}"


# refusals


@pytest.mark.parametrize("key", KINDS)
def test_an_empty_book_says_what_is_missing(key):
    with pytest.raises(UserError):
        KINDS[key].params(Ground(Book(), TODAY))


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("closed", {"from": TODAY}),
        ("repair", {"date": TODAY}),
        ("repair", {"amount": 0}),
        ("new_loan", {"amount": 0}),
        ("prepay", {"date": TODAY - dt.timedelta(days=1)}),
        ("prepay", {"amount": 0}),
        ("prepay", {"amount": 90_000_00}),
        ("own", {}),
        ("own", {"date": TODAY, "amount": 1}),
    ],
)
def test_values_without_sense_are_refused_with_a_sentence(shop, key, values):
    with pytest.raises(UserError):
        made(shop, key, **values)


def test_borrowing_less_than_the_fees_is_refused():
    fees = [{"amount": "200.00", "when": "draw"}]
    ahead = loan(drawn_on="2026-12-01", first_due="2027-01-01", fees=fees)
    with pytest.raises(UserError):
        made(book_of(loans=[ahead]), "borrow_less", percent=-90)


def test_a_scenario_that_no_longer_fits_is_refused(futures, shop):
    gone = removing("recurring", shop.recurring["r1"])
    edit = Edit(text("gone"), (gone,))
    with pytest.raises(UserError):
        try_out(futures, Scenario(text("twice"), (edit, edit)))


def test_a_cancelled_what_if_stops(futures, shop):
    with pytest.raises(Cancelled):
        compare(futures, [made(shop, "takings")], lambda: True)


# changes of what is usual


def test_a_change_explains_no_entry_and_is_never_waited_for(shop):
    adopted = apply(shop, made(shop, "takings").as_edit())
    assert learn(adopted, TODAY).streams == learn(shop, TODAY).streams == ()
    changes = [item for item in adopted.recurring.values() if item.is_change]
    late = dt.date(2026, 12, 1)  # the day after its first Monday
    assert [is_late(adopted, item, late) for item in changes] == [False]


def test_a_change_can_neither_be_put_off_nor_asked_for(shop):
    adopted = apply(shop, made(shop, "takings", percent=-30).as_edit())
    changes = {key for key, item in adopted.recurring.items() if item.is_change}
    look = look_ahead(adopted, TODAY, paths=PATHS)
    touched = {change.id for action in look.actions for change in action.edit.changes}
    assert look.actions
    assert not changes & touched
    assert {row.source for row in look.outlook.coming if row.is_change} == changes


def test_a_change_of_takings_is_no_cost_of_a_month():
    book = book_of(recurring=[every("r1", "100.00", "FREQ=DAILY", "2026-11-24")])
    adopted = apply(book, made(book, "takings", percent=-50).as_edit())
    look = look_ahead(adopted, TODAY, paths=20, with_actions=False)
    assert look.outlook.reserve.monthly_need == 0


def test_changes_survive_the_facts_file_and_other_items_do_not_mention_them(shop):
    adopted = apply(shop, made(shop, "takings").as_edit())
    dumped = facts.dump(adopted)
    assert [item.get("change") for item in dumped["recurring"]].count(True) == 1
    assert all("change" not in item for item in facts.dump(shop)["recurring"])
    again = apply(Book(), facts.read(Book(), dumped, text("again")))
    assert again == adopted


def test_an_adopted_what_if_speaks_the_language_of_the_book(shop):
    (change,) = made(shop, "takings").as_edit().changes
    assert change.after.title == Wording("zh").say(made(shop, "takings").name)


def test_a_counted_rule_is_changed_no_longer_than_it_lasts():
    item = every("r1", "100.00", "FREQ=WEEKLY;COUNT=4", "2026-11-16")
    book = book_of(recurring=[item])
    (change,) = made(book, "takings", percent=-50).as_edit().changes
    assert (change.after.rrule, change.after.until) == ("FREQ=WEEKLY", dt.date(2026, 12, 7))
    assert len(change.after.dates(TODAY, day(300))) == 2  # 30 November, 7 December


def test_a_monthly_rule_without_a_day_keeps_the_day_of_its_start():
    book = book_of(recurring=[every("r1", "100.00", "FREQ=MONTHLY", "2026-01-31")])
    (change,) = made(book, "takings", percent=-50).as_edit().changes
    assert change.after.rrule == "FREQ=MONTHLY;BYMONTHDAY=31"
    assert change.after.dates(TODAY, day(130)) == book.recurring["r1"].dates(TODAY, day(130))


RULES = ("FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=31",
         "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=YEARLY", "FREQ=WEEKLY;COUNT=30")  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    rule=st.sampled_from(RULES),
    start=st.integers(-200, 60),
    percent=st.integers(-80, 50).filter(bool),
)
def test_a_change_falls_on_every_occurrence_and_on_no_other_day(rule, start, percent):
    item = every("r1", "1000.00", rule, day(start).isoformat())
    book = book_of(recurring=[item])
    ground = Ground(book, TODAY)
    wanted = book.recurring["r1"].dates(day(1), day(365))
    share = Fraction(percent, 100)
    changes = [*of_item(ground, book.recurring["r1"], share, text("change"), (day(1), None))]
    found = [date for change in changes for date in change.after.dates(day(1), day(365))]
    assert found == wanted
    assert all(change.after.amount == percent * 10_00 for change in changes)


# comparing


def test_the_same_question_gets_the_same_answer(shop, futures):
    again = begin(shop, TODAY, paths=PATHS)
    one, other = (compare(base, [made(shop, "closed")]) for base in (futures, again))
    assert one.base == other.base
    assert [tried.figures for tried in one.tried] == [tried.figures for tried in other.tried]


def test_an_action_is_compared_like_any_what_if(shop, futures):
    look = look_ahead(shop, TODAY, paths=PATHS)
    action = look.actions[0]
    tried = try_out(futures, of_action(action))
    due = next(due for due in tried.dues if due.date == action.due)
    assert due.chance_short == action.chance_after


def test_the_table_says_what_is_better_and_what_is_worse(shop, futures):
    comparison = compare(futures, [made(shop, "takings"), made(shop, "new_loan")])
    lines = {line.key: line for line in difference_table(comparison, "CNY")}
    wording = Wording("en")
    said = {key: [wording.fact(cell) for cell in line.cells] for key, line in lines.items()}
    assert said["safety"] == [
        "48 days, then 网商贷",
        "48 days, then 网商贷",
        "138 days, then 网商贷",
    ]
    assert lines["safety"].worse == (0, 0, -1)
    ends = [wording.money(one.figures.end.p50, "CNY", exact=False)
            for one in (comparison.base, *comparison.tried)]  # fmt: skip
    assert said["end"] == ends
    assert lines["end"].worse == (0, 1, -1)
    assert said["cost"] == ["none", "none", "¥1,324"]
    assert lines["lowest"].worse == (0, 1, -1)


def test_a_table_without_dues_or_with_savings_reads_well():
    book = book_of(loans=[loan(rate={"value": "0.12"})], opening="90000.00")
    comparison = compare(begin(book, TODAY, paths=20), [made(book, "prepay", amount=500_00)])
    lines = {line.key: line for line in difference_table(comparison, "CNY")}
    wording = Wording("en")
    assert wording.fact(lines["safety"].cells[0]) == "over 365 days"
    assert wording.fact(lines["cost"].cells[1]).endswith("saved")
    empty = compare(begin(book_of(), TODAY, paths=5), [])
    assert wording.fact(difference_table(empty, "CNY")[0].cells[0]) == "over 365 days"


def test_edits_of_one_fact_become_one_change():
    book = book_of(accounts=[account("bank", "10.00")])
    first = replacing("account", book.accounts["bank"], name="A")
    second = replacing("account", first.after, name="B")
    scenario = Scenario(text("x"), (Edit(text("a"), (first,)), Edit(text("b"), (second,))))
    (change,) = scenario.as_edit().changes
    assert (change.before.name, change.after.name) == ("Bank", "B")
    assert apply(book, scenario.as_edit()) == scenario.over(book)


def test_a_book_that_cannot_use_the_drawn_futures_gets_its_own(shop, futures):
    more = facts.read(shop, {"format": "leeway-facts", "version": 1,
                             "accounts": [account("till", "500.00", "cash")]}, text("till"))  # fmt: skip
    tried = try_out(futures, Scenario(text("a till"), (more,)))
    assert tried.balance == futures.base.balance + 500_00
