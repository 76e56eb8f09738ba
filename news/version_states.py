"""The words for where a text stands. Pure: rows and a moment in, words out.

Five are states, for editors and readers: draft, in review, scheduled, published, withdrawn. The desk has three words more for
what no reader meets as a text: an earlier version, a removed article, one merged into another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.web.dates import moment
from news.models import Article, ArticleVersion, Language
from news.translations.behind import newer_original


@dataclass(frozen=True, slots=True)
class State:
    """For site/_state.html: a word, a shape and a tone."""

    code: str
    label: str | Promise
    shape: str
    tone: str = ""


DRAFT = State("draft", gettext_lazy("Draft"), "hollow")
IN_REVIEW = State("review", gettext_lazy("In review"), "ring", "claim")
SCHEDULED = State("scheduled", gettext_lazy("Scheduled"), "half", "info")
PUBLISHED = State("published", gettext_lazy("Published"), "full", "force")
EARLIER = State("earlier", gettext_lazy("Earlier version"), "end")
WITHDRAWN = State("withdrawn", gettext_lazy("Withdrawn"), "tri", "plum")
REMOVED = State("removed", gettext_lazy("Removed"), "end", "plum")
MERGED = State("merged", gettext_lazy("Merged into another"), "end")


def version_state(version: ArticleVersion, now: datetime) -> State:
    if version.live_from is None:
        return IN_REVIEW if version.submitted_at else DRAFT
    if version.article.removed_at:
        return REMOVED
    if version.article.merged_into_id:
        return MERGED
    if version.live_from > now:
        return SCHEDULED
    if version.live_until and version.live_until <= now:
        return EARLIER
    return WITHDRAWN if version.article.withdrawn_at else PUBLISHED


@dataclass(frozen=True, slots=True)
class LanguageDesk:
    """One language of an article as its editors see it."""

    code: str
    name: str
    published: ArticleVersion | None = None
    scheduled: ArticleVersion | None = None
    draft: ArticleVersion | None = None
    versions: tuple[ArticleVersion, ...] = ()
    # The original's published version, where the translation follows an earlier one.
    behind: ArticleVersion | None = None

    @property
    def latest(self) -> ArticleVersion | None:
        """What an editor opens: the text that can still change, or else what readers see."""
        return self.draft or self.scheduled or self.published or next(iter(self.versions), None)

    @property
    def state(self) -> State | None:
        """The state of what readers see, or else of the text in work."""
        if self.published:
            return WITHDRAWN if self.published.article.withdrawn_at else PUBLISHED
        if self.scheduled:
            return SCHEDULED
        if self.draft:
            return IN_REVIEW if self.draft.submitted_at else DRAFT
        return EARLIER if self.versions else None

    @property
    def can_begin(self) -> bool:
        """Whether a new draft may be made: one text a language is in work at a time."""
        return self.draft is None and self.scheduled is None

    @property
    def summary(self) -> str:
        parts = []
        if self.published:
            parts.append(_("version %(number)d public") % {"number": self.published.number})
        if self.scheduled:
            parts.append(_("version %(number)d scheduled") % {"number": self.scheduled.number})
        if self.draft:
            parts.append(_("in review") if self.draft.submitted_at else _("draft open"))
        if self.behind:
            parts.append(_("behind its original"))
        return ", ".join(parts) or _("not written")


def language_desks(article: Article, versions: Iterable[ArticleVersion], now: datetime) -> list[LanguageDesk]:
    """Every language of the site, written or not. `versions`: all of the article's, read `with_checks()`."""
    rows = sorted(versions, key=lambda version: -version.number)
    public = {v.language: v for v in rows if version_state(v, now) in (PUBLISHED, WITHDRAWN)}
    desks = []
    for code, name in Language.choices:
        own = tuple(version for version in rows if version.language == code)
        desks.append(
            LanguageDesk(
                code=code,
                name=name,
                published=public.get(code),
                scheduled=next((v for v in own if version_state(v, now) is SCHEDULED), None),
                draft=next((v for v in own if v.live_from is None), None),
                versions=own,
                behind=newer_original(public.get(code), rows, public),
            )
        )
    return desks


def original_of(desks: Iterable[LanguageDesk]) -> ArticleVersion | None:
    """What a translation is made from: the published text that is no translation itself, or else any published one."""
    published = [desk.published for desk in desks if desk.published]
    own_words = [version for version in published if version.translated_from_id is None]
    return next(iter(own_words or published), None)


def period(version: ArticleVersion) -> str:
    """When readers had it: 3 April 2026, 11:20 – 5 May 2026, 09:00."""
    if version.live_from is None:
        return _("draft since %(moment)s") % {"moment": moment(version.created_at)}
    if version.live_until is None:
        return _("since %(moment)s") % {"moment": moment(version.live_from)}
    return f"{moment(version.live_from)} – {moment(version.live_until)}"
