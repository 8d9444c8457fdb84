"""A refund counts only where its purchase does: in the file, in the book, or before both."""

import datetime as dt

import pytest

from planner.book.edit import apply
from planner.services import importing
from planner.services.importing import Choice
from tests.importers.files import alipay, alipay_row, write
from tests.services.test_importing import TODAY, book  # noqa: F401 - a fixture

BACK = {"direction": "不计收支", "status": "退款成功", "note": "退款-锅", "payee": "店"}
BOUGHT = {"note": "锅", "payee": "店", "amount": "50.00"}


@pytest.fixture
def take(tmp_path, book):  # noqa: F811 - the fixture
    """Reads a bill; `into`: the book, where it is not the empty one."""

    def take(*rows, into=book):
        path = write(tmp_path / "a.csv", alipay(rows), "gb18030")
        return importing.read_file(into, path, "wallet", today=TODAY)

    return take


def test_what_comes_back_of_a_purchase_closed_earlier_does_not_count_alone(take, book):  # noqa: F811
    first = take(alipay_row(key="CL1", status="交易关闭", **BOUGHT))
    later = apply(book, first.edit)
    back = alipay_row(key="CL1_9", amount="50.00", at="2026-03-09 09:00:00", **BACK)
    (row,) = take(back, into=later).rows
    assert (row.outcome, row.amount) == ("not_understood", 5000)
    assert "not in the book" in row.reason.key


def test_it_counts_where_the_owner_says_so(take, book):  # noqa: F811 - the fixture
    found = take(alipay_row(key="CL1_9", amount="50.00", **BACK))
    (row,) = importing.with_choices(book, found, {1: Choice(outcome="refund")}).rows
    assert (row.outcome, row.amount) == ("refund", 5000)


def test_it_counts_where_the_purchase_is_in_the_book_or_in_the_file(take, book):  # noqa: F811
    bought = alipay_row(key="88", **BOUGHT)
    back = alipay_row(key="88_1", amount="20.00", at="2026-03-09 09:00:00", **BACK)
    assert [row.outcome for row in take(bought, back).rows] == ["entry", "refund"]
    later = apply(book, take(bought).edit)
    assert [row.outcome for row in take(back, into=later).rows] == ["refund"]


def test_it_counts_where_the_purchase_is_older_than_everything_recorded(take):
    old = alipay_row(key="2026030122001100_1", amount="20.00", at="2026-03-09 09:00:00", **BACK)
    assert take(old).rows[0].outcome == "refund"
    earlier = alipay_row(key="5", at="2026-02-01 09:00:00")
    made = take(old, earlier)
    assert [row.outcome for row in made.rows] == ["not_understood", "entry"]
    assert made.rows[0].date == dt.date(2026, 3, 9)
