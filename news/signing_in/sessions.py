"""What a session remembers: whether it came in by two steps, when its owner last showed who they are, when it was last used."""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

SECOND_STEP, SHOWN_AT, USED_AT = "second_step", "shown_at", "used_at"
# The desk writes the session that often while it is used, so that it ends by idleness alone.
NOTED_EVERY = 300  # seconds


def connect_signals() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="news.signing_in")


def _signed_in(request: HttpRequest, user: AbstractUser, **kwargs: object) -> None:
    now = time.time()
    request.session.update({SECOND_STEP: getattr(user, "second_step", False), SHOWN_AT: now, USED_AT: now})


def came_in_two_steps(session: SessionBase) -> bool:
    return bool(session.get(SECOND_STEP))


def has_shown(session: SessionBase) -> bool:
    """Whether its owner showed who they are lately enough for an act. Each act counts as having shown it."""
    return time.time() - session.get(SHOWN_AT, 0) < settings.ACT_AFTER_SECONDS


def note_shown(session: SessionBase) -> None:
    session[SHOWN_AT] = time.time()


def note_used(session: SessionBase) -> None:
    if time.time() - session.get(USED_AT, 0) > NOTED_EVERY:
        session[USED_AT] = time.time()


def end_sessions(user: AbstractUser, *, except_for: str | None = None) -> int:
    """How many were ended. Every session is read: they are as many as the newsroom has browsers."""
    ended = 0
    for session in Session.objects.filter(expire_date__gte=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk) and session.session_key != except_for:
            session.delete()
            ended += 1
    return ended
