"""Texts and ids below the words."""

from planner.basics.errors import UserError
from planner.basics.ids import natural, new_id
from planner.basics.text import NC_, NN_, counted, in_context, text


def test_ids_are_uuid_version_7_and_never_repeat():
    made = [new_id() for _ in range(200)]
    assert len(set(made)) == 200
    assert all(len(key) == 32 and key[12] == "7" and key[16] in "89ab" for key in made)


def test_natural_order_counts():
    assert sorted(["e10", "e2", "e02", "e", "10", "9"], key=natural) == [
        "9", "10", "e", "e02", "e2", "e10"
    ]  # fmt: skip


def test_a_counted_text_carries_its_plural_and_count():
    said = counted(*NN_("{count} day", "{count} days"), 3)
    assert (said.plural, said.count, said.facts["count"]) == ("{count} days", 3, 3)


def test_a_word_with_two_meanings_carries_its_context():
    assert in_context(*NC_("loan", "Late")).context == "loan"


def test_an_error_shows_its_key_and_facts_to_us():
    assert str(UserError("No {x}.", x=1)) == "No {x}. {'x': 1}"
    assert UserError("No {x}.", x=1).text == text("No {x}.", x=1)
