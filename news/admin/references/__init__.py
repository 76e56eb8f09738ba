"""The picker of `[[kind:key]]` and `[^source]`: search, and making what is missing."""
