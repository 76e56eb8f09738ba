"""The news and its record for machines: tables of columns, and the whole of one thing, from the objects that pages show."""
