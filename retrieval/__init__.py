"""Finds products for words."""
