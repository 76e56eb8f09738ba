"""What the sample articles rest on: accounts in three roles, sources, people, figures, pictures, topics; and the audit."""

import json
from datetime import date, timedelta
from itertools import islice

from django.contrib.auth.models import Group, User

from news.models import (
    Figure,
    FigureValue,
    Image,
    Office,
    Person,
    Source,
    Topic,
)
from tests.benchmarks.newsroom.articles import YEARS, Staff
from tests.benchmarks.newsroom.sentences import FIRST_NAMES, PLACES, SURNAMES
from tests.benchmarks.newsroom.tables import moment

ROLES = {"author": 24, "editor": 10, "publisher": 6}
BATCH = 5000


def hire():
    """Accounts `author-1`, `editor-1`, `publisher-1` … without passwords."""
    staff = {}
    for role, number in ROLES.items():
        group = Group.objects.get(name=role)
        staff[role] = [
            User.objects.create_user(username=f"{role}-{at}", is_staff=True) for at in range(1, number + 1)
        ]
        group.user_set.add(*staff[role])
    return Staff(staff["author"], staff["editor"], staff["publisher"])


def make_topics(number):
    names = (f"{place} {at}" for at in range(number) for place in [PLACES[at % len(PLACES)][0]])
    return Topic.objects.bulk_create(
        Topic(slug=f"topic-{at}", name_en=name) for at, name in enumerate(islice(names, number))
    )


def make_sources(number, dice, today):
    def made(at):
        place = dice.choice(PLACES)
        published = today - timedelta(days=dice.randrange(365 * YEARS))
        return Source(
            key=f"agency-{at}",
            publisher_en=f"{place[0]} agency",
            publisher_ru=f"Агентство «{place[1]}»",
            publisher_be=f"Агенцтва «{place[2]}»",
            title=f"{place[1]}: сообщение {at}",
            language="ru",
            url=f"https://agency.example/{at}",
            published_on=published,
            accessed_on=published,
            grade=dice.choice("abcccd"),
            # One in twenty grows old; of those a third is overdue.
            review_by=today + timedelta(days=dice.randrange(-100, 200)) if dice.random() < 0.05 else None,
        )

    return Source.objects.bulk_create(map(made, range(number)), batch_size=BATCH)


def make_people(number, sources, dice):
    def made(at):
        first, last = dice.choice(FIRST_NAMES), dice.choice(SURNAMES)
        names = {f"name_{code}": f"{first[n]} {last[n]} {at}" for n, code in enumerate(("en", "ru", "be"))}
        return Person(key=f"speaker-{at}", **names)

    people = Person.objects.bulk_create(map(made, range(number)), batch_size=BATCH)
    Office.objects.bulk_create(
        Office(
            person=each,
            title_en=f"Head of department {at}",
            title_ru=f"Начальник отдела {at}",
            title_be=f"Начальнік аддзела {at}",
            stated_on=date(2020, 1, 1),
            source=dice.choice(sources),
        )
        for at, each in enumerate(people)
    )
    return people


def make_figures(number, sources, dice, today):
    def made(at):
        first, second = dice.sample(PLACES, 2)
        return Figure(
            key=f"volume-{at}",
            name_en=f"Goods carried, {first[0]} – {second[0]}, {at}",
            name_ru=f"Перевезено грузов, {first[1]} – {second[1]}, {at}",
            name_be=f"Перавезена грузаў, {first[2]} – {second[2]}, {at}",
            unit="count",
            review_by=today + timedelta(days=dice.randrange(-100, 200)) if dice.random() < 0.05 else None,
        )

    figures = Figure.objects.bulk_create(map(made, range(number)), batch_size=BATCH)
    FigureValue.objects.bulk_create(
        (
            FigureValue(
                figure=each,
                amount=dice.randrange(1000, 90_000),
                as_of=date(year, 1, 1),
                source=dice.choice(sources),
            )
            for each in figures
            for year in range(2019, 2019 + dice.randrange(2, 8))
        ),
        batch_size=BATCH,
    )
    return figures


def make_images(number):
    """Rows only: no list or form opens a picture's file."""
    return Image.objects.bulk_create(
        (
            Image(
                key=f"photo-{at}",
                file=f"images/photo-{at}.jpg",
                width=1600,
                height=900,
                sha256=f"{at:064x}",
                alt_en=f"A train at {PLACES[at % len(PLACES)][0]}, photo {at}",
                alt_ru="" if at % 7 == 0 else f"Поезд, фотография {at}",
                alt_be="" if at % 7 == 0 else f"Цягнік, фатаграфія {at}",
                caption_en=f"{PLACES[at % len(PLACES)][0]}, photo {at}",
                credit_en="Union Chronicle",
                licence="CC BY 4.0" if at % 3 else "CC BY-SA 4.0",
            )
            for at in range(number)
        ),
        batch_size=BATCH,
    )


def audit(number, versions, staff, dice, now):
    """Entries in the order of time; `versions`: (name as in `news.audit.name_of`, title) to choose from."""
    step = timedelta(days=365 * YEARS) / max(number, 1)
    acts = {
        "keep": staff.authors,
        "submit": staff.authors,
        "return": staff.editors,
        "publish": staff.publishers,
    }
    begun, names = now - timedelta(days=365 * YEARS), list(acts)
    for at in range(number):
        key, title = dice.choice(versions)
        act = dice.choice(names)
        is_kept = act == "keep"
        yield (
            *(moment(begun + step * at), dice.choice(acts[act]).username, act, "version", key, title),
            *(json.dumps({"headline": text} if is_kept else {}) for text in ("Was otherwise", title)),
            "",
        )
