"""Words by which platforms and banks name debts, investments, own transfers and refunds."""

import re
from functools import lru_cache
from typing import Literal

DEBT = re.compile(
    r"网商贷|借呗|花呗.{0,4}(?:还款|自动|主动|分期)|(?:还款|自动还款).{0,6}花呗|微粒贷|信用卡.{0,4}还款|"
    r"白条.{0,4}还款|还款.{0,2}[-—].{0,6}(?:白条|信用卡)|月付.{0,4}还款|贷款.{0,4}还款|归还(?:本金|利息|贷款)|"
    r"还贷|"
    r"(?:^|\s)(?:偿?还|归还).{0,4}(?:信用卡|花呗|白条|月付|房贷|车贷|贷款|借款)|贷款(?:本金|利息|扣款|回收)|掌上生活还款|等额还款|loan (?:re)?payment|"
    r"payment to .{0,20}card",
    re.IGNORECASE,
)
"""A repayment when the money goes out."""

_LENDER_BANK = re.compile(r"网商银行")
_OTHER_MEANING = re.compile(r"余利宝|理财|基金|充值|提现|退款|转入|转出|存款|手续费|服务费")
DEBT_KIND = re.compile(r"信用借还|信用卡还款|还款")
_LOAN = r"网商贷|借呗|微粒贷|小额贷款|消费金融|信用贷|备用金|金条"
LOANS = re.compile(_LOAN)
"""Products by which money is lent: it goes both ways under their names."""

_LENT = re.compile(
    rf"放款|借款到账|贷款发放|贷款到账|提款到账|借款-|支用|(?:{_LOAN}).{{0,4}}(?:借款|到账|提款|入账)|"
    r"收到.{0,8}(?:贷款|借款|网商贷|借呗|微粒贷)|借入|(?:^|\s)借.{0,6}钱(?:\s|$)|(?:^|\s)借款(?:\s|$)"
)
_BORROWED = re.compile(r"网商贷|借呗|微粒贷")
LOAN_WORDS = re.compile(r"贷|借|放款|提款|支用|备用金|金条|消费金融")
"""Without any of these nothing speaks of money lent: asked first, word by word."""
_NOT_LENT = re.compile(r"还款|归还|还贷|退款|退回|利息|咨询|服务费|手续费")
_PAID_BACK = re.compile(r"还款|归还|还贷|还本|付息|利息|扣款|自动还|主动还|回收")

INVESTMENT = re.compile(
    r"买入|卖出|申购|赎回|理财|基金|余利宝|零钱通|定期存|定存|"
    r"invest(?:ment)?\b|securities|brokerage",
    re.IGNORECASE,
)
INTEREST = re.compile(r"收益发放|结息|利息")
REFUND = re.compile(r"退款|退税成功|退货|refund", re.IGNORECASE)
CASH = re.compile(
    r"ATM\s*取款|现金(?:取款|支取|存款|存入)|取现|ATM\s*存款|ATM WITHDRAWAL|CASH WITHDRAWAL|"
    r"MOBILE WITHDRAWAL|\bATM\b",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"(?:(?:上[月年期]|期初|年初|月初|本期|期末|上月末?|上年末?)?(?:余额)?结转(?:余额|上[月年期])?|"
    r"(?:上[月年期]|期初|年初|月初|起始|上日|昨日)(?:余额|结余)|承前页|承上页|过次页|"
    r"(?:opening|starting|beginning) balance|balance (?:brought |carried )?forward|[bc]/f)",
    re.IGNORECASE,
)
FEE = re.compile(r"(?:服务费|手续费)\D{0,3}([0-9][0-9,]*\.?[0-9]*)")
CREDIT_PLACES = re.compile(r"花呗|信用卡|白条|月付|信用购|credit card", re.IGNORECASE)
"""Ways to pay with borrowed money: the purchase does not lower any cash."""

_CLOSED = re.compile(
    r"交易关闭|已关闭|订单关闭|交易取消|已取消|已撤销|cancel+ed|voided", re.IGNORECASE
)
_FAILED = re.compile(r"(?<!退款)失败|被拒|failed|declined|rejected", re.IGNORECASE)
_WAITING = re.compile(
    r"等待(?:买家|您|你)?(?:付款|支付|扣款)|待(?:付款|支付|扣款)|未(?:付款|支付)|"
    r"(?:还款|支付|付款|扣款|转账|提现|充值)(?:处理)?中|awaiting payment|unpaid",
    re.IGNORECASE,
)
_PENDING = re.compile(r"vorgemerkt|pending|未入账|处理中|待入账", re.IGNORECASE)
Unpaid = Literal["closed", "failed", "waiting", "pending", ""]


@lru_cache(maxsize=16_384)
def names_lent(words: str) -> bool:
    """Whether the words name money lent to the owner: never income, never a repayment."""
    return _LENT.search(words) is not None and _NOT_LENT.search(words) is None


def came_from_loan(words: str) -> bool:
    """Whether money that came in was lent to the owner, said or told by the name of the loan."""
    if names_lent(words):
        return True
    return _BORROWED.search(words) is not None and _NOT_LENT.search(words) is None


def may_be_lent(words: str) -> bool:
    """Whether a loan is named, but not whether it was paid out or paid back."""
    return LOANS.search(words) is not None and _PAID_BACK.search(words) is None


@lru_cache(maxsize=16_384)
def carries_forward(words: str) -> bool:
    """Whether a row only carries a balance on; no money moved then."""
    return _CARRIED.fullmatch(words.strip()) is not None


@lru_cache(maxsize=1024)
def unpaid(status: str) -> Unpaid:
    """Why no money has moved, by the state of a payment; empty: it has."""
    if _FAILED.search(status):
        return "failed"
    if _CLOSED.search(status):
        return "closed"
    if _WAITING.search(status):
        return "waiting"
    return "pending" if _PENDING.search(status) else ""


def pays_lender(payee: str, words: str) -> bool:
    """Whether money that goes out to a bank which only lends says nothing else about itself."""
    return _LENDER_BANK.search(payee) is not None and _OTHER_MEANING.search(words) is None


@lru_cache(maxsize=16_384)
def names_debt(words: str) -> bool:
    """Whether the words name the repayment of a debt; a bill repeats its payees and items."""
    return DEBT.search(words) is not None
