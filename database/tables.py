"""Every table. A change here needs a migration in `database/migrations/versions/`; a test compares the two."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

from database.timestamp import Timestamp

metadata = MetaData()

#: `body` is the product as UCP JSON; `content_hash` changes when anything in it but `updated_at` does; `position` is
#: the order of the feed.
products = Table(
    "products",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("body", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("updated_at", Timestamp, nullable=False),
    Index("products_by_position", "position"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("product_id", String(200), ForeignKey("products.id", ondelete="CASCADE"), primary_key=True),
    Column("review_id", String(200), primary_key=True),
    Column("rating", Float, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Timestamp),
    Column("verified", Integer, nullable=False),
    Index("reviews_newest_first", "product_id", "at"),
)

policy_sections = Table(
    "policy_sections",
    metadata,
    Column("source_id", String(300), primary_key=True),
    Column("document", String(200), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("url", Text),
    Column("position", Integer, nullable=False),
)

#: One row, there from the beginning: writers take turns on it. `version` grows with every change of products, reviews
#: or policies.
catalog_state = Table(
    "catalog_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Timestamp, nullable=False),
    Column("imported_at", Timestamp),
    Column("source", Text),
    Column("format", String(60)),
)

#: `token_hash` is the SHA-256 of the token that opens the conversation; the token itself is not kept.
conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("created_at", Timestamp, nullable=False),
    Index("conversations_by_age", "created_at"),
)

messages = Table(
    "messages",
    metadata,
    Column(
        "conversation_id",
        String(64),
        ForeignKey("conversations.conversation_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("message_id", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Index("messages_by_message_id", "message_id"),
)
