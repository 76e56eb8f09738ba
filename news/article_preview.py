"""A text that is not public yet, as its page will be on the day it is: built in memory, nothing is saved."""

from copy import copy
from dataclasses import replace
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from config.web.dates import moment
from news.article_history import History
from news.article_notices import Notice
from news.article_page import ArticlePage, article_page
from news.models import ArticleVersion, Image
from news.querysets import ImageQuerySet
from news.texts.references import parse


def preview_page(version: ArticleVersion, now: datetime, *notices: Notice) -> ArticlePage:
    """`version` with its article and lead picture. References that lead nowhere are marked. `notices` stand first."""
    shown = copy(version)
    shown.live_from = version.live_from or now
    shown.live_until = None
    page = article_page(shown, history_with(shown, now), timezone.localdate(shown.live_from), preview=True)
    return replace(page, notices=[*notices, *page.notices])


def history_with(version: ArticleVersion, now: datetime) -> History:
    """The article's history as it is once the version is the newest of its language."""
    at = max(version.live_from or now, now)
    before = list(
        version.article.versions.filter(live_from__lte=at)
        .exclude(pk=version.pk)
        .defer("standfirst", "body", "confirmed", "claimed", "unknown")
    )
    for each in before:
        each.article = version.article
        if each.language == version.language and each.live_until is None:
            each.live_until = version.live_from
    return History([*before, version], version.language, at)


def pictures_of(version: ArticleVersion) -> ImageQuerySet:
    """The pictures its page shows or links to."""
    texts = [*version.texts.values(), version.note]
    keys = {each.key for text in texts for each in parse(text) if each.kind == "image"}
    return Image.objects.filter(Q(key__in=keys) | Q(pk=version.lead_image_id))


def desk_notice(version: ArticleVersion) -> Notice:
    if version.live_from is None:
        return Notice(_("Preview of a draft."), _("Nobody but the desk can see it."), "claim")
    return Notice(_("Preview."), _goes_public(version), "claim")


def guest_notice(version: ArticleVersion, until: datetime) -> Notice:
    """For somebody who came by a preview link."""
    lead = _("A draft, shown to you in confidence.") if version.live_from is None else _("Not public yet.")
    told = _(
        "Nothing of it is public, and its words may still change. The link works until %(moment)s, Minsk time."
    )
    words = told % {"moment": moment(until)}
    return Notice(lead, words if version.live_from is None else f"{_goes_public(version)} {words}", "claim")


def _goes_public(version: ArticleVersion) -> str:
    return _("It goes public on %(moment)s, Minsk time.") % {"moment": moment(version.live_from)}
