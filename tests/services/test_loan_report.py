"""The loan command's answer: shape, sentences, and what is refused with its field named."""

import datetime as dt

import pytest

from planner.basics.errors import UserError
from planner.services.loans.report import loan_json, loan_words
from planner.wording import Wording
from tests.loans.contracts import NINE

PAID = {"type": "pay", "date": "2027-04-25", "amount": "800.00"}
ON = dt.date(2027, 5, 20)


def document(*events, **changed):
    return {**NINE, **changed, "events": list(events)}


def test_one_document_gives_the_object_of_the_contract():
    answer = loan_json([document(PAID)], ON)
    assert list(answer)[:5] == ["schedule", "totals", "annual_cost", "as_of", "payments"]
    assert answer["schedule"][0] == {
        "number": 1, "due": "2027-04-05", "payment": "3090.45", "principal": "2955.45",
        "interest": "135.00", "fee": "0.00", "balance": "6044.55",
    }  # fmt: skip
    assert answer["totals"] == {"payment": "9271.34", "interest": "271.34", "fee": "0.00"}
    assert answer["annual_cost"]["simple"] == pytest.approx(0.18, abs=1e-6)
    assert answer["as_of"] == {
        "date": "2027-05-20", "principal_normal": "3044.77", "principal_overdue": "5336.59",
        "interest_normal": "22.84", "interest_overdue": "90.67", "penalty_on_principal": "77.57",
        "penalty_on_interest": "1.02", "fee": "0.00", "days_past_due": 45, "bucket": "M2",
        "risk_class": "attention", "due_now": "5505.85", "payoff": "8573.46",
    }  # fmt: skip
    assert answer["payments"] == [
        {"date": "2027-04-25", "amount": "800.00", "fee": "0.00", "penalty": "46.36",
         "interest": "135.00", "principal": "618.64", "unapplied": "0.00"},
    ]  # fmt: skip


def test_several_documents_stand_in_their_order():
    answer = loan_json([document(), document(method="interest_only")], None)
    assert [loan["totals"]["interest"] for loan in answer["loans"]] == ["271.34", "405.00"]


def test_without_a_day_the_state_is_that_of_the_last_event_or_of_the_draw():
    assert loan_json([document(PAID)], None)["as_of"]["date"] == "2027-04-25"
    assert loan_json([document()], None)["as_of"]["date"] == "2027-03-05"


def test_amounts_have_the_decimals_of_the_currency():
    answer = loan_json([document(principal="9000", instalment_unit="1")], None, "JPY")
    assert answer["schedule"][0]["payment"] == "3090"


REFUSED = [
    ({"first_due": "2027-03-04"}, "first_due"),
    ({"first_due": "2027-03-05"}, "first_due"),
    ({"instalments": 0}, "instalments"),
    ({"rate": {"value": "14.4"}}, "rate"),
    ({"rate": {"value": "0.04", "per": "day"}}, "rate"),
    ({"rate": {"value": "-0.01"}}, "rate"),
    ({"rate_changes": [{"date": "2027-05-05", "rate": {"value": "12"}}]}, "rate"),
    ({"rate_changes": [{"date": "2027-03-04", "rate": {"value": "0.1"}}]}, "rate_changes"),
    ({"rate": 0.144}, "rate"),
    ({"principal": "0.00"}, "principal"),
    ({"principal": "1e5"}, "principal"),
    ({"method": "flat"}, "method"),
    ({"due_day": 32}, "due_day"),
    ({"year_days": 364}, "year_days"),
    ({"penalty": {"multiplier": "-1"}}, "penalty"),
    ({"prepay": {"fee_rate": "1.5"}}, "prepay"),
    ({"allocation": ["fee", "fee", "interest", "principal"]}, "allocation"),
    ({"late_allocation": {"order": ["fee"]}}, "late_allocation"),
    ({"fees": [{"amount": "9000.00", "when": "draw"}]}, "fees"),
    ({"drawn_on": "2026-04-03", "first_due": "2026-04-05", "holiday": "previous"}, "holiday"),
    ({"colour": "blue"}, "colour"),
    ({"events": {}}, "events"),
]


@pytest.mark.parametrize(("changed", "field"), REFUSED)
def test_contradicting_terms_are_refused_with_the_field_named(changed, field):
    with pytest.raises(UserError) as refused:
        loan_json([{**NINE, **changed}], None)
    assert field in Wording("en").error(refused.value)
    assert Wording("zh").error(refused.value)


EVENTS_REFUSED = [
    ([{"type": "pay", "date": "2027-03-04", "amount": "10.00"}], "before the draw"),
    ([PAID, {**PAID, "date": "2027-04-24"}], "List the events by date"),
    ([{"type": "pay", "date": "2027-04-05"}], "amount"),
    ([{"type": "pay", "date": "2027-04-05", "amount": "-1.00"}], "amount"),
    ([{"type": "pay", "date": "2027-04-05", "amount": "1.00", "colour": "blue"}], "colour"),
    ([{"type": "gift", "date": "2027-04-05", "amount": "1.00"}], "type"),
    ([{"type": "rate", "date": "2027-04-05"}], "rate"),
    ([{"type": "rate", "date": "2027-04-05", "rate": {"value": "12"}}], "rate"),
    ([{"type": "extend", "date": "2027-04-05"}], "instalments"),
    ([{"type": "reschedule", "date": "2027-04-05", "instalments": 3}], "first_due"),
    ([{"type": "waive", "date": "2027-04-05", "part": "principal"}], "part"),
    ([{"type": "reverse", "date": "2027-04-05"}], "reverses"),
    ([{"type": "reverse", "date": "2027-04-05", "reverses": "x"}], "reverses"),
    ([{"id": "a", **PAID}, {"id": "a", **PAID}], "twice"),
    (["pay"], "object"),
]


@pytest.mark.parametrize(("events", "reason"), EVENTS_REFUSED)
def test_impossible_events_are_refused_with_their_place(events, reason):
    with pytest.raises(UserError) as refused:
        loan_json([document(*events)], None)
    said = Wording("en").error(refused.value)
    assert f"events[{len(events) - 1}]" in said
    assert reason in said


def test_of_several_documents_the_wrong_one_is_named():
    with pytest.raises(UserError) as refused:
        loan_json([document(), document(instalments=0)], None)
    assert Wording("en").error(refused.value).startswith("Terms 2: ")


def test_an_early_payment_that_the_contract_forbids_is_refused():
    early = {"type": "prepay", "date": "2027-03-20", "amount": "1000.00"}
    with pytest.raises(UserError, match="does not allow it sooner"):
        loan_json([document(early, prepay={"locked_rows": 1})], None)


def test_what_is_no_object_is_refused():
    with pytest.raises(UserError):
        loan_json([[]], None)


def test_more_paid_than_owed_stays_as_kept_money_and_is_said():
    lines = loan_words([document({**PAID, "amount": "4000.00"})], ON, Wording("en"))
    assert "¥0.00 was paid" not in "\n".join(lines)
    some = document({**PAID, "amount": "4000.00"})
    said = loan_words([some], dt.date(2027, 4, 26), Wording("en"))
    assert "¥863.19 was paid beyond what is due and is kept for the next due date." in said


def test_more_paid_than_the_whole_loan_owes_is_asked_about():
    """16,863.19 kept; still owed: the balance 6,044.55 and 21 days of it, 63.47."""
    much = document({**PAID, "amount": "20000.00"})
    assert loan_json([much], dt.date(2027, 4, 26))["payments"][0]["unapplied"] == "16863.19"
    said = loan_words([much], dt.date(2027, 4, 26), Wording("en"))
    question = "was paid too much: more than the whole loan owes. Is the sum right?"
    assert f"¥10,755.17 {question}" in said


def test_a_rate_that_is_not_known_is_said_before_the_sums():
    unknown = document(rate={"value": "0"}, assumed=["rate"])
    said = loan_words([unknown], ON, Wording("en"))
    assert said[1] == "The rate is not filled in yet: every sum below is without interest."
    assert not any("True yearly cost" in line for line in said)


def test_a_first_due_date_beside_the_due_day_is_asked_about():
    question = "The first payment is due on day 5 of its month, every later one on day 25."

    def asked(**changed):
        return any(
            question in line for line in loan_words([document(**changed)], ON, Wording("en"))
        )

    assert asked(due_day=25)
    assert not asked(due_day=5)
    assert not asked(due_day=25, instalments=1)


def test_the_sentences_of_a_loan_in_both_languages():
    english = loan_words([document(PAID)], ON, Wording("en"))
    assert english[0] == "Equal instalments: ¥9,000.00 drawn on 5 Mar 2027"
    assert english[1].endswith("¥3,090.45 = principal ¥2,955.45 + interest ¥135.00; ¥6,044.55 left")
    assert "True yearly cost 18.00% (simple), 19.39% (compound)" in english
    assert "45 days past due: M2, class attention" in english
    chinese = loan_words([document(PAID)], ON, Wording("zh"))
    assert chinese[0] == "等额本息：2027年3月5日放款 ¥9,000.00"
    assert "已逾期 45 天：M2，分类「关注」" in chinese
    assert len(chinese) == len(english)
    assert not any(word in line for line in chinese for word in ("principal", "interest", "due"))


def test_terms_that_nobody_confirmed_are_named_as_our_assumptions():
    said = loan_words([document(year_days=365, interest="daily")], ON, Wording("en"))
    assert "Our assumptions until the contract says otherwise:" in said
    assert "– rounding half up" in said
    assert "– 360 days a year" not in said
    assert loan_json([document(assumed=[])], ON)["assumed"] == []
    asked = loan_words([document(assumed=["year_days"], year_days=365)], ON, Wording("en"))
    assert asked[-1] == "– “year_days”"
    sure = loan_words([document(assumed=[])], ON, Wording("en"))
    assert not any("assumption" in line for line in sure)


def test_unknown_holidays_and_interest_beyond_the_instalment_are_said():
    far = document(drawn_on="2090-01-05", first_due="2090-02-05", holiday="next")
    assert any(
        "2090" in line and "only weekends" in line for line in loan_words([far], ON, Wording("en"))
    )
    odd = document(principal="900.00", instalments=60, drawn_on="2026-12-06")
    assert any(
        "Instalment 1 pays interest only" in line for line in loan_words([odd], ON, Wording("en"))
    )


def test_fees_stand_in_the_row_and_loans_are_set_apart():
    with_fee = document(fees=[{"amount": "5.00", "when": "each"}])
    lines = loan_words([with_fee, with_fee], ON, Wording("en"))
    assert "+ fee ¥5.00" in lines[1]
    assert lines.count("") == 1
