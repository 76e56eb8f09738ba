"""For feed readers: what changed in the register, in law and in what is known, the latest first."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from news.agreements.changed import (
    InKnowledge,
    InLaw,
    changes_in_knowledge,
    changes_in_law,
    concerned,
    midnight,
)
from news.agreements.dossiers import dossiers
from news.feeds import LATEST, SiteFeed

# How far back it looks.
SPAN = timedelta(days=365)
Change = InLaw | InKnowledge


class AgreementChangeFeed(SiteFeed):
    """An entry keeps its name: a change in law that of its instrument and day, one in knowledge that of what was recorded."""

    def title(self) -> str:
        return gettext("%(site)s: changes in the register of agreements") % {"site": settings.SITE_NAME}

    def subtitle(self) -> str:
        return gettext("What changed in law, and what was recorded, replaced or retracted.")

    def link(self) -> str:
        return reverse("agreement_changes")

    def items(self) -> list[Change]:
        today = timezone.localdate()
        first = today - SPAN
        found = dossiers(concerned(first, today))
        changes = [*changes_in_law(found, first, today), *changes_in_knowledge(found, first, today)]
        return sorted(changes, key=moment_of, reverse=True)[:LATEST]

    def item_title(self, item: Change) -> str:
        name = f"{item.agreement.number} {item.agreement.name}"
        if isinstance(item, InLaw):
            return gettext("In law: %(name)s: %(status)s") % {"name": name, "status": item.after.label}
        return gettext("In the record: %(name)s: %(what)s") % {
            "name": name,
            "what": f"{item.what}: {item.act}",
        }

    def item_description(self, item: Change) -> str:
        if isinstance(item, InLaw):
            return gettext("%(day)s: from “%(before)s” to “%(after)s”.") % {
                "day": item.date_text,
                "before": item.before.label,
                "after": item.after.label,
            }
        return " ".join(filter(None, [f"{item.act}, {item.date_text}.", item.reason]))

    def item_link(self, item: Change) -> str:
        return item.url

    def item_guid(self, item: Change) -> str:
        return f"tag:union-chronicle,2026:{item.name}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Change) -> datetime:
        return moment_of(item)

    def item_updateddate(self, item: Change) -> datetime:
        return moment_of(item)

    def item_categories(self, item: Change) -> list[str]:
        return [gettext("in law") if isinstance(item, InLaw) else gettext("in the record")]


def moment_of(change: Change) -> datetime:
    """The midnight with which the day of a change in law begins, in the site's time; the moment of recording."""
    return midnight(change.day) if isinstance(change, InLaw) else change.at


agreement_change_feed = AgreementChangeFeed()
