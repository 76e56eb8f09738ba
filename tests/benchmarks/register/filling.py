"""Fills a database with a sample register: the same seed makes the same one."""

import random
import time
from datetime import date, timedelta

from django.db import transaction

from news.agreements.indexing import index_register_of
from news.agreements.terms import ActionType, Designation, Family, Layer
from news.models import (
    Action,
    ActionSource,
    Actor,
    Agreement,
    AgreementTitle,
    Obligation,
    Participation,
    Relation,
    Source,
    Topic,
)
from tests.benchmarks.register.lives import life

BATCH = 500
STATES, ORGANS, SOURCES, TOPICS = 40, 4, 2000, 30
UNTIL = date(2026, 1, 1)
DOMESTIC = ActionType.of(Layer.DOMESTIC)


def is_filled():
    return Agreement.objects.filter(slug__startswith="sample-").exists()


def fill(instruments, *, seed=1, say=lambda line: None):
    """About ten acts an instrument, each with its source; returns how many acts there are."""
    dice, started, acts = random.Random(seed), time.monotonic(), 0
    with transaction.atomic():
        world = _world()
    for first in range(0, instruments, BATCH):
        numbers = range(first, min(first + BATCH, instruments))
        with transaction.atomic():
            made = _instruments(numbers, dice, world)
            acts += _acts(made, dice, world)
            _relations(made, dice, world)
            _obligations(made, dice, world)
            index_register_of([agreement for agreement, _parties in made])
        say(f"{time.monotonic() - started:7.0f} s  {numbers[-1] + 1:>7,} instruments, {acts:>8,} acts")
    return acts


def _world():
    states = [Actor(code=f"state-{at}", kind="state", name_en=f"State {at}") for at in range(STATES)]
    organs = [Actor(code=f"organ-{at}", kind="organ", name_en=f"Organ {at}") for at in range(ORGANS)]
    sources = [
        Source(
            key=f"gazette-{at}",
            publisher_en=f"Gazette {at % 50}",
            title=f"Issue {at}",
            language="ru",
            url=f"https://gazette.example/{at}",
            accessed_on=UNTIL,
            grade="abccd"[at % 5],
        )
        for at in range(SOURCES)
    ]
    topics = [Topic(slug=f"subject-{at}", name_en=f"Subject {at}") for at in range(TOPICS)]
    return {
        "states": Actor.objects.bulk_create(states),
        "organs": Actor.objects.bulk_create(organs),
        "sources": Source.objects.bulk_create(sources, batch_size=BATCH),
        "topics": Topic.objects.bulk_create(topics),
    }


def _instruments(numbers, dice, world):
    """[(agreement, its parties)], most of the first two States."""
    made = []
    for number in numbers:
        organ_act = dice.random() < 0.25
        family = Family.ORGAN_ACT if organ_act else Family.TREATY
        parties = []
        if not organ_act:
            pair = world["states"][:2] if dice.random() < 0.6 else dice.sample(world["states"], 2)
            parties = dice.sample(world["states"], 5) if dice.random() < 0.05 else pair
        agreement = Agreement(
            number=f"S {number + 1}",
            slug=f"sample-{number + 1}",
            family=family,
            designation=dice.choice(Designation.of(family)),
            adopting_organ=dice.choice(world["organs"]) if organ_act else None,
            name_en=f"On matter {number + 1} of common interest",
            name_ru=f"О вопросе {number + 1}, представляющем общий интерес",
            name_be=f"Аб пытанні {number + 1}, якое ўяўляе агульную цікавасць",
            consent_mode="adoption_by_organ" if organ_act else "ratification",
            text_availability=dice.choice(["full", "part", "none", "none"]),
        )
        made.append((agreement, parties))
    Agreement.objects.bulk_create([agreement for agreement, _ in made])
    AgreementTitle.objects.bulk_create(
        AgreementTitle(
            agreement=agreement,
            language=language,
            kind="official",
            text=getattr(agreement, f"name_{language}"),
            source=dice.choice(world["sources"]),
        )
        for agreement, _ in made
        for language in ("ru", "be")
    )
    Participation.objects.bulk_create(
        Participation(agreement=agreement, actor=actor) for agreement, parties in made for actor in parties
    )
    subjects = Agreement.topics.through
    subjects.objects.bulk_create(
        subjects(agreement=agreement, topic=topic)
        for agreement, _ in made
        for topic in dice.sample(world["topics"], dice.randrange(3))
    )
    return made


def _acts(made, dice, world):
    rows = [
        Action(
            agreement=agreement,
            key=f"act-{at}",
            type=deed.act,
            layer=Layer.DOMESTIC if deed.act in DOMESTIC else Layer.INTERNATIONAL,
            actor=parties[deed.actor] if deed.actor is not None else agreement.adopting_organ,
            dated_on=deed.on,
            assertion="reported",
        )
        for agreement, parties in made
        for at, deed in enumerate(life(dice, organ_act=not parties, parties=len(parties), until=UNTIL))
    ]
    Action.objects.bulk_create(rows)
    ActionSource.objects.bulk_create(
        ActionSource(
            action=row,
            source=dice.choice(world["sources"]),
            says_en="It gives the day.",
            # One act in fifty is dated otherwise by its source.
            says_on=date(row.dated_on.year - 1, 1, 1) if dice.random() < 0.02 else None,
        )
        for row in rows
    )
    return len(rows)


def _relations(made, dice, world):
    """Every other instrument is tied to the one before it."""
    agreements = [agreement for agreement, _ in made]
    Relation.objects.bulk_create(
        Relation(
            from_agreement=newer,
            predicate=dice.choice(["cites", "implements", "based_on"]),
            to_agreement=older,
            source=dice.choice(world["sources"]),
        )
        for older, newer in zip(agreements[::2], agreements[1::2], strict=False)
    )


def _obligations(made, dice, world):
    """Every third instrument promises something; one in four of them sets no day."""
    Obligation.objects.bulk_create(
        Obligation(
            agreement=agreement,
            key="promise",
            text_en="A report on what was done.",
            stated_on=(stated := UNTIL - timedelta(days=dice.randrange(10_000))),
            due_on=stated + timedelta(days=dice.randrange(2000)) if dice.random() < 0.75 else None,
            source=dice.choice(world["sources"]),
        )
        for agreement, _ in made[::3]
    )
