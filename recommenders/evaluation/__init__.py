"""Holds models against what shoppers did next: metrics with intervals, by kind of shopper, in full ranking;
and what the log says of lists that were shown, of policies not yet shown too."""
