"""Articles: the list of what is written, where each language stands, and the page from which drafts begin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractUser
from django.db.models import Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.web.dates import day
from config.web.translated import reading_order
from news import publishing
from news.admin.articles.acts import ArticleActs
from news.admin.articles.address_change import AddressChange
from news.admin.articles.form import ArticleForm, NewArticleForm
from news.admin.record import RecordAdmin
from news.admin.state_filters import HOW_TO_SEARCH, ArticleStateFilter, MyArticlesFilter, TopicFilter
from news.admin.versions.buttons import NEW_ACTS
from news.article_words import with_words
from news.keeping import presence
from news.models import Act, Article, ArticleVersion
from news.version_states import LanguageDesk, language_desks, original_of

SMALL_COLUMNS = (
    "article_id",
    "language",
    "number",
    "headline",
    "act",
    "live_from",
    "live_until",
    "translated_from_id",
    "created_at",
    "created_by",
    "submitted_at",
)


@admin.register(Article)
class ArticleAdmin(ArticleActs, AddressChange, RecordAdmin):
    key_field = "slug"
    shows_uses = False
    form = ArticleForm
    list_display = ["title", "kind", "english", "russian", "belarusian", "about", "event_day"]
    list_filter = [ArticleStateFilter, MyArticlesFilter, "kind", TopicFilter]
    search_fields = ["slug"]  # a box to search in; `get_search_results` says how
    search_help_text = HOW_TO_SEARCH
    sortable_by = ()  # the newest first; any other order would read every article
    ordering = ["-pk"]
    list_per_page = 30
    change_form_template = "admin/news/article/change_form.html"
    fieldsets = [(None, {"fields": ["slug", "kind", "topics", "happened_on"]})]
    add_fieldsets = [(None, {"fields": ["headline", "language", "kind", "topics", "happened_on", "slug"]})]

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> type[ModelForm]:
        return super().get_form(request, obj, **{"form": ArticleForm if obj else NewArticleForm} | kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        versions = (
            ArticleVersion.objects.with_checks()
            .select_related("created_by")
            .only(*SMALL_COLUMNS, "created_by__username")
        )
        articles = super().get_queryset(request).select_related("merged_into")
        return articles.prefetch_related(Prefetch("versions", versions), "topics")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return with_words(queryset, search_term) if search_term else queryset, False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and publishing.may(request.user, "new_draft")

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers see changes at once, so it is for those who may publish; before that, for those whose text it is and
        for those who review."""
        may = super().has_change_permission(request, obj)
        if not may or obj is None:
            return may
        if _was_public(obj):
            return publishing.may(request.user, "publish")
        return publishing.may(request.user, "look") or _is_their_own(obj, request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Drafts are discarded, public articles withdrawn or removed: an address never just disappears."""
        return False

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            draft = publishing.new_draft(obj, form.cleaned_data["language"], by=request.user, act=Act.FIRST)
            draft.headline = form.cleaned_data["headline"]
            draft.save(update_fields=["headline"])
            obj.first_draft = draft

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        messages.success(
            request, _("The article is begun. Write its text; nothing is public until you publish it.")
        )
        return redirect("admin:news_articleversion_change", obj.first_draft.pk)

    def response_post_save_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return redirect("admin:news_article_change", obj.pk)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        if article:
            desks = language_desks(article, article.versions.all(), timezone.now())
            presence.tell((desk.draft for desk in desks if desk.draft), but=request.user)
            context |= {
                "desks": desks,
                "original": article,
                "translated_text": original_of(desks),
                "may_write": publishing.may(request.user, "new_draft") and not _is_gone(article),
                "new_acts": NEW_ACTS,
                "may_publish": publishing.may(request.user, "publish"),
                "was_public": any(desk.published for desk in desks) or _is_gone(article),
                "is_gone": _is_gone(article),
            }
        else:
            context |= {"title": _("Write an article")}
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, **kwargs)

    def page_title(self, obj: Article) -> str:
        return title_of(obj)

    @admin.display(description=gettext_lazy("headline"))
    def title(self, article: Article) -> str:
        return title_of(article)

    @admin.display(description=gettext_lazy("day of the event"), ordering="happened_on")
    def event_day(self, article: Article) -> str:
        return day(article.happened_on) if article.happened_on else "–"

    @admin.display(description=gettext_lazy("topics"))
    def about(self, article: Article) -> str:
        return ", ".join(topic.name for topic in article.topics.all()) or "–"

    @admin.display(description="English")
    def english(self, article: Article) -> str:
        return self._language_state(article, "en")

    @admin.display(description="Русский")
    def russian(self, article: Article) -> str:
        return self._language_state(article, "ru")

    @admin.display(description="Беларуская")
    def belarusian(self, article: Article) -> str:
        return self._language_state(article, "be")

    def _language_state(self, article: Article, language: str) -> str:
        return render_to_string("admin/news/article/_language.html", {"desk": _desk(article, language)})


def title_of(article: Article) -> str:
    """The newest headline in the editor's language, or in the next one that has any; else the address."""
    newest: dict[str, ArticleVersion] = {}
    for version in sorted(article.versions.all(), key=lambda version: version.number):
        if version.headline:
            newest[version.language] = version
    found = next((newest[code] for code in reading_order() if code in newest), None)
    return found.headline if found else article.slug


def _desk(article: Article, language: str) -> LanguageDesk:
    desks = language_desks(article, article.versions.all(), timezone.now())
    return next(desk for desk in desks if desk.code == language)


def _was_public(article: Article) -> bool:
    return any(version.live_from for version in article.versions.all())


def _is_their_own(article: Article, user: AbstractUser) -> bool:
    return {version.created_by_id for version in article.versions.all()} == {user.pk}


def _is_gone(article: Article) -> bool:
    return bool(article.withdrawn_at or article.removed_at or article.merged_into_id)
