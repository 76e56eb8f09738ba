"""The headers of every kind of page, desk included, scored as a stranger would score them."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from config.web.headers import UNUSED
from tests.accounts import in_role
from tests.observatory import TOP, score
from tests.page_kinds import PAGE_KINDS

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src 'none'",
    *(f"{name} 'self'" for name in ("script-src", "style-src", "img-src", "font-src", "connect-src")),
    *("form-action 'self'", "frame-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
}
DESK = (
    "index",
    "login",
    "second_step",
    "password_change",
    "news_article_changelist",
    "news_source_add",
    "jsi18n",
)


@pytest.fixture
def https(settings):
    """As a deployment sets it."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600


def policy(response):
    return {part.strip() for part in response["Content-Security-Policy"].split(";") if part.strip()}


def test_pages_for_readers(loaded_content, https):
    client, wrong = Client(), {}
    for name, path in PAGE_KINDS.items():
        response = client.get(f"/en/{path}", secure=True)
        found = score(response, "https://testserver"), policy(response) == POLICY, [*response.cookies]
        if (found[0][0], *found[1:]) != (TOP, True, []) or response.status_code != 200:
            wrong[name] = (response.status_code, *found)
    assert wrong == {}


def test_pages_of_the_desk(https):
    client = Client()
    client.force_login(in_role("publisher"))
    for name in DESK:
        response = client.get(reverse(f"admin:{name}"), secure=True)
        is_page = response.get("Content-Type", "").startswith("text/html")
        assert score(response, "https://testserver")[0] == TOP, name
        assert policy(response) == POLICY
        assert "no-store" in response["Cache-Control"], name
        assert is_page or name in ("jsi18n", "login")


@pytest.mark.parametrize(
    ("path", "status", "readers"),
    [
        ("/en/no/such/page/", 404, "same-origin"),
        ("/en/agreements/?as_of=tomorrow", 400, "same-origin"),
        ("/en", 301, "same-origin"),
        ("/admin/nowhere/", 302, "same-origin"),
        ("/preview/forged/", 404, "same-origin"),
        ("/media/images/no.png", 404, "same-origin"),
        ("/static/css/tokens.css", 200, "cross-origin"),
        ("/robots.txt", 200, "cross-origin"),
        ("/healthz", 200, "cross-origin"),
    ],
)
def test_of_every_other_answer(https, path, status, readers):
    response = Client().get(path, secure=True)
    assert (response.status_code, response["Cross-Origin-Resource-Policy"]) == (status, readers)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Strict-Transport-Security"].startswith("max-age=31536000")
    assert all(f"{name}=()" in response["Permissions-Policy"] for name in UNUSED)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    if status >= 400:
        assert response["Cache-Control"] == (
            "private, no-store" if path.startswith("/preview/") else "no-cache"
        )
        assert "Accept" in response["Vary"].split(", ")
    assert response.cookies == {}
    response.getvalue()  # which closes the file


def test_over_http_one_is_led_to_https(https):
    response = Client().get("/en/about/")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/en/about/")
    assert Client().get("/healthz").status_code == 200


@pytest.mark.parametrize("secure", [True, False])
def test_what_is_refused_at_once_has_them_too(https, secure):
    response = Client().get("/en/about/", HTTP_HOST="evil.example", secure=secure)
    assert (response.status_code, policy(response)) == (400, POLICY)
    assert (response["X-Content-Type-Options"], response["X-Frame-Options"]) == ("nosniff", "DENY")
    assert response["Referrer-Policy"] == response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_score_falls_where_something_is_wrong():
    response = HttpResponse("<script src='https://evil.example/x.js'></script>")
    response.set_cookie("session", "1")
    response["Content-Security-Policy"] = "default-src 'self'; script-src 'self' 'unsafe-inline'"
    number, reasons = score(response, "https://testserver")
    assert number < 0
    assert {
        "scripts of anybody",
        "a cookie that others can read",
        "no HSTS",
        "scripts from elsewhere",
        "sniffed",
        "framed",
    } <= {*reasons}
