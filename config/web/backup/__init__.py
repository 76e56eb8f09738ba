"""A whole site in one file, and back: database and pictures of one moment, checked before anybody relies on them."""
