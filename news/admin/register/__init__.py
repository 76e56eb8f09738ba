"""Agreements and their actions in the admin."""
