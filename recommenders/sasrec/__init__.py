"""SASRec: self-attention over a shopper's history.

Trained with Keras, served with NumPy."""
