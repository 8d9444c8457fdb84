"""The command line: arguments in, sentences or JSON out. The words are those of the contract.

Exit codes: 0 done, 2 wrong usage, 3 refused (nothing was changed); `check` alone also 10 tight,
11 likely short, 12 overdue. Errors are one line on stderr.
"""

import argparse
import contextlib
import datetime as dt
import io
import json
import locale
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.basics.dates import parse_date
from planner.basics.errors import UserError
from planner.basics.text import N_, NN_, Text, counted, text
from planner.services import session as sessions
from planner.services.session import Session
from planner.wording import LANGUAGES, Wording

Arguments = argparse.Namespace


class _Usage(argparse.ArgumentParser):
    """A parser whose complaints are one line that ends in the way to the help."""

    def error(self, message: str) -> Any:
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help\n")


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit code. Whatever is refused is said on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parsed = _parser().parse_args(arguments)
    try:
        return int(COMMANDS[parsed.command](parsed))
    except UserError as error:
        print(_wording(parsed).error(error), file=sys.stderr)
        return 3
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        key = N_(
            "This did not work, and the book is unchanged. It is a fault of the program ({kind})."
        )
        print(_wording(parsed)._(key).format(kind=type(error).__name__), file=sys.stderr)
        return 3


def run_without_window(arguments: list[str], reason: str) -> int:
    """Say why no window opens and print the outlook of the book named, else of the sample shop."""
    wording = Wording(_system_language())
    print(wording._("No window can be opened here ({reason}).").format(reason=wording._(reason)))
    books = [argument for argument in arguments if not argument.startswith("-")]
    if books:
        return run(["outlook", books[0]])
    print(wording._("This is the outlook of the sample shop:"), end="\n\n")
    with tempfile.TemporaryDirectory() as folder:
        sample = str(Path(folder) / "sample.leeway")
        language = ["--lang", wording.language]
        with contextlib.redirect_stdout(io.StringIO()):
            made = run(["new", sample, "--demo", *language])
        return made or run(["outlook", sample, *language])


def _new(parsed: Arguments) -> int:
    from planner.services.demo import demo_edit
    from planner.services.fact_files import empty_book

    book = empty_book(parsed.currency, _wording(parsed).language)
    filled = demo_edit(book, _today(parsed)) if parsed.demo else None
    with sessions.new_book(parsed.book, _clock(parsed), info=book.info, filled=filled) as session:
        _print(parsed, session, text(N_("The new book is {file}."), file=parsed.book.name))
    return 0


def _apply(parsed: Arguments) -> int:
    from planner.services.fact_files import added_words, read_facts, tried

    with _open(parsed, read_only=parsed.dry_run) as session:
        edit, contents = read_facts(session.book, parsed.facts)
        if parsed.dry_run:
            tried(session.book, edit)
            said = counted(*NN_("{count} fact would be added.", "{count} facts would be added."),
                           len(edit.changes))  # fmt: skip
        else:
            session.apply(edit, contents=contents)
            said = added_words(edit, _today(parsed))
        _print(parsed, session, said)
    return 0


def _dump(parsed: Arguments) -> int:
    from planner.services.fact_files import facts_document

    with _open(parsed, read_only=True) as session:
        _print_json(facts_document(session.book, session.attachment))
    return 0


def _import(parsed: Arguments) -> int:
    from planner.services import importing
    from planner.services.fact_files import read_password

    batches, password = [], read_password(parsed.password_file)
    with _open(parsed, read_only=parsed.dry_run) as session:
        includes = {"yes": True, "no": False}.get(parsed.balance_includes)
        for path in parsed.files:
            options = importing.named_options(parsed.profile, password, session.book)
            batch = importing.read_file(
                session.book, path, parsed.account, today=_today(parsed), options=options,
                includes=includes,
            )  # fmt: skip
            batches.append(batch)
            if not parsed.dry_run and batch.edit.changes:
                session.apply(batch.edit)
        said = batches, _wording(parsed, session)
        _answer(parsed, importing.report_json(*said), importing.report_words(*said))
    return 0


def _budget_import(parsed: Arguments) -> int:
    from planner.services.budget_import import budget_import_edit, read_budget_import
    from planner.services.budgets.differences_words import told

    with _open(parsed, read_only=parsed.dry_run) as session:
        found = read_budget_import(session.book, session.book_id, parsed.file)
        edit = budget_import_edit(session.book, found)
        is_applied = bool(edit.changes) and not parsed.dry_run
        if is_applied:
            session.apply(edit)
        _answer(parsed, *told(found, _wording(parsed, session), is_applied=is_applied))
    return 0


def _undo(parsed: Arguments) -> int:
    with _open(parsed) as session:
        _print(parsed, session, text(N_("Undone: {title}"), title=session.undo()))
    return 0


def _redo(parsed: Arguments) -> int:
    with _open(parsed) as session:
        _print(parsed, session, text(N_("Done again: {title}"), title=session.redo()))
    return 0


def _outlook(parsed: Arguments) -> int:
    from planner.services.fact_files import with_scenario
    from planner.services.look_ahead import look_ahead
    from planner.services.outlook_json import outlook_json, outlook_words

    with _open(parsed, read_only=True) as session:
        book = with_scenario(session.book, parsed.scenario) if parsed.scenario else session.book
        look = look_ahead(
            book, _today(parsed), days=parsed.days, paths=parsed.paths, seed=parsed.seed
        )
        wording = _wording(parsed, session)
        if parsed.json:
            _print_json(outlook_json(book, look, wording))
        else:
            print(*outlook_words(book, look, wording), sep="\n")
    return 0


def _check(parsed: Arguments) -> int:
    from planner.services.checking import check
    from planner.services.look_ahead import look_ahead
    from planner.services.reminding import reminder

    remind = reminder(parsed.book, _clock(parsed)(), _wording(parsed), is_on=parsed.notify)
    with remind as tell, _open(parsed, read_only=True) as session:
        look = look_ahead(session.book, _today(parsed), seed=parsed.seed, with_actions=False)
        wording = _wording(parsed, session)
        checked = check(session.book, look, wording)
        tell(session.book, look, wording)
    if parsed.json:
        _print_json(checked._asdict())
    else:
        print(checked.sentence)
    return checked.exit_code


def _loan(parsed: Arguments) -> int:
    from planner.services.fact_files import read_document
    from planner.services.loans.report import loan_json, loan_words

    documents = [read_document(path) for path in parsed.terms]
    as_of = parsed.as_of or parsed.today
    if parsed.json:
        _print_json(loan_json(documents, as_of, wording=_wording(parsed)))
    else:
        print(*loan_words(documents, as_of, _wording(parsed)), sep="\n")
    return 0


def _afford(parsed: Arguments) -> int:
    from planner.services.affording import afford_document, afford_json, afford_words
    from planner.services.fact_files import read_document

    with _open(parsed, read_only=True) as session:
        book, wording = session.book, _wording(parsed, session)
        document = read_document(parsed.terms)
        found = afford_document(book, document, _today(parsed), seed=parsed.seed)
    _answer(parsed, afford_json(book, found, wording), afford_words(book, found, wording))
    return 0


def _export(parsed: Arguments) -> int:
    from planner.services.exporting import Wishes, export, kind_named
    from planner.services.look_ahead import look_ahead

    today = _today(parsed)
    with _open(parsed, read_only=True) as session:
        is_long = kind_named(parsed.kind).tells_actions
        book, language = session.book, _wording(parsed, session).language
        look = look_ahead(book, today, seed=parsed.seed, with_actions=is_long)
        export(
            book, look, parsed.kind, parsed.to, language, today=today, book_id=session.book_id,
            wishes=Wishes(loan=parsed.loan, plan=parsed.plan, reason=parsed.reason),
        )  # fmt: skip
        _print(parsed, session, text(N_("Written: {file}"), file=parsed.to.name))
    return 0


def _verify(parsed: Arguments) -> int:
    from planner.services.care import language_of, verify

    problems, parsed.language = verify(parsed.book), language_of(parsed.book)
    wording = _wording(parsed)
    if parsed.json:
        _print_json({"problems": [wording.say(problem) for problem in problems]})
    for problem in problems:
        print(wording.say(problem), file=sys.stderr)
    if not problems and not parsed.json:
        print(wording._("The book is sound."))
    return 3 if problems else 0


def _backup(parsed: Arguments) -> int:
    from planner.services.care import backup, language_of

    written, parsed.language = backup(parsed.book, _clock(parsed)), language_of(parsed.book)
    _print(parsed, None, text(N_("Verified copy: {file}"), file=str(written)))
    return 0


def _restore(parsed: Arguments) -> int:
    from planner.services.care import language_of, restore

    kept = restore(parsed.book, parsed.source, _clock(parsed))
    parsed.language, said = language_of(parsed.book), text(N_("The book is back."))
    if kept != parsed.book:
        said = text(N_("The book is back. What it held before is kept as {file}."), file=str(kept))
    _print(parsed, None, said)
    return 0


def _backtest(parsed: Arguments) -> int:
    from planner.services.backtest_words import backtest_json, backtest_words
    from planner.services.backtesting import backtest

    with _open(parsed, read_only=True) as session:
        found = backtest(session.book, _today(parsed), seed=parsed.seed)
        wording = _wording(parsed, session)
    _answer(parsed, backtest_json(found, wording), backtest_words(found, wording))
    return 0


COMMANDS: dict[str, Callable[[Arguments], int]] = {
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


def _parser() -> _Usage:
    parser = _Usage(prog="leeway", description="Leeway 余地", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Usage)
    made = {name: _command(commands, name) for name in COMMANDS}
    for name in set(COMMANDS) - {"loan"}:
        made[name].add_argument("book", type=Path, metavar="BOOK")
    made["new"].add_argument("--demo", action="store_true")
    made["new"].add_argument("--currency", default="CNY")
    made["apply"].add_argument("facts", type=Path, metavar="FACTS.json")
    made["import"].add_argument("files", type=Path, nargs="+", metavar="FILE")
    made["import"].add_argument("--account", required=True, metavar="ID")
    made["import"].add_argument("--profile", metavar="P")
    made["import"].add_argument("--balance-includes", choices=("yes", "no"))
    made["budget-import"].add_argument("file", type=Path, metavar="FILE.xlsx")
    for name in ("apply", "import", "budget-import"):
        made[name].add_argument("--dry-run", action="store_true")
    made["outlook"].add_argument("--days", type=_count(1, 3660), default=365)
    made["outlook"].add_argument("--paths", type=_count(1, 200_000), default=10_000)
    made["outlook"].add_argument("--scenario", type=Path, metavar="FACTS.json")
    made["check"].add_argument("--notify", action="store_true")
    made["loan"].add_argument("terms", type=Path, nargs="+", metavar="TERMS.json")
    made["loan"].add_argument("--as-of", type=_date, metavar="D")
    made["afford"].add_argument("terms", type=Path, metavar="TERMS.json")
    made["export"].add_argument("--kind", required=True)
    made["export"].add_argument("--to", required=True, type=Path, metavar="FILE")
    for wish in ("--loan", "--plan", "--reason"):
        made["export"].add_argument(wish, default="", help="of a proposal")
    made["restore"].add_argument("--from", dest="source", type=Path, metavar="FILE")
    return parser


def _command(commands: Any, name: str) -> _Usage:
    command: _Usage = commands.add_parser(name, allow_abbrev=False)
    command.add_argument("--json", action="store_true")
    command.add_argument("--lang", choices=LANGUAGES)
    command.add_argument("--today", type=_date, metavar="D")
    command.add_argument("--seed", type=_count(0, 2**32 - 1), default=1)
    command.add_argument("--password-file", type=Path, metavar="F")
    return command


def _date(written: str) -> dt.date:
    try:
        return parse_date(written)
    except UserError:
        raise argparse.ArgumentTypeError(f"{written!r} is no date like 2026-11-23") from None


def _count(low: int, high: int) -> Callable[[str], int]:
    def read(written: str) -> int:
        if not written.isascii() or not written.isdigit() or not low <= int(written) <= high:
            raise argparse.ArgumentTypeError(f"expected a whole number from {low} to {high}")
        return int(written)

    return read


def _open(parsed: Arguments, *, read_only: bool = False) -> Session:
    session = sessions.open_book(parsed.book, _clock(parsed), read_only=read_only)
    parsed.language = session.book.info.language
    return session


def _clock(parsed: Arguments) -> Callable[[], dt.datetime]:
    def now() -> dt.datetime:
        moment = dt.datetime.now()
        return dt.datetime.combine(parsed.today, moment.time()) if parsed.today else moment

    return now


def _today(parsed: Arguments) -> dt.date:
    return _clock(parsed)().date()


def _wording(parsed: Arguments, session: Session | None = None) -> Wording:
    """The language asked for, else the book's, else that of the system."""
    language = parsed.lang or (session.book.info.language if session else None)
    return Wording(language or getattr(parsed, "language", None) or _system_language())


def _system_language() -> str:
    name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith(("en", "c")) and not name.startswith("Chinese") else "zh"


def _print(parsed: Arguments, session: Session | None, said: Text) -> None:
    words = _wording(parsed, session).say(said)
    if parsed.json:
        _print_json({"done": words})
    else:
        print(words)


def _answer(parsed: Arguments, document: Any, lines: list[str]) -> None:
    if parsed.json:
        _print_json(document)
    else:
        print(*lines, sep="\n")


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
