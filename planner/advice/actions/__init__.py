"""The table of ways out: one file each."""

from planner.advice.action import Finder
from planner.advice.actions.ask_lender import ask_lender
from planner.advice.actions.borrow_less import borrow_less
from planner.advice.actions.collect_invoice import collect_invoice
from planner.advice.actions.cut_expense import cut_expense
from planner.advice.actions.delay_expense import delay_expense
from planner.advice.actions.later_each_month import later_each_month
from planner.advice.actions.move_between import move_between
from planner.advice.actions.move_income import move_income
from planner.advice.actions.move_reserve import move_reserve
from planner.advice.actions.pay_overdue import pay_overdue
from planner.advice.actions.prepay import prepay
from planner.advice.actions.set_aside import set_aside
from planner.advice.actions.split_expense import split_expense

ACTIONS: tuple[Finder, ...] = (
    pay_overdue, move_between, set_aside, move_reserve, collect_invoice, delay_expense,
    split_expense, move_income, cut_expense, later_each_month, borrow_less, prepay, ask_lender,
)  # fmt: skip
