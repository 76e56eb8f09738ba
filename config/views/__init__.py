"""Pages that join the apps, and addresses for machines."""
