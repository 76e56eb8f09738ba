"""What a reader is told when an address or a request is wrong."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory

from config.views.errors import page_not_found, request_not_understood
from config.web.refusals import NotHere, NotUnderstood
from tests.pages import words


@pytest.fixture
def request_of_nothing():
    return RequestFactory().get("/en/nothing/<script>alert(1)</script>/")


def test_a_reason_for_readers_is_printed(request_of_nothing):
    absent = page_not_found(request_of_nothing, NotHere("This list has no page 9."))
    wrong = request_not_understood(request_of_nothing, NotUnderstood("That is not a day."))
    assert (absent.status_code, wrong.status_code) == (404, 400)
    assert "This list has no page 9." in words(absent)
    assert "That is not a day." in words(wrong)


def test_words_meant_for_programmers_are_not(request_of_nothing):
    absent = page_not_found(request_of_nothing, Http404("No Leaked matches the given query."))
    wrong = request_not_understood(request_of_nothing, SuspiciousOperation("Leaked header"))
    assert b"Leaked" not in absent.content + wrong.content
    assert "There is no page at this address" in words(absent)


def test_the_address_is_not_repeated_as_markup(request_of_nothing):
    assert b"<script>alert" not in page_not_found(request_of_nothing, Http404()).content


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_a_page_that_is_not_there_offers_the_search_and_the_sections(client, language):
    response = client.get(f"/{language}/nothing/")
    html = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}">' in html
    assert f'action="/{language}/search/"' in html
    assert f'<a href="/{language}/timeline/">' in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize("host", ["evil.example", "a b", "."])
def test_a_request_for_another_host_is_refused_not_a_fault_of_ours(client, host):
    response = client.get("/en/", headers={"host": host})
    assert response.status_code == 400
    assert "This request could not be understood" in words(response)
    assert b"evil" not in response.content


@pytest.mark.parametrize(
    "path", ["/en/search/", "/en/articles/", "/en/nothing/", "/en/timeline.json", "/admin/login/"]
)
@pytest.mark.django_db
def test_more_parameters_than_anybody_reads_are_refused_not_a_fault_of_ours(client, path):
    response = client.get(f"{path}?{'q=1&' * 1001}")
    assert response.status_code == 400


def test_the_page_for_our_own_faults_needs_nothing_to_be_made():
    html = render_to_string("500.html")
    assert all(f'href="/{language}/"' in html for language in ("en", "ru", "be"))
