"""What feed readers follow in the register: what changed in law and in what is known, of every agreement or of one, the latest
first."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from config.web.feeds import LATEST, Feed, Item, feed_view
from news.agreements.changed import (
    InKnowledge,
    InLaw,
    changed_between,
    latest_changes,
    midnight,
)
from news.models import Agreement

# How far back the feed of all looks; that of one looks as far as its record goes.
SPAN = timedelta(days=365)
Change = InLaw | InKnowledge


@feed_view
def agreement_change_feed() -> Feed:
    today = timezone.localdate()
    return Feed(
        title=gettext("%(site)s: changes in the register of agreements") % {"site": settings.SITE_NAME},
        description=gettext("What changed in law, and what was recorded, replaced or retracted."),
        page=reverse("agreement_changes"),
        items=_latest(changed_between(today - SPAN, today).told(slice(LATEST))),
    )


@feed_view
def agreement_feed(slug: str) -> Feed:
    agreement = get_object_or_404(Agreement.objects.public(), slug=slug)
    return Feed(
        title=gettext("%(site)s: %(name)s") % {"site": settings.SITE_NAME, "name": agreement.name},
        description=gettext("What changed in law, and what was recorded, replaced or retracted."),
        page=agreement.get_absolute_url(),
        items=_latest(latest_changes(agreement, LATEST)),
    )


def _latest(changes: tuple[Sequence[InLaw], Sequence[InKnowledge]]) -> list[Item]:
    """Of both together."""
    return [_item(each) for each in sorted(chain(*changes), key=moment_of, reverse=True)[:LATEST]]


def _item(change: Change) -> Item:
    """It keeps its name: a change in law that of its instrument and day, one in knowledge that of what was recorded."""
    in_law = isinstance(change, InLaw)
    return Item(
        url=change.url,
        name=f"tag:union-chronicle,2026:{change.name}",
        title=_title(change),
        summary=_summary(change),
        published=moment_of(change),
        categories=[gettext("in law") if in_law else gettext("in the record")],
    )


def _title(change: Change) -> str:
    name = f"{change.agreement.number} {change.agreement.name}"
    if isinstance(change, InLaw):
        return gettext("In law: %(name)s: %(status)s") % {"name": name, "status": change.after.label}
    what = f"{change.what}: {change.act}"
    return gettext("In the record: %(name)s: %(what)s") % {"name": name, "what": what}


def _summary(change: Change) -> str:
    if isinstance(change, InLaw):
        return gettext("%(day)s: from “%(before)s” to “%(after)s”.") % {
            "day": change.date_text,
            "before": change.before.label,
            "after": change.after.label,
        }
    return " ".join(filter(None, [f"{change.act}, {change.date_text}.", change.reason]))


def moment_of(change: Change) -> datetime:
    """The midnight with which the day of a change in law begins, in the site's time; the moment of recording."""
    return midnight(change.day) if isinstance(change, InLaw) else change.at
