"""Raises what the shopper says they like, lowers what they do not."""
