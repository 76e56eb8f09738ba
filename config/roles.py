"""The three roles of the newsroom and what each may do; the groups of the same names come with the content.

docs/editing.md shows it to editors, `news.publishing.PERMISSIONS` says which permission an act needs.
"""

RECORD = ("source", "person", "office", "figure", "figurevalue", "image", "topic")
REGISTER = (
    *("actor", "agreement", "agreementtitle", "participation", "action", "actionsource", "relation"),
    *("obligation", "obligationevidence", "ruleexception", "textversion", "textfile", "provision"),
)
RAILWAY = (
    *("operator", "station", "route", "routestop", "routebasis", "routeevent", "routeclaim"),
    *("timetable", "service", "serviceexception", "trip", "stoptime", "timetablenote", "noteplace"),
    *("alert", "alertperiod", "alertentity", "ridercategory", "fareproduct", "farerule"),
)
TEXTS = ("article", "articleversion")


def _all(app: str, models: tuple[str, ...], *acts: str) -> frozenset[str]:
    return frozenset(f"{app}.{act}_{model}" for model in models for act in acts)


# Writes drafts and what they cite, and sends them for review.
AUTHOR = (
    _all("news", TEXTS, "view", "add", "change")
    | _all("news", RECORD, "view", "add")
    | _all("news", REGISTER, "view")
    | _all("routes", (*RAILWAY, "publication"), "view")
    | {"news.delete_articleversion"}
)
# Works in every draft, returns it or passes it on, and keeps the record.
EDITOR = (
    AUTHOR
    | {"news.review_articleversion", "news.view_auditentry"}
    | _all("news", ("mistakereport",), "view", "change")
    | _all("news", RECORD + REGISTER, "add", "change", "delete")
    | _all("routes", RAILWAY, "add", "change", "delete")
)
# Decides what readers see.
PUBLISHER = EDITOR | {"news.publish_article", "routes.publish_timetable"}

ROLES: dict[str, frozenset[str]] = {"author": AUTHOR, "editor": EDITOR, "publisher": PUBLISHER}
