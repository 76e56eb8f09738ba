"""The acts by which a text becomes public: publishing, now or on a day; taking a schedule back; a second look."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.web.dates import moment
from news import audit
from news.models import ArticleVersion
from news.publishing.naming import cannot_be_called
from news.publishing.refusals import Reason, RefusedError, acting_on, gone, not_a_draft, refuse_if
from news.readiness import Level, readiness


def publish(
    version: ArticleVersion,
    *,
    by: AbstractUser,
    at: datetime | None = None,
    note: str = "",
    own_text_reason: str = "",
) -> ArticleVersion:
    """Makes the stored draft public, at once or at a later moment; the version before it ends at that moment.

    Whoever publishes a text of their own says why nobody else does; it stays flagged until somebody has looked.
    Raises RefusedError with everything that stands in the way, PermissionDenied where `by` may not.
    """
    with acting_on(version, by, "publish") as article:
        now = timezone.now()
        version.note = note.strip() or version.note
        version.own_text_reason = own_text_reason.strip() if is_own_text(version, by) else ""
        siblings = article.versions.filter(language=version.language, live_from__isnull=False)
        refuse_if(
            [
                *gone(article),
                *_cannot_begin(version, siblings, at, now),
                *cannot_be_called(version, siblings),
                *_own_without_a_reason(version, by),
                *(
                    Reason(finding.message, finding.field, finding.line)
                    for finding in readiness(version)
                    if finding.level == Level.BLOCK
                ),
            ]
        )
        version.live_from = at or now
        version.published_by = by
        # The one before ends first: two open versions may not stand side by side even for a moment.
        for before in siblings.filter(live_until__isnull=True):
            before.live_until = version.live_from
            before.save(update_fields=["live_until"])
        version.save(update_fields=["note", "live_from", "published_by", "own_text_reason"])
        audit.record(
            version,
            by=by,
            act="publish",
            new={"live_from": version.live_from, "act": version.act},
            comment=version.own_text_reason,
        )
    return version


def unschedule(version: ArticleVersion, *, by: AbstractUser) -> ArticleVersion:
    """Takes a version that has not gone public yet back into a draft; the one before it stays."""
    with acting_on(version, by, "unschedule") as article:
        if version.live_from is None or version.live_from <= timezone.now():
            raise RefusedError(Reason(_("This version is not waiting to be published.")))
        siblings = article.versions.filter(language=version.language)
        if siblings.drafts().exists():
            raise RefusedError(Reason(_("There is a newer draft in this language. Discard it first.")))
        planned = version.live_from
        cleared = {"live_from": None, "published_by": None, "own_text_reason": "", "second_look_at": None}
        for name, value in (cleared | {"second_look_by": None}).items():
            setattr(version, name, value)
        version.save(update_fields=[*cleared, "second_look_by"])
        for before in siblings.filter(live_until=planned):
            before.live_until = None
            before.save(update_fields=["live_until"])
        audit.record(version, by=by, act="unschedule", old={"live_from": planned})
    return version


def look(version: ArticleVersion, *, by: AbstractUser) -> ArticleVersion:
    """Somebody else has read what its author published; the flag goes."""
    with acting_on(version, by, "look"):
        if not version.own_text_reason or version.second_look_at:
            raise RefusedError(Reason(_("This version waits for no second look.")))
        if by.pk in (version.published_by_id, version.created_by_id):
            raise RefusedError(Reason(_("A second look is for somebody else than its author.")))
        version.second_look_at, version.second_look_by = timezone.now(), by
        version.save(update_fields=["second_look_at", "second_look_by"])
        audit.record(version, by=by, act="look", comment=version.own_text_reason)
    return version


def is_own_text(version: ArticleVersion, user: AbstractUser) -> bool:
    return version.created_by_id == user.pk


def _own_without_a_reason(version: ArticleVersion, by: AbstractUser) -> Iterator[Reason]:
    if is_own_text(version, by) and not version.own_text_reason:
        yield Reason(
            _(
                "You wrote this text. Say why you publish it yourself; it is flagged until somebody else has looked."
            ),
            "own_text_reason",
        )


def _cannot_begin(
    version: ArticleVersion, siblings: models.QuerySet, at: datetime | None, now: datetime
) -> Iterator[Reason]:
    yield from not_a_draft(version)
    if at and at <= now:
        yield Reason(_("That moment has passed. Choose a later one, or publish now."), "publish_at")
    for waiting in siblings.filter(live_from__gt=now).exclude(pk=version.pk):
        yield Reason(
            _("Version %(number)d is scheduled for %(moment)s. Take it back to a draft or wait until then.")
            % {"number": waiting.number, "moment": moment(waiting.live_from)}
        )
