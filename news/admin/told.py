"""What an editor is told after an act: that it is done, with a button that takes it back where that can be done; or why not."""

from django.contrib import messages
from django.http import HttpRequest

from news.publishing import RefusedError


def done(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """`undo`: the address of the act that takes it back, by POST. templates/admin/base_site.html makes it a button."""
    messages.success(request, words, extra_tags=undo)


def refused(request: HttpRequest, refusal: RefusedError) -> None:
    for reason in refusal.reasons:
        messages.error(request, reason.message)
