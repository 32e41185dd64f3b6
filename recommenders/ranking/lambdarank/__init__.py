"""Gradient-boosted trees that order candidates by features of shopper, product, both together and the moment.

Trained by LightGBM on replayed windows or on logged lists; served by its library alone."""
