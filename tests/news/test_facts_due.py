"""Facts grow old: due on a day, told to readers after a while, looked at again."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied

from news.facts_due import GRACE, is_due, is_stale, look_again, note_to_readers, suggested_day
from news.models import AuditEntry, Figure, Source
from news.publishing import RefusedError
from tests.accounts import in_role
from tests.factories import make_figure, make_figure_value, make_source
from tests.pages import words

pytestmark = pytest.mark.django_db
BY = date(2026, 6, 1)
STALE = BY + GRACE + timedelta(days=1)


def make_old_figure(key="growth", **fields):
    figure = make_figure(key, name_en="Growth", review_by=BY, **fields)
    make_figure_value(figure, 3, source=make_source(accessed_on=date(2026, 3, 2)))
    return figure


class TestDays:
    @pytest.mark.parametrize(
        ("day", "due", "stale"),
        [
            (BY - timedelta(days=1), False, False),
            (BY, True, False),
            (BY + GRACE, True, False),
            (STALE, True, True),
        ],
    )
    def test_due_on_the_day_and_told_after_the_grace(self, day, due, stale):
        figure = make_old_figure()
        assert (is_due(figure, day), is_stale(figure, day)) == (due, stale)
        assert Figure.objects.due(day).exists() is due
        assert bool(note_to_readers(figure, day)) is stale

    def test_what_does_not_age_never_is(self):
        source = make_source()
        assert not is_due(source, date(2099, 1, 1))
        assert not Source.objects.due(date(2099, 1, 1)).exists()

    def test_the_longest_due_first(self):
        make_source("later", review_by=BY + timedelta(days=1))
        make_source("first", review_by=BY)
        assert [source.key for source in Source.objects.due(STALE)] == ["first", "later"]

    def test_the_next_look_is_as_far_as_the_last_was(self):
        figure = make_old_figure()
        assert suggested_day(figure, BY) == BY + (BY - date(2026, 3, 2))
        assert suggested_day(make_source(), BY) == BY + timedelta(days=180)


class TestReaders:
    @pytest.fixture(autouse=True)
    def _today(self, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: STALE)

    @pytest.mark.parametrize("path", ["figures/", "figures/growth/", ""])
    def test_where_the_figure_is_printed(self, client, path):
        make_old_figure()
        assert "Last checked on 2 March 2026; a newer value may exist." in words(client.get(f"/en/{path}"))

    def test_on_the_page_of_the_source(self, client):
        make_source("old", review_by=BY, accessed_on=date(2026, 3, 2))
        make_source("new", review_by=STALE, accessed_on=date(2026, 3, 2))
        assert "Last checked on 2 March 2026; it may say something else by now." in words(
            client.get("/en/sources/old/")
        )
        assert "Last checked" not in words(client.get("/en/sources/new/"))

    def test_the_day_of_the_last_look_counts(self, client):
        make_old_figure(reviewed_on=date(2026, 4, 5))
        assert "Last checked on 5 April 2026" in words(client.get("/en/figures/growth/"))

    def test_without_a_day_nothing_is_made_up(self, client):
        figure = make_figure("growth", review_by=BY)
        make_figure_value(figure, 3)
        said = words(client.get("/en/figures/growth/"))
        assert "A newer value may exist." in said
        assert "Last checked" not in said


class TestLookAgain:
    def test_written_down_with_old_and_new(self):
        figure = make_old_figure()
        user = get_user_model().objects.create_superuser("editor")
        look_again(figure, by=user, again_by=date(2027, 6, 1), today=STALE)
        figure.refresh_from_db()
        assert (figure.reviewed_on, figure.review_by) == (STALE, date(2027, 6, 1))
        assert not is_due(figure, STALE)
        entry = AuditEntry.objects.get()
        assert (entry.act, entry.kind, entry.key) == ("look_again", "figure", "growth")
        assert entry.old == {"reviewed_on": None, "review_by": "2026-06-01"}

    def test_it_may_age_no_more(self):
        figure = make_old_figure()
        look_again(figure, by=in_role("editor"), again_by=None, today=STALE)
        assert not is_due(Figure.objects.get(), date(2099, 1, 1))

    def test_not_before_tomorrow_and_not_by_everybody(self):
        figure = make_old_figure()
        with pytest.raises(RefusedError, match="after today"):
            look_again(figure, by=in_role("editor"), again_by=STALE, today=STALE)
        with pytest.raises(PermissionDenied):
            look_again(figure, by=in_role("author"), again_by=None, today=STALE)
        assert Figure.objects.get().review_by == BY
