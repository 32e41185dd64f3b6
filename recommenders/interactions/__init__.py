"""Turns event lines into what models learn from: checked, weighted, cut into visits, split by time.
On DuckDB or Spark by the same expressions; NumPy from there on."""
