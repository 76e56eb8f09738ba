"""A version that is not to be written in: its texts as readers have them, marks, names and figures in place, sources below."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from news.models import ArticleVersion
from news.querysets import TEXTS
from news.texts.markdown import FORMS, Form, Rendered, render_texts

FORMATTED = ("standfirst", *TEXTS, "note")


def _text(name: str) -> Callable[[Any, ArticleVersion], SafeString | str]:
    @admin.display(description=ArticleVersion._meta.get_field(name).verbose_name)
    def shown(self: Any, version: ArticleVersion) -> SafeString | str:
        rendered = _rendered(version)
        if FORMS.get(name) is Form.LINES:
            lines = format_html_join("", "<li>{}</li>", ((line,) for line in rendered.lines.get(name, [])))
            words = format_html("<ul>{}</ul>", lines) if lines else ""
        else:
            words = rendered.html[name]
        return format_html('<div class="text" lang="{}">{}</div>', version.language, words) if words else "–"

    return shown


class VersionReading:
    """Mixed into ArticleVersionAdmin, which shows `read_…` in place of fields that the account may not change."""

    read_standfirst = _text("standfirst")
    read_body = _text("body")
    read_confirmed = _text("confirmed")
    read_claimed = _text("claimed")
    read_unknown = _text("unknown")
    read_note = _text("note")

    @admin.display(description=_("Sources"))
    def read_sources(self, version: ArticleVersion) -> SafeString | str:
        notes = _rendered(version).notes
        return (
            render_to_string("site/_sources.html", {"citations": notes, "back": True}) if len(notes) else "–"
        )


def reading_names(fields: list[Any]) -> list[Any]:
    """The fields of a set, those with a text in Markdown by what shows it."""
    return [f"read_{each}" if each in FORMATTED else each for each in fields]


def _rendered(version: ArticleVersion) -> Rendered:
    if not hasattr(version, "_as_read"):
        texts = {name: getattr(version, name) for name in FORMATTED}
        version._as_read = render_texts(
            texts, language=version.language, as_of=timezone.localdate(), preview=True
        )
    return version._as_read
