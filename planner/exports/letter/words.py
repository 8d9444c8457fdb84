"""The sentences of the letter that can be chosen: what is asked for, and what is enclosed."""

from planner.basics.text import N_

ASKS: dict[str, str] = {
    "new_plan": N_("To agree to this plan and to change the contract accordingly (an extension)."),
    "talk": N_(
        "To meet me for a talk about a plan that can be kept, such as months of interest only or "
        "a longer term."
    ),
    "waive_penalty": N_(
        "To waive the penalty and compound interest that has come up until today ({penalty})."
    ),
    "no_more_penalty": N_("To charge no further penalty interest while the plan is kept."),
    "no_demand": N_("Not to demand the whole debt while the plan is kept."),
    "record": N_("To report the loan to the credit register as it stands under the agreed plan."),
    "contact": N_("To name one person whom I can reach about it, and to turn to me only."),
    "written": N_("To answer in writing by {date}."),
}
"""Key -> English source text of what can be asked for, in the order of the letter."""
ASK_NAMES: dict[str, str] = {
    "new_plan": N_("Agree to the plan (extension)"),
    "talk": N_("A talk about a plan"),
    "waive_penalty": N_("Waive the penalty so far"),
    "no_more_penalty": N_("No further penalty"),
    "no_demand": N_("No demand of it all"),
    "record": N_("Report as agreed"),
    "contact": N_("One contact person"),
    "written": N_("An answer in writing"),
}
"""The same in a few words, for the form and the telephone."""
OF_PLAN = frozenset({"new_plan", "no_more_penalty", "no_demand", "record"})
"""What makes sense with a plan only."""
ENCLOSURES: dict[str, str] = {
    "report": N_("Report on the business (two pages)"),
    "statements": N_("Account statements of the last three months"),
    "contract": N_("Copy of the loan contract"),
    "licence": N_("Copy of the business licence"),
    "evidence": N_("Papers that show the reason"),
}
"""Key -> English source text of what can be enclosed, in the order of the letter."""
USUAL_ENCLOSURES = ("report", "statements", "contract")
