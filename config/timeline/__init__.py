"""Thirty years on one line of dates: what may be chosen of it, its entries in words, how many there are, and its drawing."""
