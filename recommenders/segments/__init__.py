"""Shoppers who are alike in recency, frequency, spending and categories, and what each such segment buys.

A new shopper with an answer from sign-up starts as the matching segments do."""
