"""Versions: the page on which a text is written, checked and published; public ones are read-only."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news import publishing
from news.admin.preview import VersionPreview
from news.admin.record import RecordAdmin
from news.admin.reference_lookup import ReferenceLookup
from news.admin.version_acts import VersionActs
from news.admin.version_form import ScheduleForm, VersionForm
from news.admin.version_states import (
    DRAFT,
    PUBLISHED,
    SCHEDULED,
    language_desks,
    version_state,
)
from news.article_history import Entry
from news.kinds import kind_named
from news.models import Act, ArticleVersion
from news.readiness import Level, checks, in_order


class VersionStateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", gettext_lazy("draft")),
            ("scheduled", gettext_lazy("scheduled")),
            ("live", gettext_lazy("published")),
            ("earlier", gettext_lazy("earlier versions")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        now = timezone.now()
        match self.value():
            case "draft":
                return queryset.drafts()
            case "scheduled":
                return queryset.filter(live_from__gt=now)
            case "live":
                return queryset.live(now)
            case "earlier":
                return queryset.filter(live_until__lte=now)
        return queryset


# Kinds that have a button of their own above the text; the others are found behind "More…".
IN_TOOLBAR = ("figure", "agreement", "route", "person", "image")
# Each binds itself to the form; the page works without any of them. static/js/desk/
DESK_SCRIPTS = ("counters", "editor", "findings", "schedule", "leaving")
# What can follow a public version: the act, the button, its outcome.
NEW_ACTS = (
    (Act.CORRECTION.value, gettext_lazy("Correct this"), gettext_lazy("Something was wrong")),
    (Act.CLARIFICATION.value, gettext_lazy("Clarify this"), gettext_lazy("Something was unclear")),
    (Act.UPDATE.value, gettext_lazy("Update this"), gettext_lazy("Something is new")),
)


class ListWithoutTexts(ChangeList):
    """A page of the list would otherwise read half a megabyte of text that it does not show."""

    def get_queryset(self, request: HttpRequest, **kwargs: Any) -> QuerySet:
        texts = ("standfirst", "body", "confirmed", "claimed", "unknown", "note")
        return super().get_queryset(request, **kwargs).defer(*texts)


@admin.register(ArticleVersion)
class ArticleVersionAdmin(VersionActs, VersionPreview, ReferenceLookup, RecordAdmin):
    form = VersionForm
    list_display = [
        "headline_or_none",
        "article",
        "language",
        "number",
        "state",
        "act",
        "live_from",
        "created_by",
    ]
    list_filter = [VersionStateFilter, "language", "act", "article__kind"]
    search_fields = ["headline", "article__slug"]
    ordering = ["-pk"]
    autocomplete_fields = ["lead_image"]
    change_form_template = "admin/news/articleversion/change_form.html"
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body", "seen"]}),
        (
            gettext_lazy("What is confirmed, claimed and not known"),
            {"fields": ["confirmed", "claimed", "unknown"]},
        ),
        (gettext_lazy("Around the text"), {"fields": [("byline", "dateline"), "lead_image"]}),
        (gettext_lazy("What this version does"), {"fields": ["act", "note"]}),
    ]
    translation_fieldset = (
        gettext_lazy("Translation"),
        {"fields": [("translated_from", "translation_method"), ("reviewed_by", "reviewed_on")]},
    )

    class Media:
        js = [Script(f"js/desk/{name}.js", type="module") for name in DESK_SCRIPTS]

    def get_fieldsets(self, request: HttpRequest, obj: ArticleVersion | None = None) -> list[Any]:
        fieldsets = [*self.fieldsets, self.translation_fieldset]
        if self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, {"fields": [f for f in options["fields"] if f != "seen"]}) for name, options in fieldsets
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("article", "created_by")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ListWithoutTexts

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Versions begin on the article's page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ArticleVersion | None = None) -> bool:
        """Drafts are discarded by their own button; what was public stays."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: ArticleVersion | None = None) -> bool:
        """Drafts only. A form that arrives late is not turned away: it comes back with its text and says why."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.live_from is None or request.method == "POST")

    def get_view_on_site_url(self, obj: ArticleVersion | None = None) -> str | None:
        return None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        version: ArticleVersion = kwargs["obj"]
        now = timezone.now()
        siblings = list(
            version.article.versions.select_related("created_by", "published_by").defer(
                "standfirst", "body", "confirmed", "claimed", "unknown"
            )
        )
        for sibling in siblings:
            sibling.article = version.article
        desks = language_desks(version.article, siblings, now)
        desk = next(desk for desk in desks if desk.code == version.language)
        state = version_state(version, now)
        context |= {
            "version": version,
            "state": state,
            "desks": desks,
            "desk": desk,
            "may_write": publishing.may(request.user, "new_draft"),
            "may_publish": publishing.may(request.user, "publish"),
            "may_discard": publishing.may(request.user, "discard"),
            "new_acts": NEW_ACTS,
            "comparison": _comparison(version, siblings, now),
            "toolbar": _toolbar(),
            "is_draft": state is DRAFT,
            "is_scheduled": state is SCHEDULED,
            "is_published": state is PUBLISHED,
        }
        context.setdefault("schedule_form", ScheduleForm())
        if state is DRAFT:
            context |= _readiness(version)
        return super().render_change_form(request, context, **kwargs)

    def page_title(self, obj: ArticleVersion) -> str:
        return obj.headline or _("No headline yet")

    @admin.display(description=gettext_lazy("headline"))
    def headline_or_none(self, version: ArticleVersion) -> str:
        return self.page_title(version)

    @admin.display(description=gettext_lazy("state"))
    def state(self, version: ArticleVersion) -> str:
        return render_to_string("site/_state.html", {"state": version_state(version, timezone.now())})


def _readiness(version: ArticleVersion) -> dict[str, Any]:
    ready = checks(version)
    found = in_order(finding for check in ready for finding in check.findings)
    return {
        "blocks": [finding for finding in found if finding.level == Level.BLOCK],
        "warnings": [finding for finding in found if finding.level == Level.WARNING],
        "done": [check.done for check in ready if not check.findings],
    }


def _comparison(version: ArticleVersion, siblings: list[ArticleVersion], now: datetime) -> str:
    """Where readers compare this version with the one before it; "" where either was never public."""
    own = [each for each in siblings if each.language == version.language and each.live_from]
    public = sorted((each for each in own if each.live_from <= now), key=lambda each: each.number)
    before = [each for each in public if each.number < version.number]
    return Entry(version, before[-1]).comparison if before and version in public else ""


def _toolbar() -> dict[str, Any]:
    """The words of the buttons that js/desk.js puts above the text."""
    return {
        "toolbar": _("Formatting"),
        "close": _("Close"),
        "buttons": [
            ("heading", _("Heading")),
            ("strong", _("Strong")),
            ("list", _("List")),
            ("link", _("Link")),
            ("quotation", _("Statement")),
            ("source", _("Source note")),
            *((name, capfirst(str(kind.label))) for name in IN_TOOLBAR if (kind := kind_named(name))),
            ("", _("More…")),
        ],
    }
