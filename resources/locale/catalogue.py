"""Keep the gettext catalogue: `python resources/locale/catalogue.py update | add FILE | missing`.

`update` collects the marked texts of the code into the Chinese catalogue and compiles it;
`add FILE` takes a JSON object {English: Chinese} (plurals: the singular; contexts:
"context|English") and updates; `missing` lists what has no Chinese yet and exits 1 if any.
"""

import fcntl
import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOME = Path(__file__).resolve().parent
ROOT = HOME.parent.parent
PO = HOME / "zh_CN" / "LC_MESSAGES" / "leeway.po"
KEYWORDS = {
    "_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "NC_": ((1, "c"), 2),
    "NN_": (1, 2),
}  # fmt: skip


def sources() -> Iterator[Path]:
    """Every file that may hold texts."""
    yield ROOT / "app.py"
    yield from sorted((ROOT / "planner").rglob("*.py"))
    yield from sorted((ROOT / "ui").rglob("*.py"))


def template() -> Catalog:
    """All texts marked in the code."""
    catalog = Catalog(project="Leeway", charset="utf-8")
    for path in sources():
        if not path.exists():
            continue
        place = path.relative_to(ROOT).as_posix()
        for _line, message, comments, context in extract_from_file(
            "python", path, keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            catalog.add(message, None, [(place, None)], auto_comments=comments, context=context)
    return catalog


def load() -> Catalog:
    """The Chinese catalogue as it stands."""
    if not PO.exists():
        return Catalog(locale="zh_CN", project="Leeway")
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN")


def save(catalog: Catalog) -> None:
    """Write the catalogue and its compiled form."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    catalog.fuzzy = False
    source, compiled = BytesIO(), BytesIO()  # whole first: a fault must not leave half a file
    write_po(source, catalog, width=100, sort_output=True, ignore_obsolete=True, omit_header=False)
    write_mo(compiled, catalog)
    PO.write_bytes(source.getvalue())
    PO.with_suffix(".mo").write_bytes(compiled.getvalue())


def update(translations: dict[str, str]) -> Catalog:
    """Merge the code's texts and `translations`; keeps what is translated already."""
    catalog = load()
    catalog.update(template(), no_fuzzy_matching=True)
    keyed = {name(message): message for message in catalog if message.id}
    for key, chinese in translations.items():
        if key not in keyed:
            print(f"not in the code: {key!r}", file=sys.stderr)
            continue
        message = keyed[key]
        message.string = (chinese,) if isinstance(message.id, tuple) else chinese
    save(catalog)
    return catalog


def name(message: Message) -> str:
    """How a message is called in the JSON."""
    key = message.id[0] if isinstance(message.id, (tuple, list)) else str(message.id)
    return f"{message.context}|{key}" if message.context else key


def missing(catalog: Catalog) -> list[str]:
    """Messages without Chinese."""
    return [
        name(message)
        for message in catalog
        if message.id
        and not any(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code."""
    with (HOME / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if arguments[:1] == ["add"]:
            update(json.loads(Path(arguments[1]).read_text("utf-8")))
        elif arguments == ["update"]:
            update({})
        elif arguments == ["missing"]:
            catalog = load()
            catalog.update(template(), no_fuzzy_matching=True)
            left = missing(catalog)
            print(*left, sep="\n")
            return 1 if left else 0
        else:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
