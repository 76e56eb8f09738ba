"""Facts grow old: when somebody should look at a source or figure again, that they did, and when readers are told of it.

Evaluated on the day asked for; nothing runs in between.
"""

from datetime import date, timedelta

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.web import dates
from news import audit
from news.models import Figure, Source
from news.publishing import Reason, RefusedError

Fact = Source | Figure

# So long after the day by which somebody should have looked again, readers are told that nobody has.
GRACE = timedelta(days=90)
# Offered where a fact has never been looked at again; otherwise as long as from the last look to the next.
USUAL = timedelta(days=180)


def is_due(fact: Fact, as_of: date) -> bool:
    """As `Source.objects.due()`."""
    return fact.review_by is not None and fact.review_by <= as_of


def is_stale(fact: Fact, as_of: date) -> bool:
    """Due for so long that readers should know."""
    return fact.review_by is not None and fact.review_by + GRACE < as_of


def last_checked(fact: Fact) -> date | None:
    """When it was looked at last: again, or else when it was read first. Reads a figure's values with their sources."""
    if fact.reviewed_on:
        return fact.reviewed_on
    sources = [fact] if isinstance(fact, Source) else [value.source for value in fact.values.all()]
    return max((each.accessed_on for each in sources if each.accessed_on), default=None)


def note_to_readers(fact: Fact, as_of: date) -> str:
    """Last checked on 24 November 2026; a newer value may exist. "" where there is nothing to tell."""
    if not is_stale(fact, as_of):
        return ""
    checked = last_checked(fact)
    day = dates.day(checked) if checked else ""
    if isinstance(fact, Source):
        text = gettext("Last checked on %(day)s; it may say something else by now.")
        return text % {"day": day} if day else gettext("It may say something else by now.")
    text = gettext("Last checked on %(day)s; a newer value may exist.")
    return text % {"day": day} if day else gettext("A newer value may exist.")


def suggested_day(fact: Fact, today: date) -> date:
    """When to look again, if one looks today."""
    since = last_checked(fact)
    period = fact.review_by - since if fact.review_by and since and fact.review_by > since else USUAL
    return today + period


def look_again(fact: Fact, *, by: AbstractUser, again_by: date | None, today: date) -> Fact:
    """Somebody looked today and it still stands. `again_by`: the next day to look by; None if it does not age any more."""
    if not by.has_perm(f"news.change_{fact._meta.model_name}"):
        raise PermissionDenied(f"{by} may not look again at {fact}")
    if again_by is not None and again_by <= today:
        raise RefusedError(Reason(_("Choose a day after today."), "again_by"))
    with transaction.atomic():
        fact = type(fact).objects.select_for_update().get(pk=fact.pk)
        old = {"reviewed_on": fact.reviewed_on, "review_by": fact.review_by}
        new = {"reviewed_on": today, "review_by": again_by}
        fact.reviewed_on, fact.review_by = today, again_by
        fact.save(update_fields=[*new])
        audit.record(fact, by=by, act="look_again", old=old, new=new)
    return fact
