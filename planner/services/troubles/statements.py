"""What law, supervision, contracts and practice say: every sentence shown to the owner, in one table.

Each row was read in the place it names, or says that it was not. Nobody may show a statement
without its source, the day it was last checked and how certain it is. Information, no legal advice.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.basics.text import N_, Fact, Text, text

Certainty = Literal["read", "secondary", "unverified"]
Ground = Literal["law", "supervision", "standard", "contract", "practice"]

CHECKED = dt.date(2026, 11, 23)
"""When the rows were last compared with their sources."""
OLD_AFTER = 365
"""Days after which a statement is said to be old."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about what the rules are."""

    id: str
    sentence: str
    """English source text."""
    source: str
    """English source text: where it stands."""
    checked: dt.date
    certainty: Certainty
    """read: in the text itself; secondary: in a report about it; unverified: nowhere yet."""
    ground: Ground
    """What it rests on. Whatever is unverified is never called law."""

    def is_old(self, today: dt.date) -> bool:
        """Whether it was last checked more than a year before `today`."""
        return (today - self.checked).days > OLD_AFTER


CERTAINTY: dict[Certainty, str] = {
    "read": N_("read in the text itself"),
    "secondary": N_("from a report, not from the text itself"),
    "unverified": N_("not verified; ask before you rely on it"),
}
GROUND: dict[Ground, str] = {
    "law": N_("Law"),
    "supervision": N_("Supervision"),
    "standard": N_("Recommended standard"),
    "contract": N_("Your contract"),
    "practice": N_("Common practice"),
}
INFORMATION = N_("This is information, not legal advice.")


def _row(key: str, ground: Ground, certainty: Certainty, sentence: str, source: str) -> Statement:
    return Statement(key, sentence, source, CHECKED, certainty, ground)


STATEMENTS: tuple[Statement, ...] = (
    _row("on_the_day", "contract", "unverified",
         N_("A payment that arrives on the due date is on time; automatic debits often run early "
            "that day."),
         N_("look up the hour of the debit and the days of grace")),
    _row("penalty", "contract", "secondary",
         N_("Penalty interest is agreed in the contract, usually 30–50 % above the contract rate; "
            "unpaid interest then bears it as well."),
         N_("PBoC notice 251 of 2003, in translation")),
    _row("overdue_interest", "law", "read",
         N_("Overdue interest is owed as agreed or as the rules of the state provide."),
         N_("Civil Code, article 676")),
    _row("order_of_payment", "law", "read",
         N_("A payment settles the costs of enforcement first, then interest, then principal, "
            "unless agreed otherwise."),
         N_("Civil Code, article 561")),
    _row("extension", "law", "read",
         N_("An extension may be asked for before the loan is due; it holds once the lender agrees."),
         N_("Civil Code, article 678")),
    _row("reminders", "practice", "unverified",
         N_("Reminders by message and telephone usually begin in the first days."),
         N_("General knowledge; your contract may name the way and the numbers")),
    _row("hours", "standard", "secondary",
         N_("Whoever collects should not contact the debtor between 22:00 and 8:00, and reach "
            "the debtor only, at most three times a day. Written for consumer credit; for business "
            "loans it is only encouraged."),
         N_("GB/T 45251-2025, as reported in the news")),
    _row("attempts", "standard", "secondary",
         N_("At most six attempts to reach the debtor a day; visits by several people who show who "
            "they are, and entry only with consent. Written for banks; for business loans it is "
            "only encouraged."),
         N_("Bank association rules of January 2026, as reported in the news")),
    _row("third_parties", "standard", "secondary",
         N_("Whoever collects should turn to the debtor only, not to family, neighbours or "
            "customers. Written for consumer credit; for business loans it is only encouraged."),
         N_("GB/T 45251-2025, as reported in the news")),
    _row("threats", "practice", "unverified",
         N_("Threats and insults are no part of proper collection; the financial supervisor and "
            "the police take complaints."),
         N_("General knowledge")),
    _row("register", "practice", "unverified",
         N_("The lender may report the delay to the credit register; when it does, depends on the "
            "lender. Ask before the day has passed."),
         N_("General knowledge; your contract and your credit report tell")),
    _row("risk_attention", "supervision", "secondary",
         N_("A bank must count an overdue loan at least as “attention”."),
         N_("Risk classification rules, in force since July 2023, as reported in the news")),
    _row("risk_substandard", "supervision", "secondary",
         N_("After more than 90 days a bank must count the loan at least as “substandard”."),
         N_("Risk classification rules, in force since July 2023, as reported in the news")),
    _row("risk_doubtful", "supervision", "secondary",
         N_("After more than 270 days a bank must count the loan at least as “doubtful”."),
         N_("Risk classification rules, in force since July 2023, as reported in the news")),
    _row("risk_loss", "supervision", "secondary",
         N_("After more than 360 days a bank must count the loan as “loss”."),
         N_("Risk classification rules, in force since July 2023, as reported in the news")),
    _row("principal_first", "practice", "unverified",
         N_("After 90 days many contracts let payments settle principal first; yours may differ."),
         N_("General knowledge; your contract names the order")),
    _row("whole_debt", "contract", "unverified",
         N_("Many contracts let the lender demand the whole debt at once after some missed "
            "instalments. Whether and when, your contract says."),
         N_("look for “early maturity”")),
    _row("court", "practice", "unverified",
         N_("The lender may take what is due to court or to arbitration. Answer every letter in "
            "time and take advice then."),
         N_("General knowledge; your contract names the place")),
    _row("limitation", "law", "read",
         N_("The period in which the lender can enforce the debt in court is three years; for "
            "instalments of one debt it runs from the last due date, and every demand begins it "
            "anew."),
         N_("Civil Code, articles 188 and 189; interpretation, article 8")),
    _row("record_kept", "law", "read",
         N_("A bad record is kept for five years from the day the bad event has ended."),
         N_("Regulation on the credit reporting industry, article 16")),
    _row("free_reports", "law", "read",
         N_("Everyone may have the own credit report twice a year free of charge."),
         N_("Regulation on the credit reporting industry, article 17")),
    _row("objection", "law", "read",
         N_("An objection to an entry must be answered within 20 days."),
         N_("Regulation on the credit reporting industry, article 25")),
)  # fmt: skip
_BY_ID = {statement.id: statement for statement in STATEMENTS}


def statement(key: str) -> Statement:
    """The statement with this id; KeyError when the table has none."""
    return _BY_ID[key]


def about(one: Statement, today: dt.date) -> Text:
    """Ground, source, day of the last check and certainty in one line; old ones say so."""
    facts: dict[str, Fact] = {
        "ground": text(GROUND[one.ground]),
        "source": text(one.source),
        "date": f"{one.checked:%Y-%m-%d}",
        "certainty": text(CERTAINTY[one.certainty]),
    }
    if one.is_old(today):
        return text(
            N_("{ground}: {source}. Checked {date}, more than a year ago; {certainty}."), **facts
        )
    return text(N_("{ground}: {source}. Checked {date}; {certainty}."), **facts)
