"""Reports of mistakes at the desk: they wait, they are answered once, and the reader's address goes with the answer."""

import pytest
from django.urls import reverse

from news.models import AuditEntry, MistakeReport
from tests.news.admin.test_desk import names, panel

DESK = reverse("admin:index")
LIST = reverse("admin:news_mistakereport_changelist")
ANSWER = {"state": "answered", "answer": "Corrected in version 2."}


@pytest.fixture
def report():
    return MistakeReport.objects.create(
        page="/en/news/council/", language="en", text="Eight.", address="reader@example.org", form="a"
    )


def form_of(report):
    return reverse("admin:news_mistakereport_change", args=[report.pk])


@pytest.mark.django_db
class TestMistakeReports:
    def test_wait_on_the_desk_until_they_are_answered(self, reviewer, author, report):
        assert [row.title for row in panel(reviewer.get(DESK), "reported").rows] == ["Eight."]
        assert "reported" not in names(author.get(DESK))
        assert reviewer.post(form_of(report), ANSWER).status_code == 302
        assert panel(reviewer.get(DESK), "reported").rows == []

    def test_the_answer_is_an_act_and_takes_the_address_with_it(self, reviewer, report):
        page = reviewer.get(form_of(report)).content.decode()
        assert "reader@example.org" in page
        reviewer.post(form_of(report), ANSWER)
        report.refresh_from_db()
        assert (report.state, report.answer, report.address) == ("answered", "Corrected in version 2.", "")
        assert report.answered_by == reviewer.user
        [entry] = AuditEntry.objects.all()
        assert (entry.act, entry.kind, entry.new) == ("answer", "mistakereport", ANSWER)
        assert "reader@example.org" not in str([entry.title, entry.old, entry.new])

    def test_is_given_once(self, reviewer, report):
        reviewer.post(form_of(report), ANSWER)
        reviewer.post(form_of(report), {"state": "no_mistake", "answer": "Changed."})
        report.refresh_from_db()
        assert report.answer == "Corrected in version 2."
        assert AuditEntry.objects.count() == 1

    @pytest.mark.parametrize("wrong", [{"answer": "  "}, {"state": "open"}, {"state": ""}])
    def test_needs_its_words_and_an_outcome(self, reviewer, report, wrong):
        assert reviewer.post(form_of(report), ANSWER | wrong).status_code == 200
        report.refresh_from_db()
        assert report.state == "open"

    def test_the_list_shows_what_waits_first(self, reviewer, report):
        def listed(**query):
            return list(reviewer.get(LIST, query).context["cl"].result_list)

        assert listed() == [report]
        reviewer.post(form_of(report), ANSWER)
        assert (listed(), listed(state="all"), listed(state="no_mistake")) == ([], [report], [])

    def test_an_author_sees_none(self, author, report):
        assert author.get(form_of(report)).status_code == 403
