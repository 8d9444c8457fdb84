"""camt.053 bank statements (ISO 20022) to plain rows; runs in the child process.

Namespaces are ignored, so every version reads alike; a DTD is refused.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

HEADER = (
    "BookingDate", "ValueDate", "Amount", "Currency", "CdtDbtInd", "Status", "Reversal", "Name",
    "Remittance", "Reference",
)  # fmt: skip


def statement_rows(raw: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """(account, rows below `HEADER`) of every statement. Raises ValueError or SyntaxError."""
    from defusedxml.ElementTree import fromstring

    root: Element = fromstring(raw, forbid_dtd=True)
    for statement in _all(root, "Stmt"):
        account = _text(statement, "Acct", "Id", "IBAN") or _text(
            statement, "Acct", "Id", "Othr", "Id"
        )
        names = [*HEADER, *_balances(statement)]
        yield account, [names, *(_row(entry) for entry in _all(statement, "Ntry"))]


def _balances(statement: Element) -> list[str]:
    """The opening and the closing balance, signed; nothing where one of them is missing."""
    found: dict[str, str] = {}
    for balance in _all(statement, "Bal"):
        amount = _text(balance, "Amt")
        sign = "-" if _text(balance, "CdtDbtInd") == "DBIT" else ""
        found.setdefault(_text(balance, "Tp", "CdOrPrtry", "Cd"), sign + amount)
    opening, closing = found.get("OPBD") or found.get("PRCD"), found.get("CLBD")
    return [opening, closing] if opening and closing else []


def _row(entry: Element) -> list[str]:
    amount = _child(entry, "Amt")
    debit = _text(entry, "CdtDbtInd")
    party = "Cdtr" if debit == "DBIT" else "Dbtr"
    names = [_text(found, "Nm") or _text(found, "Pty", "Nm") for found in _all(entry, party)]
    words = [found.text or "" for found in _all(entry, "Ustrd")]
    more = [
        found.text or "" for tag in ("AddtlTxInf", "AddtlNtryInf") for found in _all(entry, tag)
    ]
    return [
        _day(entry, "BookgDt"),
        _day(entry, "ValDt"),
        "" if amount is None else (amount.text or "").strip(),
        "" if amount is None else amount.get("Ccy", ""),
        debit,
        _text(entry, "Sts") or _text(entry, "Sts", "Cd"),
        _text(entry, "RvslInd"),
        next(filter(None, names), ""),
        " ".join((" ".join(words) or " ".join(more)).split()),
        _text(entry, "AcctSvcrRef"),
    ]


def _day(entry: Element, tag: str) -> str:
    return (_text(entry, tag, "Dt") or _text(entry, tag, "DtTm"))[:10]


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _all(element: Element, name: str) -> list[Element]:
    return [found for found in element.iter() if _name(found) == name]


def _child(element: Element, name: str) -> Element | None:
    return next((found for found in element if _name(found) == name), None)


def _text(element: Element, *path: str) -> str:
    found: Element | None = element
    for name in path:
        if found is None:
            return ""
        found = _child(found, name)
    return (found.text or "").strip() if found is not None else ""
