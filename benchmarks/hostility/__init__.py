"""A language model that means harm, and a judge that reads what reached the shopper."""
