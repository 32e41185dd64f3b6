"""The catalog and the conversations."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Written out, not imported from `database.tables`: a migration must stay what it was when the tables move on.
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the first tables."""
    _create_catalog()
    _create_conversations()


def downgrade() -> None:
    """Drop them."""
    for table in ("messages", "conversations", "catalog_state", "policy_sections", "reviews", "products"):
        op.drop_table(table)


def _create_catalog() -> None:
    op.create_table(
        "products",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
    )
    op.create_index("products_by_position", "products", ["position"])
    op.create_table(
        "reviews",
        sa.Column("product_id", sa.String(200), sa.ForeignKey("products.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("review_id", sa.String(200), primary_key=True),
        sa.Column("rating", sa.Float, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", _MOMENT),
        sa.Column("verified", sa.Integer, nullable=False),
    )
    op.create_index("reviews_newest_first", "reviews", ["product_id", "at"])
    op.create_table(
        "policy_sections",
        sa.Column("source_id", sa.String(300), primary_key=True),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("position", sa.Integer, nullable=False),
    )
    state = op.create_table(
        "catalog_state",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("imported_at", _MOMENT),
        sa.Column("source", sa.Text),
        sa.Column("format", sa.String(60)),
    )
    op.bulk_insert(state, [{"id": 1, "version": 0, "changed_at": datetime.now(UTC)}])


def _create_conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("conversation_id", sa.String(64), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
    )
    op.create_index("conversations_by_age", "conversations", ["created_at"])
    op.create_table(
        "messages",
        sa.Column(
            "conversation_id",
            sa.String(64),
            sa.ForeignKey("conversations.conversation_id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("messages_by_message_id", "messages", ["message_id"])
