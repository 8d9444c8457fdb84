"""The house rules: which room may import which, foreign packages, sizes, registered plug-ins."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path
    for path in (ROOT / "app.py", *ROOT.glob("planner/**/*.py"), *ROOT.glob("ui/**/*.py"))
    if path.exists() and "versions" not in path.parts
)

LOOKING = ("basics", "book", "loans", "flows", "simulation", "outlook")
FLOORS: dict[str, tuple[str, ...]] = {
    "basics": (),
    "wording": ("basics",),
    "book": ("basics",),
    "loans": ("basics", "book"),
    "flows": ("basics", "book", "loans"),
    "simulation": ("basics", "book", "loans", "flows"),
    "outlook": ("basics", "book", "loans", "flows", "simulation"),
    "warnings": ("basics", "book", "loans", "outlook"),
    "advice": (*LOOKING, "warnings"),
    "exports": ("basics", "wording", "book", "loans", "outlook", "warnings", "advice"),
    "store": ("basics", "book"),
    "importers": ("basics", "book"),
    "services": (*LOOKING, "wording", "warnings", "advice", "exports", "store", "importers"),
    "cli": ("basics", "wording", "services"),
    "ui": ("basics", "wording", "services", "book", "outlook", "warnings", "advice"),
    "app": ("cli", "ui", "basics", "wording", "services"),
}
PACKAGES: dict[str, set[str]] = {
    "basics": {"dateutil", "chinese_calendar"},
    "wording": {"babel"},
    "book": {"numpy"},
    "loans": set(),
    "flows": {"numpy"},
    "simulation": {"numpy"},
    "outlook": {"numpy"},
    "warnings": set(),
    "advice": set(),
    "exports": {"xlsxwriter", "openpyxl", "icalendar", "docx", "PySide6"},
    "store": {"numpy", "sqlalchemy", "alembic", "sqlcipher3"},
    "importers": {"openpyxl", "xlrd", "defusedxml", "pyzipper", "rapidfuzz"},
    "services": {"numpy", "platformdirs"},
    "cli": set(),
    "ui": {"PySide6", "matplotlib", "numpy", "platformdirs"},
    "app": {"PySide6"},
}
HEAVY = {
    "openpyxl", "pandas", "pyzipper", "xlrd", "mt940", "rapidfuzz", "xlsxwriter", "icalendar", "alembic", "docx",
}  # fmt: skip
CHARTS = ("ui/parts/canvas.py", "ui/parts/charts")
TABLES = {
    "planner/loans/methods": "REPAYMENT_METHODS",
    "planner/warnings/rules": "RULES",
    "planner/advice/actions": "ACTIONS",
    "planner/exports/kinds": "EXPORTS",
    "planner/importers/formats": "IMPORTERS",
    "planner/services/schedules": "SCHEDULES",
    "planner/services/notices": "NOTICES",
    "planner/services/what_ifs": "SCENARIOS",
    "ui/pages": "PAGES",
}


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "planner" and len(parts) > 1 else parts[0]


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import of {node.module}"
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def broken_arrows(path: Path, tree: ast.AST) -> list[str]:
    room, broken = room_of(path), []
    for name, _ in imports(tree):
        parts = name.split(".")
        if parts[0] not in {"planner", "ui", "app"}:
            continue
        target = parts[1] if parts[0] == "planner" and len(parts) > 1 else parts[0]
        if target not in (*FLOORS[room], room):
            broken.append(f"{path.relative_to(ROOT)}: {room} -> {name}")
    return broken


def foreign_packages(path: Path, tree: ast.Module) -> list[str]:
    room, wrong = room_of(path), []
    place = path.relative_to(ROOT).as_posix()
    for name, node in imports(tree):
        package = name.split(".")[0]
        if package in sys.stdlib_module_names or package in {"planner", "ui", "app", "resources"}:
            continue
        if package not in PACKAGES[room]:
            wrong.append(f"{place}: {package} does not belong into {room}")
        if package in HEAVY and node in tree.body:
            wrong.append(f"{place}: {package} must be imported inside the function that needs it")
        if package == "matplotlib" and not place.startswith(CHARTS):
            wrong.append(f"{place}: matplotlib belongs into parts/canvas.py and parts/charts")
        if name.startswith(("PySide6.QtNetwork", "PySide6.QtWebEngine")):
            wrong.append(f"{place}: the app uses no network")
        if package == "PySide6" and room == "exports" and node in tree.body:
            wrong.append(f"{place}: Qt only inside the function that writes a PDF")
    return wrong


def long_parts(path: Path, tree: ast.AST, lines: int) -> list[str]:
    place = path.relative_to(ROOT).as_posix()
    limit = 250 if place == "ui/main_window.py" else 400
    found = [f"{place} has {lines} lines"] if lines > limit else []
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        length = (node.end_lineno or 0) - node.lineno + 1
        if length > (250 if isinstance(node, ast.ClassDef) else 50):
            found.append(f"{place}:{node.lineno} {node.name} has {length} lines")
    return found


def undocumented(path: Path, tree: ast.Module) -> list[str]:
    place = path.relative_to(ROOT).as_posix()
    missing = [] if ast.get_docstring(tree) else [f"{place}: module"]
    if room_of(path) in {"ui", "app"}:
        return missing
    return missing + [
        f"{place}: {node.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and _is_public(tree, node)
        and not ast.get_docstring(node)
    ]


def bound_twice(tree: ast.Module) -> list[str]:
    """Names that a module gives two meanings; the second would hide the first in silence."""
    names = Counter(
        name.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for name in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(name, ast.Name)
    )
    return [name for name, count in names.items() if count > 1]


def _is_public(tree: ast.Module, node: ast.stmt) -> bool:
    if node in tree.body:
        return True
    owners = (item for item in tree.body if isinstance(item, ast.ClassDef))
    return any(node in owner.body and not owner.name.startswith("_") for owner in owners)


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def source(request: pytest.FixtureRequest) -> tuple[Path, ast.Module, int]:
    content = request.param.read_text("utf-8")
    return request.param, ast.parse(content), len(content.splitlines())


def test_imports_point_down(source):
    path, tree, _ = source
    assert broken_arrows(path, tree) == []


def test_packages_stay_in_their_rooms(source):
    path, tree, _ = source
    assert foreign_packages(path, tree) == []


def test_files_and_functions_stay_small(source):
    path, tree, lines = source
    assert long_parts(path, tree, lines) == []


def test_a_name_of_a_module_means_one_thing(source):
    _, tree, _ = source
    assert bound_twice(tree) == []


def test_public_names_are_documented(source):
    path, tree, _ = source
    assert undocumented(path, tree) == []


def test_nobody_below_the_rims_asks_the_clock(source):
    path, tree, _ = source
    place = path.relative_to(ROOT).as_posix()
    if place.startswith("ui/") or place in {
        "app.py",
        "planner/cli/answers.py",
        "planner/basics/ids.py",
    }:
        return
    asked = [
        f"{place}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"today", "now", "utcnow"}
        and isinstance(node.value, ast.Attribute | ast.Name)
        and ast.unparse(node.value) in {"date", "datetime", "dt.date", "dt.datetime"}
    ]
    assert asked == []


def test_broad_except_stands_only_at_the_rims(source):
    path, tree, _ = source
    place = path.relative_to(ROOT).as_posix()
    if place in {"app.py", "planner/cli/run.py", "ui/errors.py", "ui/jobs.py"}:
        return
    broad = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert broad == []


@pytest.mark.parametrize(("folder", "table"), TABLES.items())
def test_every_plug_in_is_registered(folder, table):
    home = ROOT / folder
    content = (home / "__init__.py").read_text("utf-8")
    assert re.search(rf"^{table}\b", content, re.MULTILINE), f"{folder} has no table {table}"
    missing = [
        path.stem
        for path in home.glob("*.py")
        if path.stem != "__init__"
        and not path.stem.startswith("_")
        and not re.search(rf"\b{path.stem}\b", content)
    ]
    assert missing == []


def test_the_median_file_is_short():
    lengths = sorted(len(path.read_text("utf-8").splitlines()) for path in SOURCES)
    assert lengths[len(lengths) // 2] <= 130


def test_names_say_what_a_thing_is(source):
    path, tree, _ = source
    vague = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and re.search(r"(Manager|Helper|Util|Data|Info|Handler)$", node.name)
    ]
    assert vague == [], path


def test_planted_violations_are_found():
    """The checks themselves can fail."""
    path = ROOT / "planner" / "book" / "planted.py"
    tree = ast.parse("import pandas\nfrom planner.loans.cost import x\ndef f():\n    pass\n")
    assert broken_arrows(path, tree)
    assert len(foreign_packages(path, tree)) == 2
    assert undocumented(path, tree) == [
        "planner/book/planted.py: module",
        "planner/book/planted.py: f",
    ]
    long = ast.parse("def f():\n" + "    x = 1\n" * 51)
    assert long_parts(path, long, 401) == [
        "planner/book/planted.py has 401 lines",
        "planner/book/planted.py:1 f has 52 lines",
    ]
    assert bound_twice(ast.parse("A = {1: 2}\nB: int = 1\nA = {3: 4}\n")) == ["A"]
