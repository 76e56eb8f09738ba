"""Entering a whole instrument: rows of actions with their sources, and the status it would have."""
