"""Possible balances: what chance may move, and what it may not."""

import datetime as dt
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.basics.text import text
from planner.book.edit import Edit, adding, apply, removing, replacing
from planner.simulation import draw as drawing
from planner.simulation import views
from planner.simulation.luck import generator
from planner.simulation.paths import simulate
from planner.simulation.setting import Cancelled, Setting, never
from tests.looking import TODAY, account, book_of, day, entry, every, loan, owed

FEW = Setting(TODAY, 60, 2000, 1)


def takings(spread="6.00", **more):
    return every(
        more.pop("id", "sales"),
        "47.00",
        "FREQ=WEEKLY;BYDAY=MO",
        "2026-11-30",
        spread=spread,
        **more,
    )


def history(count=200, seed=3, mean=10.0, spread=4.0):
    chance = np.random.default_rng(seed)
    return [entry(f"h{n}", day(-n), f"{chance.normal(mean, spread):.2f}") for n in range(count)]


def test_without_chance_there_is_one_path_and_it_is_the_plan():
    book = book_of(recurring=[takings("0.00")], loans=[loan()])
    simulation = simulate(book, FEW)
    assert simulation.noise.paths == 1
    assert simulation.timeline.sure == simulation.timeline.expected
    assert not simulation.noise.bands.any()


def test_the_spread_of_an_occurrence_is_its_standard_deviation():
    simulation = simulate(book_of(recurring=[takings()]), replace(FEW, paths=20_000))
    week = simulation.noise.row("bank", 7) if "bank" in simulation.noise.accounts else None
    assert week is None  # no loan is debited there: only the total is kept
    first = simulation.noise.total_row(7)
    assert float(first.mean()) == pytest.approx(0, abs=15)
    assert simulation.timeline.sure["bank"][7] == 100000 + 4700
    assert float(first.std()) == pytest.approx(600, rel=0.03)
    second = simulation.noise.total_row(14)
    assert float(second.std()) == pytest.approx(600 * 2**0.5, rel=0.03)


def test_a_receivable_arrives_once_in_every_path_as_late_as_the_customer_pays():
    settled = [
        owed(f"s{n}", "5.00", "2026-06-01", settled_on=f"2026-06-{1 + late:02}")
        for n, late in enumerate((0, 10, 20, 20))
    ]
    book = book_of(invoices=[*settled, owed("i1", "32.00", day(5).isoformat())])
    noise = simulate(book, replace(FEW, paths=8000)).noise
    shares = [float((noise.total_row(at) == 3200).mean()) for at in (4, 5, 15, 25)]
    assert shares == pytest.approx([0, 0.25, 0.5, 1], abs=0.02)


def test_usual_flows_keep_the_mean_of_their_view():
    """Two in five paths grow as is believed (as the plan does), the others as it was."""
    simulation = simulate(book_of(entries=history()), replace(FEW, paths=20_000))
    (stream,) = simulation.pattern.streams
    usual = drawing.draw_usual(simulation.pattern, simulation.noise.setting)
    for one in usual.blocks:
        seen = views.block_mean(stream.daily, one.options, one.length)
        mean = stream.belief.mean if one.view.is_believed else seen
        row = simulation.noise.total_row(60)[one.columns]
        error = float(row.std()) / len(row) ** 0.5
        assert float(row.mean()) == pytest.approx(60 * mean, abs=6 * error + 60)
    assert simulation.timeline.expected["bank"][60] == pytest.approx(
        simulation.timeline.balances["bank"] + 60 * stream.belief.mean, abs=200
    )


def test_blocks_start_on_their_weekday():
    """Takings on Saturdays only: no path has income on another day."""
    saturdays = [day(-n) for n in range(1, 200) if day(-n).weekday() == 5]
    entries = [entry(f"s{n}", date, "70.00") for n, date in enumerate(saturdays)]
    noise = simulate(book_of(entries=entries), FEW).noise
    for offset in range(1, 60):
        grown = np.abs(noise.total_row(offset) - noise.total_row(offset - 1))
        if day(offset).weekday() == 5:
            assert (grown > 5000).mean() > 0.9
        else:
            assert grown.max() < 2000  # only the drift


def test_invoiced_customers_flow_again_after_their_invoice():
    entries = [entry(f"e{n}", day(-n), "10.00", payee="Old Wang") for n in range(100)]
    book = book_of(entries=entries, invoices=[owed("i1", "0.01", day(20).isoformat())])
    noise = simulate(book, FEW).noise
    assert np.abs(noise.total_row(20)).max() <= 1
    assert noise.total_row(40).mean() == pytest.approx(20 * 1000, rel=0.05)


def test_the_same_setting_gives_the_same_bytes_and_another_seed_does_not():
    book = book_of(entries=history(), recurring=[takings()])
    one, two = (simulate(book, FEW).noise.total for _ in range(2))
    assert one.tobytes() == two.tobytes()
    assert simulate(book, replace(FEW, seed=2)).noise.total.tobytes() != one.tobytes()


def test_another_fact_does_not_change_the_luck_of_the_first():
    one = book_of(recurring=[takings()], loans=[loan()])
    both = book_of(recurring=[takings(), takings(id="b", account="till", spread="0.01")],
                   accounts=[account("bank"), account("till")], loans=[loan()])  # fmt: skip
    first, again = (simulate(book, FEW).noise.row("bank", 60).tolist() for book in (one, both))
    assert first == again


def test_a_flow_that_is_renamed_or_moves_its_mean_keeps_its_luck():
    book = book_of(recurring=[takings()], loans=[loan()])
    simulation = simulate(book, FEW)
    sales = book.recurring["sales"]
    renamed = change(book, removing("recurring", sales),
                     adding("recurring", replace(sales, id="other", amount=9000)))  # fmt: skip
    after = simulation.of(renamed).noise
    assert (after.added, after.removed) == ((), ())


def test_twins_have_luck_of_their_own():
    alone, twins = (
        simulate(book_of(recurring=facts), replace(FEW, paths=20_000)).noise.total_row(7)
        for facts in ([takings()], [takings(), {**takings(), "id": "twin"}])
    )
    assert float(twins.std()) == pytest.approx(float(alone.std()) * 2**0.5, rel=0.03)


def change(book, *changes):
    return apply(book, Edit(text("what if"), changes))


def dearer(book):
    return [replacing("recurring", book.recurring["sales"], amount=5000)]


@pytest.mark.parametrize(
    ("entries", "more"), [([], dearer), (history(), lambda book: [])], ids=["plan", "history"]
)
def test_a_what_if_equals_a_fresh_simulation(entries, more):
    """Same luck: re-using the draws and drawing anew agree to the last minor unit."""
    book = book_of(
        entries=entries,
        recurring=[takings()],
        invoices=[owed("i1", "32.00", day(9).isoformat())],
        loans=[loan()],
    )
    drawn_once = simulate(book, FEW)
    changed = change(
        book,
        replacing("invoice", book.invoices["i1"], due=day(3)),
        *more(book),
        replacing(
            "loan", book.loans["l1"], terms=replace(book.loans["l1"].terms, principal=240000)
        ),
    )
    again, fresh = drawn_once.of(changed), simulate(changed, FEW)
    for offset in (1, 7, 14, 47, 60):
        one = again.timeline.sure["bank"][offset] + again.noise.row("bank", offset)
        two = fresh.timeline.sure["bank"][offset] + fresh.noise.row("bank", offset)
        assert np.array_equal(one, two)
    assert np.array_equal(again.noise.bands, fresh.noise.bands)


def test_a_what_if_that_only_shifts_sure_money_keeps_the_bands():
    book = book_of(recurring=[takings()])
    simulation = simulate(book, FEW)
    bands = simulation.noise.bands
    paid = change(book, adding("recurring", replace(book.recurring["sales"], id="x", spread=0)))
    assert simulation.of(paid).noise.bands is bands


def test_a_what_if_can_bring_chance_into_a_sure_plan_and_take_all_of_it_away():
    book = book_of(recurring=[takings("0.00")])
    sure = simulate(book, FEW)
    unsure = sure.of(change(book, replacing("recurring", book.recurring["sales"], spread=600)))
    assert unsure.noise.bands[60].tolist() == sorted(unsure.noise.bands[60].tolist())
    assert unsure.noise.bands[60][0] < unsure.noise.bands[60][4]
    gone = simulate(book_of(recurring=[takings()]), FEW)
    none = gone.of(change(gone.book, removing("recurring", gone.book.recurring["sales"])))
    assert not none.noise.bands.any()


def test_several_accounts_move_together_and_add_up():
    accounts = [account("bank", "10.00"), account("till", "5.00", "cash")]
    entries = history() + [
        {**entry(f"t{n}", day(-n), f"{n % 7}.00"), "account": "till"} for n in range(200)
    ]
    both = [loan(), loan("l2", debit_account="till")]
    simulation = simulate(book_of(accounts=accounts, entries=entries, loans=both), FEW)
    noise = simulation.noise
    for offset in (1, 30, 60):
        parts = noise.row("bank", offset) + noise.row("till", offset)
        assert np.array_equal(parts, noise.total_row(offset))


def test_money_of_the_reserve_is_not_in_the_total():
    accounts = [account("bank", "10.00"), account("fund", "500.00", "reserve")]
    moving = every("gift", "9.00", "FREQ=WEEKLY", "2026-11-30", spread="3.00", account="fund")
    noise = simulate(book_of(accounts=accounts, recurring=[moving]), FEW).noise
    assert noise.total is None
    assert not noise.bands.any()


def test_it_stops_when_nobody_wants_the_result():
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 1

    with pytest.raises(Cancelled):
        simulate(book_of(entries=history()), FEW, cancelled)
    assert len(asked) == 2
    assert never() is False


def test_sums_near_the_limit_of_a_book_stay_exact_enough():
    huge = "40000000000000.00"
    book = book_of(
        opening="0.00",
        recurring=[every("a", huge, "FREQ=DAILY", "2026-11-24", spread=huge)],
        invoices=[owed("i1", huge, day(2).isoformat())],
    )
    noise = simulate(book, replace(FEW, days=365, paths=500)).noise
    assert noise.unit > 1
    assert noise.total.dtype == np.int64
    width = noise.bands[60][4] - noise.bands[60][0]
    assert width == pytest.approx(2 * 1.645 * 4e15 * 61**0.5, rel=0.15)


@given(bound=st.integers(0, 10**40))
@settings(max_examples=60)
def test_the_integers_chosen_hold_the_sums(bound):
    unit, kind = drawing._fitting(bound)
    assert bound // unit <= np.iinfo(kind).max


@given(
    amounts=st.lists(st.integers(-(10**6), 10**6), min_size=60, max_size=90),
    paths=st.integers(1, 20),
    days=st.integers(1, 40),
)
@settings(max_examples=25, deadline=None)
def test_paths_are_made_of_days_that_were(amounts, paths, days):
    """Conservation: each path's growth within a block is that of some stretch of the past."""
    entries = [entry(f"e{n}", day(-n), f"{a / 100:.2f}") for n, a in enumerate(amounts)]
    simulation = simulate(book_of(entries=entries), Setting(TODAY, days, paths, 1))
    usual = drawing.draw_usual(simulation.pattern, simulation.noise.setting)
    for stream, one in product(simulation.pattern.streams, usual.blocks):
        length = min(days, one.length)
        total = simulation.noise.total[: length + 1, one.columns]
        shift = one.shift(stream) + stream.belief.error * usual.drift[one.columns]
        daily = np.diff(total, axis=0) - shift
        for path, start in enumerate(one.starts[0]):
            grown = one.factor * stream.daily[start : start + length]
            assert np.abs(daily[:, path] - grown).max() <= 1.5


@given(paths=st.integers(0, 40))
@settings(max_examples=20, deadline=None)
def test_every_view_has_its_share_of_the_paths(paths):
    simulation = simulate(book_of(entries=history()), Setting(TODAY, 5, 20, 1))
    usual = drawing.draw_usual(simulation.pattern, replace(simulation.noise.setting, paths=paths))
    taken = [path for one in usual.blocks for path in range(paths)[one.columns]]
    assert taken == list(range(paths))
    shares = [one.starts.shape[1] for one in usual.blocks]
    assert max(shares) - min(shares) <= 1


def blocks_of(count, days=60):
    """The blocks of every view on a history of `count` days, and the stream they are drawn from."""
    simulation = simulate(book_of(entries=history(count)), replace(FEW, days=days))
    usual = drawing.draw_usual(simulation.pattern, simulation.noise.setting)
    (stream,) = simulation.pattern.streams
    return usual, simulation.noise, stream


def test_whole_stretches_are_played_again_in_order():
    """No wider than a year asks for, about their own mean, and without a drift on top."""
    usual, noise, stream = blocks_of(365)
    (one,) = [one for one in usual.blocks if one.view.is_replayed]
    sums = np.concatenate(([0], np.cumsum(stream.daily)))
    for days in (1, 30, 60):
        grown = sums[one.starts[0] + days] - sums[one.starts[0]]
        expected = one.factor * grown + days * one.shift(stream)
        assert np.abs(noise.total_row(days)[one.columns] - expected).max() <= 1
    assert one.factor == pytest.approx(1.017, abs=0.001)


def test_the_younger_a_book_the_wider_its_swings():
    factors = [views.wider(days) for days in range(60, 366)]
    assert factors == sorted(factors, reverse=True)
    assert factors[80 - 60] > 1.4


@pytest.mark.parametrize(("count", "oldest"), [(300, 200), (365, 244), (120, 60), (60, 0)])
def test_recent_months_are_at_most_the_last_third_and_never_too_few_days(count, oldest):
    usual, _, stream = blocks_of(count)
    for one in usual.blocks:
        first = min(int(starts.min()) for starts in one.options)
        last = max(int(starts.max()) for starts in one.options)
        assert first >= (oldest if one.view.part > 1 else 0)
        assert last + one.length <= len(stream.daily)


def test_what_is_believed_moves_only_the_views_that_believe():
    usual, _, stream = blocks_of(200)
    moved = replace(stream, belief=stream.belief._replace(mean=stream.belief.mean + 500))
    for one in usual.blocks:
        expected = 500 if one.view.is_believed else 0
        assert one.shift(moved) - one.shift(stream) == pytest.approx(expected)


def test_what_comes_once_a_month_is_drawn_near_its_place_in_the_month(monkeypatch):
    """A salary of every tenth is doubled or left out less often than by blocks from anywhere."""
    tenths = [dt.date(2026, month, 10) for month in range(1, 12)]
    book = book_of(entries=[entry(f"s{date}", date, "100.00") for date in tenths])
    placed = whole_year(book, replace(FEW, days=90, paths=20_000)).std()
    monkeypatch.setattr(views, "NEAR", 31)
    anywhere = whole_year(book, replace(FEW, days=90, paths=20_000)).std()
    assert placed < 0.95 * anywhere


def whole_year(book, setting):
    """Where the paths end that are put together from short blocks of the whole window."""
    simulation = simulate(book, setting)
    first = drawing.draw_usual(simulation.pattern, setting).blocks[0]
    assert (first.view.part, first.view.is_placed) == (1, True)
    return simulation.noise.total_row(setting.days)[first.columns]


def test_random_numbers_depend_on_their_name():
    one, two = generator(1, "a", "b").random(), generator(1, "ab").random()
    assert one != two
    assert generator(1, "a", "b").random() == one


def test_offsets_count_from_today():
    plan = simulate(book_of(loans=[loan()]), FEW).timeline
    assert plan.offset(plan.flows[0]) == 17
    late = simulate(book_of(loans=[loan()]), replace(FEW, today=dt.date(2026, 12, 15))).timeline
    assert late.offset(late.flows[0]) == 0
