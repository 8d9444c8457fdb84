"""The first version of the book.

New books come from the frozen text of `planner.store.schema_1`; this does the same, so that the
chain of migrations has a beginning and the same tables can be made elsewhere.
"""

from alembic import op

from planner.store.schema_1 import STATEMENTS

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; Alembic has made its own already."""
    for statement in STATEMENTS[1:]:
        op.execute(statement)
