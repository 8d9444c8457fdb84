"""Market figures: typed, from tables, and as a what-if; kept what-ifs by their names."""

import datetime as dt
from decimal import Decimal

import openpyxl
import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.book.market import Indicator, Point
from planner.services.bookkeeping import check_unused
from planner.services.kept_what_ifs import beginning_with, keep
from planner.services.market import figure, movement_words, movements, read_figures, with_points
from planner.services.what_if import SCENARIOS, Ground, begin, defaults, try_out
from planner.wording import Wording
from tests.looking import TODAY, book_of, every
from tests.shop import SHOP

EN = Wording("en")
KINDS = {kind.key: kind for kind in SCENARIOS}
PORK = {
    "id": "m1", "name": "Pork", "category": "supplies", "share": "0.5",
    "points": [{"date": "2026-08-20", "value": "20"}, {"date": "2026-11-20", "value": "24"}],
}  # fmt: skip


def shop(*indicators):
    document = {**SHOP, "indicators": list(indicators)}
    return apply(Book(), facts.read(Book(), document, text("shop")))


def written(tmp_path, content, name="price.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return path


def values(read):
    return [(point.date.isoformat(), str(point.value)) for point in read.points]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("36.5", "36.5"), ("¥36.50", "36.50"), ("1,234.5", "1234.5"), ("36.5元/公斤", "36.5"),
     (" 7 ", "7"), ("98.7%", "98.7")],
)  # fmt: skip
def test_a_figure_is_read_as_people_write_it(typed, value):
    assert figure(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "-3", "0", "abc", "1.2.3", "1e5", "9999999999999"])
def test_what_is_no_figure_above_nothing_is_refused(typed):
    with pytest.raises(UserError):
        figure(typed)


def test_a_new_figure_of_a_day_takes_the_place_of_the_old_one():
    day = dt.date(2026, 11, 1)
    one = with_points(Indicator("m", "M"), [Point(day, Decimal(2)), Point(TODAY, Decimal(3))])
    other = with_points(one, [Point(day, Decimal(5))])
    assert [(point.date, point.value) for point in other.points] == [(day, 5), (TODAY, 3)]


def test_a_table_gives_its_figures_by_date_whatever_stands_around_them(tmp_path):
    path = written(
        tmp_path,
        "农产品价格监测\n序号,日期,备注,批发价（元/公斤）\n1,2026-11-08,,21.4\n2,2026-11-01,,20.9\n"
        "3,2026-11-15,雨,\n4,2026-11-22,,22.0\n5,2026-12-01,,23\n6,2026-10-01,,20\n7,2026-10-02,,20.5\n",
        encoding="gb18030",
    )
    read = read_figures(path, TODAY)
    assert values(read) == [
        ("2026-10-01", "20"), ("2026-10-02", "20.5"), ("2026-11-01", "20.9"),
        ("2026-11-08", "21.4"), ("2026-11-22", "22.0"),
    ]  # fmt: skip
    assert read.column == "批发价（元/公斤）"
    assert read.left_out == 2  # one without a figure, one of a day to come


def test_months_stand_for_their_last_day_and_the_running_one_for_today(tmp_path):
    read = read_figures(
        written(tmp_path, "月份,指数\n2026年9月,101.2\n2026-10,100.4\n2026-11,99\n"), TODAY
    )
    assert values(read) == [
        ("2026-09-30", "101.2"),
        ("2026-10-31", "100.4"),
        (TODAY.isoformat(), "99"),
    ]


def test_figures_of_a_workbook_are_numbers_and_days(tmp_path):
    book = openpyxl.Workbook()
    for row in (("Date", "Price"), (dt.date(2026, 11, 1), 36.5), (dt.date(2026, 11, 8), 1234)):
        book.active.append(row)
    book.save(tmp_path / "p.xlsx")
    assert values(read_figures(tmp_path / "p.xlsx", TODAY)) == [
        ("2026-11-01", "36.5"), ("2026-11-08", "1234"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name,colour\na,red\nb,blue\n", "no column of dates"),
        ("date,price\n03/04/2026,2\n05/06/2026,3\n", "can't be told apart"),
        ("date;price\n2026-11-01;1,234\n2026-11-02;1,235\n", "parts the decimals"),
        ("date,nothing\n2026-11-01,\n2026-11-02,\n", "no column of dates"),
    ],
)
def test_a_table_that_is_not_clear_is_refused_and_says_what_to_do(tmp_path, content, says):
    with pytest.raises(UserError) as refusal:
        read_figures(written(tmp_path, content), TODAY)
    assert says in EN.error(refusal.value)
    assert "Nothing was changed" in EN.error(refusal.value)


def test_how_far_it_moved_is_told_over_three_months_where_there_are_as_many():
    pork = shop(PORK).indicators["m1"]
    assert movements(pork) == ((30, Decimal("0.2")), (90, Decimal("0.2")))
    assert EN.say(movement_words(pork)) == "20% higher than 90 days before."
    assert EN.say(movement_words(Indicator("m", "M"))) == "No figure yet."
    same = with_points(pork, [Point(TODAY, Decimal(20))])
    assert EN.say(movement_words(same)) == "Unchanged over 90 days."
    first = Indicator("m", "M", points=pork.points[:1])
    assert "at least 30 days later" in EN.say(movement_words(first))
    fallen = with_points(first, [Point(dt.date(2026, 9, 20), Decimal(15))])
    assert EN.say(movement_words(fallen)) == "25% lower than 30 days before."


# as a what-if


def test_its_category_follows_with_the_noted_share():
    book = shop(PORK)
    ground = Ground(book, TODAY)
    params = KINDS["market"].params(ground)
    assert defaults(params) == {"indicator": "m1", "percent": 20}  # as in the last three months
    scenario = KINDS["market"].make(ground, defaults(params))
    assert EN.say(scenario.name) == "Pork 20% higher"
    assert EN.say(scenario.note).startswith("“进货” follows with 50% of it")
    futures = begin(book, TODAY, paths=50)
    moved = try_out(futures, scenario).figures.end.p50 - futures.base.figures.end.p50
    assert moved == -12 * 1_160_00  # 20 % × 0.5 of the monthly 11,600.00


def test_income_that_follows_rises_with_it():
    book = shop({**PORK, "category": "sales", "share": "1"})
    scenario = KINDS["market"].make(Ground(book, TODAY), {"indicator": "m1", "percent": 10})
    amounts = {change.after.amount for edit in scenario.edits for change in edit.changes}
    assert 470_00 in amounts  # 10 % of the weekly 4,700.00
    assert all(amount > 0 for amount in amounts)


def test_without_a_figure_that_drives_something_it_says_what_to_do_first():
    with pytest.raises(UserError) as refusal:
        KINDS["market"].params(Ground(shop({**PORK, "category": ""}), TODAY))
    assert "Market note" in refusal.value.text.key


def test_a_category_without_money_to_come_or_a_figure_gone_is_said():
    book = book_of(
        categories=[{"id": "meat", "name": "Meat", "flow": "expense"}],
        indicators=[{**PORK, "category": "meat"}],
        recurring=[every("rent", "-10.00", "FREQ=MONTHLY", "2026-12-01")],
    )
    ground = Ground(book, TODAY)
    for picked, says in (("m1", "could follow"), ("gone", "no longer noted")):
        with pytest.raises(UserError) as refusal:
            KINDS["market"].make(ground, {"indicator": picked, "percent": 10})
        assert says in refusal.value.text.key


def test_a_category_that_a_figure_moves_is_in_use():
    with pytest.raises(UserError) as refusal:
        check_unused(shop(PORK), "category", ["supplies"])
    assert "1 market figure" in EN.error(refusal.value)


# kept what-ifs


def test_a_what_if_is_kept_with_its_values_and_begins_with_them_again():
    book = shop()
    book = apply(
        book, keep(book, "repair", "Fridge", {"amount": 250000, "date": dt.date(2027, 1, 5)})
    )
    (kept,) = book.what_ifs.values()
    params = KINDS["repair"].params(Ground(book, TODAY))
    begun = defaults(beginning_with(kept, params, TODAY))
    assert begun == {"amount": 250000, "date": dt.date(2027, 1, 5)}
    later = defaults(beginning_with(kept, params, dt.date(2027, 2, 1)))
    assert later["date"] == defaults(params)["date"]  # the kept day has passed
    assert later["amount"] == 250000


def test_values_that_no_longer_fit_fall_back():
    book = shop(PORK)
    params = KINDS["market"].params(Ground(book, TODAY))
    book = apply(book, keep(book, "market", "Dear", {"indicator": "gone", "percent": 900, "x": 1}))
    (kept,) = book.what_ifs.values()
    assert defaults(beginning_with(kept, params, TODAY)) == defaults(params)
    book = apply(book, keep(book, "market", "Dear", {"percent": "many"}, kept.id))
    assert defaults(beginning_with(book.what_ifs[kept.id], params, TODAY)) == defaults(params)


def test_a_name_is_needed_and_given_once():
    book = shop()
    book = apply(book, keep(book, "takings", "Low season", {"percent": -30}))
    (kept,) = book.what_ifs.values()
    for name in (" ", "low SEASON"):
        with pytest.raises(UserError):
            keep(book, "takings", name, {"percent": -10})
    changed = apply(book, keep(book, "takings", "Low season", {"percent": -40}, kept.id))
    assert [one.values[0].value for one in changed.what_ifs.values()] == ["-40"]
