"""The command line as others call it: names, shapes, exit codes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planner import cli
from planner.cli.arguments import ABOUT, parser
from planner.cli.commands import COMMANDS
from planner.services.exporting import KINDS
from planner.wording import Wording
from tests.importers.files import alipay, alipay_row, write
from tests.shop import SHOP

ROOT = Path(__file__).resolve().parent.parent
TODAY = ("--today", "2026-11-23")
FAST = ("--paths", "2000")


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = cli.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def facts_file(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(SHOP, ensure_ascii=False), "utf-8")
    return path


@pytest.fixture
def book(run, tmp_path, facts_file):
    path = tmp_path / "shop.leeway"
    assert run("new", path, *TODAY)[0] == 0
    assert run("apply", path, facts_file, *TODAY)[0] == 0
    return path


def dump(run, path):
    code, out, err = run("dump", path, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_new_apply_dump_and_the_same_again(run, book, tmp_path):
    first = dump(run, book)
    copy, again = tmp_path / "copy.leeway", tmp_path / "dump.json"
    again.write_text(json.dumps(first), "utf-8")
    run("new", copy)
    assert run("apply", copy, again)[0] == 0
    assert dump(run, copy) == first


def test_undo_takes_the_facts_away_and_redo_brings_them_back(run, book):
    before = dump(run, book)
    assert run("undo", book)[0] == 0
    assert "accounts" not in dump(run, book)
    assert run("redo", book)[0] == 0
    assert dump(run, book) == before
    run("undo", book)
    code, out, err = run("undo", book)
    assert (code, out) == (3, "")
    assert len(err.strip().splitlines()) == 1


def test_a_dry_run_changes_nothing(run, book, tmp_path):
    more = tmp_path / "more.json"
    more.write_text(json.dumps({"format": "leeway-facts", "version": 1, "categories": [
        {"id": "new", "name": "New", "flow": "income"}]}))  # fmt: skip
    before = book.read_bytes()
    assert run("apply", book, more, "--dry-run")[0] == 0
    assert book.read_bytes() == before
    assert run("apply", book, more)[0] == 0
    assert book.read_bytes() != before


def test_one_wrong_fact_refuses_the_whole_file_and_is_named(run, book, tmp_path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({"format": "leeway-facts", "version": 1, "categories": [
        {"id": "good", "name": "Good", "flow": "income"},
        {"id": "bad", "name": "Bad", "flow": "sideways"}]}))  # fmt: skip
    before = dump(run, book)
    code, out, err = run("apply", book, wrong, "--lang", "en")
    assert (code, out) == (3, "")
    assert "bad" in err
    assert "flow" in err
    assert "Traceback" not in err
    assert dump(run, book) == before


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", b'{"format": NaN}', b"[" * 100_000, b'"text"', b"[1]"],
    ids=["empty", "cut", "not utf-8", "nan", "deep", "text", "list"],
)
def test_a_file_that_is_no_facts_file_is_refused_in_one_line(run, book, tmp_path, content):
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    code, out, err = run("apply", book, path)
    assert (code, out) == (3, "")
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"entriez": []}, "不认识的键「entriez」。没有做任何改动。"),
        ({"version": 9}, "这个账目文件的版本，本程序还不认识。没有做任何改动。"),
        ({"entries": [{"id": "x", "date": "2026-11-01", "account": "away", "amount": "1.00"}]},
         "收支「x」指向的账户「away」不在账本里。没有做任何改动。"),
    ],
    ids=["unknown key", "version", "account that is not there"],
)  # fmt: skip
def test_a_refusal_is_all_chinese_and_says_that_nothing_changed(run, book, tmp_path, content, said):
    path = tmp_path / "odd.json"
    path.write_text(json.dumps({"format": "leeway-facts", "version": 1, **content}))
    before = book.read_bytes()
    assert run("apply", book, path, "--lang", "zh") == (3, "", said + "\n")
    assert book.read_bytes() == before


def test_missing_files_are_refused_and_never_made(run, tmp_path):
    missing = tmp_path / "missing.leeway"
    for command in (
        ("dump", missing),
        ("outlook", missing),
        ("undo", missing),
        ("verify", missing),
    ):
        code, out, err = run(*command, "--lang", "en")
        assert (code, out) == (3, ""), command
        assert "missing.leeway" in err
    assert not missing.exists()


def test_new_refuses_a_path_that_exists(run, book):
    before = book.read_bytes()
    assert run("new", book)[0] == 3
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [[], ["fly"], ["new"], ["outlook", "b", "--days", "x"], ["outlook", "b", "--today", "soon"],
     ["import", "b", "f"], ["outlook", "b", "--unknown"], ["check", "b", "--seed", "-1"]],
)  # fmt: skip
def test_wrong_usage_exits_2_with_one_line(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.run(arguments)
    said = capsys.readouterr()
    assert stopped.value.code == 2
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_outlook_gives_the_contract_s_shape_and_the_shop_s_figures(run, book):
    code, out, err = run("outlook", book, *TODAY, *FAST, "--json")
    assert (code, err) == (0, "")
    look = json.loads(out)
    assert look["stamp"]["today"] == "2026-11-23"
    assert look["stamp"]["paths"] == 2000
    assert look["balance"]["today"] == "19051.91"
    due = next(due for due in look["dues"] if due["date"] == "2027-01-10")
    assert due["expected_balance_after"] == "-1185.15"
    assert due["act_by"] == "2027-01-08"
    assert len(look["days"]) == 365


def test_the_same_book_day_and_seed_give_the_same_bytes(run, book):
    first = run("outlook", book, *TODAY, *FAST, "--json")
    assert run("outlook", book, *TODAY, *FAST, "--json") == first
    other = run("outlook", book, *TODAY, *FAST, "--seed", "2", "--json")
    assert other[1] != first[1]


def test_a_scenario_overlays_the_book_without_changing_it(run, book, tmp_path):
    scenario = tmp_path / "scenario.json"
    takings = {**SHOP["recurring"][0], "amount": "6700.00"}
    scenario.write_text(
        json.dumps({"format": "leeway-facts", "version": 1, "recurring": [takings]})
    )
    before = dump(run, book)
    plain = json.loads(run("outlook", book, *TODAY, *FAST, "--json")[1])
    with_more = json.loads(run("outlook", book, *TODAY, *FAST, "--scenario", scenario, "--json")[1])
    assert float(with_more["lowest"]["p50"]) > float(plain["lowest"]["p50"])
    assert dump(run, book) == before


def test_people_read_sentences_in_the_language_they_ask_for(run, book):
    for command in ("outlook", "check"):
        chinese, english = (run(command, book, *TODAY, "--lang", lang)[1] for lang in ("zh", "en"))
        assert " the " not in chinese
        assert "还款" in chinese
        assert " the " in english
        assert "还款" not in english


def test_check_names_date_loan_and_sum_in_one_line(run, book):
    code, out, _ = run("check", book, *TODAY)
    assert code in {10, 11}
    assert len(out.strip().splitlines()) == 1
    assert "网商贷" in out
    assert "1月10日" in out
    assert "¥" in out


def test_check_of_an_overdue_loan_exits_12(run, book):
    code, out, _ = run("check", book, "--today", "2026-12-20")
    assert code == 12
    assert len(out.strip().splitlines()) == 1, "one line, for a daily schedule"


def test_the_three_things_that_can_be_done_today_are_printed(run, book):
    late = ("--today", "2026-12-20", "--lang", "en")
    lines = run("outlook", book, *late, *FAST)[1].splitlines()
    assert lines[0].endswith("Three things can be done today.")
    steps = [line for line in lines if line.startswith(("  1. ", "  2. ", "  3. "))][:3]
    assert steps[0].startswith("  1. Pay ¥5,430.92 today: by your book 网商银行 holds")
    assert [line[2] for line in steps] == ["1", "2", "3"]
    told = json.loads(run("check", book, *late, "--json")[1])
    assert [f"  {step}" for step in told["steps"]] == steps
    assert json.loads(run("check", book, *TODAY, "--json")[1])["steps"] == []


def test_the_sample_shop_is_made_and_looked_at(run, tmp_path):
    path = tmp_path / "demo.leeway"
    assert run("new", path, "--demo", *TODAY, "--lang", "zh")[0] == 0
    code, out, _ = run("outlook", path, *TODAY, *FAST, "--json")
    assert code == 0
    assert json.loads(out)["first_risky_due"]


def test_verify_backup_and_restore(run, book):
    assert run("verify", book)[0] == 0
    before = dump(run, book)
    assert run("backup", book)[0] == 0
    run("undo", book)
    assert run("restore", book)[0] == 0
    assert dump(run, book) == before
    book.write_bytes(book.read_bytes()[:5000])
    assert run("verify", book)[0] == 3


def test_care_of_a_book_speaks_its_language_and_json(run, book, tmp_path):
    assert run("verify", book)[1] == "账本完好。\n"
    assert run("backup", book)[1].startswith("已核对的备份")
    assert "done" in json.loads(run("backup", book, "--json")[1])
    code, _, said = run("restore", book, "--from", tmp_path / "gone.leeway", "--lang", "en")
    assert (code, said) == (3, "There is no file gone.leeway. Nothing was changed.\n")
    assert run("restore", book)[1].startswith("账本已恢复")


def test_export_writes_a_workbook(run, book, tmp_path):
    target = tmp_path / "budget.xlsx"
    assert run("export", book, "--kind", "budget", "--to", target, *TODAY)[0] == 0
    assert target.read_bytes()[:2] == b"PK"
    assert run("export", book, "--kind", "poem", "--to", target)[0] == 3


def test_an_unexpected_fault_is_one_calm_line(run, book, monkeypatch):
    def broken(parsed):
        raise ZeroDivisionError

    monkeypatch.setitem(COMMANDS, "dump", broken)
    code, out, err = run("dump", book, "--lang", "en")
    assert (code, out) == (3, "")
    assert "unchanged" in err
    assert "Traceback" not in err


def program(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | environment, timeout=60, check=False,
    )  # fmt: skip


def test_outlook_and_check_load_neither_qt_nor_matplotlib_nor_pandas(book):
    script = (
        "import sys\n"
        "from planner.cli import run\n"
        "for command in ('outlook', 'check'):\n"
        f"    run([command, {str(book)!r}, '--today', '2026-11-23'])\n"
        "heavy = {'PySide6', 'matplotlib', 'pandas', 'openpyxl', 'alembic'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy))\n"
    )
    done = program("-c", script)
    assert done.stdout.splitlines()[-1] == "heavy: []", done.stderr


def test_the_program_speaks_utf_8_whatever_the_terminal(book):
    done = program("app.py", "check", str(book), *TODAY, PYTHONIOENCODING="ascii", LANG="C")
    assert "网商贷" in done.stdout
    assert done.returncode in {10, 11}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_speaks_the_language_asked_for(command, language, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.run([command, "--help", "--lang", language])
    assert ended.value.code == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert Wording(language)._(ABOUT[command]) in lines
    assert ("以 JSON 回答" in "".join(lines)) == (language == "zh")


def test_every_command_and_every_argument_is_explained():
    [commands] = [one for one in parser(Wording("en"))._actions if one.dest == "command"]
    assert list(commands.choices) == list(ABOUT) == list(COMMANDS)
    for name, usage in commands.choices.items():
        assert {one.dest for one in usage._actions if not one.help} == set(), name


def test_the_help_of_export_names_every_kind(capsys):
    with pytest.raises(SystemExit):
        cli.run(["export", "--help", "--lang", "en"])
    said = re.split(r"[\s,;]+", capsys.readouterr().out)
    assert {kind.kind for kind in KINDS} <= set(said)


def test_one_refused_file_of_several_leaves_the_book_as_it_was(run, book, tmp_path):
    good = write(tmp_path / "a.csv", alipay([alipay_row()]), "gb18030")
    bad = write(tmp_path / "b.csv", "no statement")
    before = dump(run, book)
    code, out, error = run("import", book, good, bad, "--account", "bank", "--lang", "en")
    assert (code, out) == (3, "")
    assert error.startswith("b.csv")
    assert "Nothing was imported" in error
    assert dump(run, book) == before
    assert run("import", book, good, "--account", "bank")[0] == 0
    assert dump(run, book) != before
