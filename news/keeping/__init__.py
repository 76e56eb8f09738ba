"""Nothing typed is lost: working copies of what is being written, and the texts of two editors put together."""
