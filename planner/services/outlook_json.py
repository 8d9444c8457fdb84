"""The look ahead for other programs (`outlook --json`) and, in words, for a person."""

from planner.advice.action import Action
from planner.advice.effect import effect
from planner.advice.plan import WayOut
from planner.basics.money import plain
from planner.book.book import Book
from planner.book.edit import Edit
from planner.book.facts import SHAPES, write_fact
from planner.book.fields import Json
from planner.outlook.outlook import DayBand, Due, Outlook
from planner.services.look_ahead import LookAhead
from planner.services.outlook_words import outlook_words
from planner.warnings.early_warning import EarlyWarning
from planner.wording import Wording

__all__ = ["outlook_json", "outlook_words", "scenario"]

KEYS = {shape.kind: shape.key for shape in SHAPES}
SINGLES = {"book", "reserve", "limits"}
QUANTILES = ("p5", "p25", "p50", "p75", "p95")
ROUND = 6
"""Chances carry so many decimals."""


def outlook_json(book: Book, look: LookAhead, wording: Wording) -> Json:
    """The object of the command-line contract: amounts as decimal strings, dates as ISO."""
    outlook, currency = look.outlook, book.currency
    lowest = outlook.lowest
    return {
        "stamp": {
            "book": outlook.stamp.book,
            "today": outlook.stamp.today.isoformat(),
            "seed": outlook.stamp.seed,
            "paths": outlook.stamp.paths,
            "days": outlook.stamp.days,
        },
        "balance": {
            "today": plain(outlook.balance, currency),
            "accounts": {key: plain(sum_, currency) for key, sum_ in outlook.accounts.items()},
        },
        "days": [_band(day, currency) for day in outlook.days],
        "dues": [_due(due, currency) for due in outlook.dues],
        "days_of_safety": outlook.days_of_safety,
        "first_risky_due": _iso(outlook.first_risky_due),
        "chance_short": round(outlook.chance_short, ROUND),
        "lowest": lowest and {"date": lowest.date.isoformat(), "p50": plain(lowest.p50, currency)},
        "reserve": _reserve(outlook, currency),
        "free_to_spend": plain(outlook.free_to_spend, currency),
        "chance_runs_out": outlook.chance_runs_out and round(outlook.chance_runs_out, ROUND),
        "has_short_history": outlook.has_short_history,
        "warnings": [_warning(warning, wording) for warning in look.warnings],
        "actions": [_action(action, currency, wording) for action in look.actions],
        "way_out": look.way_out and _way_out(look.way_out, currency, wording),
    }


def scenario(edit: Edit, currency: str) -> Json:
    """An edit as a scenario file: laid over the book it was made for, it does the same."""
    document: dict[str, Json] = {"format": "leeway-facts", "version": 1}
    for change in edit.changes:
        if change.after is None:
            fact: Json = {"id": change.id, "remove": True}
        else:
            fact = write_fact(change.kind, change.after, currency)
        if change.kind in SINGLES:
            document[KEYS[change.kind]] = fact
        else:
            document.setdefault(KEYS[change.kind], []).append(fact)
    return document


def _iso(date: object) -> str | None:
    return None if date is None else str(date)


def _band(day: DayBand, currency: str) -> Json:
    amounts = {name: plain(getattr(day, name), currency) for name in QUANTILES}
    return {"date": day.date.isoformat(), **amounts, "expected": plain(day.expected, currency)}


def _due(due: Due, currency: str) -> Json:
    return {
        "date": due.date.isoformat(),
        "loan": due.loan,
        "number": due.number,
        "amount": plain(due.amount, currency),
        "account": due.account,
        "chance_short": round(due.chance_short, ROUND),
        "gap_if_short": plain(due.gap_if_short, currency),
        "bad_case_gap": plain(due.bad_case_gap, currency),
        "level": due.level.name,
        "act_by": due.act_by.isoformat(),
        "move": plain(due.move, currency),
        "expected_balance_after": plain(due.expected_balance_after, currency),
        "days_past_due": due.days_past_due,
    }


def _reserve(outlook: Outlook, currency: str) -> Json:
    reserve = outlook.reserve
    target = reserve.target_months
    return {
        "amount": plain(reserve.amount, currency),
        "months": float(reserve.months),
        "target_months": int(target) if target == int(target) else float(target),
        "target": plain(reserve.target, currency),
        "advised": plain(reserve.advised, currency),
        "advised_months": float(reserve.advised_months),
        "monthly_need": plain(reserve.monthly_need, currency),
    }


def _warning(warning: EarlyWarning, wording: Wording) -> Json:
    return {
        "rule": warning.rule,
        "level": warning.level.name,
        "due": _iso(warning.due),
        "loan": warning.loan,
        "lead_days": warning.lead_days,
        "headline": wording.say(warning.headline),
        "sentence": wording.say(warning.sentence),
        "detail": wording.say(warning.detail),
        "reason": wording.say(warning.reason),
    }


def _action(action: Action, currency: str, wording: Wording) -> Json:
    return {
        "kind": action.kind,
        "title": wording.say(action.title),
        "due": action.due.isoformat(),
        "loan": action.loan,
        "cost": plain(action.cost, currency),
        "chance_before": round(action.chance_before, ROUND),
        "chance_after": round(action.chance_after, ROUND),
        "days_of_safety_after": action.days_of_safety_after,
        "needs_lender": action.needs_lender,
        "level_before": action.level_before.name,
        "level_after": action.level_after.name,
        "balance_before": plain(action.left_before, currency),
        "balance_after": plain(action.left_after, currency),
        "cushion": plain(action.cushion, currency),
        "effect": wording.say(effect(action, currency)),
        "facts": scenario(action.edit, currency),
    }


def _way_out(way: WayOut, currency: str, wording: Wording) -> Json:
    return {
        "titles": [wording.say(action.title) for action in way.actions],
        "cost": plain(way.cost, currency),
        "covers_all": way.covers_all,
        "first_open": _iso(way.first_open),
        "chance_after": round(way.chance_after, ROUND),
        "needs_lender": way.needs_lender,
        "keeps_cushion": way.keeps_cushion,
        "balance_after": plain(way.left_after, currency),
        "facts": scenario(way.edit, currency),
    }
