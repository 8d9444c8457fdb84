"""What is asked when a category was corrected, in the import window and in the entries table."""

from planner.basics.text import N_, NC_, NN_, Text, counted, in_context, text

ALWAYS = NC_("rule", "Always")


def always_words() -> Text:
    """The answer that makes a rule."""
    return in_context(*ALWAYS)


def also_words(payee: str, others: int) -> Text:
    """Whether others of this payee should follow; without others: whether it is always so."""
    if not others:
        return text(N_("Should “{payee}” always get this category?"), payee=payee[:40])
    return counted(
        *NN_(
            "{count} more row of “{payee}” has another category.",
            "{count} more rows of “{payee}” have another category.",
        ),
        others,
        payee=payee[:40],
    )
