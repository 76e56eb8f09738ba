"""What others may want to know of a restore."""

from django.dispatch import Signal

# After the rows of a backup have taken the place of others; nothing that was remembered of those holds any more.
restored = Signal()
