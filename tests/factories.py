"""Rows for tests: each function makes one valid row and lets the test say only what the test is about.

Names that a test does not give are numbered, so that two rows never collide. `moment()` and `DAY` are the
clock of the tests: all that a factory dates by itself is dated on or after 26 February 2026.
"""

import hashlib
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count
from unittest.mock import patch

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from news import indexing
from news.agreements.terms import ActionType, Designation, Family, Layer
from news.agreements.texts.held import provisions_of
from news.agreements.texts.identity import identified, sha256_of
from news.agreements.texts.splitting import split
from news.kinds import kind_of
from news.models import (
    Act,
    Action,
    ActionSource,
    Actor,
    Agreement,
    AgreementTitle,
    Article,
    ArticleVersion,
    Figure,
    FigureValue,
    Image,
    Obligation,
    ObligationEvidence,
    Office,
    Participation,
    Person,
    Provision,
    Relation,
    RuleException,
    Source,
    TextFile,
    TextVersion,
    Topic,
)
from news.pictures.cleaning import CleanPicture
from routes.models import (
    Alert,
    AlertEntity,
    FareProduct,
    FareRule,
    Operator,
    Publication,
    RiderCategory,
    Route,
    RouteBasis,
    RouteClaim,
    RouteEvent,
    RouteStop,
    Service,
    Station,
    StopTime,
    Timetable,
    Transfer,
    Trip,
)
from routes.publishing import close_ends
from routes.timetable_content import content_hash

DAY = date(2026, 2, 26)
numbers = count(1)
_saved = []  # while `indexed_once` waits


def moment(days=0, hours=0):
    """26 February 2026, 12:00 in Minsk, so many days and hours later (or earlier)."""
    return datetime(2026, 2, 26, 9, tzinfo=UTC) + timedelta(days=days, hours=hours)


@contextmanager
def indexed_once():
    """What is saved in it is indexed at its end, each thing once and articles last, as a load does it.

    A treaty is a dozen rows, and indexing it with each of them took more time than the test. It also decorates.
    """
    if _saved:
        yield
        return
    index, things = indexing._index_by_pk, {}

    def wait(kind, pk):
        things[kind.name, pk] = kind, pk

    with (
        patch.object(indexing, "_index_by_pk", wait),
        patch.object(indexing, "index_version", lambda version: wait(kind_of(Article), version.article_id)),
    ):
        _saved.append(things)
        try:
            yield
        finally:
            _saved.clear()
    for kind, pk in sorted(things.values(), key=lambda thing: thing[0].model is Article):
        index(kind, pk)


# The record -----------------------------------------------------------------------------------------------


def make_source(key=None, **fields):
    key = key or f"source-{next(numbers)}"
    return Source.objects.create(
        key=key, **({"publisher_en": f"Publisher of {key}", "grade": "c", "title": "A report"} | fields)
    )


def make_topic(slug=None, **fields):
    slug = slug or f"topic-{next(numbers)}"
    return Topic.objects.create(slug=slug, **({"name_en": f"Topic {slug}"} | fields))


def make_person(key=None, **fields):
    key = key or f"person-{next(numbers)}"
    return Person.objects.create(key=key, **({"name_en": f"Person {key}"} | fields))


@indexed_once()
def make_office(person, **fields):
    return Office.objects.create(
        person=person,
        **(
            {"title_en": f"Office {next(numbers)}", "stated_on": DAY}
            | ({} if "source" in fields else {"source": make_source()})
            | fields
        ),
    )


def picture_file(name="picture.png", size=(1, 1), colour=None, picture_format="PNG", **settings):
    """An upload; unless told, of a colour that no other picture has."""
    number = next(numbers)
    colour = colour or (number % 256, number // 256 % 256, 128)
    data = BytesIO()
    Pillow.new("RGB", size, colour).save(data, picture_format, **settings)
    return SimpleUploadedFile(name, data.getvalue())


def make_image(key=None, **fields):
    """A picture of one pixel, unlike any other."""
    key = key or f"image-{next(numbers)}"
    return Image.objects.create(
        key=key,
        **(
            {
                "file": CleanPicture(picture_file().read(), "png"),  # as if it had been encoded anew
                "alt_en": "A drawing",
                "credit_en": "Union Chronicle",
                "licence": "CC BY 4.0",
            }
            | fields
        ),
    )


@indexed_once()
def make_figure(key=None, values=(), **fields):
    """`values`: (year, amount) pairs; give anything finer with `make_figure_value`."""
    key = key or f"figure-{next(numbers)}"
    figure = Figure.objects.create(key=key, **({"name_en": f"Figure {key}", "unit": "percent"} | fields))
    for year, amount in values:
        make_figure_value(figure, amount, date(year, 1, 1))
    return figure


@indexed_once()
def make_figure_value(figure, amount, as_of=DAY, **fields):
    return FigureValue.objects.create(
        figure=figure,
        amount=Decimal(str(amount)),
        as_of=as_of,
        **(({} if "source" in fields else {"source": make_source()}) | fields),
    )


# Articles -------------------------------------------------------------------------------------------------


@indexed_once()
def make_article(slug=None, topics=(), version=True, **fields):
    """An article with one public English version, or none (`version=False`), or with the fields of a dict."""
    slug = slug or f"article-{next(numbers)}"
    article = Article.objects.create(slug=slug, **({"kind": "report"} | fields))
    article.topics.set(topics)
    if version is not False:
        make_version(article, **(version if isinstance(version, dict) else {}))
    return article


def make_version(article, language="en", number=None, **fields):
    """A version public from 26 February 2026 on, unless told otherwise; `live_from=None` makes the draft.

    A public version closes the one before it in its language, as publishing does.
    """
    earlier = ArticleVersion.objects.filter(article=article, language=language)
    number = number or max(earlier.values_list("number", flat=True), default=0) + 1
    fields = {
        "headline": f"Headline of {article.slug} {language} {number}",
        "standfirst": f"Standfirst of {article.slug} {language} {number}.",
        "body": f"Body of {article.slug} {language} {number}.",
        "live_from": moment(days=number - 1),
        "act": Act.FIRST if number == 1 else Act.UPDATE,
    } | fields
    if fields["live_from"] and "live_until" not in fields:
        earlier.filter(live_from__isnull=False, live_until__isnull=True).update(
            live_until=fields["live_from"]
        )
    return ArticleVersion.objects.create(article=article, language=language, number=number, **fields)


def make_draft(article, language="en", **fields):
    return make_version(article, language, live_from=None, **fields)


# The register ---------------------------------------------------------------------------------------------


def make_actor(code=None, **fields):
    code = code or f"actor-{next(numbers)}"
    return Actor.objects.get_or_create(
        code=code, defaults={"kind": "state", "name_en": f"Actor {code}"} | fields
    )[0]


@indexed_once()
def make_agreement(slug=None, parties=("russia", "belarus"), **fields):
    """A ratified treaty of Russia and Belarus; `family="organ_act"` makes a decree of the Council."""
    number = next(numbers)
    family = fields.get("family", Family.TREATY)
    organ_act = family == Family.ORGAN_ACT
    agreement = Agreement.objects.create(
        slug=slug or f"agreement-{number}",
        **(
            {
                "number": f"T {number}",
                "family": family,
                "designation": Designation.DECREE if organ_act else Designation.TREATY,
                "adopting_organ": make_actor("supreme-state-council", kind="organ") if organ_act else None,
                "consent_mode": "adoption_by_organ" if organ_act else "ratification",
                "name_en": f"Agreement {slug or number}",
            }
            | fields
        ),
    )
    for code in () if organ_act else parties:
        make_participation(agreement, make_actor(code))
    return agreement


def make_participation(agreement, actor, **fields):
    return Participation.objects.create(agreement=agreement, actor=actor, **fields)


@indexed_once()
def make_title(agreement, text, language="ru", kind="official", **fields):
    return AgreementTitle.objects.create(
        agreement=agreement,
        text=text,
        language=language,
        kind=kind,
        **(({} if "source" in fields else {"source": make_source()}) | fields),
    )


def make_exception(agreement, rule=12, action_key="a-key", **fields):
    """Why a soft rule's finding stands."""
    return RuleException.objects.create(
        agreement=agreement, rule=rule, action_key=action_key, **({"reason_en": "So it was."} | fields)
    )


@indexed_once()
def make_action(agreement, type=ActionType.SIGNED, dated_on=DAY, sources=None, **fields):
    """An action with one source of class C, unless `sources` gives others; `sources=()` makes none."""
    domestic = type in ActionType.of(Layer.DOMESTIC)
    action = Action.objects.create(
        agreement=agreement,
        type=type,
        dated_on=dated_on,
        **(
            {
                "key": f"action-{next(numbers)}",
                "layer": Layer.DOMESTIC if domestic else Layer.INTERNATIONAL,
                "actor": make_actor("russia") if domestic else None,
                # Not the real clock: what occurred is never dated after the day it was recorded.
                "recorded_at": moment(days=200),
            }
            | fields
        ),
    )
    for source in [make_source()] if sources is None else sources:
        make_evidence(action, source)
    return action


@indexed_once()
def make_evidence(action, source=None, **fields):
    return ActionSource.objects.create(action=action, source=source or make_source(), **fields)


@indexed_once()
def make_relation(from_agreement, to_agreement, predicate="supersedes", **fields):
    return Relation.objects.create(
        from_agreement=from_agreement,
        to_agreement=to_agreement,
        predicate=predicate,
        **(({} if "source" in fields else {"source": make_source()}) | fields),
    )


SHORT_TREATY = """The Parties have agreed as follows:
Article 1
1. The Parties cooperate:
(a) in science;
(b) in culture.
2. They meet once a year.
Article 2
The Treaty enters into force on the day of its signature.
"""


@indexed_once()
def make_text(agreement, text=SHORT_TREATY, language="en", valid_from=DAY, earlier=None, **fields):
    """A text as concluded, split; `earlier`: a version whose lasting ids it takes over."""
    before = provisions_of([earlier])[earlier.pk] if earlier else ()
    provisions = identified(split(text, language).provisions, earlier=before, valid_from=valid_from)
    version = TextVersion.objects.create(
        agreement=agreement,
        language=language,
        valid_from=valid_from,
        **(
            {"kind": "original", "sha256": sha256_of(provisions), "recorded_at": moment(days=200)}
            | ({} if "source" in fields else {"source": make_source()})
            | fields
        ),
    )
    saved = {}
    for position, each in enumerate(provisions, start=1):
        columns = {name: getattr(each, name) for name in ("kind", "eid", "wid", "number", "heading", "text")}
        saved[each.eid] = Provision.objects.create(
            version=version, position=position, parent=saved.get(each.parent), **columns
        )
    return version


def make_document(version, content=None, **fields):
    """A PDF as the act keeps it, unlike any other; its content is nothing that anybody opens."""
    number = next(numbers)
    content = content or f"%PDF-1.7\n% document {number}\n%%EOF\n".encode()
    digest = hashlib.sha256(content).hexdigest()
    return TextFile.objects.create(
        version=version,
        **(
            {
                "number": version.files.count() + 1,
                "file": default_storage.save(f"documents/{digest}.pdf", ContentFile(content)),
                "size": len(content),
                "pages": 2,
                "is_scan": False,
                "sha256": digest,
                "received_sha256": hashlib.sha256(b"received" + content).hexdigest(),
                "recorded_at": moment(days=200),
            }
            | fields
        ),
    )


@indexed_once()
def make_obligation(agreement, **fields):
    """Stated on 26 February 2026 and due on 2 April; `due_on=None`: without a day."""
    number = next(numbers)
    return Obligation.objects.create(
        agreement=agreement,
        **(
            {
                "key": f"promise-{number}",
                "text_en": f"Promise {number}",
                "stated_on": DAY,
                "due_on": date(2026, 4, 2),
            }
            | ({} if "source" in fields else {"source": make_source()})
            | fields
        ),
    )


@indexed_once()
def make_finding(obligation, finding="delivered", dated_on=DAY, **fields):
    return ObligationEvidence.objects.create(
        obligation=obligation,
        finding=finding,
        dated_on=dated_on,
        **(({} if "source" in fields else {"source": make_source()}) | fields),
    )


# The railway ----------------------------------------------------------------------------------------------


def make_operator(code=None, **fields):
    code = code or f"operator-{next(numbers)}"
    return Operator.objects.create(code=code, **({"name_en": f"Operator {code}", "country": "BY"} | fields))


@indexed_once()
def make_station(slug=None, **fields):
    """A Belarusian station without coordinates; give `latitude` and `longitude` for one of a town."""
    slug = slug or f"station-{next(numbers)}"
    place = {}
    if "latitude" in fields:
        place = {"coordinate_precision": "city_centre"}
        if "coordinate_source" not in fields:
            place["coordinate_source"] = make_source()
    defaults = {"name_en": f"Station {slug}", "country": "BY", "timezone": "Europe/Minsk"}
    return Station.objects.create(slug=slug, **(defaults | place | fields))


@indexed_once()
def make_route(slug=None, stations=(), **fields):
    slug = slug or f"route-{next(numbers)}"
    route = Route.objects.create(slug=slug, **({"kind": "suburban", "name_en": f"Route {slug}"} | fields))
    for sequence, station in enumerate(stations, start=1):
        RouteStop.objects.create(route=route, sequence=sequence, station=station)
    return route


@indexed_once()
def make_route_event(route, kind="proposed", dated_on=DAY, **fields):
    """An event on a known day; `dated_on=None`: its day is not established. Such a one, and a plan, was said on
    26 February 2026, or on its day if that is earlier."""
    number = next(numbers)
    defaults = {"key": f"event-{number}", "says_en": f"Event {number} of {route.slug}."}
    if dated_on is None:
        defaults |= {"date_precision": "unknown", "announced_on": DAY}
    elif kind == "launch_planned":
        defaults["announced_on"] = min(DAY, dated_on)
    if "source" not in fields:
        defaults["source"] = make_source()
    return RouteEvent.objects.create(route=route, kind=kind, dated_on=dated_on, **(defaults | fields))


@indexed_once()
def make_route_claim(route, subject="pairs_per_day", **fields):
    number = next(numbers)
    defaults = {"key": f"claim-{number}", "text_en": f"Claim {number} about {route.slug}.", "said_on": DAY}
    if "said_by" not in fields:
        defaults["said_by_name_en"] = f"Speaker {number}"
    if "source" not in fields:
        defaults["source"] = make_source()
    return RouteClaim.objects.create(route=route, subject=subject, **(defaults | fields))


@indexed_once()
def make_basis(route, agreement, role="legal_basis", **fields):
    return RouteBasis.objects.create(
        route=route,
        agreement=agreement,
        role=role,
        **(({} if "source" in fields else {"source": make_source()}) | fields),
    )


@indexed_once()
def make_timetable(route, key="t", first=date(2026, 4, 2), last=date(2026, 12, 31), **fields):
    """A draft of a real timetable with its source; `is_sample=True` for an invented one."""
    source = {} if fields.get("is_sample") or "source" in fields else {"source": make_source()}
    return Timetable.objects.create(
        route=route, key=key, valid_from=first, valid_until=last, **(source | fields)
    )


def make_service(timetable, key="daily", weekdays=127, **fields):
    season = {"start": timetable.valid_from, "end": timetable.valid_until}
    return Service.objects.create(timetable=timetable, key=key, weekdays=weekdays, **(season | fields))


@indexed_once()
def make_trip(service, number, calls, direction=0, **fields):
    """`calls`: (station, "06:40") or (station, "07:30", "07:44") in order; hours may pass 24."""
    trip = Trip.objects.create(
        timetable=service.timetable, service=service, number=number, direction=direction, **fields
    )
    StopTime.objects.bulk_create(
        StopTime(
            trip=trip,
            sequence=sequence,
            station=station,
            arrival=seconds(times[0]),
            departure=seconds(times[-1]),
        )
        for sequence, (station, *times) in enumerate(calls, start=1)
    )
    return trip


@indexed_once()
def make_transfer(start, end, min_transfer_time=None, **fields):
    """To another station, in seconds; without a time it is recommended."""
    kind = 0 if min_transfer_time is None else 2
    given = {"kind": kind, "min_transfer_time": min_transfer_time, "source": make_source()} | fields
    return Transfer.objects.create(from_station=start, to_station=end, **given)


def seconds(clock):
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def publish(timetable, published_at=None):
    """As the act does, without an editor and without asking what is in its way."""
    close_ends(timetable)
    return Publication.objects.create(
        timetable=timetable, published_at=published_at or moment(), content_hash=content_hash(timetable)
    )


@indexed_once()
def make_alert(*entities, key=None, **fields):
    """A public notice. `entities`: what each row names together, as {"route": …, "station": …}."""
    key = key or f"alert-{next(numbers)}"
    source = {} if "source" in fields else {"source": make_source()}
    alert = Alert.objects.create(
        key=key, **({"header_en": f"Notice {key}.", "published_at": moment()} | source | fields)
    )
    for sequence, named in enumerate(entities, start=1):
        AlertEntity.objects.create(alert=alert, sequence=sequence, **named)
    return alert


@indexed_once()
def make_fare(route, amount="4.20", **fields):
    """A fare of the whole route, for adults, in Belarusian roubles."""
    category, _ = RiderCategory.objects.get_or_create(code="adult", defaults={"name_en": "Adult"})
    source = {} if fields.get("is_sample") else {"source": make_source()}
    defaults = {
        "key": f"fare-{next(numbers)}",
        "name_en": "Single",
        "rider_category": category,
        "currency": "BYN",
        "valid_from": DAY,
    }
    product = FareProduct.objects.create(amount=amount, **(defaults | source | fields))
    FareRule.objects.create(product=product, route=route)
    return product
