"""One address of each kind of page, after the language: with content on it, so that what is looked at is a full page."""

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern

PAGE_KINDS = {
    "follow": "follow/",
    "home": "",
    "about": "about/",
    "agreement_calendar": "agreements/calendar/",
    "agreement_changes": "agreements/changes/?from=2025-01-01&to=2026-03-31",
    "agreement_checks": "agreements/checks/",
    "agreement_compare": "agreements/union-state-1999/compare/",
    "agreement_data": "agreements/about-the-data/",
    "agreement_delivery": "agreements/delivery/",
    "agreement_detail": "agreements/security-guarantees/",
    "agreement_glossary": "agreements/glossary/",
    "agreement_list": "agreements/",
    "agreement_text": "agreements/union-state-1999/text/ru/1999-12-08/",
    "agreement_texts": "agreements/union-state-1999/text/",
    "agreement_matrix": "agreements/matrix/",
    "agreement_relations": "agreements/relations/",
    "alert_list": "notices/",
    "article_compare": "news/supreme-state-council-2026/versions/compare/",
    "article_detail": "news/supreme-state-council-2026/",
    "article_list": "news/",
    "article_version": "news/supreme-state-council-2026/versions/1/",
    "article_versions": "news/supreme-state-council-2026/versions/",
    "correction_list": "corrections/",
    "data_page": "data/",
    "editorial_policy": "about/editorial-policy/",
    "figure_detail": "figures/trade-turnover-belarusian-side/",
    "figure_list": "figures/",
    "journey_search": "journeys/?from=vitebsk&to=smolensk",
    "mistake_report": "report/?page=/en/news/supreme-state-council-2026/",
    "mistake_reported": "report/thanks/",
    "person_detail": "people/alexander-lukashenko/",
    "person_list": "people/",
    "route_detail": "routes/vitebsk-smolensk/",
    "route_list": "routes/",
    "search": "search/?q=Vitebsk",
    "source_detail": "sources/izvestia-2026-02-26/",
    "source_list": "sources/",
    "station_departures": "stations/vitebsk/departures/?on=2026-11-27",
    "station_detail": "stations/vitebsk/",
    "station_list": "stations/",
    "timeline": "timeline/",
    "timetable_detail": "routes/vitebsk-smolensk/timetable/",
    "topic_detail": "topics/transport/",
    "topic_list": "topics/",
}


def page_names():
    """The names of all addresses under a language that end with a slash; the data twins (.json, .csv …) do not."""
    pages = [each for each in get_resolver().url_patterns if isinstance(each.pattern, LocalePrefixPattern)]
    return {name for resolver in pages for name in names_under(resolver.url_patterns)}


def names_under(patterns):
    for each in patterns:
        if not isinstance(each, URLPattern):
            yield from names_under(each.url_patterns)
        elif str(each.pattern) == "" or str(each.pattern).endswith("/"):
            yield each.name
