"""Column mappings that the book remembers: made in the import window, used next month by itself.

Here too are the words of `--profile`: formats, answers to questions, names of mappings.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.book.book import Book
from planner.book.edit import Change
from planner.book.facts import write_fact
from planner.book.fields import Json
from planner.book.learned import NamedColumn, Profile
from planner.importers.columns import HEADER_ROWS
from planner.importers.formats import IMPORTERS
from planner.importers.importer import DEFAULTS, ReadOptions
from planner.importers.known import KnownHeader, described, signature
from planner.importers.source import Source
from planner.importers.tables import remembered, tables_of

_SWITCHES: dict[str, dict[str, object]] = {
    "day-first": {"day_first": True},
    "month-first": {"day_first": False},
    "year-first": {"year_first": True},
    "decimal-point": {"decimal_mark": "."},
    "decimal-comma": {"decimal_mark": ","},
    "sign-as-written": {"sign": "as_written"},
    "sign-reversed": {"sign": "reversed"},
    "inherit-dates": {"inherit_dates": True},
}
_VALUES = ("encoding", "currency", "delimiter", "sheet", "account")
_LEARNED = ("day_first", "year_first", "decimal_mark", "sign", "inherit_dates", "currency")
"""Answers that are asked again next month unless they are remembered."""
_STAMPS = re.compile(r"[0-9]+|[-_.\s()（）]+$|^[-_.\s()（）]+")


def known_headers(book: Book) -> tuple[KnownHeader, ...]:
    """The layouts that the book remembers."""
    return tuple(_known(profile) for profile in book.profiles.values() if profile.header)


def named_options(
    profile: str | None, password: str | None, book: Book | None = None
) -> ReadOptions:
    """The options of the command line: `--profile` takes a format and answers, by commas.

    Such as "wechat" or "table,day-first,encoding=big5", or the name of a mapping that `book`
    remembers. Raises UserError for unknown words.
    """
    values: dict[str, Any] = {"password": password or ""}
    named = _by_name(book, (profile or "").strip())
    words = [] if named else [piece.strip() for piece in (profile or "").split(",")]
    for word in filter(None, words):
        found = _by_name(book, word)
        if found is not None and word not in _formats():
            named = found
        else:
            values |= _value(word, book)
    if named is not None:
        values["known"] = (_known(named)._replace(is_named=True),)
    return ReadOptions(**values)


def with_profile(book: Book, source: Source, options: ReadOptions) -> tuple[ReadOptions, str]:
    """The options with what a remembered mapping answers, and its id; empty: none is used.

    Raises UserError when the owner named a mapping and the file does not have its columns.
    """
    layout = remembered(source, options)
    if layout is None:
        _refuse_missing(book, source, options)
        return options, ""
    profile = book.profiles[layout.id]
    words = [word for word in profile.answers if word.partition("=")[0] in (*_SWITCHES, *_VALUES)]
    answered = named_options(",".join(words), None)
    missing = {name for name in _LEARNED if getattr(options, name) == getattr(DEFAULTS, name)}
    return replace(options, **{name: getattr(answered, name) for name in missing}), profile.id


def learned(book: Book, source: Source, options: ReadOptions, account: str) -> tuple[Change, ...]:
    """The change by which the book remembers how this file was read; nothing where it knows."""
    tables = tables_of(source, options)
    answers = _answers(options)
    used = remembered(source, options)
    if not tables or tables[0].header < 0 or not (options.columns or answers or used):
        return ()
    header = tables[0].sheet.rows[tables[0].header]
    names = signature(header)
    if not names or tables[0].header >= HEADER_ROWS:
        return ()
    key = f"profile-{_short(sorted(names), source.delimiter)}"
    if used is not None and not used.is_named:
        key = used.id
    before = book.profiles.get(key)
    columns = described(header, tables[0].columns)
    after = Profile(
        key,
        before.name if before else _title(book, source.name, account),
        tuple(sorted(names)),
        tuple(NamedColumn(*column) for column in columns),
        source.delimiter,
        answers,
        account,
    )
    return () if before == after else (Change("profile", key, before, after),)


def _known(profile: Profile) -> KnownHeader:
    encodings = [word.partition("=")[2] for word in profile.answers if word.startswith("encoding=")]
    return KnownHeader(
        profile.id,
        frozenset(profile.header),
        tuple((column.role, column.name, column.place) for column in profile.columns),
        profile.delimiter,
        next(iter(encodings), ""),
    )


def _by_name(book: Book | None, name: str) -> Profile | None:
    profiles = book.profiles.values() if book is not None and name else ()
    return next((one for one in profiles if name in {one.name, one.id}), None)


def _formats() -> set[str]:
    return {importer.name for importer in IMPORTERS}


def _value(word: str, book: Book | None) -> dict[str, object]:
    name, _, value = word.partition("=")
    if word in _SWITCHES:
        return _SWITCHES[word]
    if name in _VALUES and value:
        return {name: value}
    if word in _formats():
        return {"profile": word}
    mine = [profile.name for profile in book.profiles.values()] if book is not None else []
    raise UserError(
        N_('Unknown profile "{word}". Known: {known}.'),
        word=word[:40],
        known=(*mine, *sorted(_formats()), *_SWITCHES, *(f"{name}=…" for name in _VALUES)),
    )


def _refuse_missing(book: Book, source: Source, options: ReadOptions) -> None:
    for one in options.known:
        if one.is_named:
            raise UserError(
                N_(
                    '{file} does not have the columns of "{name}" ({columns}). Nothing was imported.'
                ),
                file=source.name,
                name=book.profiles[one.id].name,
                columns=tuple(name for _, name, _ in one.columns),
            )


def _answers(options: ReadOptions) -> tuple[str, ...]:
    """The words of `--profile` that say what the owner has answered."""
    words = [
        word
        for word, values in _SWITCHES.items()
        if all(getattr(options, name) == value for name, value in values.items())
    ]
    words += [
        f"{name}={value}" for name in ("encoding", "currency") if (value := getattr(options, name))
    ]
    return tuple(words)


def _title(book: Book, file: str, account: str) -> str:
    """What a new mapping is called: the file without its dates, or the account."""
    stem = PurePath(file.rpartition("/")[2]).stem
    name = _STAMPS.sub("", _STAMPS.sub("", stem)).strip("-_. ")
    name = name.replace(",", " ")[:40] or book.accounts[account].name
    taken = {profile.name for profile in book.profiles.values()}
    numbers = (f"{name} {number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbers if one not in taken)


def _short(names: Iterable[str], delimiter: str) -> str:
    signed = "\x1f".join((*names, delimiter))
    return hashlib.blake2b(signed.encode("utf-8", "replace"), digest_size=6).hexdigest()


def profiles_document(book: Book, ids: Iterable[str]) -> Json:
    """Remembered columns as a facts file, which `apply` takes into another book.

    Ids that are not in the book are left out.
    """
    found = [book.profiles[key] for key in ids if key in book.profiles]
    listed = [write_fact("profile", profile, book.currency) for profile in found]
    return {"format": "leeway-facts", "version": 1, "profiles": listed}
