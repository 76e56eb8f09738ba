"""Mistakes that readers tell of: the form they send without a cookie, what is kept of it, and the act that answers.

A form is signed for its page and for a time, and can be sent once. That stands in for the token of a cookie: nobody is signed in
here, so another site's page could only do what its reader can do anyway.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from config.web.translated import LANGUAGES
from news import audit
from news.kinds import kind_named
from news.models import MistakeReport, MistakeState
from news.publishing.refusals import Reason, refuse_if

SALT = "news.mistakes"
FORM_WORKS_FOR = timedelta(hours=12)
# Of the whole site: more in an hour is a flood, and what is open already waits for somebody.
MOST_IN_AN_HOUR = 60
LONGEST_PAGE = MistakeReport._meta.get_field("page").max_length
MAY_ANSWER = "news.change_mistakereport"


@dataclass(frozen=True, slots=True)
class Place:
    """A page of this site: its path with its query, its language, and the public thing it shows ("" for none)."""

    path: str
    language: str
    kind: str = ""
    key: str = ""


def place_of(address: str) -> Place | None:
    """Nothing for what is no page under a language."""
    path, _mark, _query = address.partition("?")
    language = path[1:3]
    if len(address) > LONGEST_PAGE or language not in LANGUAGES or not path.endswith("/"):
        return None
    try:
        # The addresses of a language are there while it is the active one.
        with override(language):
            match = resolve(path)
    except Resolver404:
        return None
    kind = kind_named((match.url_name or "").partition("_")[0])
    key = str(match.kwargs.get("slug", ""))
    return Place(address, language, kind.name, key) if kind and key else Place(address, language)


def new_form(place: Place) -> str:
    """What stands hidden in the form."""
    return signing.dumps([place.path, secrets.token_hex(16)], salt=SALT)


def sent_form(token: str) -> tuple[Place, str] | None:
    """The page and the name of the form; nothing where this site did not make it, or too long ago."""
    try:
        address, form = signing.loads(token, salt=SALT, max_age=FORM_WORKS_FOR)
    except signing.BadSignature:
        return None
    place = place_of(address)
    return (place, form) if place else None


def is_flood() -> bool:
    since = timezone.now() - timedelta(hours=1)
    return MistakeReport.objects.filter(reported_at__gt=since).count() >= MOST_IN_AN_HOUR


def keep(place: Place, form: str, *, text: str, evidence: str, address: str) -> bool:
    """Whether it is new: the same form sent twice is kept once."""
    try:
        with transaction.atomic():
            MistakeReport.objects.create(
                page=place.path,
                language=place.language,
                kind=place.kind,
                key=place.key,
                text=text,
                evidence=evidence,
                address=address,
                form=form,
            )
    except IntegrityError:
        return False
    return True


def answer(report: MistakeReport, *, by: AbstractUser, state: str, words: str) -> MistakeReport:
    """Says what came of it, once. The reader's address goes with it: write to them before."""
    if not by.has_perm(MAY_ANSWER):
        raise PermissionDenied
    with audit.timed(), transaction.atomic():
        report = MistakeReport.objects.select_for_update().get(pk=report.pk)
        refuse_if(_not_answerable(report, state, words))
        report.state, report.answer, report.address = state, words.strip(), ""
        report.answered_at, report.answered_by = timezone.now(), by
        report.save(update_fields=["state", "answer", "address", "answered_at", "answered_by"])
        audit.record(report, by=by, act="answer", new={"state": state, "answer": report.answer})
    return report


def _not_answerable(report: MistakeReport, state: str, words: str) -> Iterator[Reason]:
    if report.state != MistakeState.OPEN:
        yield Reason(_("Somebody has answered this report meanwhile."))
    if state not in (MistakeState.ANSWERED, MistakeState.NO_MISTAKE):
        yield Reason(_("Choose whether it was a mistake."), "state")
    if not words.strip():
        yield Reason(_("Say what came of it."), "answer")
