"""What can be done to an article from its page: a new draft in a language, withdrawing, removing, merging; and back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from news import publishing
from news.admin.articles.merge_candidates import candidates
from news.admin.keeping.forms import form_keeping, saved
from news.admin.told import done, refused
from news.admin.versions.act_forms import MergeForm, ReasonForm
from news.models import Act, Article, ArticleVersion, Language
from news.publishing import RefusedError


class ArticleActs:
    """Mixed into ArticleAdmin. Changes are made by POST only; a refusal comes back as words on the article's page."""

    def get_urls(self) -> list[URLPattern]:
        views = {
            "draft": self.draft_view,
            "withdraw": self.withdraw_view,
            "remove": self.remove_view,
            "restore": self.restore_view,
            "merge": self.merge_view,
            "unmerge": self.unmerge_view,
        }
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(self._of_article(view)),
                name=f"news_article_{name}",
            )
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def _of_article(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def view_of_article(request: HttpRequest, pk: int) -> HttpResponse:
            article = get_object_or_404(Article, pk=pk)
            if not self.has_view_or_change_permission(request, article):
                raise PermissionDenied
            return view(request, article)

        return view_of_article

    def draft_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        language, act, start = (request.POST.get(name, "") for name in ("language", "act", "from"))
        from_version = (
            get_object_or_404(ArticleVersion, pk=start, article=article) if start.isdecimal() else None
        )
        try:
            draft = publishing.new_draft(
                article, language, by=request.user, act=act, from_version=from_version
            )
        except RefusedError as refusal:
            return self._refused(request, article, refusal)
        messages.success(
            request,
            _("A draft in %(language)s begins: %(act)s.")
            % {"language": Language(language).label, "act": Act(act).label},
        )
        return redirect("admin:news_articleversion_change", draft.pk)

    def withdraw_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        return self._go(
            request,
            article,
            publishing.withdraw,
            title=_("Withdraw this article"),
            outcome=_(
                "It stays readable, under a banner with the date and the reason. Lists and search leave it out."
            ),
            button=_("Withdraw the article"),
            told=_("The article is withdrawn."),
        )

    def remove_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        return self._go(
            request,
            article,
            publishing.remove,
            title=_("Remove this article"),
            outcome=_(
                "Its address says that it was removed, when and why. No version of its text is shown any more."
            ),
            button=_("Remove the article"),
            told=_("The article is removed."),
        )

    def restore_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        return self._put_back(request, article, publishing.restore)

    def unmerge_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        return self._put_back(request, article, publishing.unmerge)

    def _put_back(self, request: HttpRequest, article: Article, act: Callable[..., Article]) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            act(article, by=request.user)
        except RefusedError as refusal:
            return self._refused(request, article, refusal)
        done(request, _("The article is back. Readers see it as before."))
        return redirect("admin:news_article_change", article.pk)

    def merge_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        """`?q=`: which articles to choose from."""
        if not publishing.may(request.user, "merge"):
            raise PermissionDenied
        query = request.GET.get("q", "").strip()
        form = MergeForm(request.POST or None)
        form.offer(candidates(article, query))
        if request.method == "POST" and form.is_valid():
            into = form.cleaned_data["into"]
            try:
                publishing.merge(article, into=into, by=request.user, comment=form.cleaned_data["comment"])
            except RefusedError as refusal:
                form.refuse(refusal)
            else:
                words = _("Readers of %(this)s are led to %(other)s.") % {"this": article, "other": into}
                done(request, words, undo=reverse("admin:news_article_unmerge", args=[article.pk]))
                return saved(request, redirect("admin:news_article_change", article.pk))
        context = {"title": _("Merge this article into another"), "form": form, "query": query}
        return self._page(request, article, "admin/news/article/merge.html", context)

    def _go(
        self, request: HttpRequest, article: Article, act: Callable[..., Article], *, told: str, **words: Any
    ) -> HttpResponse:
        if not publishing.may(request.user, act.__name__):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                act(article, by=request.user, reasons=form.reasons)
            except RefusedError as refusal:
                form.refuse(refusal)
            else:
                done(request, told, undo=reverse("admin:news_article_restore", args=[article.pk]))
                return saved(request, redirect("admin:news_article_change", article.pk))
        return self._page(request, article, "admin/news/article/reason_form.html", words | {"form": form})

    def _page(
        self, request: HttpRequest, article: Article, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        shared = {
            "article": article,
            "back": reverse("admin:news_article_change", args=[article.pk]),
            "opts": self.opts,
            "media": self.media,
            "form_keeping": form_keeping(request),
        }
        return TemplateResponse(request, template, self.admin_site.each_context(request) | shared | context)

    def _refused(self, request: HttpRequest, article: Article, refusal: RefusedError) -> HttpResponse:
        refused(request, refusal)
        return redirect("admin:news_article_change", article.pk)
