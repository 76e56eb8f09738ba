"""The audit as a list: read by those who keep the record, changed by nobody, as fast with a million entries as with ten."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from config.web.dates import moment
from config.web.translated import LANGUAGES
from news.admin.audit.words import ACTS, act_in_words, in_words, kind_in_words, model_of
from news.admin.bounded import COUNTED
from news.admin.record import RecordAdmin
from news.kinds import all_kinds
from news.models import ArticleVersion, AuditEntry

ACCOUNTS_SHOWN = 50
OF_ACCOUNTS = ("user", "group")


class WhoFilter(admin.SimpleListFilter):
    """The accounts of today; the name of another can be given in the address, as `?done_by=name`."""

    title = _("who")
    parameter_name = "done_by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        users = get_user_model().objects.filter(is_staff=True).order_by("username")
        return [(name, name) for name in users.values_list("username", flat=True)[:ACCOUNTS_SHOWN]]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(done_by=self.value()) if self.value() else queryset


class ActFilter(admin.SimpleListFilter):
    title = _("act")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*ACTS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(act=self.value()) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    title = _("of what")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(kind, capfirst(kind_in_words(kind))) for kind in audited_kinds()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class DayFilter(admin.SimpleListFilter):
    """Today, yesterday, the last seven days; any other day in the address, as `?day=2026-11-24`."""

    title = _("day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("today", _("today")), ("yesterday", _("yesterday")), ("week", _("the last seven days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        first, days = {
            "today": (today, 1),
            "yesterday": (today - timedelta(days=1), 1),
            "week": (today - timedelta(days=6), 7),
        }.get(self.value() or "", (None, 1))
        try:
            first = first or parse_date(self.value() or "")
        except ValueError:  # 2026-02-31
            return queryset.none()
        if first is None:
            return queryset.none() if self.value() else queryset
        begins = timezone.make_aware(datetime.combine(first, time.min))
        return queryset.filter(done_at__gte=begins, done_at__lt=begins + timedelta(days=days))


def audited_kinds() -> list[str]:
    """The public kinds, then what else is written or kept at the desk."""
    kinds = ["version", *(kind.name for kind in all_kinds())]
    registered = (model._meta.model_name or "" for model in admin.site._registry)
    return [
        *kinds,
        *sorted(
            name for name in registered if name not in kinds and name not in ("articleversion", "auditentry")
        ),
    ]


def keys_of_versions(slug: str) -> list[str]:
    """All that versions of an article can have been called, those that were discarded included."""
    versions = ArticleVersion.objects.filter(article__slug=slug).order_by().values("number")
    newest = versions.aggregate(newest=Max("number"))["newest"] or 0
    return [f"{slug}/{language}/{number + 1}" for language in LANGUAGES for number in range(newest + 1)]


@admin.register(AuditEntry)
class AuditEntryAdmin(RecordAdmin):
    shows_uses = False
    """Nobody adds, changes or deletes an entry here, and the database refuses what would not come from here."""

    list_display = ["when", "done_by", "did", "thing", "gist"]
    list_display_links = ["when"]
    list_filter = [DayFilter, WhoFilter, ActFilter, KindFilter]
    search_fields = ["key"]  # a box to search in; `get_search_results` says how
    search_help_text = _("A key (supreme-state-council-2026), or kind and key (source:izvestia-2026-02-26)")
    ordering = ["-done_at", "-pk"]
    sortable_by = ["when"]  # by who, act and kind it is narrowed, along an index
    change_form_template = "admin/audit_entry.html"
    fields: list[str] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """What was done to accounts is for those who may see accounts."""
        entries = super().get_queryset(request)
        return entries if request.user.has_perm("auth.view_user") else entries.exclude(kind__in=OF_ACCOUNTS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By the whole key; an article's finds its versions too. By index, whatever the size of the table."""
        term = search_term.strip()
        if not term:
            return queryset, False
        kind, colon, key = term.partition(":")
        kinds, key = ([kind], key) if colon else (audited_kinds(), term)
        found = queryset.filter(kind__in=kinds, key__in=[key, *keys_of_versions(key)])
        # Found first and sorted then: otherwise a database may walk through all by date until it meets them.
        return queryset.filter(pk__in=[*found.order_by().values_list("pk", flat=True)[:COUNTED]]), False

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> Any:
        entry: AuditEntry = kwargs["obj"]
        context |= {"told": in_words(entry), "thing_address": address_of(entry)}
        return super().render_change_form(request, context, **kwargs)

    @admin.display(description=_("when"), ordering="done_at")
    def when(self, entry: AuditEntry) -> str:
        return moment(entry.done_at)

    @admin.display(description=_("act"))
    def did(self, entry: AuditEntry) -> str:
        return act_in_words(entry.act)

    @admin.display(description=_("of what"))
    def thing(self, entry: AuditEntry) -> str:
        return format_html(
            '{}<br><span class="meta">{}: {}</span>', entry.title, kind_in_words(entry.kind), entry.key
        )

    @admin.display(description=_("what changed"))
    def gist(self, entry: AuditEntry) -> str:
        return render_to_string("admin/_gist.html", {"told": in_words(entry)})


def address_of(entry: AuditEntry) -> str:
    """The list in which the thing is found; "" where there is none."""
    model = model_of(entry.kind)
    if model is None or model not in admin.site._registry:
        return ""
    try:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    except NoReverseMatch:
        return ""
    return (
        f"{address}?q={entry.key.partition('/')[0]}" if admin.site._registry[model].search_fields else address
    )
