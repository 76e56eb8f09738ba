"""Every address of the site. Pages live under a language; files for machines and the admin do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path

from config.sitemaps import sitemaps
from config.views import about, machines, operators
from config.views.home import home
from config.views.search import search, search_titles
from config.views.timeline import timeline, timeline_table
from config.web.data_files import list_paths
from news.views import previews
from news.views.identifiers import agreement_identifier
from routes.views import gtfs

SITEMAPS = {"sitemaps": sitemaps()}

urlpatterns = [
    # What is asked for most comes first: an address is tried against each in turn.
    *i18n_patterns(
        path("", home, name="home"),
        *list_paths("timeline", timeline_table, "timeline"),
        path("timeline/", timeline, name="timeline"),
        path("follow/", about.follow, name="follow"),
        path("search/", search, name="search"),
        path("search/titles.json", search_titles, name="search_titles"),
        path("about/", about.about, name="about"),
        path("about/editorial-policy/", about.editorial_policy, name="editorial_policy"),
        path("data.zip", about.data_dump, name="data_dump"),
        path("data/", about.data_page, name="data_page"),
        *([path("design/", include("config.design.urls"))] if settings.DEBUG else []),
        path("", include("news.urls")),
        path("", include("routes.urls")),
        prefix_default_language=True,
    ),
    path("", machines.choose_language, name="choose_language"),
    path("healthz", operators.healthz, name="healthz"),
    path("readyz", operators.readyz, name="readyz"),
    path("metrics", operators.metrics, name="metrics"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
    path("gtfs.zip", gtfs.gtfs, name="gtfs"),
    path("gtfs-report.json", gtfs.gtfs_report, name="gtfs_report"),
    path("alerts.pb", gtfs.alerts_pb, name="alerts_pb"),
    path("alerts.json", gtfs.alerts_json, name="alerts_json"),
    path(
        "sitemap.xml", sitemap_views.index, SITEMAPS | {"sitemap_url_name": "sitemap_section"}, name="sitemap"
    ),
    path("sitemap-news.xml", machines.news_sitemap, name="news_sitemap"),
    path("sitemap-<section>.xml", sitemap_views.sitemap, SITEMAPS, name="sitemap_section"),
    *(
        path(f"{letter}/<slug:slug>", machines.short_address, {"page": page}, name=f"short_{page}")
        for letter, page in machines.SHORT.items()
    ),
    path("a/<str:name>", agreement_identifier, name="short_agreement"),
    path("id/agreement/<str:name>", agreement_identifier, name="agreement_identifier"),
    path("media/<path:name>", machines.media, name="media"),
    path("preview/<str:token>/", previews.article_preview, name="article_preview"),
    path(
        "preview/<str:token>/pictures/<path:name>",
        previews.article_preview_picture,
        name="article_preview_picture",
    ),
    path("admin/", admin.site.urls),
]

handler400 = "config.views.errors.request_not_understood"
handler404 = "config.views.errors.page_not_found"
handler500 = "config.views.unsaved.something_broke"
