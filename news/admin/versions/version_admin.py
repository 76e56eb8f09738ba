"""Versions: the page on which a text is written, checked and published; public ones are read-only."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news import publishing
from news.admin.record import RecordAdmin
from news.admin.references.lookup import ReferenceLookup
from news.admin.references.making import ReferenceMaking
from news.admin.state_filters import HOW_TO_SEARCH, MyVersionsFilter, VersionStateFilter
from news.admin.versions.acts import VersionActs
from news.admin.versions.buttons import Standing, buttons
from news.admin.versions.card import VersionCard
from news.admin.versions.choices import VersionChoices
from news.admin.versions.comparison import VersionComparison
from news.admin.versions.flags import flags
from news.admin.versions.form import LATE, ScheduleForm, VersionForm
from news.admin.versions.keeping import VersionKeeping
from news.admin.versions.pages import VersionPages
from news.admin.versions.preview import VersionPreview
from news.admin.versions.preview_links import VersionPreviewLinks
from news.admin.versions.readiness import VersionReadiness, readiness_panel
from news.admin.versions.reading import VersionReading, reading_names
from news.admin.versions.translations import TranslationDesk
from news.admin.versions.unkept import VersionUnkept
from news.admin.versions.writing import Writing
from news.article_history import Entry
from news.article_words import with_words
from news.models import ArticleVersion
from news.version_states import language_desks, version_state

# Each binds itself to the form; the page works without any of them. static/js/desk/
DESK_SCRIPTS = (
    "counters",
    "editor",
    "picker",
    "pictures",
    "findings",
    "schedule",
    "leaving",
    "keeping",
    "presence",
    "beside",
    "preview",
    "readiness",
    "preview_links",
)

# Hidden fields: what the form was opened with, and which opening it is.
CARRIED = ("seen", "opening")


class ListWithoutTexts(ChangeList):
    """A page of the list would otherwise read half a megabyte of text that it does not show."""

    def get_queryset(self, request: HttpRequest, **kwargs: Any) -> QuerySet:
        texts = ("standfirst", "body", "confirmed", "claimed", "unknown", "note")
        return super().get_queryset(request, **kwargs).defer(*texts)


@admin.register(ArticleVersion)
class ArticleVersionAdmin(
    VersionChoices,
    VersionKeeping,
    VersionUnkept,
    VersionActs,
    VersionPages,
    VersionPreview,
    VersionReadiness,
    VersionReading,
    VersionCard,
    VersionPreviewLinks,
    VersionComparison,
    TranslationDesk,
    ReferenceLookup,
    ReferenceMaking,
    Writing,
    RecordAdmin,
):
    shows_uses = False
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
    list_filter = [VersionStateFilter, MyVersionsFilter, "language", "act", "article__kind"]
    search_fields = ["headline"]  # a box to search in; `get_search_results` says how
    search_help_text = HOW_TO_SEARCH
    sortable_by = ("live_from",)  # any other order would read every version
    ordering = ["-pk"]
    autocomplete_fields = ["lead_image"]
    change_form_template = "admin/news/articleversion/change_form.html"
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body", *CARRIED]}),
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
        css = {"all": ["css/desk/writing.css", "css/desk/beside.css"]}
        js = [Script(f"js/desk/{name}.js", type="module") for name in DESK_SCRIPTS]

    def get_fieldsets(self, request: HttpRequest, obj: ArticleVersion | None = None) -> list[Any]:
        fieldsets = [*self.fieldsets, self.translation_fieldset]
        if self.has_change_permission(request, obj):
            return fieldsets
        shown = [
            (name, {"fields": reading_names([each for each in options["fields"] if each not in CARRIED])})
            for name, options in fieldsets
        ]
        return [*shown, (gettext_lazy("What it rests on"), {"fields": ["read_sources"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("article", "created_by")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Every version of the articles that are found."""
        return with_words(queryset, search_term, "article") if search_term else queryset, False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ListWithoutTexts

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Versions begin on the article's page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ArticleVersion | None = None) -> bool:
        """Drafts are discarded by their own button; what was public stays."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: ArticleVersion | None = None) -> bool:
        """Drafts that are theirs to write in. A form that arrives late is not turned away: it comes back with its text and
        says why."""
        if obj is None or not super().has_change_permission(request, obj):
            return super().has_change_permission(request, obj)
        is_late = request.method == "POST"
        if is_late and (publishing.is_own_text(obj, request.user) or publishing.may(request.user, "look")):
            return True
        return obj.live_from is None and publishing.may(request.user, "keep", obj)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[VersionForm]:
        form = super().get_form(request, obj, **kwargs)
        form.editor = request.user
        return form

    def log_change(self, request: HttpRequest, obj: ArticleVersion, message: Any) -> None:
        """Keeping it is in the audit already."""

    def get_view_on_site_url(self, obj: ArticleVersion | None = None) -> str | None:
        return None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        version: ArticleVersion = kwargs["obj"]
        form = context["adminform"].form
        if page := self.choices(request, form, version):
            return page
        now = timezone.now()
        siblings = list(
            version.article.versions.with_checks()
            .select_related("created_by", "published_by")
            .defer("standfirst", "body", "confirmed", "claimed", "unknown")
        )
        for sibling in siblings:
            sibling.article = version.article
        desks = language_desks(version.article, siblings, now)
        desk = next(desk for desk in desks if desk.code == version.language)
        state, comparison = version_state(version, now), _comparison(version, siblings, now)
        context |= {
            "version": version,
            "state": state,
            "desks": desks,
            "desk": desk,
            "comparison": comparison,
            "writing": self.writing(request, version),
            "is_draft": version.live_from is None,
            "is_late": form.is_bound and form.has_error(NON_FIELD_ERRORS, LATE),
            **self.keeping(request, version, form),
        }
        context.setdefault("schedule_form", ScheduleForm())
        if version.live_from is None:
            context |= readiness_panel(version)
        standing = Standing(
            version=version,
            desk=desk,
            state=state,
            user=request.user,
            blocks=len(context.get("blocks", [])),
            comparison=comparison,
        )
        context |= {"buttons": buttons(standing), "flags": flags(version, request.user)}
        return super().render_change_form(request, context, **kwargs)

    def page_title(self, obj: ArticleVersion) -> str:
        return obj.headline or _("No headline yet")

    @admin.display(description=gettext_lazy("headline"))
    def headline_or_none(self, version: ArticleVersion) -> str:
        return self.page_title(version)

    @admin.display(description=gettext_lazy("state"))
    def state(self, version: ArticleVersion) -> str:
        return render_to_string("site/_state.html", {"state": version_state(version, timezone.now())})


def _comparison(version: ArticleVersion, siblings: list[ArticleVersion], now: datetime) -> str:
    """Where readers compare this version with the one before it; "" where either was never public."""
    own = [each for each in siblings if each.language == version.language and each.live_from]
    public = sorted((each for each in own if each.live_from <= now), key=lambda each: each.number)
    before = [each for each in public if each.number < version.number]
    return Entry(version, before[-1]).comparison if before and version in public else ""
