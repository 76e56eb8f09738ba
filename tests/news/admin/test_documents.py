"""Documents of texts at the desk: added as PDF, withdrawn with a reason, put back."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from news.models import AuditEntry, TextFile
from tests.factories import make_action, make_agreement, make_document, make_text
from tests.news.admin.pages import messages, url, words
from tests.news.pdf.samples import scan_pdf, text_pdf


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FIXTURE_MEDIA_ROOT = tmp_path / "shipped"


@pytest.fixture
def text(db):
    treaty = make_agreement("guarantees", number="A 7")
    make_action(treaty, key="signed")
    return make_text(treaty)


@pytest.fixture
def form(text):
    return url("agreement_change", text.agreement_id)


@pytest.fixture
def adding(text):
    return url("agreement_add_document", text.agreement_id, text.pk)


def upload(content, name="scan.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


class TestAddDocument:
    def test_it_is_written_anew_and_public_at_once(self, reviewer, text, form, adding):
        received = text_pdf()
        data = {"file": upload(received), "origin_url": "pravo.by/a.pdf"}
        response = reviewer.post(adding, data)
        assert response["Location"] == form
        assert messages(response)[0].startswith("The document is added, and public: PDF, 1 page (")
        document = text.files.get()
        with document.file.open() as file:
            stored = file.read()
        assert hashlib.sha256(stored).hexdigest() == document.sha256 != document.received_sha256
        assert document.received_sha256 == hashlib.sha256(received).hexdigest()
        assert (document.size, document.pages, document.is_scan) == (len(stored), 1, False)
        assert document.origin_url == "https://pravo.by/a.pdf"
        assert document.recorded_by.username == "reviewer"
        entry = AuditEntry.objects.get()
        assert (entry.act, entry.new["received_sha256"]) == ("add", document.received_sha256)
        assert reviewer.get(document.file.url).status_code == 200
        shown = reviewer.get(form).content.decode()
        assert document.file.url in shown
        assert url("agreement_withdraw_document", document.pk) in shown

    def test_a_scan_is_told_from_a_text(self, reviewer, text, adding):
        reviewer.post(adding, {"file": upload(scan_pdf())})
        assert text.files.get().is_scan

    def test_what_is_no_pdf_is_refused_and_the_address_kept(self, reviewer, text, adding):
        response = reviewer.post(adding, {"file": upload(b"MZ\x90"), "origin_url": "https://pravo.by/a.pdf"})
        assert response.status_code == 200
        assert "errornote" in response.content.decode()
        assert 'value="https://pravo.by/a.pdf"' in response.content.decode()
        assert not text.files.exists()

    def test_the_same_once(self, reviewer, text, adding):
        reviewer.post(adding, {"file": upload(text_pdf())})
        again = reviewer.post(adding, {"file": upload(text_pdf())})
        assert "This very document is held already." in words(again)
        reviewer.post(
            url("agreement_withdraw_document", text.files.get().pk), {"because": "Of another treaty."}
        )
        again = reviewer.post(adding, {"file": upload(text_pdf())})
        assert "put it back instead" in words(again)
        assert text.files.count() == 1

    def test_only_to_a_text_of_this_agreement(self, reviewer, text):
        other = make_agreement("other")
        assert reviewer.get(url("agreement_add_document", other.pk, text.pk)).status_code == 404


class TestWithdrawDocument:
    @pytest.fixture
    def document(self, text):
        return make_document(text)

    def test_with_a_reason_and_back_again(self, reviewer, form, document):
        address = url("agreement_withdraw_document", document.pk)
        assert "nobody gets it once it is withdrawn" in words(reviewer.get(address))
        assert "This field is required" in words(reviewer.post(address, {"because": " "}))
        response = reviewer.post(address, {"because": "The pages of another treaty."})
        assert (response["Location"], messages(response)) == (form, ["Withdrawn. Readers read why."])
        assert reviewer.get(document.file.url).status_code == 404
        assert "The pages of another treaty." in words(reviewer.get(form))
        back = url("agreement_put_document_back", document.pk)
        assert back in reviewer.get(form).content.decode()
        assert "The pages of another treaty." in words(reviewer.get(back))
        assert messages(reviewer.post(back)) == ["The document is public again."]
        assert TextFile.objects.public().get() == document
        assert [each.act for each in AuditEntry.objects.order_by("pk")] == ["withdraw", "restore"]

    def test_twice_is_refused_in_words(self, reviewer, document):
        address = url("agreement_withdraw_document", document.pk)
        for _ in range(2):
            response = reviewer.post(address, {"because": "Wrong."})
        assert messages(response)[-1] == "This document is withdrawn already."
        assert TextFile.objects.get().withdrawn_because == "Wrong."

    def test_not_by_an_author(self, author, document, adding):
        for name in ("agreement_withdraw_document", "agreement_put_document_back"):
            assert author.post(url(name, document.pk), {"because": "So."}).status_code == 403
        assert author.post(adding, {"file": upload(text_pdf())}).status_code == 403
