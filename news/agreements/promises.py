"""What has become of a promise by a day? A pure function of its dates and of what sources found: no guess in either direction.

A day that has passed without a report is not a failure: it is unconfirmed. Overdue is said only where a source says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import pgettext_lazy

from config.web.partial_dates import PartialDate


class Finding(models.TextChoices):
    """What a source says of the promise."""

    DELIVERED = "delivered", pgettext_lazy("finding", "delivered")
    NOT_DELIVERED = "not_delivered", pgettext_lazy("finding", "not delivered by then")


class Delivery(models.TextChoices):
    """What the promise is on a day. Computed by `delivery_on`, never stored."""

    DONE = "done", pgettext_lazy("delivery", "Done")
    OVERDUE = "overdue", pgettext_lazy("delivery", "Overdue")
    UNCONFIRMED = "unconfirmed", pgettext_lazy("delivery", "Due day passed, not confirmed")
    DUE = "due", pgettext_lazy("delivery", "Due")
    UNDATED = "undated", pgettext_lazy("delivery", "No day set")


@dataclass(frozen=True, slots=True)
class Found:
    """What one source found, and for when."""

    finding: Finding
    dated: PartialDate


@dataclass(frozen=True, slots=True)
class Promise:
    """`due`: the last day, month or year for it, nothing where none was set."""

    due: PartialDate | None
    done: PartialDate | None
    found: tuple[Found, ...] = ()


def delivery_on(promise: Promise, as_of: date) -> Delivery:
    """Done needs a source that says so; dates known to the month or year count from their last day."""
    found = [each for each in promise.found if each.dated.latest <= as_of]
    if promise.done and promise.done.latest <= as_of and _any(found, Finding.DELIVERED):
        return Delivery.DONE
    if promise.due is None:
        return Delivery.UNDATED
    if promise.due.latest >= as_of:
        return Delivery.DUE
    late = [each for each in found if promise.due.latest <= each.dated.latest]
    return Delivery.OVERDUE if _any(late, Finding.NOT_DELIVERED) else Delivery.UNCONFIRMED


def _any(found: Iterable[Found], finding: Finding) -> bool:
    return any(each.finding == finding for each in found)
