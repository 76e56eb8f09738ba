"""What asks the database questions that no page of tests/page_kinds.py asks as it stands there: a page narrowed, ordered, turned
over or of another day; data, feeds and files beside pages; sitemaps; what operators and other sites ask for. By subject."""

ARTICLE, AGREEMENT, ROUTE = "supreme-state-council-2026", "union-state-1999", "vitebsk-smolensk"
FIGURE, PERSON, SOURCE = "trade-turnover-belarusian-side", "alexander-lukashenko", "izvestia-2026-02-26"

# Where a page has one row.
TURNED_OVER = (
    f"people/{PERSON}/",
    *("news/", "topics/transport/", "people/", "figures/", "sources/", "sources/?kind=c"),
    *("timeline/", "timeline/?order=oldest", "search/?q=Vitebsk", "agreements/", "agreements/?order=name"),
    *("news.json", "people.json", "figures.json", "sources.json", "timeline.json"),
)
OTHER_ADDRESSES = {
    "narrowed": (
        *("news/?kind=report", "news/?topic=transport", "news/?year=2026"),
        *("news/?topic=transport&kind=report&year=2026", "sources/?kind=a", "sources.json?kind=d"),
        *(
            "timeline/?topic=transport",
            "timeline/?kind=news",
            "timeline/?kind=railway&kind=concluded&from=1999&to=2024",
        ),
        *("timeline/?topic=transport&kind=in_force&order=oldest", "timeline.json?topic=transport&kind=news"),
        f"news/{ARTICLE}/versions/compare/?to=1",
    ),
    "register narrowed": (
        *(
            "agreements/?status=in_force",
            "agreements/?family=treaty",
            "agreements/?party=russia",
            "agreements/?year=1999",
        ),
        *("agreements/?subject=transport", "agreements/?order=newest", "agreements/?order=oldest"),
        f"agreements/{AGREEMENT}/?as_of=2005-01-01",
    ),
    "searched": (
        *("search/titles.json?q=Vit", "search/?q=Vitebsk&kind=article", "search/?q=Vitebsk&topic=transport"),
        *("search/?q=treaty&status=in_force", "search/?q=Vitebsk&year=2026&from=2026-01-01&to=2026-12-31"),
        *(
            "search/?q=Vitbesk",
            "search/?q=Vitebsk+qwertyuiop",
            "search/?q=%22Union+State%22+-treaty",
            "search/",
        ),
    ),
    "railway": (
        *(
            "routes/?as_of=2026-05-01",
            f"routes/{ROUTE}/?as_of=2026-05-01",
            f"routes/{ROUTE}/timetable/?paper=poster",
        ),
        *(
            "journeys/",
            "journeys/?from=minsk&to=moscow",
            "journeys/?from=vitebsk&to=smolensk&by=arrive&at=12:00",
        ),
        *("journeys/?from=vitebsk&to=vitebsk", "stations/orsha/departures/", "notices/?state=all"),
    ),
    "data of news and record": (
        *("news.json", "news.csv", f"news/{ARTICLE}.json", f"news/{ARTICLE}/versions/1.json"),
        *("corrections.json", "corrections.csv", "topics.json", "topics.csv", "topics/transport.json"),
        *("people.json", "people.csv", f"people/{PERSON}.json", "figures.json", "figures.csv"),
        *(
            f"figures/{FIGURE}.json",
            f"figures/{FIGURE}.csv",
            "sources.json",
            "sources.csv",
            f"sources/{SOURCE}.json",
        ),
        *("timeline.json", "timeline.csv", "data.zip"),
    ),
    "data of the register": (
        *("agreements.json", "agreements.csv", "agreements/dump.zip", "agreements/calendar.ics"),
        *(
            f"agreements/{name}.{form}"
            for name in ("matrix", "relations", "delivery", "changes")
            for form in ("json", "csv")
        ),
        *(f"agreements/{AGREEMENT}{end}" for end in (".json", ".bib", ".ris", ".csl.json", "/actions.csv")),
        f"agreements/{AGREEMENT}/text/ru/1999-12-08.akn.xml",
    ),
    "data of the railway": (
        *(
            "routes.json",
            "routes.csv",
            f"routes/{ROUTE}.json",
            "stations.json",
            "stations.csv",
            "stations/vitebsk.json",
        ),
        *(f"routes/{ROUTE}/timetable.json", f"routes/{ROUTE}/timetable.csv", "notices.json", "notices.csv"),
        *("/gtfs.zip", "/gtfs-report.json", "/alerts.pb", "/alerts.json"),
    ),
    "feeds": tuple(
        f"{feed}.{form}"
        for feed in (
            *(
                "news",
                "corrections",
                "topics/transport",
                f"people/{PERSON}",
                "notices",
                "routes",
                f"routes/{ROUTE}",
            ),
            *("agreements/changes", f"agreements/{AGREEMENT}"),
        )
        for form in ("atom", "feed.json")
    ),
    "sitemaps": (
        *("/sitemap.xml", "/sitemap-news.xml", "/sitemap-pages.xml"),
        *(
            f"/sitemap-{kind}.xml"
            for kind in (
                "article",
                "agreement",
                "person",
                "figure",
                "source",
                "topic",
                "route",
                "station",
                "text",
            )
        ),
    ),
    "by other names": (
        *(
            "/",
            "/robots.txt",
            "/favicon.ico",
            "/healthz",
            "/readyz",
            f"/n/{ARTICLE}",
            f"/f/{FIGURE}",
            f"/p/{PERSON}",
        ),
        *(f"/r/{ROUTE}", "/s/vitebsk", "/t/transport", "/a/A-10", "/id/agreement/A-10"),
    ),
}
