"""Prompt texts, as Markdown."""
