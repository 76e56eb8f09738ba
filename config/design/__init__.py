"""The page /design/, in development: every component in each of its states, of made-up things."""
