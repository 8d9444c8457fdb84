"""An older book becomes one of today's version: on a copy, compared, and only then replaced."""

import datetime as dt
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.store import backups, files, opening, rows, schema
from planner.store import connection as connections
from planner.store.faults import NoRoomError, refusal, refusing

_COUNTED = ("entry", "fact", "history", "history_part")
_SUMS = "SELECT account, to_account, count(*), sum(amount) FROM entry GROUP BY account, to_account"


def migrate(path: Path, version: schema.Version, now: dt.datetime) -> None:
    """Bring the book at `path` (locked by the caller) from `version` to the newest one.

    A verified backup comes first. Raises UserError; then the book is what it was.
    """
    part: Path | None = None
    try:
        with (
            refusing(path, is_foreign=True),
            opening.guarded(path, version, writable=True) as connection,
        ):
            backups.made(path, connection, rows.read_meta(connection), now)
            part = files.new_part(path)
            backups.copy(connection, part)
            _upgrade_or_refuse(path, part)
            _compare(path, part, version)
        with refusing(path):
            files.replace(part, path)
    finally:
        if part is not None:
            files.discard(part)


def _upgrade_or_refuse(path: Path, part: Path) -> None:
    try:
        _upgrade(part)
    except sa.exc.SQLAlchemyError as error:
        if isinstance(refusal(error, path), NoRoomError):
            raise
        raise _not_migrated(path) from error


def _upgrade(part: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _escaped(schema.MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    places = (schema.MIGRATIONS / "versions", *schema.MORE_MIGRATIONS)
    config.set_main_option("version_locations", "\n".join(map(_escaped, places)))
    connection = connections.connect(part, writable=True)
    try:
        connections.make_durable(connection)
        config.attributes["connection"] = connection
        with connections.writing(connection):
            command.upgrade(config, schema.newest().revision)
            schema.stamp(connection, schema.newest())
    finally:
        connections.disconnect(connection)


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _compare(path: Path, part: Path, version: schema.Version) -> None:
    """Raises UserError unless both hold the same counts, and sums per account, and all is sound."""
    with (
        opening.guarded(path, version, writable=False) as before,
        opening.guarded(part, schema.newest(), writable=False) as after,
    ):
        if _totals(before) != _totals(after) or opening.complaints(after, "integrity_check"):
            raise _not_migrated(path)
        opening.loaded(after, path)


def _totals(connection: sa.Connection) -> list[Any]:
    found: list[Any] = [
        connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
        for name in _COUNTED
    ]
    sums = connection.exec_driver_sql(_SUMS).all()
    return [*found, *sorted(tuple(row) for row in sums)]


def _not_migrated(path: Path) -> UserError:
    return UserError(
        N_(
            "{name} comes from an older version and could not be brought up to date. "
            "It is unchanged, and a backup of it was made. "
            "Use the older version, and report this to its makers."
        ),
        name=path.name,
    )
