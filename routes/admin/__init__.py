"""How editors work with the record."""
