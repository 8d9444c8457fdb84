"""Marks in the source of an entry: which bill brought it, where another bill holds the same money."""

import re

from planner.importers.importer import Row
from planner.importers.match import main_method

MARKS = {"alipay-merchant": "otrades", "alipay-ledger": "oledger"}
"""The two bills that Alipay gives a merchant of the same money."""
SHOPS = {"jd": re.compile(r"京东"), "meituan": re.compile(r"美团|大众点评")}
"""Shops with a bill of their own, and how the bill of a wallet names them."""
WALLET_BILLS = {"wechat": "owechat", "alipay-app": "oalipay", "alipay-web": "oalipay"}
_WALLETS = {"owechat": re.compile(r"微信|财付通|零钱"), "oalipay": re.compile(r"支付宝")}


def bill_of(name: str) -> str:
    """The bill that a format is a file of ("wechat-csv", "wechat-xlsx": "wechat"); empty: none."""
    bills = (*MARKS, *SHOPS, *WALLET_BILLS)
    return next((one for one in bills if name in {one, f"{one}-csv", f"{one}-xlsx"}), "")


def origin(name: str, row: Row) -> str:
    """The mark that an entry of a file in this format keeps; empty where no other bill has it."""
    bill = bill_of(name)
    if bill in MARKS:
        return MARKS[bill]
    return f"{mark}-{bill}" if bill in SHOPS and (mark := wallet_mark(row.place)) else ""


def wallet_mark(place: str) -> str:
    """The mark of the wallet that a shop's bill names as the way of paying; empty: none."""
    method = main_method(place)
    return next((mark for mark, name in _WALLETS.items() if name.search(method)), "")
