"""What is typed and not yet saved: kept on the server, given back on return."""
