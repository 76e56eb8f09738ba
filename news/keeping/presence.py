"""Who has a draft open: known by the beat of its form, forgotten some minutes after the last."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.models import ArticleVersion, WorkingCopy

# A form beats three times a minute; browsers slow that down to once in a tab nobody looks at.
STALE = timedelta(minutes=3)


def is_open(copy: WorkingCopy, now: datetime) -> bool:
    return now - copy.seen_at < STALE


def opened_by(copies: Iterable[WorkingCopy], *, but: AbstractUser) -> list[str]:
    """A sentence for each of the others. `copies`: with their editors."""
    now = timezone.now()
    return [_sentence(copy, now) for copy in copies if copy.editor_id != but.pk and is_open(copy, now)]


def tell(drafts: Iterable[ArticleVersion], *, but: AbstractUser) -> None:
    """Gives each draft its sentences, as `opened_by`. One query."""
    found = {draft.pk: draft for draft in drafts}
    copies: dict[int, list[WorkingCopy]] = {pk: [] for pk in found}
    for copy in (
        WorkingCopy.objects.filter(version__in=found).select_related("editor").defer("base", "fields")
    ):
        copies[copy.version_id].append(copy)
    for pk, draft in found.items():
        draft.opened_by = opened_by(copies[pk], but=but)  # type: ignore[attr-defined]


def _sentence(copy: WorkingCopy, now: datetime) -> str:
    name = copy.editor.get_full_name() or copy.editor.get_username()
    minutes = int((now - copy.opened_at).total_seconds() // 60)
    if minutes < 1:
        return _("Opened by %(name)s just now.") % {"name": name}
    if minutes < 60:
        words = ngettext(
            "Opened by %(name)s %(number)d minute ago.", "Opened by %(name)s %(number)d minutes ago.", minutes
        )
        return words % {"name": name, "number": minutes}
    hours = minutes // 60
    words = ngettext(
        "Opened by %(name)s %(number)d hour ago.", "Opened by %(name)s %(number)d hours ago.", hours
    )
    return words % {"name": name, "number": hours}
