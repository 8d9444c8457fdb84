"""The commands: each calls a service and says what came of it."""

import sys
from collections.abc import Callable

from planner.basics.text import N_, NN_, counted, text
from planner.cli.answers import (
    Arguments,
    answer,
    clock,
    opened,
    print_json,
    say,
    today_of,
    wording_of,
)
from planner.services import session as sessions

Command = Callable[[Arguments], int]
"""Runs with the arguments of its word; returns the exit code."""


def _new(parsed: Arguments) -> int:
    from planner.services.demo import demo_edit
    from planner.services.fact_files import empty_book

    book = empty_book(parsed.currency, wording_of(parsed).language)
    filled = demo_edit(book, today_of(parsed)) if parsed.demo else None
    with sessions.new_book(parsed.book, clock(parsed), info=book.info, filled=filled) as session:
        say(parsed, session, text(N_("The new book is {file}."), file=parsed.book.name))
    return 0


def _apply(parsed: Arguments) -> int:
    from planner.services.fact_files import added_words, read_facts, tried

    with opened(parsed, read_only=parsed.dry_run) as session:
        edit, contents = read_facts(session.book, parsed.facts)
        if parsed.dry_run:
            tried(session.book, edit)
            said = counted(*NN_("{count} fact would be added.", "{count} facts would be added."),
                           len(edit.changes))  # fmt: skip
        else:
            session.apply(edit, contents=contents)
            said = added_words(edit, today_of(parsed))
        say(parsed, session, said)
    return 0


def _dump(parsed: Arguments) -> int:
    from planner.services.fact_files import facts_document

    with opened(parsed, read_only=True) as session:
        print_json(facts_document(session.book, session.attachment))
    return 0


def _import(parsed: Arguments) -> int:
    from planner.services import importing
    from planner.services.fact_files import read_password

    with opened(parsed, read_only=parsed.dry_run) as session:
        batches = importing.read_files(
            session.book, parsed.files, parsed.account, today=today_of(parsed),
            profile=parsed.profile, password=read_password(parsed.password_file),
            includes={"yes": True, "no": False}.get(parsed.balance_includes),
        )  # fmt: skip
        edits = () if parsed.dry_run else tuple(batch.edit for batch in batches)
        for edit in edits:
            if edit.changes:
                session.apply(edit)
        said = batches, wording_of(parsed, session)
        answer(parsed, importing.report_json(*said), importing.report_words(*said))
    return 0


def _budget_import(parsed: Arguments) -> int:
    from planner.services.budget_import import budget_import_edit, read_budget_import
    from planner.services.budgets.differences_words import told

    with opened(parsed, read_only=parsed.dry_run) as session:
        found = read_budget_import(session.book, session.book_id, parsed.file)
        edit = budget_import_edit(session.book, found)
        is_applied = bool(edit.changes) and not parsed.dry_run
        if is_applied:
            session.apply(edit)
        answer(parsed, *told(found, wording_of(parsed, session), is_applied=is_applied))
    return 0


def _undo(parsed: Arguments) -> int:
    with opened(parsed) as session:
        say(parsed, session, text(N_("Undone: {title}"), title=session.undo()))
    return 0


def _redo(parsed: Arguments) -> int:
    with opened(parsed) as session:
        say(parsed, session, text(N_("Done again: {title}"), title=session.redo()))
    return 0


def _outlook(parsed: Arguments) -> int:
    from planner.services.look_ahead import look_ahead
    from planner.services.outlook_json import outlook_json, outlook_words

    with opened(parsed, read_only=True) as session:
        book = session.book
        if parsed.scenario:
            from planner.services.fact_files import with_scenario

            book = with_scenario(book, parsed.scenario)
        look = look_ahead(
            book, today_of(parsed), days=parsed.days, paths=parsed.paths, seed=parsed.seed
        )
        wording = wording_of(parsed, session)
        if parsed.json:
            print_json(outlook_json(book, look, wording))
        else:
            print(*outlook_words(book, look, wording), sep="\n")
    return 0


def _check(parsed: Arguments) -> int:
    from planner.services.checking import check
    from planner.services.look_ahead import look_ahead
    from planner.services.reminding import reminder

    remind = reminder(parsed.book, clock(parsed)(), wording_of(parsed), is_on=parsed.notify)
    with remind as tell, opened(parsed, read_only=True) as session:
        look = look_ahead(session.book, today_of(parsed), seed=parsed.seed, with_actions=False)
        wording = wording_of(parsed, session)
        checked = check(session.book, look, wording)
        tell(session.book, look, wording)
    if parsed.json:
        print_json(checked._asdict())
    else:
        print(checked.sentence)
    return checked.exit_code


def _loan(parsed: Arguments) -> int:
    from planner.services.fact_files import read_document
    from planner.services.loans.report import loan_json, loan_words

    documents = [read_document(path) for path in parsed.terms]
    as_of = parsed.as_of or parsed.today
    if parsed.json:
        print_json(loan_json(documents, as_of, wording=wording_of(parsed)))
    else:
        print(*loan_words(documents, as_of, wording_of(parsed)), sep="\n")
    return 0


def _afford(parsed: Arguments) -> int:
    from planner.services.affording import afford_document, afford_json, afford_words
    from planner.services.fact_files import read_document

    with opened(parsed, read_only=True) as session:
        book, wording = session.book, wording_of(parsed, session)
        document = read_document(parsed.terms)
        found = afford_document(book, document, today_of(parsed), seed=parsed.seed)
    answer(parsed, afford_json(book, found, wording), afford_words(book, found, wording))
    return 0


def _export(parsed: Arguments) -> int:
    from planner.services.exporting import Wishes, export, kind_named
    from planner.services.look_ahead import look_ahead

    today = today_of(parsed)
    with opened(parsed, read_only=True) as session:
        is_long = kind_named(parsed.kind).tells_actions
        book, language = session.book, wording_of(parsed, session).language
        look = look_ahead(book, today, seed=parsed.seed, with_actions=is_long)
        export(
            book, look, parsed.kind, parsed.to, language, today=today, book_id=session.book_id,
            wishes=Wishes(loan=parsed.loan, plan=parsed.plan, reason=parsed.reason),
        )  # fmt: skip
        say(parsed, session, text(N_("Written: {file}"), file=parsed.to.name))
    return 0


def _verify(parsed: Arguments) -> int:
    from planner.services.care import language_of, verify

    problems, parsed.language = verify(parsed.book), language_of(parsed.book)
    wording = wording_of(parsed)
    if parsed.json:
        print_json({"problems": [wording.say(problem) for problem in problems]})
    for problem in problems:
        print(wording.say(problem), file=sys.stderr)
    if not problems and not parsed.json:
        print(wording._("The book is sound."))
    return 3 if problems else 0


def _backup(parsed: Arguments) -> int:
    from planner.services.care import backup, language_of

    written, parsed.language = backup(parsed.book, clock(parsed)), language_of(parsed.book)
    say(parsed, None, text(N_("Verified copy: {file}"), file=str(written)))
    return 0


def _restore(parsed: Arguments) -> int:
    from planner.services.care import language_of, restore

    kept = restore(parsed.book, parsed.source, clock(parsed))
    parsed.language, said = language_of(parsed.book), text(N_("The book is back."))
    if kept != parsed.book:
        said = text(N_("The book is back. What it held before is kept as {file}."), file=str(kept))
    say(parsed, None, said)
    return 0


def _backtest(parsed: Arguments) -> int:
    from planner.services.backtest_words import backtest_json, backtest_words
    from planner.services.backtesting import backtest

    with opened(parsed, read_only=True) as session:
        found = backtest(session.book, today_of(parsed), seed=parsed.seed)
        wording = wording_of(parsed, session)
    answer(parsed, backtest_json(found, wording), backtest_words(found, wording))
    return 0


COMMANDS: dict[str, Command] = {
    "new": _new,
    "apply": _apply,
    "dump": _dump,
    "import": _import,
    "budget-import": _budget_import,
    "undo": _undo,
    "redo": _redo,
    "outlook": _outlook,
    "check": _check,
    "loan": _loan,
    "afford": _afford,
    "export": _export,
    "verify": _verify,
    "backup": _backup,
    "restore": _restore,
    "backtest": _backtest,
}
