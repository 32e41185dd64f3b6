"""What is remembered of shoppers, and what they agreed to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# Written out, not imported from `database.tables`: a migration must stay what it was when the tables move on.
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables, and say of conversations whose they are."""
    op.add_column("conversations", sa.Column("shopper_id", sa.String(220)))
    op.create_index("conversations_by_shopper", "conversations", ["shopper_id"])
    op.create_table(
        "shopper_consents",
        sa.Column("shopper_id", sa.String(220), primary_key=True),
        sa.Column("serve", sa.Boolean, nullable=False),
        sa.Column("personalize", sa.Boolean, nullable=False),
        sa.Column("train", sa.Boolean, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "memory_entries",
        sa.Column("shopper_id", sa.String(220), primary_key=True),
        sa.Column("entry_id", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("limit_minor", sa.BigInteger),
        sa.Column("currency", sa.String(3)),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table(
        "forgotten_entries",
        sa.Column("shopper_id", sa.String(220), primary_key=True),
        sa.Column("entry_id", sa.String(40), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("forgotten_entries", "memory_entries", "shopper_consents"):
        op.drop_table(table)
    op.drop_index("conversations_by_shopper", "conversations")
    op.drop_column("conversations", "shopper_id")
