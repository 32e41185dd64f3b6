"""Products whose texts mean about what the shopper's recent ones mean.

Knows a product from its first minute in the catalog."""
