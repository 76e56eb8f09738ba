"""A version of an article in the admin: its form and what stands beside it, its acts, its comparison and translations."""
