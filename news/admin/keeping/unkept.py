"""Text that was typed and is not in the draft, shown with what differs, to be taken or dropped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from news.admin.versions.typed import version_as_typed
from news.comparison import TEXTS, ComparedText, compared_texts
from news.keeping.contents import FIELDS, Content, content_of, fingerprint, packed
from news.keeping.working_copies import Opening, is_missing
from news.models import ArticleVersion, WorkingCopy


@dataclass(frozen=True, slots=True)
class Unkept:
    """`base`, `typed`: as in a working copy; `opening`: of the form it was typed in; `at`: when."""

    version: ArticleVersion
    base: Content
    typed: Content
    opening: Opening
    at: datetime

    @classmethod
    def of_copy(cls, version: ArticleVersion, copy: WorkingCopy) -> "Unkept":
        return cls(version, copy.base, copy.fields, Opening.read(copy.opening), copy.kept_at or copy.seen_at)

    def is_missing(self) -> bool:
        return bool(self.typed) and is_missing(self.version, self.base, self.typed)


def offer(unkept: Unkept) -> dict[str, Any]:
    """For admin/news/articleversion/_unkept.html. `texts`: compared word by word; `others`: (label, stored, typed)."""
    typed = version_as_typed(unkept.version, unkept.typed)
    return {
        "unkept": unkept,
        "texts": compared_texts(unkept.version, typed, timezone.localdate()),
        "others": _others(unkept.version, typed),
        "is_behind": unkept.base != content_of(unkept.version),
        # For js/desk/keeping.js
        "data": {
            "opening": str(unkept.opening),
            "fields": unkept.typed,
            "base": unkept.base,
            "seen": packed(unkept.base),
            "fingerprint": fingerprint(unkept.base),
            "options": _options(typed),
        },
    }


def shows_anything(offered: Mapping[str, Any]) -> bool:
    """Blank space alone is nothing to ask about."""
    texts: list[ComparedText] = offered["texts"]
    return bool(offered["others"]) or any(each.is_changed for text in texts for each in text.paragraphs)


def _others(version: ArticleVersion, typed: ArticleVersion) -> list[tuple[str, str, str]]:
    rows = []
    for name in FIELDS:
        if name in TEXTS:
            continue
        before, after = _shown(version, name), _shown(typed, name)
        if before != after:
            rows.append((capfirst(str(ArticleVersion._meta.get_field(name).verbose_name)), before, after))
    return rows


def _shown(version: ArticleVersion, name: str) -> str:
    display = getattr(version, f"get_{name}_display", None)
    value = display() if display else getattr(version, name)
    return "" if value is None else str(value).strip()


def shown(form: Any, name: str, value: str) -> str:
    """A choice in the words of its list: of a row its name."""
    field = form.fields[name]
    rows = getattr(field, "queryset", None)
    if rows is not None:
        chosen = rows.model.objects.filter(pk=value).first() if value.isdecimal() else None
        return str(chosen) if chosen else ""
    return str(dict(getattr(field, "choices", ())).get(value, value))


def _options(typed: ArticleVersion) -> dict[str, list[str]]:
    """A row chosen in a list that the browser fills from the server: its number and its name."""
    image = typed.lead_image
    return {"lead_image": [str(image.pk), str(image)]} if image else {}
