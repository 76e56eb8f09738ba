"""The walk over every address: which doors the site has, what stands behind them, and who may open which.

A new address is found by itself. Where it has parameters that `places` does not know, or a right of its own, the walk fails and
says so: add a line to PLACES here, or to the tables of walk_rights.py.

Roles: `anonymous`; `reader` (an account that may not enter the desk), `bare` (one that may, without any right), `keeper` (keeps
sources and pictures and sees no texts), the three roles of the content, and `chief` (superuser).
States: those of texts.py's five words, with `earlier`, `removed` and `merged`; `foreign` is a draft of somebody else, `update` a
draft over a public text, `shared` a draft with a preview link, `quiet` a first draft whose article nobody has named yet.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern
from django.utils import timezone

from config.roles import ROLES
from config.sitemaps import sitemaps
from news import audit, preview_links
from news.models import MistakeReport, WorkingCopy
from tests import factories as make
from tests.accounts import in_role, permissions

LANGUAGE = "en"
DESK = ("author", "editor", "publisher", "chief")
ROLE_NAMES = ("anonymous", "reader", "bare", "keeper", *DESK)
KEEPER = {
    f"news.{act}_{model}"
    for act in ("view", "add", "change")
    for model in ("source", "image", "person", "figure", "topic")
}
STATES = (
    *("draft", "review", "scheduled", "published", "earlier", "withdrawn", "removed", "merged"),
    *("foreign", "update", "shared"),
)


# Doors ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Door:
    """One address of the resolver. `key`: its name, or its route where it has none."""

    key: str
    route: str
    is_desk: bool

    @property
    def parameters(self):
        return re.findall(r"<(?:\w+:)?(\w+)>", self.route)

    def path(self, values):
        path = self.route
        for name, value in values.items():
            path = re.sub(rf"<(?:\w+:)?{name}>", lambda _place, value=value: str(value), path)
        return f"/{path}"


def doors():
    """Every address once: of the languages, one stands for all."""
    return [*_doors(get_resolver().url_patterns, "", False)]


def _doors(patterns, before, is_desk):
    for each in patterns:
        route = before + _route(each.pattern)
        if isinstance(each, URLPattern):
            yield Door(each.name or route, route, is_desk)
        else:
            yield from _doors(each.url_patterns, route, is_desk or route == "admin/")


def _route(pattern):
    if isinstance(pattern, LocalePrefixPattern):
        return f"{LANGUAGE}/"
    if isinstance(pattern, RegexPattern):
        # Only the admin's own two: the page of an app, and what leads nowhere.
        return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", str(pattern)).strip("^$")
    return str(pattern)


# What stands behind them ------------------------------------------------------------------------------------------


class World:
    """One of everything. Each text says its own secret word in every field: `secrets[state]`."""

    def __init__(self):
        self.accounts = self._accounts()
        self.article, self.version, self.secrets = {}, {}, {}
        self._texts()
        self.rows = self._rows()
        self._at_work()

    def _accounts(self):
        users = type(in_role("author", "zqsomebody")).objects
        accounts = {role: in_role(role) for role in ROLES}
        accounts["reader"] = users.create_user("reader")
        accounts["bare"] = users.create_user("bare", is_staff=True)
        accounts["keeper"] = users.create_user("keeper", is_staff=True)
        accounts["keeper"].user_permissions.set(permissions(KEEPER))
        accounts["chief"] = users.create_superuser("chief")
        self.somebody = users.get(username="zqsomebody")
        self.somebody.email = "zqaddress@chronicle.example"
        self.somebody.save()
        return accounts

    def _texts(self):
        now = timezone.now()
        past, later = now - timedelta(days=9), now + timedelta(days=9)
        gone = {"reason_en": "A mistake."}
        self.source = make.make_source("walk-source")
        self._text("published", live_from=past)
        self._text("draft", live_from=None)
        self._text("review", live_from=None, submitted_at=past, submitted_by=self.accounts["author"])
        self._text("foreign", live_from=None, created_by=self.somebody)
        self._text("shared", live_from=None)
        self._text("scheduled", live_from=later)
        self._text("earlier", live_from=past)
        self._words("successor", self.article["earlier"], live_from=past + timedelta(days=1), act="update")
        self._text("withdrawn", live_from=past, of_article={"withdrawn_at": now} | gone)
        self._text("removed", live_from=past, of_article={"removed_at": now} | gone)
        self._text("merged", live_from=past, of_article={"merged_into": self.article["published"]})
        self._text("base", live_from=past)
        self.article["update"] = self.article["base"]
        self._words(
            "update", self.article["base"], live_from=None, act="update", return_comment="zqupdate again"
        )

    def _text(self, state, *, of_article=None, **fields):
        self.article[state] = make.make_article(f"walk-{state}", version=False, **(of_article or {}))
        self._words(state, self.article[state], **fields)

    def _words(self, state, article, **fields):
        secret = self.secrets[state] = f"zq{state}"
        shown = self.secrets[f"picture {state}"] = f"zp{state}"
        image = make.make_image(f"walk-{state}", alt_en=f"{shown} picture", caption_en=f"{shown} caption")
        texts = {
            name: f"{secret} {name}"
            for name in ("headline", "standfirst", "byline", "dateline", "note", "own_text_reason")
        }
        if fields["live_from"] is None:
            texts.pop("own_text_reason")
        statements = {
            name: f"{secret} {name}.[^walk-source]" for name in ("body", "confirmed", "claimed", "unknown")
        }
        fields = {"created_by": self.accounts["author"], "lead_image": image} | texts | statements | fields
        self.version[state] = make.make_version(article, **fields)

    def _rows(self):
        """One row of each model that has a page of its own at the desk."""
        agreement = make.make_agreement("walk-agreement")
        action = make.make_action(agreement)
        document = make.make_document(make.make_text(agreement))
        route = make.make_route(
            "walk-route", stations=[make.make_station("walk-station"), make.make_station()]
        )
        timetable = make.make_timetable(route, key="zqtimetable")
        service = make.make_service(timetable)
        self._running()
        fare = make.make_fare(route)
        author = self.accounts["author"]
        return {
            "timetable": timetable,
            "service": service,
            "trip": make.make_trip(service, "zqtrain", []),
            "alert": make.make_alert({"route": route}),
            "mistakereport": MistakeReport.objects.create(
                page="/en/", language="en", text="Wrong.", form="walk"
            ),
            "fareproduct": fare,
            "ridercategory": fare.rider_category,
            "user": self.somebody,
            "group": author.groups.get(),
            "action": action,
            "textfile": document,
            "ruleexception": make.make_exception(agreement),
            "agreement": agreement,
            "actor": make.make_actor("walk-actor"),
            "obligation": make.make_obligation(agreement),
            "figure": make.make_figure("walk-figure", values=[(2025, 3)]),
            "image": make.make_image("walk-image"),
            "person": make.make_person("walk-person"),
            "topic": make.make_topic("walk-topic"),
            "source": make.make_source("walk-other"),
            "operator": make.make_operator("walk-operator"),
            "route": route,
            "routeevent": make.make_route_event(route),
            "routeclaim": make.make_route_claim(route),
            "station": make.make_station("walk-halt"),
        }

    def _running(self):
        """A timetable that is public, so that the feed, the files and the boards have something to be made of."""
        today = timezone.localdate()
        stations = [
            make.make_station(f"walk-{name}", latitude=latitude, longitude=30)
            for name, latitude in (("north", 55), ("south", 54))
        ]
        route = make.make_route("walk-running", stations=stations)
        route.operators.add(make.make_operator("walk-carrier", url="https://example.org/"))
        make.make_route_event(route, "launched", dated_on=today - timedelta(days=9))
        timetable = make.make_timetable(route, first=today, last=today + timedelta(days=30))
        service = make.make_service(timetable)
        make.make_trip(service, "801", [(stations[0], "06:00"), (stations[1], "07:00")])
        make.publish(timetable)

    def _at_work(self):
        author = self.accounts["author"]
        self.links = {
            name: preview_links.share(self.version["shared"], by=author, for_whom=f"zq{name} guest", days=1)
            for name in ("open", "closed")
        }
        preview_links.take_back(self.links["closed"], by=author)
        WorkingCopy.objects.create(
            version=self.version["draft"], editor=self.accounts["editor"], fields={"body": "zqtyping"}
        )
        for secret, thing in (("zqaccounts", self.somebody), ("zqaudit", self.rows["operator"])):
            changes = {"old": {"first_name": "Before"}, "new": {"first_name": secret}}
            self.rows["auditentry"] = audit.record(thing, by=author, act="change", comment=secret, **changes)
        self.secrets |= {"typing": "zqtyping", "audit": "zqaudit", "account": "zqaddress"}
        self.secrets["audit of accounts"] = "zqaccounts"
        self.secrets |= {"timetable": "zqtimetable", "train": "zqtrain"}
        self.secrets |= {"guest": "zqopen guest", "somebody": "zqsomebody"}


class Writes:
    """With `connection.execute_wrapper(writes)`: which tables were written to, but for those of signing in and of typing."""

    PASSING = {"django_session", "news_workingcopy"}

    def __init__(self):
        self.tables = set()

    def __call__(self, execute, sql, params, many, context):
        if found := re.match(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql, re.IGNORECASE):
            self.tables |= {found[1]} - self.PASSING
        return execute(sql, params, many, context)


# Where a door leads: [(state, {parameter: value})] ------------------------------------------------------------------


def places(door, world):
    """What its parameters can be, each with the state of the text behind it ("" where it is no text)."""
    if door.key in PLACES:
        return PLACES[door.key](world)
    if not door.parameters:
        return [("", {})]
    model = re.match(r"admin/\w+/(\w+)/", door.route)
    if model and door.parameters[0] in ("pk", "id", "object_id"):
        return _of_rows(door.parameters[0], model[1], world)
    raise LookupError(f"tests/walk.py, PLACES: say where {door.key} ({door.route}) leads.")


def _of_rows(name, model, world):
    texts = {"articleversion": world.version, "article": world.article}
    if model in texts:
        return [(state, {name: texts[model][state].pk}) for state in STATES]
    return [("", {name: world.rows[model].pk})]


def _slugs(world):
    return [(state, {"slug": world.article[state].slug}) for state in STATES]


def _versions(world):
    return [
        (state, {"slug": world.article[state].slug, "number": world.version[state].number})
        for state in STATES
    ]


def _row(name, key="slug", parameter="slug"):
    return lambda world: [("", {parameter: getattr(world.rows[name], key)})]


def _on_site(world):
    kind = ContentType.objects.get_for_model(type(world.article["draft"]))
    return [(state, {"content_type_id": kind.pk, "object_id": world.article[state].pk}) for state in STATES]


def _text(world):
    text = world.rows["agreement"].texts.get()
    return [("", {"slug": "walk-agreement", "language": text.language, "day": text.valid_from})]


PLACES = {
    "sitemap_section": lambda world: [("", {"section": name}) for name in sitemaps()],
    "media": lambda world: [
        *((state, {"name": world.version[state].lead_image.file.name}) for state in STATES),
        ("", {"name": world.rows["textfile"].file.name}),
    ],
    "news_agreement_add_document": lambda world: [
        ("", {"pk": world.rows["agreement"].pk, "text": world.rows["textfile"].version_id})
    ],
    **dict.fromkeys(
        ("news_agreement_withdraw_document", "news_agreement_put_document_back"), _row("textfile", "pk", "pk")
    ),
    "news_image_file": lambda world: [("", {"name": world.rows["image"].file.name})],
    "article_preview": lambda world: [
        (name, {"token": preview_links.token_of(link)}) for name, link in world.links.items()
    ],
    "article_preview_picture": lambda world: [
        (name, {"token": preview_links.token_of(link), "name": link.version.lead_image.file.name})
        for name, link in world.links.items()
    ],
    **dict.fromkeys(("article_detail", "article_json"), _slugs),
    "article_versions": _slugs,
    "article_compare": _slugs,
    **dict.fromkeys(("article_version", "article_version_json"), _versions),
    **dict.fromkeys(("topic_detail", "topic_json", "topic_feed", "topic_feed_json"), _row("topic")),
    **dict.fromkeys(
        ("person_detail", "person_json", "person_feed", "person_feed_json"), _row("person", "key")
    ),
    **dict.fromkeys(("figure_detail", "figure_json", "figure_csv"), _row("figure", "key")),
    "news_agreement_import_template": lambda world: [("", {"name": "actions.csv"})],
    **dict.fromkeys(
        ("source_detail", "source_json"),
        lambda world: [("", {"slug": key}) for key in ("walk-source", "walk-other")],
    ),
    **dict.fromkeys(("agreement_detail", "agreement_texts", "agreement_compare"), _row("agreement")),
    **dict.fromkeys(("agreement_text", "agreement_text_akn"), _text),
    **dict.fromkeys(
        (
            *("agreement_detail", "agreement_json", "agreement_bib", "agreement_ris", "agreement_csl"),
            *("agreement_actions_csv", "agreement_feed", "agreement_feed_json"),
        ),
        _row("agreement"),
    ),
    "agreement_identifier": lambda world: [("", {"name": world.rows["agreement"].number.replace(" ", "-")})],
    **dict.fromkeys(("route_detail", "route_json", "route_feed", "route_feed_json"), _row("route")),
    **dict.fromkeys(("timetable_detail", "timetable_json", "timetable_csv", "train_ics"), _row("route")),
    **dict.fromkeys(("station_detail", "station_json", "station_departures"), _row("station")),
    "short_article_detail": _slugs,
    "short_agreement": lambda world: [("", {"name": world.rows["agreement"].number.replace(" ", "-")})],
    **{f"short_{name}_detail": _row(name) for name in ("route", "station", "topic")},
    **{f"short_{name}_detail": _row(name, "key") for name in ("figure", "person")},
    "view_on_site": _on_site,
    "app_list": lambda world: [("", {"app_label": name}) for name in ("news", "routes", "auth")],
    "admin/<url>": lambda world: [("", {"url": "nowhere/"})],
    "news_articleversion_reference_new": lambda world: [
        ("", {"name": name}) for name in ("source", "figure", "person")
    ],
    "routes_timetable_days_change": lambda world: [
        ("", {"pk": world.rows["timetable"].pk, "service": world.rows["service"].pk})
    ],
    "news_articleversion_preview_link_take_back": lambda world: [
        ("shared", {"pk": link.version_id, "link": link.pk}) for link in world.links.values()
    ],
}

# What a door is asked beside nothing: words that every text of the world holds, and days on which more will be public.
_WORDS = [{}, {"q": "headline"}, {"q": "picture"}, {"q": "walk"}]
_DAYS = [{}, {"as_of": "2099-01-01"}]
QUERIES = {
    "search": [*_WORDS, {"q": "headline", "as_of": "2099-01-01"}],
    "article_list": [*_WORDS, *_DAYS],
    "timeline": [*_DAYS, {"year": "2026"}],
    "home": _DAYS,
    "article_detail": _DAYS,
    "article_compare": [{}, {"from": "1", "to": "2"}, {"from": "2", "to": "3"}],
    **dict.fromkeys(("topic_detail", "source_detail", "person_detail", "figure_detail"), _DAYS),
    "news_articleversion_references": _WORDS,
    "news_articleversion_reference_search": _WORDS,
    "news_articleversion_reference_names": [
        {"ref": ["[[article:walk-draft]]", "[[image:walk-draft]]", "[^walk-source]"]}
    ],
    **{
        f"news_{model}_changelist": [{}, {"q": "walk"}]
        for model in ("article", "articleversion", "source", "image")
    },
    "autocomplete": [
        {"app_label": "news", "model_name": model, "field_name": field, "term": "walk"}
        for model, field in (("articleversion", "lead_image"), ("figurevalue", "source"))
    ],
}
