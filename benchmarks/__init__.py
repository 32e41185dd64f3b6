"""Measures what Shopkeeper claims: one script per claim, run by `python -m benchmarks`."""
