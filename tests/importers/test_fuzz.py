"""Every reader with mutated files: an answer or a refusal, never anything else, and in time."""

import random
import time

import pytest

from planner.basics.errors import UserError
from planner.importers.formats import IMPORTERS
from planner.importers.importer import OUTCOMES, ReadOptions, Task, recognised
from planner.importers.opening import open_source
from tests.importers.files import alipay, alipay_row, table, wechat_csv, wechat_row
from tests.importers.test_bank_files import camt, mt940, ntry, ofx, trn
from tests.importers.test_platforms import JD, MEITUAN, TRADES, WEB, jd_row, shop_bill, shop_line

ROUNDS = 120
SEEDS = {
    "alipay": alipay([alipay_row(), alipay_row(direction="收入", key="2")]).encode("gb18030"),
    "wechat": wechat_csv([wechat_row(), wechat_row(direction="/", kind="零钱提现")]).encode(),
    "table": table(
        ("日期", "摘要", "收入", "支出", "余额", "币种"),
        [("2026-03-01", "a", "1,200.00", "", "1200.00", "CNY"), ("05/03/2026", "b", "", "1.5", "", "")],
    ).encode(),
    "jd": table(JD, [jd_row("米", "10.20(已退款1.00)")]).encode(),
    "meituan": table(MEITUAN, [("2026-03-05 09:00:00",) * 2 + ("支付", "x", "支出", "y", "1", "1.00", "9", "8", "")]).encode(),
    "web": table(WEB, [("1", "", "2020-03-05 10:00:00") + ("x",) * 6 + ("1.00", "支出", "y", "0", "0", "", "已支出")]).encode("gb18030"),
    "trades": table(TRADES, [("1", "2", "交易", "x") + ("2026-01-05 10:00:00",) * 2 + ("y", "1", "1.00", "", "-0.1", "")]).encode(),
    "merchant": shop_bill(shop_line(), shop_line(name="a,b")).encode(),
    "ofx": ofx(trn(), trn(fitid="")).encode(),
    "qif": b"!Type:Bank\nD3/25/26\nT-10.00\nPx\nS[A]\n$-9.00\nSFood\n$-1.00\n^\n",
    "mt940": mt940(":61:2603050305D12,00NTRFNONREF//R1", ":86:166?20SVWZ+x?32M").encode(),
}  # fmt: skip
SPICE = [b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"<", b">", b"&", b"^", b":", b"(", b"9" * 30, b"-",
         b"\xe5", b"\xa1\xa1", b"1e999", b"\t\t", b'","', b"\xed\xa0\x80", b"#", "（".encode()]  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes changed, cut, doubled or spiced."""
    raw = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(raw) + 1)
        match chance.randrange(5):
            case 0:
                raw[place:place] = chance.choice(SPICE)
            case 1:
                del raw[place : place + chance.randint(1, 20)]
            case 2:
                raw[place : place + 1] = bytes([chance.randrange(256)])
            case 3:
                raw[place:place] = raw[place : place + chance.randint(1, 60)]
            case _:
                del raw[place + 1 :]
        if not raw:
            raw += b"x"
    return bytes(raw)


def answer(path):
    """Outcomes of a file, or None where it is refused."""
    try:
        source = open_source(path)
        parsed = recognised(IMPORTERS, source, "").read(Task(source, "CNY", ReadOptions()))
    except UserError:
        return None
    return [row.outcome for row in parsed.rows]


@pytest.mark.parametrize("name", SEEDS)
def test_mutated_files_are_answered_or_refused(tmp_path, name):
    chance = random.Random(name)
    path = tmp_path / "fuzzed"
    start = time.monotonic()
    path.write_bytes(SEEDS[name])
    assert answer(path), "the seed itself must be read"
    for _ in range(ROUNDS):
        path.write_bytes(mutated(SEEDS[name], chance))
        found = answer(path)
        assert found is None or set(found) <= set(OUTCOMES)
    assert time.monotonic() - start < 20


def test_mutated_xml_is_answered_or_refused(tmp_path):
    chance = random.Random("camt")
    content = camt(ntry(), ntry(way="CRDT")).encode()
    path = tmp_path / "fuzzed.xml"
    for _ in range(6):
        path.write_bytes(mutated(content, chance))
        answer(path)


@pytest.mark.parametrize(
    "content",
    [b"<OFX>" * 50_000, b"<OFX>" + b"<STMTTRN>" * 20_000, b"!Type:Bank\n" + b"S\n" * 50_000,
     b":20:x\n" * 20_000, b'"' * 100_000, b"," * 900 + b"\n", b"(" * 50_000 + b"\n",
     ("日期,摘要,金额\n" + "2026-03-01," + "(" * 5000 + "," + "1'" * 5000 + "\n").encode()],
)  # fmt: skip
def test_files_made_to_be_slow_are_not(tmp_path, content):
    path = tmp_path / "slow"
    path.write_bytes(content)
    start = time.monotonic()
    answer(path)
    assert time.monotonic() - start < 5
