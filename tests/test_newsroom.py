"""The sample newsroom of the benchmarks is one the site could have made; the desk asks no more questions of a larger one."""

from random import Random

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.indexing import index
from news.kinds import all_kinds
from news.models import Article, ArticleVersion, AuditEntry
from news.version_states import version_state
from tests.benchmarks.newsroom.addresses import of_the_desk
from tests.benchmarks.newsroom.filling import Size, fill
from tests.benchmarks.newsroom.shapes import SHAPES, deal

SIZE = 60
# Pages whose number of questions follows from what one text or thing holds, not from how many there are.
OF_ONE_THING = (
    *("version", "article:", "article, form", "articleversion:", "names in the text"),
    *("source:", "figure:", "image:", "person:", "topic:", "auditentry:", "user:", "group:"),
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups():
    call_command("loaddata", "005_groups", verbosity=0)


class TestShapes:
    def test_a_thousand_articles_have_three_thousand_versions(self):
        assert sum(shape.of for shape in SHAPES) == 1000
        assert sum(shape.of * shape.versions for shape in SHAPES) == 3000

    @pytest.mark.parametrize("articles", [30, 1000])
    def test_every_shape_occurs(self, articles):
        dealt = deal(articles, Random(1))
        assert len(dealt) == articles
        assert {shape.name for shape in SHAPES} | {"with sixty versions"} == {shape.name for shape in dealt}


@pytest.mark.usefixtures("groups")
class TestFill:
    def test_derived_rows_are_those_of_the_site(self):
        """`index` writes only what is not there."""
        fill(Size(SIZE), seed=1)
        changed = [str(thing) for kind in all_kinds() for thing in kind.things() if index(thing)]
        assert changed == []

    def test_every_state_occurs_and_the_audit_tells_of_them(self):
        fill(Size(SIZE, audit=50), seed=1)
        now = timezone.now()
        versions = ArticleVersion.objects.select_related("article")
        assert {version_state(version, now).code for version in versions} == {
            *("draft", "review", "scheduled", "published", "earlier", "withdrawn", "removed", "merged")
        }
        assert max(article.versions.count() for article in Article.objects.all()) == 60
        assert AuditEntry.objects.count() == 50

    def test_the_same_seed_makes_the_same(self):
        now = timezone.now()
        made = []
        for _ in range(2):
            with transaction.atomic():
                fill(Size(40), seed=7, now=now)
                fields = ("article__slug", "language", "number", "headline", "body", "live_from", "act")
                made.append([*ArticleVersion.objects.order_by("pk").values_list(*fields)])
                transaction.set_rollback(True)
        assert made[0] == made[1]

    def test_what_is_written_later_gets_a_key_of_its_own(self):
        fill(Size(40), seed=1)
        last = Article.objects.order_by("-pk").first()
        assert Article.objects.create(slug="later", kind="report").pk == last.pk + 1


@pytest.mark.usefixtures("groups")
def test_the_desk_asks_no_more_of_a_larger_newsroom():
    counts = []
    for size in (SIZE, 3 * SIZE):
        with transaction.atomic():
            fill(Size(size, audit=size), seed=1)
            counts.append(questions())
            transaction.set_rollback(True)
    small, large = counts
    assert len(small) > 80
    assert large == small


def questions():
    """{page: queries}, of each kind of page the first address that answers."""
    User.objects.create_superuser("chief-1")
    clients, found = {}, {}
    for address in of_the_desk():
        if address.group in found or address.group.startswith(OF_ONE_THING) or "page" in address.group:
            continue
        if address.role not in clients:
            clients[address.role] = Client()
            clients[address.role].force_login(User.objects.get(username=f"{address.role}-1"))
        with CaptureQueriesContext(connection) as asked:
            response = clients[address.role].get(address.path)
        if response.status_code == 200:
            found[address.group] = len(asked)
    return found
