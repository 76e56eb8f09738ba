"""Permanent identifiers, after the European Legislation Identifier: `/id/agreement/A-10` names the instrument itself, whatever
its slug; the address leads to its page or its data (config/urls.py)."""

import re

from django.urls import reverse

from news.models import Agreement

# As the register numbers instruments (Agreement.number), with a hyphen for the space.
SHAPE = re.compile(r"(?P<letter>[A-Z])-(?P<number>[1-9][0-9]{0,9})")


def identifier(agreement: Agreement) -> str:
    """A-10, for addresses and names of files."""
    return agreement.number.replace(" ", "-")


def identifier_path(agreement: Agreement) -> str:
    return reverse("agreement_identifier", kwargs={"name": identifier(agreement)})


def number_of(name: str) -> str | None:
    """ "A 10" of "A-10"; nothing for what is no identifier."""
    found = SHAPE.fullmatch(name)
    return f"{found['letter']} {found['number']}" if found else None
