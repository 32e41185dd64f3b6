"""Trains, measures, compares and keeps models; no server imports it."""
