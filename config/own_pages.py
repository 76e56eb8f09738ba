"""The pages of the site itself, to which the search leads beside what is on record: lists, tools, what the site says of itself.

A page is found by its title and by the words that people have for it, each in the reader's language, as everything is: in any
form of a word, and by the beginning of the last one.
"""

from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from config.web.addresses import address
from config.web.search_terms import indexed
from news.search.question import Clause, Question

# By the name of its address: the title, and other words for it.
PAGES: dict[str, tuple[Promise, Promise]] = {
    "article_list": (_("News"), pgettext_lazy("words", "articles archive latest")),
    "agreement_list": (_("Agreements"), pgettext_lazy("words", "register treaties acts decrees in force")),
    "agreement_matrix": (_("Who is party to what"), pgettext_lazy("words", "parties states matrix")),
    "agreement_relations": (
        _("What rests on what"),
        pgettext_lazy("words", "relations amends supersedes graph"),
    ),
    "agreement_delivery": (
        _("From promise to delivery"),
        pgettext_lazy("words", "promises obligations deadlines"),
    ),
    "agreement_calendar": (
        _("Calendar of legal dates"),
        pgettext_lazy("words", "deadlines iCalendar subscribe"),
    ),
    "agreement_changes": (
        _("What changed in the register"),
        pgettext_lazy("words", "changes history differences"),
    ),
    "agreement_glossary": (
        _("Glossary of the register"),
        pgettext_lazy("words", "terms definitions Vienna Convention"),
    ),
    "agreement_checks": (_("Checks of the register"), pgettext_lazy("words", "rules doubts findings")),
    "agreement_data": (_("The register as data"), pgettext_lazy("words", "download JSON CSV")),
    "route_list": (_("What runs"), pgettext_lazy("words", "routes trains railway map")),
    "station_list": (_("Stations"), pgettext_lazy("words", "departures board railway")),
    "alert_list": (_("Notices"), pgettext_lazy("words", "disruptions delays cancelled passengers")),
    "journey_search": (
        _("Find a journey"),
        pgettext_lazy("words", "journeys planner connections timetable trains"),
    ),
    "timeline": (_("Timeline"), pgettext_lazy("words", "chronology history")),
    "figure_list": (_("Figures"), pgettext_lazy("words", "numbers statistics charts")),
    "person_list": (_("People"), pgettext_lazy("words", "persons officials who is who")),
    "source_list": (_("Sources"), pgettext_lazy("words", "references evidence citations")),
    "topic_list": (_("Topics"), pgettext_lazy("words", "subjects sections")),
    "correction_list": (_("Corrections"), pgettext_lazy("words", "mistakes errors corrected")),
    "mistake_report": (_("Report a mistake"), pgettext_lazy("words", "contact error feedback write")),
    "about": (_("About %(SITE_NAME)s"), pgettext_lazy("words", "about us who we are independent")),
    "editorial_policy": (_("Editorial policy"), pgettext_lazy("words", "rules neutrality how we work")),
    "data_page": (
        _("Data and feeds"),
        pgettext_lazy("words", "download API licence JSON CSV GTFS open data"),
    ),
    "follow": (_("Follow"), pgettext_lazy("words", "subscribe RSS Atom feeds newsletter calendar")),
}
MOST = 3


def own_pages(question: Question) -> list[tuple[str, str]]:
    """(title, address) of the few that have all the words."""
    if not question.clauses or question.excluded:
        return []
    found = (
        (title, name)
        for name, title, terms in _pages(question.language)
        if all(_stands(clause, terms) for clause in question.clauses)
    )
    return [(title, address(name)) for title, name in list(found)[:MOST]]


@cache
def _pages(language: str) -> list[tuple[str, str, str]]:
    """(name of the address, title, terms), between spaces."""
    with override(language):
        told = [
            (name, str(title) % {"SITE_NAME": settings.SITE_NAME}, str(words))
            for name, (title, words) in PAGES.items()
        ]
    return [(name, title, f" {indexed(f'{title} {words}', language)} ") for name, title, words in told]


def _stands(clause: Clause, terms: str) -> bool:
    whole = any(f" {' '.join(variant)} " in terms for variant in clause.variants)
    return whole or (clause.is_beginning and any(f" {variant[0]}" in terms for variant in clause.variants))
