"""OFX, QIF, MT940 and camt.053, with the oddities that real banks write."""

import datetime as dt

import pytest

from planner.basics.errors import UserError
from tests.importers.conftest import outcomes

OFX_HEAD = "\n\nOFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nCHARSET:1252\n\n"


def ofx(*transactions, head=OFX_HEAD, currency="CNY"):
    body = "".join(f"<STMTTRN>{one}</STMTTRN>\n" for one in transactions)
    return (
        f"{head}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>{currency}\n<BANKACCTFROM><BANKID>9"
        f"<ACCTID>77</BANKACCTFROM>\n<BANKTRANLIST>\n{body}</BANKTRANLIST></STMTRS></OFX>"
    )


def trn(amount="-12.00", date="20260305120000.000[-5:EST]", fitid="F1", more=""):
    return f"<TRNTYPE>DEBIT<DTPOSTED>{date}<TRNAMT>{amount}<FITID>{fitid}<NAME>五金店{more}"


@pytest.mark.parametrize(
    ("written", "minor"),
    [("-12.00", -1200), ("+3,5", 350), ("-30.000", -3000), ("1.234,56", 123456), ("-0", 0),
     ("-00000001500.0000", -150000), ("115.8331", None), ("1e3", None), ("", None),
     ("9" * 25, None)],
)  # fmt: skip
def test_ofx_amounts_are_exact_or_not_understood(read, written, minor):
    (row,) = read(ofx(trn(written))).rows
    expected = "not_understood" if minor is None else "entry" if minor else "skipped"
    assert (expected, minor or 0) == (row.outcome, row.amount)


def test_an_ofx_correction_counts_in_place_of_what_it_corrects(read):
    replaced = trn("-9.50", fitid="F2", more="<CORRECTFITID>F1<CORRECTACTION>REPLACE")
    again = trn("-9.70", fitid="F3", more="<CORRECTFITID>F2<CORRECTACTION>REPLACE")
    deleted = trn("-9.50", fitid="F2", more="<CORRECTFITID>F1<CORRECTACTION>DELETE")
    assert outcomes(read(ofx(trn(), replaced))) == [("skipped", -1200), ("entry", -950)]
    assert [row.outcome for row in read(ofx(trn(), replaced, again)).rows] == [
        "skipped", "skipped", "entry",
    ]  # fmt: skip
    rows = read(ofx(trn(), deleted)).rows
    assert [row.outcome for row in rows] == ["skipped", "skipped"]
    assert all(row.reason.key for row in rows)


def test_an_ofx_payment_named_as_its_own_correction_counts(read):
    own = trn(more="<CORRECTFITID>F1<CORRECTACTION>REPLACE")
    assert outcomes(read(ofx(own))) == [("entry", -1200)]


def test_an_ofx_correction_of_a_payment_elsewhere_is_asked_about(read):
    for action in ("REPLACE", "DELETE"):
        more = f"<CORRECTFITID>F1<CORRECTACTION>{action}"
        (row,) = read(ofx(trn("-9.50", fitid="F2", more=more))).rows
        assert (row.outcome, row.amount) == ("not_understood", -950)
        assert "not in this file" in row.reason.key


@pytest.mark.parametrize(
    ("mark", "expected"),
    [("RD", ("refund", 2000)), ("RC", ("refund", -2000)), ("C", ("entry", 2000))],
)
def test_a_movement_of_mt940_taken_back_lowers_the_side_it_came_from(read, mark, expected):
    content = f":20:A\n:25:1/2\n:61:2603050305{mark}20,00NMSCNONREF//B4\n:86:X\n-\n"
    assert outcomes(read(content, name="a.sta")) == [expected]


@pytest.mark.parametrize(("debit", "amount"), [("CRDT", 1250), ("DBIT", -1250)])
def test_a_camt_entry_taken_back_is_no_income_and_no_expense(read, debit, amount):
    content = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>'
        f'<Ntry><Amt Ccy="CNY">12.50</Amt><CdtDbtInd>{debit}</CdtDbtInd><RvslInd>true</RvslInd>'
        "<Sts>BOOK</Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt>"
        "</Document>"
    )
    assert outcomes(read(content, name="a.xml")) == [("refund", amount)]


def test_an_ofx_date_is_taken_as_written(read):
    assert dt.date(2026, 3, 5) == read(ofx(trn())).rows[0].date
    for bad in ("", "20120231", "2026"):
        assert read(ofx(trn(date=bad))).rows[0].outcome == "not_understood"


def test_ofx_keys_name_the_account_and_empty_ones_are_none(read):
    rows = read(ofx(trn(), trn(fitid=""))).rows
    assert [row.key for row in rows] == ["9|77|F1", ""]


def test_ofx_text_escaped_twice_is_read_once(read):
    (row,) = read(ofx(trn(more=" &amp;lt;A&amp;gt;<MEMO>a  b<CURRENCY><CURSYM>AUD"))).rows
    assert (row.payee, row.note, row.currency) == ("五金店 <A>", "a b", "AUD")


def test_ofx_rows_without_end_tags_and_their_lines_are_found(read):
    content = (
        ofx(trn(), trn(fitid="F2")).replace("</STMTTRN>", "").replace("<OFX>", "<?xml?>\n<OFX>")
    )
    rows = read(content).rows
    assert [row.line for row in rows] == [12, 13]
    assert read(content).format == "ofx"


def test_ofx_entities_are_never_expanded(read):
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n'
    (row,) = read(ofx(trn(more="&b;"), head=bomb)).rows
    assert row.payee == "五金店&b;"


QIF = "!Type:Bank\n"


def test_qif_records_end_with_a_caret(read):
    parsed = read(
        QIF + "D3/25'2026\nT-6.19\nPAT&T\nLTelephone/Home\nMBill\n^\nD3/26/26\nT1,005.00\nPx\n^\n"
    )
    assert outcomes(parsed) == [("entry", -619), ("entry", 100500)]
    first = parsed.rows[0]
    assert ("AT&T", "Bill", "Telephone", dt.date(2026, 3, 25)) == (
        first.payee, first.note, first.kind, first.date,
    )  # fmt: skip


def test_qif_transfers_and_splits_keep_own_money_apart(read):
    parsed = read(
        QIF
        + "D3/25/26\nT-5.00\nL[Savings]\n^\n"
        + "D3/25/26\nT-10.00\nL--Split--\nS[Savings]\nEx\n$-9.00\nSFood\n$-1.00\n^\n"
        + "D3/25/26\nT-9.00\nS[Savings]\n$-9.00\n^\n"
        + "D3/25/26\nT-10.00\nSFood\n$-4.00\nSRent\n$-6.00\n^\n"
    )
    assert outcomes(parsed) == [
        ("transfer", -500), ("entry", -100), ("transfer", -900), ("entry", -1000),
    ]  # fmt: skip
    assert (parsed.rows[1].moved, parsed.rows[1].other) == (-900, "Savings")


def test_qif_skips_lists_and_accounts_and_reads_what_is_last_without_caret(read):
    content = (
        "!Account\nNBank\nTBank\n^\n!Type:Cat\nNFood\n^\n!Option:AllXfr\n!Type:Bank\n"
        "D3/25/26\nU-1.00\n^\nDxx\nT1\n^\nD3/25/26\nTbad\n^\nD3/26/26\nT-2.00"
    )
    assert outcomes(read(content)) == [
        ("entry", -100), ("not_understood", 0), ("not_understood", 0), ("entry", -200),
    ]  # fmt: skip


def test_qif_dates_that_nothing_decides_are_asked(read):
    content = QIF + "D3/5/26\nT-1.00\n^\nD4/5/26\nT-1.00\n^\n"
    assert [question.key for question in read(content).questions] == ["day_first"]
    assert dt.date(2026, 5, 3) == read(content, day_first=True).rows[0].date


def test_investments_in_qif_are_refused(read):
    with pytest.raises(UserError, match="stock account"):
        read("!Type:Invst\nD9/12/97\nNXIn\nT5\n^^\n")


def mt940(*moves, opening="C260301CNY100,00", closing="C260331CNY85,00", account="A1"):
    body = "\n".join(moves)
    return (
        f":20:REF\n:25:{account}\n:28C:1/1\n:60F:{opening}\n{body}\n:62F:{closing}\n:86:footer\n-\n"
    )


def test_mt940_moves_are_signed_and_balances_compared(read):
    out = ":61:2603050305D12,00NTRFNONREF//R1\nmore\n:86:166?00X?20SVWZ+Miete?21 Mai?32Max?33 M"
    back = ":61:260306RC3,NTRFNONREF\n:86:plain text\nsecond line"
    parsed = read(mt940(out, back))
    assert outcomes(parsed) == [("entry", -1200), ("refund", -300)]
    assert parsed.stated_totals == "match"
    assert (
        parsed.rows[0].payee, parsed.rows[0].note, parsed.rows[0].key, parsed.rows[0].currency,
    ) == ("Max M", "Miete Mai", "A1|R1", "CNY")  # fmt: skip
    assert parsed.rows[1].note == "plain text second line"


def test_mt940_tells_what_does_not_add_up_or_read(read):
    parsed = read(
        mt940(":61:260305RD1,00NTRF", closing="D260331CNY85,00")
        + mt940(":61:261305D1,00NTRF", ":61:garbage", ":61:260305D1,12345NTRF", closing="")
    )
    assert outcomes(parsed) == [
        ("refund", 100), ("not_understood", 0), ("not_understood", 0), ("not_understood", 0),
    ]  # fmt: skip
    assert parsed.stated_totals == "differ"
    assert read(mt940(":61:260305C1,00NTRF", opening="", closing="")).stated_totals == "none"
    assert read("{1:F01X}{4:\n" + mt940(":61:260305C1,00NTRF")).format == "mt940"


def camt(*entries, space="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{space}"><BkToCstmrStmt><Stmt>'
        f"<Acct><Id><IBAN>DE1</IBAN></Id></Acct>{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    )


def ntry(amount="12.50", way="DBIT", date="<Dt>2026-03-05</Dt>", more=""):
    return (
        f'<Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><BookgDt>{date}</BookgDt>'
        f"<AcctSvcrRef>R1</AcctSvcrRef>{more}</Ntry>"
    )


def test_camt_entries_of_any_version_are_read(read):
    details = (
        "<NtryDtls><TxDtls><RltdPties><Cdtr><Pty><Nm>五金店</Nm></Pty></Cdtr></RltdPties>"
        "<RmtInf><Ustrd>螺丝</Ustrd><Ustrd>钉子</Ustrd></RmtInf></TxDtls></NtryDtls>"
    )
    entries = [
        ntry(more=details), ntry(way="CRDT", date="<DtTm>2026-03-05T10:00:00+08:00</DtTm>"),
        ntry(more="<Sts>PDNG</Sts>"), ntry(more="<Sts><Cd>PDNG</Cd></Sts>"), ntry(amount="x"),
        ntry(way=""), ntry(date=""), ntry(more="<AddtlNtryInf>补充</AddtlNtryInf>"),
    ]  # fmt: skip
    parsed = read(camt(*entries), name="statement.xml")
    assert [row.outcome for row in parsed.rows] == [
        "entry", "entry", "skipped", "skipped", "not_understood", "not_understood",
        "not_understood", "entry",
    ]  # fmt: skip
    first = parsed.rows[0]
    assert (
        first.amount,
        first.payee,
        first.note,
        first.key,
    ) == (-1250, "五金店", "螺丝 钉子", "DE1|R1")
    assert parsed.rows[-1].note == "补充"


@pytest.mark.parametrize(
    "content",
    [
        camt(ntry())[:-20],
        camt(ntry()).replace("<Document", "<!DOCTYPE a [<!ENTITY b 'x'>]><Document"),
    ],
    ids=["cut off", "with a DTD"],
)
def test_damaged_or_declaring_camt_is_refused(read, content):
    with pytest.raises(UserError, match="damaged"):
        read(content)


def test_a_payment_onto_the_card_is_no_income_on_its_ofx_statement(read):
    card = (
        OFX_HEAD + "<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>CNY<CCACCTFROM>"
        "<ACCTID>4111</CCACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240105"
        "<TRNAMT>-10.00<FITID>C1<NAME>shop</STMTTRN><STMTTRN><TRNTYPE>PAYMENT<DTPOSTED>20240106"
        "<TRNAMT>50.00<FITID>C2<NAME>PAYMENT THANK YOU</STMTTRN></BANKTRANLIST></OFX>"
    )
    assert outcomes(read(card)) == [("entry", -1000), ("transfer", -5000)]


def camt_with_balances(opening, closing, sign="CRDT"):
    def balance(code, amount, way):
        return (
            f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='CNY'>{amount}</Amt>"
            f"<CdtDbtInd>{way}</CdtDbtInd></Bal>"
        )

    def entry(amount, way, status="BOOK", text="x"):
        return (
            f"<Ntry><Amt Ccy='CNY'>{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>{status}</Sts>"
            f"<BookgDt><Dt>2024-01-05</Dt></BookgDt><AddtlNtryInf>{text}</AddtlNtryInf></Ntry>"
        )

    return (
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt><Stmt>"
        f"{balance('OPBD', opening, 'CRDT')}{balance('CLBD', closing, sign)}"
        f"{entry('20.00', 'DBIT')}{entry('7.00', 'CRDT', 'PDNG')}"
        f"{entry('5.00', 'CRDT', text='理财产品赎回')}</Stmt></BkToCstmrStmt></Document>"
    )


@pytest.mark.parametrize(
    ("opening", "closing", "sign", "stated"),
    [("100.00", "85.00", "CRDT", "match"), ("10.00", "5.00", "DBIT", "match"),
     ("100.00", "80.00", "CRDT", "differ")],
)  # fmt: skip
def test_camt_balances_are_compared_with_the_booked_entries(read, opening, closing, sign, stated):
    assert read(camt_with_balances(opening, closing, sign)).stated_totals == stated


def test_camt_without_a_balance_states_nothing_and_utf_16_is_read(read):
    content = camt_with_balances("100.00", "85.00")
    assert read(content.replace("OPBD", "ITBD")).stated_totals == "none"
    assert read(content, encoding="utf-16").stated_totals == "match"


def test_money_that_comes_in_from_own_investments_raises_the_balance_of_mt940(read):
    content = (
        ":20:A\n:25:1\n:28C:1\n:60F:C240101CNY10,00\n:61:240105C5,00NTRFNONREF\n:86:理财产品赎回\n"
        ":62F:C240131CNY15,00\n-\n"
    )
    parsed = read(content)
    assert (parsed.rows[0].outcome, parsed.stated_totals) == ("transfer", "match")
