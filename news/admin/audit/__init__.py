"""The audit in the admin, and the mixin by which every form writes to it."""
