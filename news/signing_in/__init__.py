"""Who comes to the desk: name, password and second step; locking out who guesses; asking again before what cannot be undone."""
