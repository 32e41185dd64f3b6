"""Products bought or seen by the same people: cosine between products, or EASE's closed form.

Answers anyone with one event."""
