"""The table of ways out: one file each."""

from planner.advice.action import Finder
from planner.advice.actions.collect_invoice import collect_invoice
from planner.advice.actions.delay_expense import delay_expense
from planner.advice.actions.move_between import move_between
from planner.advice.actions.move_income import move_income
from planner.advice.actions.move_reserve import move_reserve
from planner.advice.actions.split_expense import split_expense

ACTIONS: tuple[Finder, ...] = (
    move_between, move_reserve, collect_invoice, delay_expense, split_expense, move_income,
)  # fmt: skip
