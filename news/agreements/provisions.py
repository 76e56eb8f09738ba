"""Provisions as an editor writes them, in the reader's language: "art. 70(1)" reads «ст. 70(1)» in Russian."""

import re

from django.utils.translation import gettext

NBSP = "\u00a0"


def provision_words(text: str) -> str:
    """Translates the words that name a kind of provision; numbers and everything else stay as they are written."""
    words = {
        "preamble": gettext("preamble"),
        "annex": gettext("annex"),
        "art.": gettext("art."),
        "para.": gettext("para."),
        "part": gettext("part"),
    }
    translated = re.sub(
        r"\b(preamble|annex|art\.|para\.|part\b)",
        lambda match: words[match[1].lower()],
        text,
        flags=re.IGNORECASE,
    )
    # An abbreviation and its number stay on one line.
    return re.sub(r"(?<=\.) (?=\d)", NBSP, translated)
