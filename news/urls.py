"""Addresses of this app, under each language."""

from django.urls import URLPattern, path

from news.feeds import article_feed, correction_feed
from news.views import agreements, articles, corrections, figures, people, sources, topics, versions

urlpatterns: list[URLPattern] = [
    # Articles
    path("news/", articles.article_list, name="article_list"),
    path("news.atom", article_feed, name="article_feed"),
    path("news/<slug:slug>/", articles.article_detail, name="article_detail"),
    path("news/<slug:slug>/versions/", versions.article_versions, name="article_versions"),
    path("news/<slug:slug>/versions/compare/", versions.article_compare, name="article_compare"),
    path("news/<slug:slug>/versions/<int:number>/", versions.article_version, name="article_version"),
    path("corrections/", corrections.correction_list, name="correction_list"),
    path("corrections.atom", correction_feed, name="correction_feed"),
    # Topics, people, figures, sources
    path("topics/", topics.topic_list, name="topic_list"),
    path("topics/<slug:slug>/", topics.topic_detail, name="topic_detail"),
    path("people/", people.person_list, name="person_list"),
    path("people/<slug:slug>/", people.person_detail, name="person_detail"),
    path("figures/", figures.figure_list, name="figure_list"),
    path("figures/<slug:slug>/", figures.figure_detail, name="figure_detail"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<slug:slug>/", sources.source_detail, name="source_detail"),
    # The register
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    path("agreements/checks/", agreements.agreement_checks, name="agreement_checks"),
    path("agreements/<slug:slug>/", agreements.agreement_detail, name="agreement_detail"),
]
