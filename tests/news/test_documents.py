"""Documents of texts: what the database holds of them, where readers meet them, who gets the file."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.agreements.texts.documents import put_document_back, withdraw_document
from news.models import TextFile
from news.models.text_triggers import FILE_FACTS
from news.pictures.pruning import SPARED, orphans
from news.publishing import RefusedError
from tests.accounts import in_role
from tests.factories import make_action, make_agreement, make_document, make_text, moment
from tests.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/en/agreements/guarantees/text/en/2026-02-26/"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FIXTURE_MEDIA_ROOT = tmp_path / "shipped"


@pytest.fixture
def text():
    treaty = make_agreement("guarantees", number="A 7")
    make_action(treaty, key="signed")
    return make_text(treaty)


@pytest.fixture
def editor_user():
    return in_role("editor")


@pytest.fixture
def document(text):
    return make_document(text, pages=14, is_scan=True, origin_url="https://www.pravo.by/a.pdf")


def read(response):
    return b"".join(response.streaming_content)


class TestRows:
    @pytest.mark.parametrize(
        ("constraint", "fields"),
        [
            ("text_file_has_sums", {"received_sha256": "A" * 64}),
            ("text_file_has_a_size", {"pages": 0}),
            ("text_file_named_by_content", {"sha256": "a" * 64}),
            ("text_file_named_by_content", {"file": "documents/../secret.pdf"}),
            ("text_file_from_the_web", {"origin_url": "javascript:alert(1)"}),
            ("text_file_withdrawn_with_a_reason", {"withdrawn_because": "Why?"}),
            ("text_file_withdrawn_with_a_reason", {"withdrawn_at": moment()}),
            ("text_file_number_once", {"number": 1}),
            ("text_file_once", {"content": b"twice"}),
        ],
    )
    def test_fit(self, document, constraint, fields):
        make_document(document.version, b"twice", number=7)
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            make_document(document.version, **fields)
        told = str(error.value)
        assert constraint in told or told.startswith("UNIQUE constraint failed: news_textfile")

    @pytest.mark.parametrize("column", FILE_FACTS)
    def test_never_change(self, document, column):
        other = make_document(make_text(make_agreement()), pages=3)
        values = {"number": 9, "size": 9, "is_scan": False, "origin_url": "", "recorded_at": moment()}
        value = values.get(column, getattr(other, column))
        with pytest.raises(IntegrityError, match="A document never changes"), transaction.atomic():
            TextFile.objects.filter(pk=document.pk).update(**{column: value})

    def test_are_found_by_their_natural_keys(self, document):
        assert TextFile.objects.get_by_natural_key(*document.natural_key()) == document


class TestPages:
    def test_the_text_leads_to_it_and_says_how_to_check_it(self, client, document):
        response = client.get(PAGE)
        said, html = words(response), response.content.decode()
        assert "PDF, 14 pages" in said
        assert "a scan: its pages are pictures" in said
        assert document.sha256 in said
        assert document.received_sha256 in said
        assert f'href="/media/documents/{document.sha256}.pdf"' in html
        assert '<a href="https://www.pravo.by/a.pdf" rel="noopener">pravo.by</a>' in html
        assert "PDF, 14 pages" in words(client.get("/en/agreements/guarantees/text/"))

    def test_a_text_without_one_says_nothing_of_it(self, client, text):
        assert "The document itself" not in words(client.get(PAGE))

    def test_a_withdrawn_one_says_why(self, client, editor_user, document):
        withdraw_document(document, because=" The pages of\n another treaty. ", by=editor_user)
        response = client.get(PAGE)
        assert "The pages of another treaty." in words(response)
        assert "/media/documents/" not in response.content.decode()
        assert "PDF" not in words(client.get("/en/agreements/guarantees/text/"))

    @pytest.mark.parametrize(("language", "pages"), [("ru", "14 страниц"), ("be", "14 старонак")])
    def test_in_the_language_of_the_reader(self, client, text, language, pages):
        make_document(text, pages=14, size=1638)
        page = words(client.get(PAGE.replace("/en/agreements", f"/{language}/agreements")))
        assert f"PDF, {pages}" in page
        assert "1,6 КБ" in page.replace("\xa0", " ")


class TestFile:
    def test_is_given_out_to_be_kept_and_never_run(self, client, document, django_assert_num_queries):
        with django_assert_num_queries(1):
            response = client.get(document.file.url)
        assert hashlib.sha256(read(response)).hexdigest() == document.sha256
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="A-7_en_2026-02-26.pdf"'
        assert response["Content-Length"] == str(document.size)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["Cache-Control"] == "public, max-age=3600"
        again = client.get(document.file.url, headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_is_gone_while_it_is_withdrawn(self, client, editor_user, document):
        withdraw_document(document, because="Wrong file.", by=editor_user)
        assert client.get(document.file.url).status_code == 404
        put_document_back(document, by=editor_user)
        response = client.get(document.file.url)
        assert hashlib.sha256(read(response)).hexdigest() == document.sha256

    def test_of_an_instrument_that_is_not_public_there_is_none(self, client):
        document = make_document(make_text(make_agreement("leaked")))
        assert client.get(document.file.url).status_code == 404

    def test_nothing_else_in_the_folder_is_given_out(self, client, document):
        stray = default_storage.save(f"documents/{'a' * 64}.pdf", ContentFile(b"%PDF-1.7"))
        for name in (stray, "documents/", "documents/\0.pdf", "documents/../../settings.py"):
            assert client.get(f"/media/{name}").status_code == 404

    def test_what_no_row_names_is_an_orphan(self, document):
        stray = default_storage.save(f"documents/{'a' * 64}.pdf", ContentFile(b"%PDF-1.7"))
        assert list(orphans(timezone.now() + SPARED * 2)) == [stray]


class TestActs:
    def test_a_withdrawal_says_why_once(self, editor_user, document):
        with pytest.raises(RefusedError, match="Say why"):
            withdraw_document(document, because="  ", by=editor_user)
        withdraw_document(document, because="Wrong.", by=editor_user)
        with pytest.raises(RefusedError, match="already"):
            withdraw_document(document, because="Wrong.", by=editor_user)

    def test_only_what_is_withdrawn_is_put_back(self, editor_user, document):
        with pytest.raises(RefusedError, match="not withdrawn"):
            put_document_back(document, by=editor_user)
