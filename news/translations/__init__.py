"""Translations beside their originals: what belongs to what, what is behind, and whose numbers differ."""
