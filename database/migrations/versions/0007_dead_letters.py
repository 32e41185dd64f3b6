"""Events that were refused, to be repaired and replayed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "dead_letters",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("user_id", sa.String(220)),
        sa.Column("anonymous_id", sa.String(220)),
        sa.Column("received_us", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("dead_letters_by_fingerprint", "dead_letters", ["fingerprint"], unique=True)
    op.create_index("dead_letters_by_time", "dead_letters", ["received_us"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("dead_letters")
