"""Pictures in the admin: upload, drop, crop and where their files are."""
