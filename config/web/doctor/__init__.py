"""What is wrong with this site as it stands on this machine, and what to type: `manage.py doctor`."""
