"""Links by which somebody without an account reads one draft: made, found by their address, taken back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news import audit
from news.models import ArticleVersion, PreviewLink
from news.publishing.refusals import Reason, acting_on, gone, refuse_if

SIGNER = signing.Signer(salt="news.preview_links")
# How long a link may work, in days.
PERIODS = {1: _("1 day"), 3: _("3 days"), 7: _("1 week"), 14: _("2 weeks")}


def token_of(link: PreviewLink) -> str:
    """What stands in its address. It names the draft too, so that it can never open another one."""
    return SIGNER.sign_object([link.pk, link.version_id])


def address_of(link: PreviewLink) -> str:
    return reverse("article_preview", kwargs={"token": token_of(link)})


def link_of(token: str) -> PreviewLink | None:
    """The link with its draft, valid or not; None where it is gone. Raises BadSignature for what this site never made."""
    pk, version = SIGNER.unsign_object(token)
    links = PreviewLink.objects.select_related("version__article", "version__lead_image")
    return links.filter(pk=pk, version=version).first()


def is_open(link: PreviewLink | None) -> bool:
    """Whether it still shows its text: neither expired nor taken back, and the article has neither gone nor moved."""
    if link is None or link.revoked_at or link.expires_at <= timezone.now():
        return False
    article = link.version.article
    return article.removed_at is None and article.merged_into_id is None


def share(version: ArticleVersion, *, by: AbstractUser, for_whom: str, days: int) -> PreviewLink:
    """Makes a link to a draft or a scheduled version. `days`: one of PERIODS."""
    with acting_on(version, by, "share") as article:
        refuse_if([*gone(article), *_cannot_be_shared(version, for_whom, days)])
        now = timezone.now()
        link = PreviewLink.objects.create(
            version=version,
            for_whom=for_whom.strip(),
            created_at=now,
            created_by=by,
            expires_at=now + timedelta(days=days),
        )
        audit.record(version, by=by, act="share", new=_told(link))
    return link


def take_back(link: PreviewLink, *, by: AbstractUser) -> PreviewLink:
    """The link opens nothing any more, from the next request on. Taking it back twice changes nothing."""
    with acting_on(link.version, by, "unshare"):
        link.refresh_from_db()
        if link.revoked_at is None:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at"])
            audit.record(link.version, by=by, act="unshare", old=_told(link))
    return link


def _told(link: PreviewLink) -> dict[str, Any]:
    return {"for_whom": link.for_whom, "expires_at": link.expires_at}


def _cannot_be_shared(version: ArticleVersion, for_whom: str, days: int) -> Iterator[Reason]:
    if version.live_from and version.live_from <= timezone.now():
        yield Reason(_("This version is public: send its own address."))
    if days not in PERIODS:
        yield Reason(_("Choose how long the link is to work."), "days")
    if not for_whom.strip():
        yield Reason(_("Say whom the link is for, so that the desk knows it later."), "for_whom")
    elif len(for_whom.strip()) > PreviewLink._meta.get_field("for_whom").max_length:
        yield Reason(_("Say whom the link is for in at most 120 characters."), "for_whom")
