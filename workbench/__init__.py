"""What stands behind `make`: the environment, the site on one's own machine, and the lanes of the tests."""
