"""What an editor is told above a text before anything else: it was returned, it is in review, nobody else has looked."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _

from config.web.dates import moment
from news import publishing
from news.models import ArticleVersion


@dataclass(frozen=True, slots=True)
class Flag:
    """For a notice: a word, a sentence, what somebody wrote, a tone."""

    word: str
    says: str
    comment: str = ""
    tone: str = "claim"


def flags(version: ArticleVersion, user: AbstractUser) -> list[Flag]:
    return [*(_of_a_draft(version, user) if version.live_from is None else _of_a_public_text(version))]


def _of_a_draft(version: ArticleVersion, user: AbstractUser) -> Iterator[Flag]:
    if version.submitted_at:
        since = _("Since %(moment)s.") % {"moment": moment(version.submitted_at)}
        if not publishing.may(user, "keep", version) and publishing.may(user, "take_back", version):
            since += " " + _("Take it back to go on writing.")
        yield Flag(_("In review."), since, tone="info")
    elif version.return_comment:
        yield Flag(_("Returned."), _("What is to be done:"), version.return_comment)


def _of_a_public_text(version: ArticleVersion) -> Iterator[Flag]:
    if not version.own_text_reason:
        return
    if version.second_look_at:
        looked = {"name": version.second_look_by or "–", "moment": moment(version.second_look_at)}
        says = _("%(name)s has looked, %(moment)s. The reason its author gave:") % looked
        yield Flag(_("Published by its author."), says, version.own_text_reason, tone="info")
    else:
        says = _("Nobody else has looked yet. The reason:")
        yield Flag(_("Published by its author."), says, version.own_text_reason)
