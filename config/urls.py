"""Every address of the site. Pages live under a language; files for machines and the admin do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from config.views import machines

urlpatterns = [
    path("", machines.choose_language, name="choose_language"),
    path("healthz", machines.healthz, name="healthz"),
    path("robots.txt", machines.robots, name="robots"),
    path("media/<path:name>", machines.picture, name="picture"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include("news.urls")),
        path("", include("routes.urls")),
        prefix_default_language=True,
    ),
]
