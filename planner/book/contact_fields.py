"""How a contact record stands in the JSON of the facts contract."""

from planner.book.contact import Attachment, Promise
from planner.book.fields import Field, Json, choice, field, many, nested, whole, write_object
from planner.book.veil import GROUPS

CHANNELS = ("phone", "message", "letter", "visit", "other")
_PROMISE = (
    choice("by", ("owner", "other")), field("what", "text"), field("due", "date?", None),
    field("amount", "not_negative", 0), field("account", "text", ""),
)  # fmt: skip
_FILE = (field("name", "text"), whole("size", 0, 2**31), field("digest", "text"))
_PLAIN: tuple[Field, ...] = (
    field("id", "id"), field("at", "moment"), field("lender", "text"),
    choice("channel", CHANNELS), field("person", "text", ""), field("staff_no", "text", ""),
    field("said", "text", ""), field("promised", "text", ""),
    field("promise_due", "date?", None), field("organisation", "text", ""),
    choice("identified", ("", "yes", "no"), ""), field("loan", "text", ""),
    many("promises", nested("promises", _PROMISE, Promise), ()), field("witnesses", "text", ""),
    many("signs", field("signs", "text"), ()), field("amends", "text", ""),
    many("kept", whole("kept", 1, 99), ()), field("recorded", "moment?", None),
    field("previous", "text", ""), field("seal", "text", ""),
)  # fmt: skip
_RARE: tuple[Field, ...] = (
    many("files", nested("files", _FILE, Attachment), ()),
    many("takes_out", choice("takes_out", GROUPS), ()),
    many("salts", field("salts", "text"), ()),
    many("veils", field("veils", "text"), ()),
)
CONTACT = (*_PLAIN, *_RARE)


def write_contact(contact: object, currency: str) -> dict[str, Json]:
    """The JSON object of a contact; the rare fields only where they hold something."""
    held = tuple(one for one in _RARE if getattr(contact, one.attribute))
    return write_object(contact, (*_PLAIN, *held), currency)
