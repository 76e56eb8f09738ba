"""The addresses of what can be done with one version: it is found, and theirs to see, before a view is asked."""

from collections.abc import Callable, Mapping

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from news.models import ArticleVersion

VersionView = Callable[[HttpRequest, ArticleVersion], HttpResponse]


class VersionAddresses:
    """For the parts of ArticleVersionAdmin that have views of their own."""

    def addresses(self, views: Mapping[str, VersionView]) -> list[URLPattern]:
        """{"take_back": view} -> …/take-back/, admin:news_articleversion_take_back"""
        return [
            path(
                f"<int:pk>/{name.replace('_', '-')}/",
                self.admin_site.admin_view(self._of_version(view)),
                name=f"news_articleversion_{name}",
            )
            for name, view in views.items()
        ]

    def _of_version(self, view: VersionView) -> Callable[..., HttpResponse]:
        def view_of_version(request: HttpRequest, pk: int) -> HttpResponse:
            version = get_object_or_404(ArticleVersion.objects.select_related("article"), pk=pk)
            if not self.has_view_permission(request, version):
                raise PermissionDenied
            return view(request, version)

        return view_of_version
