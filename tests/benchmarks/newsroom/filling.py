"""Fills a database: the record first, then the articles in batches, then the audit."""

import random
import time
from dataclasses import dataclass
from itertools import islice

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from news.kinds import all_kinds
from news.models import Article, ArticleVersion, AuditEntry, SearchDocument
from news.search.documents import documents_of
from news.translations.gaps import index_gaps
from tests.benchmarks.newsroom import record
from tests.benchmarks.newsroom.articles import Desk
from tests.benchmarks.newsroom.shapes import deal
from tests.benchmarks.newsroom.tables import Rows, insert
from tests.benchmarks.newsroom.texts import Keys, Library

BATCH = 500


@dataclass(frozen=True, slots=True)
class Size:
    articles: int
    audit: int = 0

    @property
    def sources(self):
        return max(20, self.articles // 20)

    @property
    def figures(self):
        return max(10, self.articles // 50)

    @property
    def images(self):
        return max(10, self.articles // 50)

    @property
    def people(self):
        return max(10, self.articles // 100)

    @property
    def topics(self):
        return 30

    @property
    def paragraphs(self):
        return min(3000, max(40, self.articles // 10))


def is_filled():
    return Article.objects.filter(slug__startswith="story-").exists()


def fill(size, *, seed=1, now=None, say=lambda line: None):
    """Needs the groups of the content. Returns the accounts."""
    now, dice, started = now or timezone.now(), random.Random(seed), time.monotonic()

    def tell(line):
        say(f"{time.monotonic() - started:7.0f} s  {line}")

    with transaction.atomic():
        staff, topics, images, library = _record(size, dice, now)
    tell(f"record and {size.paragraphs} paragraphs in three languages")
    desk = Desk(
        library=library,
        staff=staff,
        topics=topics,
        images=images,
        dice=dice,
        now=now,
        articles=size.articles,
        first_article=_last(Article) + 1,
        first_version=_last(ArticleVersion) + 1,
    )
    names = _write(desk, deal(size.articles, dice), tell)
    _index(now, tell)
    written = 0
    entries = record.audit(size.audit, names, staff, dice, now)
    while batch := list(islice(entries, 50_000)):
        insert(AuditEntry, batch)
        written += len(batch)
        tell(f"{written:>9,} entries of the audit")
    _set_sequences()
    return staff


def _record(size, dice, now):
    today = timezone.localdate(now)
    staff = record.hire()
    sources = record.make_sources(size.sources, dice, today)
    people = record.make_people(size.people, sources, dice)
    figures = record.make_figures(size.figures, sources, dice, today)
    images = record.make_images(size.images)
    topics = record.make_topics(size.topics)
    keys = Keys(
        sources=[each.key for each in sources],
        people=[each.key for each in people],
        images=[each.key for each in images],
        figures=[f"{each.key}@2020" for each in figures],
        others=[
            *(f"person:{each.key}" for each in people),
            *(f"topic:{each.slug}" for each in topics),
            *(f"figure:{each.key}@2019" for each in figures),
        ],
    )
    return staff, topics, images, Library(keys, size.paragraphs, dice)


def _write(desk, shapes, tell):
    """Returns what the audit tells of: (name, headline) of each version."""
    rows, names = Rows(), []
    for number, shape in enumerate(shapes):
        names += [(_name(row), row.headline) for row in desk.write(number, shape, rows)]
        if (number + 1) % BATCH == 0 or number + 1 == len(shapes):
            with transaction.atomic():
                rows.write()
            tell(f"{number + 1:>9,} articles, {len(names):,} versions")
    return names


def _name(version):
    return f"{version.article.slug}/{version.language}/{version.number}"


def _index(now, tell):
    """As the site itself does: which translations fall behind by a schedule, and what those found still correct state
    otherwise; and what search reads of the record."""
    looked_at = ArticleVersion.objects.filter(Q(live_from__gt=now) | Q(checks__isnull=False))
    articles = sorted(set(looked_at.values_list("article", flat=True)))
    with transaction.atomic():
        for article in articles:
            index_gaps(article)
        tell(f"{len(articles):>9,} articles looked at for translations behind")
        for kind in all_kinds():
            if kind.has_page:
                SearchDocument.objects.filter(kind=kind.name).delete()
                SearchDocument.objects.bulk_create(
                    (each for thing in kind.things() for each in documents_of(kind, thing)),
                    batch_size=record.BATCH,
                )
    tell("search documents")


def _last(model):
    return model.objects.aggregate(last=Max("pk"))["last"] or 0


def _set_sequences():
    """Articles and versions were given their keys."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Article, ArticleVersion]):
            cursor.execute(statement)
