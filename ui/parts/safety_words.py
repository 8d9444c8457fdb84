"""How many days of safety there are, in words."""

from ui.state import State


def days_of_safety(state: State, days: int | None) -> str:
    """Days of safety in words; None: none of the horizon's dues is in danger."""
    wording = state.wording
    if days is None:
        horizon = state.look.outlook.stamp.days if state.look else 365
        return wording._("over {days} days").format(days=horizon)
    return wording.ngettext("{count} day", "{count} days", days).format(count=days)
