"""GRU4Rec: the next product from the clicks of this visit.

Trained with Keras, served with NumPy."""
