"""Measures the assistant on written cases.

Judged by code on what was understood, shown and called, never on wording.
"""
