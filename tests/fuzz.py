"""Requests nobody meant: every address of the site with likely, hostile and random parameters, methods and bodies.

`python -m tests.fuzz --requests 100000` asks them all of the site in this process, over the real content, and tells of each that
was answered by 500 or that wrote where only looking was asked. Whatever is found can be asked again by its seed.
"""

import argparse
import os
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, urlencode

METHODS = ["GET"] * 16 + ["HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"]
DAYS = [
    "2026-02-26",
    "2025-03-13",
    "1999-12-08",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "2026-13-01",
    "today",
    "26.02.2026",
]
LIKELY = [
    *(
        "1",
        "2",
        "0",
        "-1",
        "vitebsk",
        "smolensk",
        "minsk",
        "transport",
        "report",
        "in_force",
        "open",
        "ru",
        "be",
        "en",
        "all",
    ),
    *(
        "treaty",
        "russia",
        "belarus",
        "price",
        "fastest",
        "explainer",
        "06:00",
        "23:59",
        "24:00",
        "adult",
        "out",
        "back",
    ),
]
HOSTILE = [
    *(
        "",
        " ",
        "\x00",
        "\x00" * 9,
        "\ud800",
        "\u202e",
        "💥",
        "ÿ",
        "Ў" * 400,
        "a" * 9000,
        "%",
        "%%%",
        "%00",
        "%zz",
        "\r\n\r\n",
    ),
    *(
        "'",
        "''",
        '"',
        "\\",
        "';--",
        "' OR 1=1--",
        "1;DROP TABLE news_article",
        "{{7*7}}",
        "${7*7}",
        "__class__",
        "*",
        "?",
    ),
    *(
        "9" * 400,
        "-9" * 60,
        "1e999",
        "NaN",
        "Infinity",
        "0x10",
        "١٢",
        "²",
        "½",
        "1_000",
        "9223372036854775808",
        "2147483648",
    ),
    *(
        "../../etc/passwd",
        "..%2f",
        "//evil.example",
        "javascript:alert(1)",
        "<script>",
        "=1+1",
        "[]",
        "{}",
        "null",
        "true",
    ),
    *(
        "AND",
        "OR NOT",
        "a*",
        '"unfinished',
        "(((",
        ")",
        "NEAR(a b)",
        "^",
        "a:b",
        "-",
        "--",
        "+",
        "&",
        ";",
        ",",
        ",,,,",
        "|",
    ),
]
TYPES = [
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/xml",
    "",
]


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    body: bytes = b""
    content_type: str = ""
    at_the_desk: bool = False

    def __str__(self):
        who = "at the desk" if self.at_the_desk else "as a reader"
        return f"{self.method} {self.path[:300]} {who} {self.content_type} {self.body[:200]!r}"


def value(random):
    kind = random.random()
    if kind < 0.35:
        return random.choice(LIKELY)
    if kind < 0.5:
        return random.choice(DAYS)
    if kind < 0.8:
        return random.choice(HOSTILE)
    if kind < 0.9:
        return str(random.randint(-(2**70), 2**70) if random.random() < 0.5 else random.randint(-3, 60))
    return "".join(
        chr(random.choice((random.randint(0, 0x7F), random.randint(0, 0x52F), random.randint(0, 0x10FFFF))))
        for _ in range(random.randint(1, 12))
    )


def written(text):
    """In an address, whatever it is: lone surrogates too."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="/")


class Asker:
    """`places`: {door: [parameters that lead somewhere]}; `names`: of parameters that pages read."""

    def __init__(self, doors, places, names):
        self.doors, self.places, self.names = doors, places, sorted(names)

    def one(self, random):
        door = random.choice(self.doors)
        path = written(door.path(self.parameters(random, door)))
        if random.random() < 0.05:
            path = path.replace("/en/", random.choice(("/ru/", "/be/", "/de/", "/EN/", "//")), 1)
        if random.random() < 0.05:
            path += random.choice((written(value(random)), "/", ".json", "/..", "%00", "?"))
        if random.random() < 0.8:
            path += f"?{self.query(random)}"
        method = random.choice(METHODS)
        if method in ("GET", "HEAD", "OPTIONS", "TRACE"):
            return Asked(method, path, at_the_desk=door.is_desk)
        return Asked(method, path, *self.body(random), at_the_desk=door.is_desk)

    def parameters(self, random, door):
        known = self.places.get(door.key) or [{}]
        found = dict(random.choice(known))
        for name in door.parameters:
            if name not in found or random.random() < 0.15:
                found[name] = value(random).replace("/", "") or "x"
        return found

    def query(self, random):
        pairs = [
            (random.choice(self.names) if random.random() < 0.9 else value(random), value(random))
            for _ in range(random.randint(1, 4))
        ]
        text = urlencode([tuple(part.encode("utf-8", "surrogatepass") for part in pair) for pair in pairs])
        return (
            text
            if random.random() < 0.95
            else text.replace("%", "%%", 1) + random.choice(("&&&", "=", "%", ";a=b"))
        )

    def body(self, random):
        kind = random.choice(TYPES)
        sent = self.query(random).encode()
        if random.random() < 0.3:
            sent = random.randbytes(random.randint(0, 300))
        elif "json" in kind:
            sent = random.choice(
                (
                    b"{}",
                    b"[]",
                    b"null",
                    b'{"text":1}',
                    b'{"editor":null,"fields":[1]}',
                    b"{",
                    b'"\\ud800"',
                    b"[" * 5000,
                )
            )
        elif "boundary" in kind:
            sent = (
                b'--x\r\nContent-Disposition: form-data; name="file"; filename="'
                + written(value(random)).encode()
                + b'"\r\n\r\n'
                + sent
                + b"\r\n--x--\r\n"
            )
        return sent, kind


def answer(clients, asked):
    """(status, the traceback of what was raised or "")."""
    from django.core.signals import got_request_exception

    raised = []
    note = lambda **kwargs: raised.append(traceback.format_exc())  # noqa: E731
    got_request_exception.connect(note)
    try:
        options = {"content_type": asked.content_type} if asked.body or asked.content_type else {}
        response = clients[asked.at_the_desk].generic(asked.method, asked.path, asked.body, **options)
        status = response.status_code
        response.close()
    finally:
        got_request_exception.disconnect(note)
    return status, raised[-1] if raised else ""


def asker_of_content():
    """Over whatever the database holds."""
    from django.apps import apps

    from config.web.page_cache import PAGE_PARAMETERS
    from tests.walk import doors

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
            if door.key in ("timetable_detail", "timetable_csv", "train_ics")
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=0, help="stop after so long (0: never)")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ["LOG_LEVEL"] = "CRITICAL"
    sys.exit(1 if run(given.requests, given.seed, given.seconds) else 0)


def run(requests, seed, seconds):
    """How many different faults were found; each is told once."""
    import logging

    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import transaction
    from django.test import Client

    from workbench.environment import ROOT

    call_command("migrate", verbosity=0)
    fixtures = ROOT / "fixtures"
    call_command(
        "loaddata", *sorted(fixtures.glob("*.json")), *sorted(fixtures.glob("sample/*.json")), verbosity=0
    )
    chief = get_user_model().objects.create_superuser("chief")
    clients = {False: Client(raise_request_exception=False), True: Client(raise_request_exception=False)}
    clients[True].force_login(chief)
    cookies = clients[True].cookies.copy()
    asker, told, statuses, began = asker_of_content(), {}, Counter(), time.monotonic()
    for number in range(requests):
        asked = asker.one(Random(f"{seed}-{number}"))
        with transaction.atomic():
            status, raised = answer(clients, asked)
            transaction.set_rollback(True)
        clients[True].cookies = cookies.copy()
        statuses[status] += 1
        if status >= 500 or raised:
            place = next(
                (line for line in reversed(raised.splitlines()) if line.startswith("  File")), str(status)
            )
            if place not in told:
                told[place] = asked
                print(f"\n{seed}-{number}: {asked}\n{raised[-1500:]}", flush=True)
        if number % 1000 == 999:
            print(
                f"{number + 1} asked in {time.monotonic() - began:.0f} s, {dict(sorted(statuses.items()))}",
                flush=True,
            )
        if seconds and time.monotonic() - began > seconds:
            break
    print(f"{number + 1} asked, {len(told)} different faults, {dict(sorted(statuses.items()))}")
    return len(told)


if __name__ == "__main__":
    main()
