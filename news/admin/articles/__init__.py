"""Articles in the admin: their list, acts and addresses."""
