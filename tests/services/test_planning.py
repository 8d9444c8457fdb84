"""Filling the budget from what repeats and from other months."""

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.edit import apply
from planner.services.planning import (
    plan_copied,
    plan_from_repeating,
    planned,
    planned_cells,
)


def test_one_cell_is_planned_changed_and_taken_away(shop):
    book = apply(shop, planned(shop, "2026-12", "rent", -460000))
    assert book.budget["2026-12/rent"].amount == -460000

    same = planned(book, "2026-12", "rent", -460000)
    assert same.changes == ()
    assert apply(book, planned(book, "2026-12", "rent", None)) == shop


def test_what_repeats_fills_the_months(shop):
    book = apply(shop, plan_from_repeating(shop, ["2026-12", "2027-01"]))

    amounts = {key: line.amount for key, line in book.budget.items()}
    assert amounts["2026-12/rent"] == -450000
    assert amounts["2026-12/sales"] == 4 * 470000, "four Mondays"
    assert amounts["2027-01/sales"] == 4 * 470000
    assert "2026-12/decor" not in amounts


def test_an_item_without_a_category_is_no_part_of_the_plan(shop):
    from dataclasses import replace

    from planner.services.editing import saved

    loose = replace(shop.recurring["r2"], id="r9", category="")
    book = apply(shop, saved(shop, "recurring", loose))
    edit = plan_from_repeating(book, ["2026-12"])
    assert {change.id for change in edit.changes} == {
        "2026-12/sales", "2026-12/rent", "2026-12/supplies", "2026-12/wages", "2026-12/utilities",
    }  # fmt: skip


def test_filling_leaves_what_is_planned_already(shop):
    book = apply(shop, planned(shop, "2026-12", "rent", -500000))
    book = apply(book, plan_from_repeating(book, ["2026-12"]))
    assert book.budget["2026-12/rent"].amount == -500000


def test_filling_without_anything_to_fill_is_refused(shop):
    book = apply(shop, plan_from_repeating(shop, ["2026-12"]))
    with pytest.raises(UserError):
        plan_from_repeating(book, ["2026-12"])


def test_a_month_is_copied_and_an_empty_one_is_refused(shop):
    book = apply(shop, planned(shop, "2026-12", "rent", -450000))
    copied = apply(book, plan_copied(book, "2026-12", "2027-01"))
    assert copied.budget["2027-01/rent"].amount == -450000
    with pytest.raises(UserError):
        plan_copied(book, "2027-02", "2027-03")


def test_several_cells_are_one_edit(shop):
    cells = {("2026-12", "rent"): -1, ("2027-01", "rent"): -2, ("2027-02", "rent"): None}
    edit = planned_cells(shop, cells, text("fill"))
    assert len(edit.changes) == 2


def test_a_title_names_an_unknown_category_by_its_id(shop):
    edit = planned(shop, "2026-12", "ghost", -1)
    assert edit.title.facts["name"] == "ghost"
