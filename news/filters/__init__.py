"""What lists can be narrowed by, as forms that explain a wrong value."""
