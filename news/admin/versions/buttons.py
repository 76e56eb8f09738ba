"""The bar of acts under a version: which buttons its editor has, each with its outcome in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.web.dates import moment
from news import publishing
from news.models import Act, ArticleVersion
from news.publishing.permissions import PERMISSIONS
from news.version_states import IN_REVIEW, PUBLISHED, SCHEDULED, LanguageDesk, State

Words = str | Promise
# What can follow a public version: the act, the button, its outcome.
NEW_ACTS = (
    (Act.UPDATE.value, gettext_lazy("Update this"), gettext_lazy("Something is new")),
    (Act.MINOR.value, gettext_lazy("Minor update"), gettext_lazy("No fact changes")),
    (Act.CORRECTION.value, gettext_lazy("Correct this"), gettext_lazy("Something was wrong")),
    (Act.CLARIFICATION.value, gettext_lazy("Clarify this"), gettext_lazy("Something was unclear")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """`value`: sends the form of the text with this act; `address`: a page to open, or with `posts` one to send `fields` to."""

    label: Words
    outcome: Words
    value: str = ""
    address: str = ""
    posts: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    is_main: bool = False
    is_refused: bool = False
    # The outcome once nothing refuses it: the checks are made anew while one types.
    outcome_ready: Words = ""
    is_last: bool = False
    new_tab: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the buttons depend on."""

    version: ArticleVersion
    desk: LanguageDesk
    state: State
    user: AbstractUser
    blocks: int = 0
    comparison: str = ""

    def may(self, act: str) -> bool:
        return publishing.may(self.user, act, self.version)

    def address(self, name: str) -> str:
        return reverse(f"admin:news_articleversion_{name}", args=[self.version.pk])


def buttons(standing: Standing) -> list[Button]:
    if standing.version.live_from is not None:
        return [*_of_a_public_text(standing)]
    return [*(_of_a_draft(standing) if standing.may("keep") else _of_a_closed_draft(standing))]


def _of_a_draft(standing: Standing) -> Iterator[Button]:
    yield Button(label=_("Keep the draft"), outcome=_("Nothing public changes"), value="keep", is_main=True)
    yield Button(
        label=_("Keep and preview"), outcome=_("As readers will see it"), value="preview", new_tab=True
    )
    if standing.state is IN_REVIEW:
        yield from _of_a_review(standing)
    elif standing.may("submit"):
        yield Button(label=_("Send for review"), outcome=_told(standing.user), value="submit")
    if standing.may("publish"):
        yield from _publishing(standing)
    if standing.may("discard"):
        yield _discarding(standing)


def _of_a_closed_draft(standing: Standing) -> Iterator[Button]:
    """Somebody else's, or one's own while it is in review."""
    if standing.state is IN_REVIEW and standing.may("take_back"):
        yield _taking_back(standing, is_main=True)
    yield _looking_at_it(standing)


def _of_a_review(standing: Standing) -> Iterator[Button]:
    version = standing.version
    if version.created_by_id == standing.user.pk or version.submitted_by_id == standing.user.pk:
        yield _taking_back(standing)
    elif standing.may("return_draft"):
        author = version.submitted_by or version.created_by
        outcome = _("With your comment, to %(name)s") % {"name": author} if author else _("With your comment")
        yield Button(label=_("Return it"), outcome=outcome, value="return")


def _publishing(standing: Standing) -> Iterator[Button]:
    refused = bool(standing.blocks)
    now = _("Publish version %(number)d now") % {"number": standing.version.number}
    ready = _what_readers_get(standing)
    outcome = refusal(standing.blocks) if refused else ready
    yield Button(label=now, outcome=outcome, value="publish", is_refused=refused, outcome_ready=ready)
    yield Button(label=_("Publish on that day"), outcome="", value="schedule", is_refused=refused)


def refusal(blocks: int) -> str:
    """On the button and, while one types, by js/desk/readiness.js."""
    words = ngettext(
        "Refused while %(number)d thing is open", "Refused while %(number)d things are open", blocks
    )
    return words % {"number": blocks}


def _what_readers_get(standing: Standing) -> str:
    if publishing.is_own_text(standing.version, standing.user):
        return _("You wrote it: you are asked why you publish it yourself")
    if standing.desk.published:
        return _("Version %(number)d ends") % {"number": standing.desk.published.number}
    return _("Readers see it at once")


def _told(user: AbstractUser) -> str:
    others = get_user_model().objects.with_perm(PERMISSIONS["return_draft"])
    number = others.filter(is_staff=True).exclude(pk=user.pk).count()
    if not number:
        return _("No other account may review yet")
    words = ngettext(
        "%(number)d editor is told on their desk", "%(number)d editors are told on their desk", number
    )
    return words % {"number": number}


def _taking_back(standing: Standing, is_main: bool = False) -> Button:
    return Button(
        label=_("Take it back"),
        outcome=_("Out of review: you go on writing"),
        address=standing.address("take_back"),
        posts=True,
        is_main=is_main,
    )


def _discarding(standing: Standing) -> Button:
    published = standing.desk.published
    stays = _("Version %(number)d stays public") % {"number": published.number} if published else ""
    return Button(
        label=_("Discard draft"),
        outcome=stays or _("Nothing was public"),
        address=standing.address("discard"),
        is_last=True,
    )


def _of_a_public_text(standing: Standing) -> Iterator[Button]:
    version = standing.version
    if standing.state is SCHEDULED and standing.may("unschedule"):
        outcome = _("It will not go public on %(moment)s") % {"moment": moment(version.live_from)}
        yield Button(
            label=_("Take it back to a draft"),
            outcome=outcome,
            address=standing.address("unschedule"),
            posts=True,
            is_main=True,
        )
    if version.own_text_reason and not version.second_look_at and _is_somebody_else(standing):
        yield Button(
            label=_("I have looked"),
            outcome=_("The flag on its author’s own publication goes"),
            address=standing.address("look"),
            posts=True,
            is_main=True,
        )
    yield from _beginnings(standing)
    yield _looking_at_it(standing)
    if standing.comparison:
        yield Button(label=_("Compare"), outcome=_("With the version before"), address=standing.comparison)


def _is_somebody_else(standing: Standing) -> bool:
    version = standing.version
    return standing.may("look") and standing.user.pk not in (version.created_by_id, version.published_by_id)


def _beginnings(standing: Standing) -> Iterator[Button]:
    version, desk, article = standing.version, standing.desk, standing.version.article
    if desk.draft:
        yield Button(
            label=_("Open the draft"),
            outcome=_("Version %(number)d") % {"number": desk.draft.number},
            address=reverse("admin:news_articleversion_change", args=[desk.draft.pk]),
            is_main=True,
        )
    is_gone = article.removed_at or article.withdrawn_at or article.merged_into_id
    if not desk.can_begin or is_gone or not standing.may("new_draft"):
        return
    acts = (
        NEW_ACTS
        if standing.state is PUBLISHED
        else ((Act.UPDATE.value, _("Begin again from this version"), _("A draft with these words")),)
    )
    for place, (act, label, outcome) in enumerate(acts):
        yield Button(
            label=label,
            outcome=outcome,
            address=reverse("admin:news_article_draft", args=[version.article_id]),
            posts=True,
            fields={"language": version.language, "from": str(version.pk), "act": act},
            is_main=place == 0 and standing.state is not SCHEDULED,
        )


def _looking_at_it(standing: Standing) -> Button:
    return Button(
        label=_("Look at it"),
        outcome=_("As readers see it"),
        address=standing.address("preview"),
        new_tab=True,
    )
