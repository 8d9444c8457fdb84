"""The proposal to the lender: the figures of the loan engine, in PDF and Word, in both languages."""

import datetime as dt
import json
import zipfile
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.edit import Edit, adding, apply, replacing
from planner.book.loan import LoanEvent
from planner.cli import run
from planner.loans.replay import open_dues, state
from planner.services.exporting import kind_named, subject
from planner.services.look_ahead import look_ahead
from planner.services.troubles.keeping import futures
from planner.services.troubles.proposing import TALK, Wishes, proposal
from planner.services.troubles.variants import variants
from tests.shop import SHOP

TODAY = dt.date(2027, 1, 30)
"""The 20th day after the instalment that was missed."""


@pytest.fixture(scope="module")
def late(shop):
    """December is paid, January is not; takings can carry a smaller payment."""
    paid = LoanEvent("december", "l1", "pay", dt.date(2026, 12, 10), 539853)
    better = replacing("recurring", shop.recurring["r1"], amount=5_700_00)
    return apply(shop, Edit(text("t"), (adding("loan_event", paid), better)))


@pytest.fixture(scope="module")
def look(late):
    return look_ahead(late, TODAY, paths=400, with_actions=False)


@pytest.fixture(scope="module")
def told(late, look):
    return proposal(late, look, TODAY)


@pytest.fixture(scope="module")
def files(late, look):
    """(language, suffix) -> bytes, each written once."""
    made = {}

    def write(language, suffix, wishes=Wishes()):  # noqa: B008 - frozen
        key = language, suffix, wishes
        if key not in made:
            one = subject(late, look, language, today=TODAY, wishes=wishes)
            made[key] = kind_named("proposal").content(one, suffix)
        return made[key]

    return write


def words_of(content, suffix):
    """All words without blanks: those of the pages, or of paragraphs and cells."""
    if suffix == ".pdf":
        pages = PdfReader(BytesIO(content)).pages
        return "".join("".join(page.extract_text() for page in pages).split())
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "".join("".join([*(one.text for one in document.paragraphs), *cells]).split())


def test_the_sums_are_those_of_the_loan_engine(late, told):
    loan = late.loans["l1"]
    assert told.state == state(loan.terms, late.events_of("l1"), TODAY)
    assert (told.state.days_past_due, told.behind, told.oldest) == (20, 1, dt.date(2027, 1, 10))
    assert (told.state.principal_overdue, told.state.interest_overdue) == (4_907_17, 491_36)
    assert (told.state.penalty_on_principal, told.state.penalty_on_interest) == (58_89, 5_90)
    assert told.lender == "网商银行"


def test_the_first_plan_that_is_kept_is_offered_row_by_row(late, told):
    assert told.offer.title == "A lower instalment"
    assert told.offer.chance_kept >= 0.9
    assert told.offer.rows[-1].balance == 0
    assert sum(row.principal for row in told.offer.rows) == 36_039_15 + 4_907_17
    assert told.offer.at_once == told.penalty == 64_79
    assert told.asks == ("new_plan", "waive_penalty", "written")


def test_months_over_that_were_booked_are_those_of_the_book_and_the_coming_ones_hold_the_plan(
    late, told
):
    assert [one.first.isoformat()[:7] for one in told.past] == ["2026-10", "2026-11"]
    october = [entry for entry in late.ledger if f"{entry.date:%Y-%m}" == "2026-10"]
    assert told.past[0].income == sum(one.amount for one in october if one.amount > 0)
    assert told.past[0].expense == -sum(one.amount for one in october if one.amount < 0)
    assert told.past[0].repaid == 5_398_53
    assert [one.first.isoformat()[:7] for one in told.coming][::5] == ["2027-01", "2027-06"]
    assert told.coming[0].repaid == 64_79
    assert told.coming[1].repaid == told.offer.rows[0].payment
    assert told.coming[1].expense == 4_500_00 + 11_600_00 + 4_800_00 + 640_00


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_bank_finds_everything_in_the_letter(files, suffix):
    said = words_of(files("zh", suffix), suffix)
    for word in ("致：网商银行", "关于「网商贷」的还款方案", "截至2027年1月30日", "逾期本金¥4,907.17",
                 "逾期利息¥491.36", "逾期本金罚息¥58.89", "逾期利息复利¥5.90", "现在应还¥5,463.32",
                 "2026年10月", "2027年6月（推算）", "2027年2月10日", "展期", "减免截至今日产生的罚息和复利",
                 "2027年2月13日", "借款合同复印件", "敬礼", "阿宁面馆", "签字"):  # fmt: skip
        assert word in said, word
    english = words_of(files("en", suffix), suffix)
    for word in ("Principaloverdue¥4,907.17", "10Feb2027", "Alowerinstalment", "Yoursfaithfully,"):
        assert word in english, word


def test_word_and_pdf_say_the_same(files):
    whole = words_of(files("zh", ".pdf"), ".pdf")
    document = Document(BytesIO(files("zh", ".docx")))
    for paragraph in document.paragraphs:
        assert "".join(paragraph.text.split()) in whole


def test_the_pdf_is_a4_embeds_its_fonts_and_has_two_pages(files):
    reader = PdfReader(BytesIO(files("zh", ".pdf")))
    assert len(reader.pages) == 2
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert any(key.startswith("/FontFile") for key in below["/FontDescriptor"])


def test_equal_facts_give_equal_bytes_and_word_names_nobody_else(late, look, files):
    for suffix in (".pdf", ".docx"):
        again = subject(late, look, "zh", today=TODAY)
        assert kind_named("proposal").content(again, suffix) == files("zh", suffix)
    with zipfile.ZipFile(BytesIO(files("zh", ".docx"))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2027, 1, 30, 0, 0, 0)}
        assert not any("thumbnail" in name for name in parts.namelist())
        everything = b"".join(parts.read(name) for name in parts.namelist()).decode()
    assert "python-docx" not in everything
    about = Document(BytesIO(files("zh", ".docx"))).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("阿宁面馆", "阿宁面馆", "")
    assert about.created.date() == about.modified.date() == TODAY


def test_the_owner_s_words_and_choices_stand_in_the_letter(files):
    wishes = Wishes(
        loan="l1", plan="extend", reason="一月修路，\n门前没有客人。", number="HT-2026-0810",
        place="杭州", asks=("no_more_penalty", "contact"), more_asks=("面谈一次",),
        enclosures=("evidence",), more_enclosures=("修路通知",),
    )  # fmt: skip
    said = words_of(files("zh", ".docx", wishes), ".docx")
    for word in ("门前没有客人", "HT-2026-0810", "2027年1月30日于杭州", "不再加收罚息", "面谈一次",
                 "2.修路通知", "多6个月"):  # fmt: skip
        assert word in said, word
    assert "面谈，届时" not in said
    assert "办理展期" not in said


def test_the_number_of_the_contract_is_that_of_the_book_unless_another_is_given(late, look):
    loan = late.loans["l1"]
    book = apply(late, Edit(text("t"), (replacing("loan", loan, contract_number="HT-1"),)))
    assert proposal(book, look, TODAY, Wishes(plan=TALK)).number == "HT-1"
    assert proposal(book, look, TODAY, Wishes(plan=TALK, number=" HT-2 ")).number == "HT-2"


def test_where_no_plan_can_be_kept_it_says_so_and_asks_for_a_talk(shop):
    missed = apply(shop, Edit(text("t"), (adding("loan_event", LoanEvent(
        "december", "l1", "pay", dt.date(2026, 12, 10), 539853)),)))  # fmt: skip
    look = look_ahead(missed, TODAY, paths=200, with_actions=False)
    told = proposal(missed, look, TODAY)
    assert told.offer is None
    assert told.asks == ("talk", "waive_penalty", "written")
    one = subject(missed, look, "en", today=TODAY)
    said = words_of(kind_named("proposal").content(one, ".docx"), ".docx")
    assert "donotwanttopromisewhatIcan'tkeep" in said
    assert "asagreedsofar" in said
    assert told.coming[1].repaid == 5_398_53


def test_a_talk_can_be_chosen_and_drops_what_needs_a_plan(late, look):
    told = proposal(late, look, TODAY, Wishes(plan=TALK, asks=("new_plan", "talk", "record")))
    assert told.offer is None
    assert told.asks == ("talk",)


def test_a_sum_now_is_told_apart_from_the_instalments(late, look):
    told = proposal(late, look, TODAY, Wishes(plan="part_now"))
    loan = late.loans["l1"]
    assert told.offer.sum_now == min(late.in_reserve(TODAY), 5_463_32) == 5_463_32
    assert told.coming[0].repaid == told.offer.sum_now + told.offer.at_once - told.offer.sum_now
    before = sum(due.left for due in open_dues(loan.terms, late.events_of("l1"), TODAY))
    assert told.offer.later + told.offer.at_once == before + told.offer.extra


@pytest.mark.parametrize(
    ("day", "words"),
    [(dt.date(2026, 12, 20), "Nothing is overdue. The next instalment of ¥5,398.53"),
     (dt.date(2027, 1, 10), "Nothing is overdue. ¥5,398.53 falls due today")],
)  # fmt: skip
def test_before_and_on_the_due_date_nothing_is_called_overdue(late, day, words):
    look = look_ahead(late, day, paths=100, with_actions=False)
    said = words_of(
        kind_named("proposal").content(subject(late, look, "en", today=day), ".docx"), ".docx"
    )
    assert "".join(words.split()) in said
    assert "Compoundinterest(onoverdueinterest)¥0.00" in said
    assert "Towaive" not in said


def test_within_the_days_of_grace_it_is_due_and_not_overdue(late):
    from dataclasses import replace

    terms = late.loans["l1"].terms
    grace = replace(terms, penalty=replace(terms.penalty, grace_days=5))
    book = apply(late, Edit(text("t"), (replacing("loan", late.loans["l1"], terms=grace),)))
    day = dt.date(2027, 1, 12)
    look = look_ahead(book, day, paths=50, with_actions=False)
    one = subject(book, look, "en", today=day, wishes=Wishes(plan=TALK))
    assert "withinthedaysofgrace" in words_of(kind_named("proposal").content(one, ".docx"), ".docx")


def test_a_long_plan_tells_its_end_in_one_line(late, look, files):
    told = proposal(late, look, TODAY)
    assert len(told.offer.rows) == 20
    rest = sum(row.payment for row in told.offer.rows[12:])
    said = words_of(files("en", ".docx"), ".docx")
    assert f"…and8moreeachmonthuntil10Sept2028,¥{rest / 100:,.2f}inall." in said


def test_without_an_open_loan_or_with_an_unknown_plan_it_is_refused(late, look, empty_book):
    nothing = look_ahead(empty_book, TODAY, paths=20, with_actions=False)
    with pytest.raises(UserError, match="No loan"):
        proposal(empty_book, nothing, TODAY)
    with pytest.raises(UserError, match="no plan"):
        proposal(late, look, TODAY, Wishes(plan="magic"))
    with pytest.raises(UserError, match="no longer"):
        proposal(late, look, TODAY, Wishes(loan="gone"))
    early = dt.date(2026, 8, 1)
    with pytest.raises(UserError, match="is paid out on"):
        proposal(late, look, early, Wishes(loan="l1"))
    assert variants(futures(late, early, paths=20), "l1", 3_000_00) == ()
    owed = state(late.loans["l1"].terms, late.events_of("l1"), TODAY).payoff
    paid = LoanEvent("all", "l1", "prepay", TODAY, owed)
    clear = apply(late, Edit(text("t"), (adding("loan_event", paid),)))
    with pytest.raises(UserError, match="Everything is repaid"):
        proposal(clear, look, TODAY)


def test_the_command_writes_it_without_any_choice_and_with_one(tmp_path, capsys):
    book, source = tmp_path / "shop.leeway", tmp_path / "shop.json"
    source.write_text(json.dumps(SHOP), "utf-8")
    assert run(["new", str(book), "--today", "2026-12-10"]) == 0
    assert run(["apply", str(book), str(source)]) == 0
    export = ["export", str(book), "--kind", "proposal", "--today", "2027-01-30", "--to"]
    assert run([*export, str(tmp_path / "a.pdf")]) == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    more = ["--loan", "l1", "--plan", "extend", "--reason", "冬天客人少"]
    assert run([*export, str(tmp_path / "a.docx"), *more]) == 0
    assert "冬天客人少" in words_of((tmp_path / "a.docx").read_bytes(), ".docx")
    capsys.readouterr()
    assert run([*export, str(tmp_path / "b.pdf"), "--plan", "magic"]) == 3
    assert "magic" in capsys.readouterr().err
    assert not (tmp_path / "b.pdf").exists()
