"""Promises at the desk: entered with their agreement, done only with a source that says so."""

from datetime import date

import pytest

from news.models import Obligation
from tests.factories import make_agreement, make_obligation
from tests.news.admin.pages import url, words
from tests.news.admin.test_agreements import LIST, agreement_data, management

pytestmark = pytest.mark.django_db


class TestObligations:
    def test_one_is_entered_in_the_form_of_its_agreement(self, editor, source):
        data = agreement_data(
            **management("obligations", 1),
            **{
                "obligations-0-text_en": "Start the trains by Unity Day",
                "obligations-0-stated_on": "2026-02-26",
                "obligations-0-due_on": "2026-04-17",
                "obligations-0-due_precision": "month",
                "obligations-0-done_precision": "day",
                "obligations-0-source": source.pk,
            },
        )
        assert editor.post(url("agreement_add"), data).url != LIST
        kept = Obligation.objects.get()
        assert (kept.key, kept.due_on) == ("start-the-trains-by-unity-day", date(2026, 4, 1))

    @pytest.mark.parametrize(
        ("finding", "is_kept"), [("", False), ("not_delivered", False), ("delivered", True)]
    )
    def test_done_needs_a_source_that_says_so(self, editor, source, finding, is_kept):
        one = make_obligation(make_agreement())
        data = management("evidence", 1 if finding else 0) | {
            "key": one.key,
            "text_en": one.text_en,
            "stated_on": "2026-02-26",
            "due_on": "2026-04-02",
            "due_precision": "day",
            "done_on": "2026-04-02",
            "done_precision": "day",
            "source": one.source_id,
        }
        if finding:
            data |= {
                "evidence-0-source": source.pk,
                "evidence-0-finding": finding,
                "evidence-0-dated_on": "2026-04-02",
                "evidence-0-date_precision": "day",
            }
        response = editor.post(url("obligation_change", one.pk), data)
        one.refresh_from_db()
        assert (one.done_on is not None) == is_kept
        assert is_kept or "Name a source that says it was delivered" in words(response)
