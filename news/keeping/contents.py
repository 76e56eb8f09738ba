"""What two editors of a draft could overwrite of each other, as plain text by field: compared by its words, never by its date."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from news.keeping.merging import Cut, merge
from news.models import ArticleVersion

Content = dict[str, str]

# The fields of the form, and how far two texts of one can be put together.
FIELDS: dict[str, Cut] = {
    "headline": Cut.WHOLE,
    "standfirst": Cut.PARAGRAPHS,
    "body": Cut.PARAGRAPHS,
    "confirmed": Cut.LINES,
    "claimed": Cut.LINES,
    "unknown": Cut.LINES,
    "byline": Cut.WHOLE,
    "dateline": Cut.WHOLE,
    "lead_image": Cut.WHOLE,
    "act": Cut.WHOLE,
    "note": Cut.PARAGRAPHS,
    "translated_from": Cut.WHOLE,
    "translation_method": Cut.WHOLE,
    "reviewed_by": Cut.WHOLE,
    "reviewed_on": Cut.WHOLE,
}
# Written in words; of the others one is chosen.
WRITTEN = (
    "headline",
    "standfirst",
    "body",
    "confirmed",
    "claimed",
    "unknown",
    "byline",
    "dateline",
    "note",
    "reviewed_by",
)


def content_of(version: ArticleVersion) -> Content:
    """As stored; rows by their number."""
    rows = ("lead_image", "translated_from")
    return {name: plain(getattr(version, f"{name}_id" if name in rows else name)) for name in FIELDS}


def content_from(values: Mapping[str, Any]) -> Content:
    """Of those fields that `values` names: a form's cleaned data, or what a browser sent."""
    return {name: plain(values[name]) for name in FIELDS if name in values}


def plain(value: Any) -> str:
    """Ends of lines as one computer writes them, no blanks at the ends: a form changes both without anybody's doing."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    return str("" if value is None else value).replace("\r\n", "\n").replace("\r", "\n").strip()


def fingerprint(content: Mapping[str, str]) -> str:
    """The same for the same content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def packed(content: Mapping[str, str]) -> str:
    """For a hidden field of the form: what its editor had before them when they began."""
    return json.dumps(content, ensure_ascii=False)


def unpacked(text: str) -> Content:
    """Fields that cannot be read are left out: they are then compared as if nothing had stood before."""
    try:
        values = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(values, dict):
        return {}
    return content_from({name: value for name, value in values.items() if isinstance(value, str)})


def adds_anything(base: Mapping[str, str], typed: Mapping[str, str], stored: Mapping[str, str]) -> bool:
    """Whether a draft misses any of what was typed on top of `base`."""
    merged = merge(base, typed, stored, {name: FIELDS[name] for name in FIELDS if name in typed})
    return bool(merged.conflicts) or any(stored.get(name) != text for name, text in merged.texts({}).items())
