"""Readers of product feeds, one format per file."""
