"""Implicit-feedback matrix factorization by alternating least squares.

A shopper is folded in from the history when asked."""
