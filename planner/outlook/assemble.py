"""Simulation -> Outlook: everything the look ahead says, in one frozen value."""

from planner.flows.flow import ExpectedFlow
from planner.outlook import runway
from planner.outlook.due_risk import chance_of_any, due_of, judged
from planner.outlook.outlook import Coming, Outlook, Stamp
from planner.outlook.reserve import reserve_view
from planner.simulation.paths import Simulation
from planner.simulation.timeline import usual_days


def outlook_of(simulation: Simulation) -> Outlook:
    """The outlook of a simulated book."""
    book, plan, setting = simulation.book, simulation.timeline, simulation.noise.setting
    found = judged(simulation)
    dues = tuple(due_of(one, book) for one in found)
    days = runway.bands(simulation)
    balance = sum(
        amount for key, amount in plan.balances.items() if book.accounts[key].is_spendable
    )
    risky = runway.first_risky(dues)
    free, free_account = runway.free_to_spend(simulation, days, found, balance)
    return Outlook(
        stamp=Stamp(book.version, setting.today, setting.seed, setting.paths, setting.days),
        balance=balance,
        accounts=plan.balances,
        days=days,
        dues=dues,
        days_of_safety=runway.days_of_safety(dues, plan.today),
        first_risky_due=risky.date if risky else None,
        lowest=runway.lowest(days),
        reserve=reserve_view(simulation, found),
        coming=coming(simulation),
        chance_short=chance_of_any(one for one in found if not one.flow.days_past_due),
        free_to_spend=free,
        free_account=free_account,
        has_short_history=simulation.pattern.has_short_history,
        chance_runs_out=runway.chance_runs_out(simulation),
    )


def coming(simulation: Simulation) -> tuple[Coming, ...]:
    """What is expected, by day, in the order of the day: debits first, then the rest."""
    plan, pattern = simulation.timeline, simulation.pattern
    usual = [
        _coming(
            ExpectedFlow(plan.today + day * runway.ONE_DAY, stream.account, amount, "usual", "")
        )
        for stream in pattern.streams
        for day, amount in enumerate(usual_days(stream, pattern, plan.days))
        if amount
    ]
    rows = [*map(_coming, plan.flows), *usual]
    return tuple(sorted(rows, key=lambda row: (row.date, not row.before_income, row.amount > 0)))


def _coming(flow: ExpectedFlow) -> Coming:
    return Coming(
        flow.date, flow.account, flow.amount, flow.kind, flow.source, flow.title, flow.before_income,
        flow.is_change,
    )  # fmt: skip
