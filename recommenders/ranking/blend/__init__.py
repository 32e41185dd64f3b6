"""Mixes what all sources say, weighed by how much is known of shopper and product."""
