"""Refusals a reader can act on."""

from django.core.exceptions import BadRequest
from django.http import Http404


class NotHere(Http404):
    """A page that does not exist, with the reason in the reader's language; the 404 page prints it.

    Django's own Http404 carries technical words in English, which readers never see.
    """


class NotUnderstood(BadRequest):
    """A request no answer fits, with the reason in the reader's language; the 400 page prints it."""
