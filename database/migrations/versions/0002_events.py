"""The event log."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Written out, not imported from `database.tables`: a migration must stay what it was when the tables move on.
_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables of the event log."""
    _create_events()
    _create_event_lines()


def downgrade() -> None:
    """Drop them."""
    for table in ("event_lines", "events"):
        op.drop_table(table)


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", _ROW_NUMBER, primary_key=True),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("transaction_key", sa.String(32)),
        sa.Column("type", sa.String(30), nullable=False),
        sa.Column("shopper_id", sa.String(220)),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("received_us", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("events_by_message_id", "events", ["message_id"], unique=True)
    op.create_index("events_by_transaction", "events", ["transaction_key"], unique=True)
    op.create_index("events_by_shopper", "events", ["shopper_id"])


def _create_event_lines() -> None:
    op.create_table(
        "event_lines",
        sa.Column(
            "event_id",
            _ROW_NUMBER,
            sa.ForeignKey("events.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("line", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("type", sa.String(30), nullable=False),
        sa.Column("shopper_id", sa.String(220)),
        sa.Column("session_id", sa.String(200)),
        sa.Column("product_id", sa.String(200)),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("price_minor", sa.BigInteger),
        sa.Column("currency", sa.String(3)),
        sa.Column("rating", sa.Float),
        sa.Column("position", sa.Integer),
        sa.Column("list_id", sa.String(200)),
        sa.Column("policy", sa.String(100)),
        sa.Column("propensity", sa.Float),
        sa.Column("query", sa.Text),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("consent", sa.Boolean, nullable=False),
        sa.Column("deliberate", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    history = ["type", "product_id", "session_id", "quantity", "price_minor", "currency", "rating"]
    op.create_index(
        "event_lines_by_shopper",
        "event_lines",
        ["shopper_id", "deliberate", "at_us", "event_id", "line", *history],
    )
    op.create_index("event_lines_by_session", "event_lines", ["session_id", "deliberate", "at_us"])
    op.create_index("event_lines_by_time", "event_lines", ["at_us", "event_id", "line"])
