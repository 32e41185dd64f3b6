"""The simulated year of the sample shop: who its shoppers are, what they like, and what they do.

Made-up people; no model's score is read anywhere in here."""
