"""The rows of a form that belong to what the form is of."""

from django.forms import BaseInlineFormSet, Form
from django.utils.functional import cached_property


class InlineRows(BaseInlineFormSet):
    @cached_property
    def empty_form(self) -> Form:
        """Made once: Django makes it anew for each question about a set without rows, and the desk asks a dozen."""
        return super().empty_form
