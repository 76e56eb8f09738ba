"""Sources and figures that are due: the filter, the column, and "looked at today" on their pages."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from news.models import Source
from tests.factories import make_figure, make_source
from tests.news.admin.pages import messages, url, words


def keys(response):
    return {row.key for row in response.context["cl"].result_list}


@pytest.fixture
def today():
    return timezone.localdate()


class TestList:
    def test_filter_and_column(self, editor, today):
        make_source("due", review_by=today)
        make_source("told", review_by=today - timedelta(days=100))
        make_source("later", review_by=today + timedelta(days=1))
        make_source("never")
        address = url("source_changelist")
        assert keys(editor.get(address, {"due": "overdue"})) == {"due", "told"}
        assert keys(editor.get(address, {"due": "later"})) == {"later"}
        assert keys(editor.get(address, {"due": "never"})) == {"never"}
        assert "due, readers are told" in words(editor.get(address))

    def test_of_figures_too(self, editor, today):
        make_figure("due", review_by=today)
        make_figure("never")
        assert keys(editor.get(url("figure_changelist"), {"due": "overdue"})) == {"due"}


class TestLookedAtToday:
    def send(self, client, source, day):
        return client.post(url("source_look_again", source.pk), {"again_by": day})

    def test_one_button_with_a_day_offered(self, reviewer, today):
        source = make_source("old", review_by=today, accessed_on=date(2026, 1, 2))
        response = reviewer.get(url("source_change", source.pk))
        assert "Due since" in words(response)
        assert "Last looked at on 2 January 2026" in words(response)
        offered = response.context["look_again_form"]["again_by"].value()
        assert messages(self.send(reviewer, source, offered.isoformat()))[0].startswith("Looked at today.")
        source.refresh_from_db()
        assert (source.reviewed_on, source.review_by) == (today, offered)
        assert "Due since" not in words(reviewer.get(url("source_change", source.pk)))

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("x", "This is no day. Write it as 2027-03-01."),
            ("2026-01-01", "Choose a day after today."),
            ("", "Looked at today."),
        ],
    )
    def test_bad_days_are_refused_in_words(self, reviewer, today, day, said):
        source = make_source(review_by=today)
        assert messages(self.send(reviewer, source, day)) == [said]

    def test_only_by_who_may_change_it_and_by_post(self, author, reviewer, today):
        source = make_source(review_by=today)
        assert "look-again" not in author.get(url("source_change", source.pk)).content.decode()
        assert self.send(author, source, "2099-01-01").status_code == 403
        assert reviewer.get(url("source_look_again", source.pk)).status_code == 405
        assert Source.objects.get(pk=source.pk).reviewed_on is None
