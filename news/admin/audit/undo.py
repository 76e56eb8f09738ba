"""The message after an act, with a button that takes the act back where that can be done."""

from django.contrib import messages
from django.http import HttpRequest


def done(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """`undo`: the address of the act that takes it back, by POST. templates/admin/base_site.html makes it a button."""
    messages.success(request, words, extra_tags=undo)
