"""The kinds of facts in words, for sentences that name a fact by its kind."""

from planner.basics.text import NC_, Text, in_context

_WORDS = {
    "account": NC_("fact", "account"),
    "category": NC_("fact", "category"),
    "entry": NC_("fact", "entry"),
    "recurring": NC_("fact", "repeating item"),
    "invoice": NC_("fact", "invoice"),
    "loan": NC_("fact", "loan"),
    "loan_event": NC_("fact", "loan event"),
    "offer": NC_("fact", "offer"),
    "budget": NC_("fact", "budget line"),
    "reserve": NC_("fact", "emergency fund"),
    "contact": NC_("fact", "contact"),
    "profile": NC_("fact", "layout of a file"),
    "rule": NC_("fact", "rule for payees"),
    "indicator": NC_("fact", "market figure"),
    "what_if": NC_("fact", "what-if"),
    "book": NC_("fact", "book"),
    "limits": NC_("fact", "limits"),
}


def kind_word(kind: str) -> Text:
    """What a kind of fact is called. Raises KeyError for what is no kind."""
    return in_context(*_WORDS[kind])
