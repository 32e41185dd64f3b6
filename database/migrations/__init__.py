"""Alembic's environment, and the revisions it knows, oldest first (a test holds them against `versions/`)."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
HEAD = REVISIONS[-1]
VERSION_TABLE = "alembic_version"
