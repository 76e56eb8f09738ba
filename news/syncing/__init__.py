"""Content of a deployment beside what editors changed: neither overwrites the other."""
