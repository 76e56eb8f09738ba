"""The desk's front page: what waits for an editor, what is theirs, and what the newsroom should know. Each list is bounded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.web.dates import day, moment
from news import publishing
from news.kinds import Kind, all_kinds
from news.models import ArticleVersion, MistakeReport
from news.models.translations import GapKind, TranslationGap
from news.recent_changes import recent_changes
from news.version_states import IN_REVIEW, State, version_state

SHOWN = 6
RETURNED = State("returned", gettext_lazy("Returned to you"), "hollow", "plum")
UNSEEN = State("unseen", gettext_lazy("Published by its author"), "tri", "claim")
RETURNED_DRAFTS = Q(submitted_at__isnull=True) & ~Q(return_comment="")
TEXTS = ("standfirst", "body", "confirmed", "claimed", "unknown", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to open. `note`: what somebody said of it."""

    address: str
    title: str
    language: str
    facts: str
    state: State | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`nothing`: what to do where the list is empty. `more`: where the rest is, if there is more than is shown."""

    name: str
    heading: str
    rows: list[Row]
    nothing: str
    more: str = ""

    @property
    def number(self) -> str:
        return f"{len(self.rows)}+" if self.more else str(len(self.rows)) if self.rows else ""


@dataclass(frozen=True, slots=True)
class Panels:
    """One's own work, and what the newsroom should know."""

    own: list[Panel]
    newsroom: list[Panel]


def panels(user: AbstractUser, now: datetime, today: date) -> Panels:
    """For an account that may see texts; at most twelve queries, whatever the size of the record."""
    keeps_record = user.has_perm("news.change_source") and user.has_perm("news.change_figure")
    return Panels(
        own=[waiting(user, now), mine(user, now), recent(now)],
        newsroom=[
            *([reported()] if user.has_perm("news.view_mistakereport") else []),
            scheduled(now),
            behind(now),
            *([overdue(today)] if keeps_record else []),
        ],
    )


def waiting(user: AbstractUser, now: datetime) -> Panel:
    drafts = _versions().drafts()
    returned = drafts.filter(RETURNED_DRAFTS, created_by=user)
    rows = [_version_row(each, RETURNED, each.return_comment) for each in _first(returned, "-changed_at")]
    if publishing.may(user, "return_draft"):
        in_review = drafts.filter(submitted_at__isnull=False).exclude(created_by=user)
        rows += [_version_row(each, IN_REVIEW) for each in _first(in_review, "submitted_at")]
    if publishing.may(user, "look"):
        unseen = _versions().filter(live_from__isnull=False, second_look_at__isnull=True)
        unseen = unseen.exclude(own_text_reason="").exclude(created_by=user)
        rows += [_version_row(each, UNSEEN, each.own_text_reason) for each in _first(unseen, "live_from")]
    return _panel(
        "waiting",
        _("Waiting for you"),
        rows,
        nothing=_("Nothing waits for you: no text to review, none returned to you, none to look at."),
        more=_list("articleversion", "state=review"),
        shown=3 * SHOWN,
    )


def mine(user: AbstractUser, now: datetime) -> Panel:
    drafts = _versions().drafts().filter(created_by=user).filter(~RETURNED_DRAFTS)
    return _panel(
        "mine",
        _("Yours"),
        [_version_row(each, version_state(each, now)) for each in _first(drafts, "-changed_at")],
        nothing=_("You have no draft open. Write an article, or choose “Update” on a public one."),
        more=_list("articleversion", "whose=mine"),
    )


def reported() -> Panel:
    """The longest waiting first."""
    found = MistakeReport.objects.open().order_by("reported_at", "pk")[: SHOWN + 1]
    rows = [
        Row(
            address=reverse("admin:news_mistakereport_change", args=[each.pk]),
            title=each.text[:80],
            language=each.language,
            facts=f"{each.page}, {moment(each.reported_at)}",
        )
        for each in found
    ]
    return _panel(
        "reported",
        _("Reports waiting"),
        rows,
        nothing=_("No reader’s report of a mistake waits for an answer."),
        more=_list("mistakereport", ""),
    )


def scheduled(now: datetime) -> Panel:
    rows = _first(_versions().filter(live_from__gt=now, article__removed_at__isnull=True), "live_from")
    return _panel(
        "scheduled",
        _("Scheduled"),
        [_version_row(each) for each in rows],
        nothing=_("Nothing is scheduled. Under each draft there is a day and hour to publish it on."),
        more=_list("articleversion", "state=scheduled"),
    )


def behind(now: datetime) -> Panel:
    newest = TranslationGap.objects.open(now).for_desk().defer("paragraphs").order_by("-live_from")
    # A query a kind, each along its index; together they would be sorted as a whole.
    gaps = [gap for kind in GapKind for gap in newest.filter(kind=kind)[: SHOWN + 1]]
    rows = [
        Row(
            address=reverse("admin:news_articleversion_side_by_side", args=[gap.version_id]),
            title=gap.version.headline,
            language=gap.version.language,
            facts=_gap_in_words(gap),
        )
        for gap in gaps
    ]
    return _panel(
        "behind",
        _("Translations behind"),
        rows,
        nothing=_("Every public translation follows its original."),
        more=reverse("admin:news_articleversion_translations"),
    )


def _gap_in_words(gap: TranslationGap) -> str:
    words = _("%(language)s, behind version %(number)d of the original since %(moment)s")
    if gap.kind == GapKind.NUMBERS:
        words = _("%(language)s, other numbers than version %(number)d of the original since %(moment)s")
    return words % {
        "language": gap.version.get_language_display(),
        "number": gap.original.number,
        "moment": moment(gap.live_from),
    }


def overdue(today: date) -> Panel:
    kinds = [kind for kind in all_kinds() if kind.name in ("source", "figure")]
    rows = [row for kind in kinds for row in _overdue_of(kind, today)]
    return _panel(
        "overdue",
        _("To look at again"),
        [row for _day, row in sorted(rows, key=lambda pair: pair[0])],
        nothing=_(
            "Nothing is overdue. A source or figure with a day to look again appears here on that day."
        ),
        more=_list("source", "due=overdue"),
    )


def _overdue_of(kind: Kind, today: date) -> Iterator[tuple[date, Row]]:
    things = kind.prepare(kind.model._default_manager.filter(review_by__lte=today), None)
    for thing in things.order_by("review_by", "pk")[: SHOWN + 1]:
        title, language = kind.title(thing, "")
        since = {"kind": capfirst(str(kind.label)), "day": day(thing.review_by)}
        yield (
            thing.review_by,
            Row(
                address=reverse(f"admin:news_{kind.name}_change", args=[thing.pk]),
                title=title,
                language=language,
                facts=_("%(kind)s, to be looked at by %(day)s") % since,
            ),
        )


def recent(now: datetime) -> Panel:
    changes = recent_changes(now, SHOWN + 1)
    rows = [
        Row(
            address=_version_address(change.version),
            title=change.version.headline,
            language=change.version.language,
            facts=_facts(change.version, change.languages),
            note=change.line,
        )
        for change in changes
    ]
    return _panel(
        "recent",
        _("Recently changed for readers"),
        rows,
        nothing=_("Nothing has been published yet."),
        more=_list("articleversion", "state=published"),
    )


def _panel(
    name: str, heading: str, rows: Iterable[Row], *, nothing: str, more: str, shown: int = SHOWN
) -> Panel:
    found = [*rows]
    return Panel(
        name=name,
        heading=heading,
        rows=found[:shown],
        nothing=nothing,
        more=more if len(found) > shown else "",
    )


def _versions() -> QuerySet[Any]:
    people = ("article", "created_by", "submitted_by", "published_by")
    return ArticleVersion.objects.select_related(*people).defer(*TEXTS)


def _first(versions: QuerySet[Any], order: str) -> QuerySet[Any]:
    """One more than is shown tells that there are more."""
    return versions.order_by(order, "pk")[: SHOWN + 1]


def _version_row(version: ArticleVersion, state: State | None = None, note: str = "") -> Row:
    return Row(
        address=_version_address(version),
        title=version.headline or version.article.slug,
        language=version.language if version.headline else "",
        facts=_facts(version),
        state=state,
        note=note,
    )


def _facts(version: ArticleVersion, languages: str = "") -> str:
    """Language, act, when, who."""
    when = version.live_from or version.submitted_at or version.changed_at or version.created_at
    who = version.published_by or version.submitted_by or version.created_by
    parts = [
        languages or version.get_language_display(),
        version.get_act_display(),
        moment(when),
        str(who or ""),
    ]
    return ", ".join(part for part in parts if part)


def _version_address(version: ArticleVersion) -> str:
    return reverse("admin:news_articleversion_change", args=[version.pk])


def _list(model: str, query: str) -> str:
    address = reverse(f"admin:news_{model}_changelist")
    return f"{address}?{query}" if query else address
