"""Who was erased, by a hash of their id, so that older events of theirs are not taken in again."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "erased_shoppers",
        sa.Column("shopper_key", sa.String(32), primary_key=True),
        sa.Column("erased_us", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("erased_shoppers")
