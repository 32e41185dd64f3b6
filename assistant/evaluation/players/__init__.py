"""Scripted models for evaluations: honest, lazy, hostile and broken; each acts on the request that it gets."""
