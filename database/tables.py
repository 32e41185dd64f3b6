"""Every table. A change here needs a migration in `database/migrations/versions/`; a test compares the two."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

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

#: `token_hash` is the SHA-256 of the token that opens the conversation; the token itself is not kept. `shopper_id` is
#: whose memory it reads and writes; none where it remembers by itself alone.
conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("created_at", Timestamp, nullable=False),
    Column("shopper_id", String(220)),
    Index("conversations_by_age", "created_at"),
    Index("conversations_by_shopper", "shopper_id"),
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

#: What a shopper says of an answer: `stars` 1 to 5, the latest word counts.
feedback = Table(
    "feedback",
    metadata,
    Column(
        "conversation_id",
        String(64),
        ForeignKey("conversations.conversation_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("message_id", String(64), primary_key=True),
    Column("stars", SmallInteger, nullable=False),
    Column("reason", String(100)),
    Column("comment", Text),
    Column("at", Timestamp, nullable=False),
)

#: What language models were used on a day (UTC): by the whole shop, by an API key, by a conversation. `name` is a hash;
#: `cost_nano` is in billionths of a US dollar.
spending = Table(
    "spending",
    metadata,
    Column("day", Date, primary_key=True),
    Column("scope", String(20), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("tokens", BigInteger, nullable=False),
    Column("cost_nano", BigInteger, nullable=False),
)

#: Counts rows; SQLite numbers them by itself only where the type is INTEGER.
_RowNumber = BigInteger().with_variant(Integer, "sqlite")

#: One row per event. `shopper_id` is who did it (None without consent); `transaction_key` is the hash of a purchase's
#: transaction id, so that a purchase reported twice counts once; `at_us` and `received_us` are microseconds since the
#: epoch, UTC; `body` is the event as JSON.
events = Table(
    "events",
    metadata,
    Column("id", _RowNumber, primary_key=True),
    Column("message_id", String(200), nullable=False),
    Column("transaction_key", String(32)),
    Column("type", String(30), nullable=False),
    Column("shopper_id", String(220)),
    Column("at_us", BigInteger, nullable=False),
    Column("received_us", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("events_by_message_id", "message_id", unique=True),
    Index("events_by_transaction", "transaction_key", unique=True),
    Index("events_by_shopper", "shopper_id"),
)

#: One row per event and product (one without a product for an event that names none), flat, for histories and for
#: training. `deliberate` marks what a history holds: the shopper acted on
#: the product, rather than having it put before their eyes. Prices are of one piece.
event_lines = Table(
    "event_lines",
    metadata,
    Column("event_id", _RowNumber, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("line", SmallInteger, primary_key=True, autoincrement=False),
    Column("message_id", String(200), nullable=False),
    Column("type", String(30), nullable=False),
    Column("shopper_id", String(220)),
    Column("session_id", String(200)),
    Column("product_id", String(200)),
    Column("quantity", Integer, nullable=False),
    Column("price_minor", BigInteger),
    Column("currency", String(3)),
    Column("rating", Float),
    Column("position", Integer),
    Column("list_id", String(200)),
    Column("policy", String(100)),
    Column("propensity", Float),
    Column("query", Text),
    Column("at_us", BigInteger, nullable=False),
    Column("consent", Boolean, nullable=False),
    Column("deliberate", Boolean, nullable=False),
    # A shopper's history is read on every turn of a conversation: from this index alone, in one place of the disk.
    Index(
        "event_lines_by_shopper",
        "shopper_id",
        "deliberate",
        "at_us",
        "event_id",
        "line",
        "type",
        "product_id",
        "session_id",
        "quantity",
        "price_minor",
        "currency",
        "rating",
    ),
    Index("event_lines_by_session", "session_id", "deliberate", "at_us"),
    Index("event_lines_by_time", "at_us", "event_id", "line"),
    sqlite_with_rowid=False,  # rows lie in the order they came, and the indexes point to them by number
)

#: Events that were refused, until they are repaired and replayed, or too old. `body` is the record as JSON, as it was
#: sent; `fingerprint` is its hash, so that what is sent twice lies here once; `user_id` and `anonymous_id` are whose it
#: may be, for erasure; `received_us` is in microseconds since the epoch, UTC.
dead_letters = Table(
    "dead_letters",
    metadata,
    Column("id", _RowNumber, primary_key=True),
    Column("fingerprint", String(32), nullable=False),
    Column("source", String(100), nullable=False),
    Column("reason", Text, nullable=False),
    Column("user_id", String(220)),
    Column("anonymous_id", String(220)),
    Column("received_us", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("dead_letters_by_fingerprint", "fingerprint", unique=True),
    Index("dead_letters_by_time", "received_us"),
    sqlite_autoincrement=True,  # a number is never given again: somebody may still hold the letter that had it
)

#: One row per shopper who said anything of their data: what for it may be used.
shopper_consents = Table(
    "shopper_consents",
    metadata,
    Column("shopper_id", String(220), primary_key=True),
    Column("serve", Boolean, nullable=False),
    Column("personalize", Boolean, nullable=False),
    Column("train", Boolean, nullable=False),
    Column("changed_at", Timestamp, nullable=False),
)

#: Who was erased, by a hash of their id: events from before are theirs no more. Microseconds since the epoch, UTC.
erased_shoppers = Table(
    "erased_shoppers",
    metadata,
    Column("shopper_key", String(32), primary_key=True),
    Column("erased_us", BigInteger, nullable=False),
)

#: What shoppers said of themselves.
memory_entries = Table(
    "memory_entries",
    metadata,
    Column("shopper_id", String(220), primary_key=True),
    Column("entry_id", String(40), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("limit_minor", BigInteger),
    Column("currency", String(3)),
    Column("because", Text, nullable=False),
    Column("at", Timestamp, nullable=False),
)

#: What was forgotten, by its entry's id alone: the words are gone. A conclusion whose id is here is not drawn again.
forgotten_entries = Table(
    "forgotten_entries",
    metadata,
    Column("shopper_id", String(220), primary_key=True),
    Column("entry_id", String(40), primary_key=True),
    Column("at", Timestamp, nullable=False),
)

#: What is tried on shoppers: `body` is the experiment as JSON; `status` is `draft`, `running` or `stopped`.
experiments = Table(
    "experiments",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("status", String(10), nullable=False),
    Column("created_at", Timestamp, nullable=False),
    Column("body", Text, nullable=False),
)
