"""Looks in the catalog for what a turn asks: kinds, several wishes, extremes, presence, variety."""
