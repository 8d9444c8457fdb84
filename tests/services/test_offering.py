"""Offers compared, followed and paid out."""

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.book.loan import Fee, Loan
from planner.loans.schedule import plan
from planner.outlook.level import Level
from planner.services import offer_edits, offering
from planner.services.affording import (
    afford,
    afford_document,
    afford_json,
    afford_words,
    read_wish,
    usual_account,
)  # fmt: skip
from planner.services.loans.edits import loan_edit
from planner.services.look_ahead import look_ahead
from planner.services.offer_edits import PaidOut
from planner.services.session import new_book
from planner.simulation.setting import Cancelled
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, day, loan
from tests.shop import SHOP

ENGLISH = Wording("en")
NOW = dt.datetime(2026, 11, 23, 9, 12)
ROOT = Path(__file__).resolve().parent.parent.parent


def terms(**more):
    return {"principal": "1200.00", "drawn_on": "2026-12-01", "method": "equal_principal",
            "instalments": 12, "first_due": "2027-01-01", "rate": {"value": "0"}, **more}  # fmt: skip


def offered(key="o1", **more):
    own = {name: more.pop(name) for name in ("decision", "steps", "papers") if name in more}
    return {"id": key, "name": key.upper(), "debit_account": "bank", "terms": terms(**more), **own}


def compared(book, **more):
    look = look_ahead(book, TODAY, paths=500, with_actions=False)
    return offering.compare(book, look, TODAY, **more)


def said(line):
    return ENGLISH.say(line.verdict)


# side by side


def test_what_an_offer_costs_a_month_and_in_all():
    """1,200.00 at 12 % a year, interest only for twelve months, 24.00 kept back: 12 × 12 + 24."""
    lines = compared(book_of(
        opening="9000.00",
        offers=[offered(method="interest_only", rate={"value": "0.12"},
                        fees=[{"amount": "24.00", "when": "draw"}])],
    ))  # fmt: skip
    (line,) = lines
    assert (line.usual, line.largest, line.count) == (1200, 121_200, 12)
    assert (line.cost, line.total) == (144_00 + 24_00, 1_200_00 + 144_00 + 24_00)
    # 1,176.00 received for 12 × 12.00 and 1,200.00: 1.18 % a month, found by hand
    assert line.annual.simple == pytest.approx(12 * 0.011798, abs=2e-4)
    assert line.best == frozenset()


def test_the_best_values_are_marked_and_a_tie_of_all_is_not():
    book = book_of(
        opening="900.00",
        offers=[offered("o1"), offered("o2", instalments=6), offered("o3", rate={"value": "0.1"})],
    )
    first, second, third = compared(book)
    assert first.best == {"usual", "largest", "cost", "annual", "safety"} - third.best
    assert "cost" in second.best
    assert "usual" not in second.best
    assert (
        compared(book_of(opening="900.00", offers=[offered("o1"), offered("o2")]))[0].best == set()
    )


def test_an_offer_without_its_rate_is_best_in_nothing_and_says_so():
    """Without interest it would be the cheapest of all."""
    unknown = offered("o1", assumed=["rate"])
    offers = [unknown, offered("o2", rate={"value": "0.1"}), offered("o3", rate={"value": "0.2"})]
    missing, cheap, dear = compared(book_of(opening="9000.00", offers=offers))
    assert missing.is_rate_unknown
    assert missing.best == frozenset()
    assert said(missing).startswith("The rate of this offer is not filled in yet.")
    assert {"cost", "annual", "largest"} <= cheap.best
    assert dear.best == frozenset()
    assert compared(book_of(opening="9000.00", offers=[unknown]))[0].best == frozenset()


def test_days_of_safety_are_those_of_the_look_ahead_with_that_loan_in_the_book():
    """The promise is a measured one: the same dues as if the loan were entered, its money spent."""
    book = book_of(opening="450.00", offers=[offered("o1"), offered("o2", instalments=2)])
    for line in compared(book):
        taken = Loan("x", "X", "bank", line.offer.terms, books_cash=False)
        after = apply(book, Edit(text("x"), (adding("loan", taken),)))
        outlook = look_ahead(after, TODAY, paths=500, with_actions=False).outlook
        assert line.safety == outlook.days_of_safety
        assert line.first_risky.date == outlook.first_risky_due
    assert compared(book)[0].safety_before is None


def test_each_is_compared_as_if_it_alone_were_taken():
    book = book_of(opening="1200.00", offers=[offered("o1"), offered("o2")])
    assert [line.safety for line in compared(book)] == [None, None]


def test_money_that_stays_lengthens_the_safety():
    book = book_of(opening="0.00", offers=[offered()])
    (spent,), (kept,) = compared(book), compared(book, spent=False)
    assert (spent.safety, kept.safety) == (39, None)


def test_a_large_last_payment_beyond_the_year_is_seen():
    book = book_of(opening="500.00", offers=[offered(method="interest_only", instalments=24)])
    (line,) = compared(book)
    assert line.first_risky.date == dt.date(2028, 12, 1)
    assert line.days == line.safety == (dt.date(2028, 12, 1) - TODAY).days


def test_only_what_may_still_become_a_loan_is_compared():
    paid = [{"step": "paid_out", "date": "2026-11-01"}]
    book = book_of(offers=[offered("o1", decision="declined"), offered("o2", steps=paid)])
    assert compared(book) == ()


def test_an_offer_whose_draw_is_past_is_judged_as_drawn_today():
    book = book_of(
        opening="9000.00", offers=[offered(drawn_on="2026-01-31", first_due="2026-02-28")]
    )
    (line,) = compared(book)
    assert line.safety is None
    assert line.usual == 10_000


def test_a_comparison_can_be_called_off():
    with pytest.raises(Cancelled):
        compared(book_of(offers=[offered()]), cancelled=lambda: True)


@pytest.mark.parametrize(
    ("opening", "loans", "expected"),
    [
        ("1200.00", [], "Every payment of the coming 373 days stays covered."),
        ("250.00", [], "Then the O1 payment on 1 Mar may be short; today all are covered."),
        ("250.00", [loan()],
         "Then money may be short on 10 Jan already; without it, not before 10 Feb."),
        ("50.00", [loan()], "The payment on 10 Dec is at risk already; this offer brings nothing nearer."),
        ("90.00", [loan(first_due="2026-11-20", drawn_on="2026-10-20")],
         "A payment is overdue already; a new loan does not cure that."),
    ],
)  # fmt: skip
def test_what_taking_an_offer_would_do_in_words(opening, loans, expected):
    (line,) = compared(book_of(opening=opening, loans=loans, offers=[offered()]))
    assert said(line) == expected


def test_a_verdict_tells_a_due_that_gets_worse_on_its_day():
    book = book_of(opening="50.00", loans=[loan()])
    due = look_ahead(book, TODAY, paths=10, with_actions=False).outlook.dues[0]
    tight = replace(due, level=Level.tight, chance_short=0.2)
    worse = offering.verdict(tight, replace(tight, level=Level.short, chance_short=0.6), TODAY, 365)
    assert ENGLISH.say(worse) == (
        "The payment on 10 Dec, already tight today, would then be likely to fall short."
    )
    more = offering.verdict(tight, replace(tight, chance_short=0.4), TODAY, 365)
    assert ENGLISH.say(more) == (
        "The payment on 10 Dec would be short about 4 in 10 times; "
        "without this offer about 2 in 10 times."
    )


# following an application


def offer_of(book, key="o1"):
    return book.offers[key]


def test_steps_are_done_one_after_the_other_and_can_be_taken_back():
    book = book_of(offers=[offered()])
    for step in ("registered", "papers", "review", "granted"):
        assert offer_of(book).next_step == step
        edit = offer_edits.step_edit(book, "o1", TODAY)
        assert len(edit.changes) == 1
        book = apply(book, edit)
    assert ENGLISH.say(edit.title) == "“O1”: Limit granted"
    with pytest.raises(UserError, match="pay-out"):
        offer_edits.step_edit(book, "o1", TODAY)
    back = offer_edits.step_back_edit(book, "o1")
    assert ENGLISH.say(back.title) == "“O1”: not yet Limit granted"
    assert offer_of(apply(book, back)).next_step == "granted"
    with pytest.raises(UserError, match="no step"):
        offer_edits.step_back_edit(book_of(offers=[offered()]), "o1")


def test_a_step_before_the_one_it_follows_is_refused_by_the_book():
    book = apply(
        book_of(offers=[offered()]), offer_edits.step_edit(book_of(offers=[offered()]), "o1", TODAY)
    )
    with pytest.raises(UserError, match="before the step"):
        apply(book, offer_edits.step_edit(book, "o1", day(-1)))


def test_papers_are_ticked_one_by_one():
    book = book_of(offers=[offered(papers=[{"name": "Licence"}, {"name": "Statements"}])])
    edit = offer_edits.paper_edit(book, "o1", 1, is_done=True)
    assert ENGLISH.say(edit.title) == "“Statements” for “O1”"
    book = apply(book, edit)
    assert [paper.done for paper in offer_of(book).papers] == [False, True]
    assert offer_edits.paper_edit(book, "o1", 1, is_done=True).changes == ()


def test_only_one_offer_is_the_chosen_one():
    book = book_of(offers=[offered("o1"), offered("o2", decision="chosen"), offered("o3")])
    book = apply(book, offer_edits.decision_edit(book, "o1", "chosen"))
    assert [offer.decision for offer in book.offers.values()] == ["chosen", "open", "open"]
    book = apply(book, offer_edits.decision_edit(book, "o1", "declined"))
    assert [offer.decision for offer in book.offers.values()] == ["declined", "open", "open"]


def test_terms_that_contradict_themselves_are_refused():
    offer = offer_of(book_of(offers=[offered()]))
    wrong = replace(offer, terms=replace(offer.terms, principal=0))
    with pytest.raises(UserError, match="greater than 0"):
        offer_edits.offer_edit(book_of(), wrong)
    edit = offer_edits.offer_edit(book_of(), offer)
    assert ENGLISH.say(edit.title) == "Add offer “O1”"


def test_an_offer_that_is_gone_is_refused_in_words():
    with pytest.raises(UserError, match="no longer in the book"):
        offer_edits.step_edit(book_of(), "o1", TODAY)


# paying out


def paid_out(book, on=TODAY):
    offer = offer_of(book)
    return offer_edits.pay_out(book, offer, on, offer_edits.expected_pay_out(offer, on))


def test_paying_out_turns_the_offer_into_the_loan_in_one_edit():
    book = book_of(opening="100.00", offers=[offered()])
    edit = paid_out(book)
    assert [change.kind for change in edit.changes] == ["loan", "offer"]
    assert ENGLISH.say(edit.title) == "“O1” is paid out"
    after = apply(book, edit)
    (made,) = after.loans.values()
    offer = offer_of(after)
    assert (offer.loan, offer.is_paid_out, offer.steps[-1].date) == (made.id, True, TODAY)
    assert (made.name, made.debit_account, made.terms.drawn_on) == ("O1", "bank", TODAY)
    assert after.balances(TODAY)["bank"] == 10_000 + 120_000
    assert compared(after) == ()
    assert apply(after, edit.inverse()) == book


def test_the_loan_of_a_paid_out_offer_can_be_removed_and_the_record_stays():
    from planner.services.editing import removed

    book = apply(book_of(offers=[offered()]), paid_out(book_of(offers=[offered()])))
    after = apply(book, removed(book, "loan", list(book.loans)))
    assert after.loans == {}
    assert offer_of(after).is_paid_out
    dumped = facts.dump(after)
    assert facts.dump(apply(Book(), facts.read(Book(), dumped, text("again")))) == dumped


def test_an_offer_is_paid_out_only_once():
    book = book_of(offers=[offered()])
    after = apply(book, paid_out(book))
    with pytest.raises(UserError, match="already"):
        offer_edits.pay_out(after, offer_of(after), TODAY, PaidOut(1, 1, day(30)))
    with pytest.raises(UserError, match="no step"):
        offer_edits.step_back_edit(after, "o1")


def test_what_was_kept_back_becomes_a_charge_and_a_lower_sum_is_taken():
    book = book_of(offers=[offered(fees=[{"amount": "5.00", "when": "each"}])])
    edit = offer_edits.pay_out(book, offer_of(book), TODAY, PaidOut(100_000, 98_000, day(30)))
    made = edit.changes[0].after
    assert (made.terms.principal, made.terms.received) == (100_000, 98_000)
    assert made.terms.fees == (Fee(2000, "draw"), Fee(500, "each"))
    assert made.terms.first_due == day(30)


def test_a_charge_as_offered_stays_as_it_was_written():
    fees = [{"amount": "5.00", "when": "draw"}, {"amount": "7.00", "when": "draw"}]
    book = book_of(offers=[offered(fees=fees)])
    assert paid_out(book).changes[0].after.terms.fees == (Fee(500, "draw"), Fee(700, "draw"))
    whole = offer_edits.pay_out(book, offer_of(book), TODAY, PaidOut(120_000, 120_000, day(30)))
    assert whole.changes[0].after.terms.fees == ()


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        (PaidOut(100, 200, day(30)), "More came"),
        (PaidOut(100, 0, day(30)), "fees at the draw"),
        (PaidOut(100, 100, TODAY), "first due date"),
        (PaidOut(0, 0, day(30)), "greater than 0"),
    ],
)
def test_sums_and_days_that_can_t_be_are_refused(amounts, words):
    book = book_of(offers=[offered()])
    with pytest.raises(UserError, match=words):
        offer_edits.pay_out(book, offer_of(book), TODAY, amounts)


def test_money_from_before_the_account_was_opened_is_held_by_its_opening():
    accounts = [{**account("bank"), "opened_on": "2026-11-20"}]
    book = book_of(accounts=accounts, offers=[offered()])
    assert paid_out(book, day(-4)).changes[0].after.books_cash is False
    assert paid_out(book, TODAY).changes[0].after.books_cash is True


@pytest.mark.parametrize(
    ("drawn_on", "first_due", "due_day", "on", "expected", "day_after"),
    [
        # as offered
        ("2026-12-01", "2027-01-01", 0, "2026-12-01", "2027-01-01", 1),
        # a month after the draw, whenever that is; 31 January has a short February
        ("2026-12-01", "2027-01-01", 0, "2026-12-09", "2027-01-09", 9),
        ("2026-12-01", "2027-01-01", 0, "2027-01-31", "2027-02-28", 31),
        ("2026-12-01", "2027-03-01", 0, "2026-12-09", "2027-03-09", 9),
        # the lender debits on the 20th: at least half of the 19 days offered must be left
        ("2026-12-01", "2026-12-20", 20, "2026-12-05", "2026-12-20", 20),
        ("2026-12-01", "2026-12-20", 20, "2026-12-15", "2027-01-20", 20),
    ],
)
def test_due_dates_follow_the_day_the_money_came(
    drawn_on, first_due, due_day, on, expected, day_after
):
    book = book_of(offers=[offered(drawn_on=drawn_on, first_due=first_due, due_day=due_day)])
    edit = paid_out(book, dt.date.fromisoformat(on))
    made = edit.changes[0].after.terms
    assert made.first_due == dt.date.fromisoformat(expected)
    assert made.due_day == day_after
    assert plan(made).rows[0].due == made.first_due


# the command


DOCUMENT = {key: value for key, value in terms().items() if key != "principal"}


def test_a_terms_file_may_leave_the_principal_out_and_name_the_account():
    accounts = [account("bank", "100.00"), account("till", "900.00", "cash")]
    book = book_of(accounts=accounts)
    assert read_wish(book, DOCUMENT, TODAY).account == "till"
    named = {**DOCUMENT, "debit_account": "bank", "name": "New", "events": []}
    assert read_wish(book, named, TODAY).account == "bank"
    assert afford_document(book, named, TODAY).largest == 10_000
    assert afford_document(book, {**named, "debit_account": "till"}, TODAY).largest == 90_000


def test_loans_are_debited_where_the_newest_one_is():
    accounts = [account("bank", "100.00"), account("till", "900.00", "cash")]
    book = book_of(accounts=accounts, loans=[loan()])
    assert usual_account(book, TODAY) == "bank"
    with pytest.raises(UserError, match="no account"):
        usual_account(Book(), TODAY)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "object"),
        ({**DOCUMENT, "events": [{"type": "pay"}]}, "events"),
        ({**DOCUMENT, "colour": "red"}, "colour"),
        ({**DOCUMENT, "debit_account": "purse"}, "purse"),
        ({**DOCUMENT, "drawn_on": "2026-11-01"}, "drawn_on"),
    ],
)
def test_what_can_t_be_asked_is_refused_by_name(document, words):
    with pytest.raises(UserError, match=words):
        afford_document(book_of(), document, TODAY)


def test_the_answer_has_the_contract_s_keys_and_can_be_written_as_json():
    book = book_of(opening="1250.00")
    found = afford_document(book, DOCUMENT, TODAY)
    answer = json.loads(json.dumps(afford_json(book, found, ENGLISH)))
    assert answer["largest"] == "1200.00"
    assert answer["binding_due"] == "2027-12-01"
    assert answer["instalment"] == "100.00"
    assert answer["annual_cost"] == {"simple": 0.0, "compound": 0.0}
    assert answer["days_of_safety"] is None
    assert answer["reason"].startswith("With ¥100 more")
    assert (answer["account"], answer["spent"]) == ("bank", True)
    assert answer["expected_balance_after"] == "50.00"
    assert "spent at once" in answer["note"]


def test_the_answer_in_words_says_the_sum_its_cost_its_limit_and_how_it_was_counted():
    book = book_of(opening="1250.00")
    lines = afford_words(book, afford_document(book, DOCUMENT, TODAY), ENGLISH)
    assert lines[0] == "You can borrow up to ¥1,200 safely."
    assert lines[1] == "The largest instalment would be ¥100.00, the true yearly cost 0.00%."
    assert len(lines) == 5
    assert "spent at once" in lines[-1]
    nothing = afford_words(
        book_of(), afford_document(book_of(opening="1.00"), DOCUMENT, TODAY), ENGLISH
    )
    assert nothing[0] == "At present no new loan can be carried safely."


def test_without_the_rate_nothing_is_said_about_what_can_be_borrowed():
    with pytest.raises(UserError, match="rate is not filled in"):
        afford_document(book_of(opening="9000.00"), terms(assumed=["rate"]), TODAY)


def test_nothing_to_borrow_is_an_answer_too():
    book = book_of(opening="1.00")
    answer = afford_json(book, afford_document(book, DOCUMENT, TODAY), Wording("zh"))
    assert (answer["largest"], answer["annual_cost"], answer["advice"]) == ("0.00", None, "")
    kept = afford(
        book_of(opening="1.00"), read_wish(book, DOCUMENT, TODAY).terms, "bank", TODAY, spent=False
    )
    assert "留在账户里" in afford_json(book, kept, Wording("zh"))["note"]


def test_the_command_answers_in_json_and_words_without_a_window(tmp_path):
    """What the shop lacks in January is known: the answer is 0, the reason that due."""
    path, wanted = tmp_path / "shop.leeway", tmp_path / "terms.json"
    wanted.write_text(json.dumps(DOCUMENT), "utf-8")
    with new_book(path, lambda: NOW, filled=facts.read(Book(), SHOP, text("shop"))):
        pass
    command = ["afford", str(path), str(wanted), "--today", "2026-11-23", "--lang", "en"]
    code = (
        "import sys; from planner.cli import run\n"
        f"print(run({command!r}), run({[*command, '--json']!r}))\n"
        "sys.exit(any(name.startswith(('PySide6', 'matplotlib', 'pandas')) for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    words, _, rest = done.stdout.partition("{")
    assert words.startswith("At present no new loan can be carried safely.\n")
    answer = json.loads("{" + rest.rpartition("}")[0] + "}")
    assert (answer["largest"], answer["binding_due"]) == ("0.00", "2027-01-10")
    assert done.stdout.endswith("0 0\n")


def test_a_loan_as_large_as_affordable_can_be_entered():
    """What `afford` gives are terms that the book takes."""
    book = book_of(opening="1250.00")
    found = afford_document(book, DOCUMENT, TODAY)
    edit = loan_edit(book, Loan("n", "New", "bank", found.terms))
    assert apply(book, edit).loans["n"].terms.principal == 120_000
