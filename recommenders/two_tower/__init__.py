"""Two networks, one for the shopper and one for the product, whose outputs meet in a dot product.

Both work from features, so that new products and new shoppers get scores."""
