"""Tags of templates that read the record."""
