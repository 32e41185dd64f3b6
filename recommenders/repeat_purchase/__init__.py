"""What this shopper buys again, and when.

Personal frequency, recency and rhythm, learned against the demand for the product."""
