"""Addresses of this app, under each language."""

from django.urls import URLPattern, path

from config.web.data_files import list_paths
from config.web.feeds import feed_paths
from news.feeds import article_feed, correction_feed, person_feed, topic_feed
from news.register_feed import agreement_change_feed, agreement_feed
from news.views import (
    agreements,
    articles,
    calendar,
    corrections,
    data,
    figures,
    mistakes,
    people,
    register_changes,
    register_data,
    register_pages,
    sources,
    texts,
    topics,
    versions,
)

urlpatterns: list[URLPattern] = [
    # Articles
    path("news/", articles.article_list, name="article_list"),
    *feed_paths("news", article_feed, "article_feed"),
    *list_paths("news", data.article_table, "article_list"),
    path("news/<slug:slug>.json", data.article_json, name="article_json"),
    path(
        "news/<slug:slug>/versions/<int:number>.json", data.article_version_json, name="article_version_json"
    ),
    path("news/<slug:slug>/", articles.article_detail, name="article_detail"),
    path("news/<slug:slug>/versions/", versions.article_versions, name="article_versions"),
    path("news/<slug:slug>/versions/compare/", versions.article_compare, name="article_compare"),
    path("news/<slug:slug>/versions/<int:number>/", versions.article_version, name="article_version"),
    path("corrections/", corrections.correction_list, name="correction_list"),
    *list_paths("corrections", data.correction_table, "correction_list"),
    *feed_paths("corrections", correction_feed, "correction_feed"),
    path("report/", mistakes.mistake_report, name="mistake_report"),
    path("report/thanks/", mistakes.mistake_reported, name="mistake_reported"),
    # Topics, people, figures, sources
    *list_paths("topics", data.topic_table, "topic_list"),
    path("topics/<slug:slug>.json", data.topic_json, name="topic_json"),
    path("topics/", topics.topic_list, name="topic_list"),
    *feed_paths("topics/<slug:slug>", topic_feed, "topic_feed"),
    path("topics/<slug:slug>/", topics.topic_detail, name="topic_detail"),
    *list_paths("people", data.person_table, "person_list"),
    path("people/<slug:slug>.json", data.person_json, name="person_json"),
    path("people/", people.person_list, name="person_list"),
    *feed_paths("people/<slug:slug>", person_feed, "person_feed"),
    path("people/<slug:slug>/", people.person_detail, name="person_detail"),
    *list_paths("figures", data.figure_table, "figure_list"),
    path("figures/<slug:slug>.json", data.figure_json, name="figure_json"),
    path("figures/<slug:slug>.csv", data.figure_csv, name="figure_csv"),
    path("figures/", figures.figure_list, name="figure_list"),
    path("figures/<slug:slug>/", figures.figure_detail, name="figure_detail"),
    *list_paths("sources", data.source_table, "source_list"),
    path("sources/<slug:slug>.json", data.source_json, name="source_json"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<slug:slug>/", sources.source_detail, name="source_detail"),
    # The register: its list, its pages of the whole, its data, then each record
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    path("agreements/checks/", agreements.agreement_checks, name="agreement_checks"),
    path("agreements.json", register_data.agreement_list_json, name="agreement_list_json"),
    path("agreements.csv", register_data.agreement_list_csv, name="agreement_list_csv"),
    path("agreements/matrix/", register_pages.agreement_matrix, name="agreement_matrix"),
    path("agreements/relations/", register_pages.agreement_relations, name="agreement_relations"),
    path("agreements/glossary/", register_pages.agreement_glossary, name="agreement_glossary"),
    path("agreements/delivery/", register_pages.agreement_delivery, name="agreement_delivery"),
    path("agreements/about-the-data/", register_pages.agreement_data, name="agreement_data"),
    path("agreements/calendar/", calendar.agreement_calendar, name="agreement_calendar"),
    path("agreements/calendar.ics", calendar.agreement_calendar_ics, name="agreement_calendar_ics"),
    path("agreements/changes/", register_changes.agreement_changes, name="agreement_changes"),
    *list_paths("agreements/changes", register_changes.agreement_change_table, "agreement_changes"),
    *feed_paths("agreements/changes", agreement_change_feed, "agreement_change_feed"),
    path("agreements/dump.zip", register_data.register_dump, name="register_dump"),
    *(
        path(
            f"agreements/{name}.{suffix}",
            register_data.register_table,
            {"name": name, "suffix": suffix},
            name=f"agreement_{name}_{suffix}",
        )
        for name in register_data.LISTS
        for suffix in ("csv", "json")
    ),
    path("agreements/<slug:slug>.json", register_data.agreement_json, name="agreement_json"),
    path("agreements/<slug:slug>.bib", register_data.agreement_bib, name="agreement_bib"),
    path("agreements/<slug:slug>.ris", register_data.agreement_ris, name="agreement_ris"),
    path("agreements/<slug:slug>.csl.json", register_data.agreement_csl, name="agreement_csl"),
    path(
        "agreements/<slug:slug>/actions.csv",
        register_data.agreement_actions_csv,
        name="agreement_actions_csv",
    ),
    # Texts of an instrument
    path("agreements/<slug:slug>/text/", texts.agreement_texts, name="agreement_texts"),
    path(
        "agreements/<slug:slug>/text/<slug:language>/<slug:day>/", texts.agreement_text, name="agreement_text"
    ),
    path(
        "agreements/<slug:slug>/text/<slug:language>/<slug:day>.akn.xml",
        texts.agreement_text_akn,
        name="agreement_text_akn",
    ),
    path("agreements/<slug:slug>/compare/", texts.agreement_compare, name="agreement_compare"),
    # The record
    *feed_paths("agreements/<slug:slug>", agreement_feed, "agreement_feed"),
    path("agreements/<slug:slug>/", agreements.agreement_detail, name="agreement_detail"),
]
