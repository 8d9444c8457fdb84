"""One file with the statements of several accounts: never all into one, never a transfer twice."""

import datetime as dt

import pytest

from planner.basics.errors import UserError
from planner.book.edit import apply
from planner.services import importing
from planner.services.importing import named_options
from tests.importers.files import write
from tests.services.test_import_accounts import book_of

MT940 = """:20:A
:25:12345678/0001
:60F:C260301CNY1000,00
:61:2603020302DR12,50NMSCNONREF//B1
:86:早餐店
:62F:C260331CNY987,50
-
:20:B
:25:99995678/0001
:60F:C260301CNY0,00
:61:2603030303CR20,00NTRFNONREF//C1
:86:公司
:62F:C260331CNY20,00
-
"""
OFX = "\n\nOFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1>" + "".join(
    f"<STMTTRNRS><STMTRS><CURDEF>CNY<BANKACCTFROM><BANKID>9<ACCTID>{number}</BANKACCTFROM>"
    f"<BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260302<TRNAMT>-{amount}<FITID>F1<NAME>店"
    "</STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS>"
    for number, amount in (("622012341234", "12.50"), ("622012345678", "99.00"))
)
CAMT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
    + "".join(
        f"<Stmt><Acct><Id><IBAN>{iban}</IBAN></Id></Acct><Ntry><Amt Ccy='CNY'>12.50</Amt>"
        "<CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt></Ntry>"
        "</Stmt>"
        for iban in ("DE001234", "DE005678")
    )
    + "</BkToCstmrStmt></Document>"
)
QIF = """!Account
N招商银行(1234)
TBank
^
!Type:Bank
D16/3/26
T-20.00
Pmove
L[现金]
^
D15/3/26
T100.00
POpening Balance
L[招商银行(1234)]
^
!Account
N现金
TCash
^
!Type:Cash
D16/3/26
T20.00
Pmove
L[招商银行(1234)]
^
D17/3/26
T-3.00
Px
^
"""
TWO = {"cmb": ("招商银行(1234)", "bank"), "ccb": ("建设银行(5678)", "bank")}


@pytest.fixture
def take(tmp_path):
    def take(book, content, name, profile=None, account="cmb"):
        options = named_options(profile, None, book)
        path = write(tmp_path / name, content)
        return importing.read_file(
            book, path, account, today=dt.date(2026, 11, 23), options=options
        )

    return take


@pytest.mark.parametrize(("content", "name"), [(OFX, "a.ofx"), (CAMT, "a.xml")])
def test_every_account_of_a_file_is_found_by_its_last_digits(take, content, name):
    book = book_of(**TWO)
    for account in ("cmb", "ccb", "wallet"):
        made = take(book, content, name, account=account)
        assert made.questions == ()
        assert [row.account for row in made.rows] == ["cmb", "ccb"]


def test_what_cannot_be_told_apart_is_asked_and_never_goes_into_one_account(take):
    book = book_of(**TWO)
    made = take(book, MT940, "a.sta")
    (question,) = made.questions
    assert question.options == ("account=12345678/0001", "account=99995678/0001")
    with pytest.raises(UserError):
        _ = made.edit


def test_the_owner_chooses_one_account_of_the_file_after_the_other(take):
    book = book_of(**TWO)
    first = take(book, MT940, "a.sta", "account=12345678/0001")
    assert [(row.outcome, row.account) for row in first.rows] == [("entry", "cmb"), ("skipped", "")]
    assert first.rows[1].reason.key.startswith("Of another account")
    later = apply(book, first.edit)
    second = take(later, MT940, "a.sta", "account=99995678/0001", "ccb")
    assert [(row.outcome, row.account) for row in second.rows] == [
        ("skipped", ""),
        ("entry", "ccb"),
    ]


def test_a_qif_file_names_its_accounts_and_a_transfer_between_them_counts_once(take):
    book = book_of(**TWO, cash=("现金", "cash"))
    made = take(book, QIF, "a.qif")
    assert [(row.outcome, row.account, row.to_account, row.amount) for row in made.rows] == [
        ("transfer", "cmb", "cash", -2000),
        ("skipped", "", "", 10000),
        ("skipped", "", "", -2000),
        ("entry", "cash", "", -300),
    ]
    again = take(apply(book, made.edit), QIF, "a.qif")
    assert again.edit.changes == ()
