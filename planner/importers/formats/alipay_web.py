"""Alipay, personal, from the old web site (until 2023; archives): sixteen named columns.

What was refunded stands in the row of the purchase, so the net is booked. The state of the
funds (资金状态) tells own transfers from payments.
"""

from planner.basics.text import N_, text
from planner.importers.formats.alipay_app import judge as judge_app
from planner.importers.importer import OUTSIDE, WALLET, Importer, Parsed, Row, Task
from planner.importers.numbers import read_cell
from planner.importers.platform import Facts, read_bill
from planner.importers.stated import NEUTRAL
from planner.importers.statement import Layout

LAYOUT = Layout(
    frozenset({"交易创建时间", "商品名称", "金额(元)", "收/支", "交易状态"}),
    {
        "date": ("付款时间", "交易创建时间"),
        "created": ("交易创建时间",),
        "kind": ("类型",),
        "payee": ("交易对方",),
        "note": ("商品名称",),
        "direction": ("收/支",),
        "amount": ("金额(元)",),
        "status": ("交易状态",),
        "key": ("交易号",),
        "remark": ("备注",),
        "refunded": ("成功退款(元)",),
        "fee": ("服务费(元)",),
        "funds": ("资金状态",),
    },
    more=("refunded", "fee", "funds"),
)
_REFUNDED = text(N_("Closed and fully refunded."))
_BY_FUNDS = {"已收入": "收入", "已支出": "支出"}


def read(task: Task) -> Parsed:
    """Every data row of the export with its outcome."""
    return read_bill(task, LAYOUT, lambda facts: judge(facts, task.currency), "alipay-web")


def judge(facts: Facts, currency: str) -> Row:
    """The outcome of one payment; the type of a row (即时到账交易 …) is no category."""
    refunded, fee, funds = (
        facts.more[0],
        read_cell(facts.more[1], currency).minor or 0,
        facts.more[2],
    )
    net = facts.minor - (read_cell(refunded, currency).minor or 0)
    if net <= 0:
        return facts.skipped(_REFUNDED)
    direction = (
        _BY_FUNDS.get(funds, facts.direction) if facts.direction == NEUTRAL else facts.direction
    )
    facts = facts._replace(kind="", minor=net, direction=direction)
    found = judge_app(facts, currency)
    if found.outcome == "not_understood" and funds == "资金转移":
        found = facts.moved(WALLET, OUTSIDE)
    return found._replace(fee=-abs(fee)) if fee and found.outcome != "skipped" else found


ALIPAY_WEB = Importer("alipay-web", N_("Alipay bill from the web site"), LAYOUT.fits, read)
