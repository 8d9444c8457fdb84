"""The second version: files are kept inside the book, with the contact records they belong to."""

from alembic import op

from planner.store.schema_2 import ADDED

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nothing of what is there changes."""
    for statement in ADDED:
        op.execute(statement)
