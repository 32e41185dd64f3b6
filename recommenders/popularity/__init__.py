"""What everyone buys now: overall, among shoppers of the same experience and in the categories of this shopper.

Serves without any history, and is in every table of results."""
