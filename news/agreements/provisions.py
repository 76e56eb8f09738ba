"""Provisions as an editor writes them: "art. 70(1)" reads «ст. 70(1)» in Russian, and leads to `#art_70__para_1`."""

import re

from django.utils.translation import gettext

NBSP = "\u00a0"
ARTICLE = re.compile(
    r"art\. ?(?P<article>\d+)(?: ?\((?P<in_brackets>\d+)\)|,? para\. ?(?P<paragraph>\d+))?(?: ?\((?P<point>[a-z])\))?",
    re.IGNORECASE,
)


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


def eids_of(text: str) -> list[str]:
    """Where such words may lead in a text that is split into provisions, the narrowest first. One mention only."""
    text = text.strip().replace(NBSP, " ")
    if text.casefold() == "preamble":
        return ["preamble"]
    if annex := re.fullmatch(r"annex(?: (\d+))?", text, re.IGNORECASE):
        return [f"att_{annex[1] or 'nn_1'}"]
    found = ARTICLE.fullmatch(text)
    if not found:
        return []
    eids = [f"art_{found['article']}"]
    if paragraph := found["in_brackets"] or found["paragraph"]:
        eids.insert(0, f"{eids[0]}__para_{paragraph}")
    if point := found["point"]:
        eids.insert(0, f"{eids[0]}__point_{point.lower()}")
    return eids
