"""Shopper and product embeddings trained against sampled negatives.

The head is a dot product, or a small network beside it."""
