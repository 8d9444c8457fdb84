"""Alembic's way in: it gets our connection and stays inside our transaction."""

from typing import Any


def run() -> None:
    """Run the migrations on the connection that the configuration carries."""
    from alembic import context

    connection: Any = context.config.attributes["connection"]
    context.configure(connection=connection, transactional_ddl=False, render_as_batch=True)
    context.run_migrations()


run()
