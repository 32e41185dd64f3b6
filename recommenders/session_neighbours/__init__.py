"""Session neighbours (VS-kNN): what was seen in visits like this one.

Trained and served with NumPy."""
