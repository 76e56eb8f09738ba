"""Where a thing is used: on its form, and before it is deleted, which is refused while readers read something that names it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.article_history import version_address
from news.dependants import SHOWN, Dependants, Record, dependants
from news.kinds import kind_naming
from news.models import ArticleVersion


@dataclass(frozen=True, slots=True)
class Use:
    """One line: a title with its language, where it is read (if it is) and where it is edited."""

    title: str
    language: str
    place: str
    address: str
    desk: str


@dataclass(frozen=True, slots=True)
class UseGroup:
    heading: str | Promise
    forbids: bool
    uses: Sequence[Use] = field(default_factory=list)
    has_more: bool = False


class WhereUsed:
    """Mixed into a ModelAdmin, before it."""

    delete_confirmation_template = "admin/where_used.html"
    shows_uses = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "used_in") if self.shows_uses else tuple(fields)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fieldsets = [*super().get_fieldsets(request, obj)]
        shown = any("used_in" in options["fields"] for _name, options in fieldsets)
        if self.shows_uses and obj is not None and not shown:
            fieldsets.append((gettext_lazy("Use"), {"fields": ["used_in"]}))
        return fieldsets

    @admin.display(description=gettext_lazy("Used in"))
    def used_in(self, obj: Any) -> SafeString | str:
        groups = groups_of(dependants(obj)) if obj.pk else []
        return render_to_string("admin/_where_used.html", {"groups": groups}) if groups else _("Nowhere yet.")

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        context = extra_context or {}
        if obj is not None and self.has_delete_permission(request, obj):
            found = dependants(obj)
            context |= {"groups": groups_of(found), "parts": found.parts, "own_address": own_address(obj)}
            if found.forbids:
                return self._refused(request, obj, context)
        return super().delete_view(request, object_id, extra_context=context)

    def _refused(self, request: HttpRequest, obj: Any, context: dict[str, Any]) -> HttpResponse:
        """Django would collect every row that stands in the way; some dozens say enough."""
        context |= {
            **self.admin_site.each_context(request),
            "title": _("%(thing)s cannot be deleted") % {"thing": capfirst(str(obj))},
            "object": obj,
            "opts": self.opts,
            "media": self.media,
            "is_refused": True,
        }
        status = 409 if request.method == "POST" else 200
        return TemplateResponse(request, self.delete_confirmation_template, context, status=status)


def groups_of(found: Dependants) -> list[UseGroup]:
    """What readers read comes first."""
    parts = [
        (
            _("What readers read"),
            True,
            [*map(version_use, found.public), *map(record_use, found.public_records)],
        ),
        (_("Earlier versions, which stay readable"), True, [*map(version_use, found.earlier)]),
        (_("Drafts"), False, [*map(version_use, found.drafts)]),
        (_("What is not public"), found.is_held, [*map(record_use, found.other_records)]),
    ]
    return [
        UseGroup(heading, forbids, uses[:SHOWN], len(uses) > SHOWN)
        for heading, forbids, uses in parts
        if uses
    ]


def version_use(version: ArticleVersion) -> Use:
    place = _("%(language)s, version %(number)d") % {
        "language": version.get_language_display(),
        "number": version.number,
    }
    is_read = version.live_from is not None and version.live_from <= timezone.now()
    return Use(
        title=str(version),
        language=version.language,
        place=place,
        address=version_address(version) if is_read else "",
        desk=reverse("admin:news_articleversion_change", args=[version.pk]),
    )


def record_use(record: Record) -> Use:
    kind = str(record.kind.label) if record.kind else str(record.thing._meta.verbose_name)
    return Use(record.title, record.language, kind, record.address, desk_of(record.thing))


def desk_of(thing: Model) -> str:
    """Where it is edited; "" where the desk has no page for such a row."""
    try:
        return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
    except NoReverseMatch:
        return ""


def own_address(thing: Model) -> str:
    """The page of its own that goes with it; "" where readers are not led to one."""
    kind = kind_naming(thing)
    if kind is None or not kind.has_page or not kind.listed(None).filter(pk=thing.pk).exists():
        return ""
    return kind.url(kind.key(thing))
