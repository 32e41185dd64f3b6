"""Holds the conversation."""
