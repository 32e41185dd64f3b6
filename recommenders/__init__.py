"""Guesses what a shopper wants: today from what they say; each model is a package of its own."""
