"""A thing's own text (a topic's description, a source's note) in the reader's language, or the next one it exists in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from config.web.translated import Translated
from news.kinds import kind_of
from news.named import Names
from news.texts.markdown import render_body
from news.texts.notes import Notes


@dataclass(frozen=True, slots=True)
class Description:
    html: SafeString
    # For the lang attribute: empty where it is the page's language.
    language: str


def description_of(thing: Any, as_of: date, notes: Notes, known: Names | None = None) -> Description | None:
    """Nothing where no language has a text. `known`: the names of what it refers to, where they are read already."""
    kind = kind_of(thing)
    if kind is None or not kind.text_field:
        return None
    text, language = Translated(kind.text_field).read(thing)
    if not text:
        return None
    html = render_body(text, language=language, as_of=as_of, notes=notes, known=known).html["body"]
    return Description(html, "" if language == get_language() else language)
