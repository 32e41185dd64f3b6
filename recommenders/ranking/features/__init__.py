"""What the ranker looks at: shopper, product, the two together, the moment, and what every source says.

Computed by the same functions in training and when served."""
