"""What is asked of the site as it stands, with whatever the database holds, and how it answers."""

import traceback

from django.apps import apps
from django.core.signals import got_request_exception

from config.kept_pages import PAGE_PARAMETERS
from tests.fuzz.asking import Asker
from tests.walk import doors


def answer(clients, asked):
    """(status, the traceback of what was raised or "")."""
    raised = []
    note = lambda **kwargs: raised.append(traceback.format_exc())  # noqa: E731
    got_request_exception.connect(note)
    try:
        options = {"content_type": asked.content_type} if asked.body or asked.content_type else {}
        response = clients[asked.at_the_desk].generic(asked.method, asked.path, asked.body, **options)
        status = response.status_code
        # To its end, which closes its file; `close()` would close a test's connection in its transaction too.
        b"".join(response.streaming_content if response.streaming else ())
    finally:
        got_request_exception.disconnect(note)
    return status, raised[-1] if raised else ""


def asker_of_content():
    """Over whatever the database holds."""
    slugs = {
        name: [*model.objects.values_list(field, flat=True)[:40]]
        for name, model, field in (
            ("article", apps.get_model("news.Article"), "slug"),
            ("agreement", apps.get_model("news.Agreement"), "slug"),
            ("topic", apps.get_model("news.Topic"), "slug"),
            ("person", apps.get_model("news.Person"), "key"),
            ("figure", apps.get_model("news.Figure"), "key"),
            ("source", apps.get_model("news.Source"), "key"),
            ("route", apps.get_model("routes.Route"), "slug"),
            ("station", apps.get_model("routes.Station"), "slug"),
        )
    }
    texts = [
        {"slug": text.agreement.slug, "language": text.language, "day": text.valid_from}
        for text in apps.get_model("news.TextVersion").objects.select_related("agreement")[:40]
    ]
    found = [*doors()]
    places = {}
    for door in found:
        kind = (
            "route"
            if door.key in ("timetable_detail", "timetable_json", "timetable_csv", "train_ics")
            else door.key.partition("_")[0]
        )
        if door.key.startswith("agreement_text") and "day" in door.parameters:
            places[door.key] = texts
        elif "slug" in door.parameters and kind in slugs:
            places[door.key] = [{"slug": slug, "number": 1, "name": slug} for slug in slugs[kind]]
        elif door.is_desk:
            places[door.key] = [{name: str(number) for name in door.parameters} for number in range(1, 6)]
    names = {
        *PAGE_PARAMETERS,
        "q",
        "at",
        "via",
        "change",
        "arrive",
        "p",
        "o",
        "all",
        "e",
        "_popup",
        "ref",
        "term",
        "app_label",
        "model_name",
        "field_name",
    }
    return Asker(found, places, names)
